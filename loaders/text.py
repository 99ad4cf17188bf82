"""Text as received made comparable: invisible characters, widths, dashes, line breaks."""

import functools
import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

# NBSP and U+3000 are blanks that strip() knows; these it does not: the zero-width family, marks of
# writing direction, fillers of Hangul and tags. None of them is seen, and each makes another name.
_ZERO_WIDTH = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_ZERO_WIDTH}]")
_BLANK = re.compile(rf"[\s{_ZERO_WIDTH}]*")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u2500]")
# controls, halves of surrogate pairs, and U+FFFD, which stands where a text was damaged
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_VERTICAL = re.compile("[\x0b\x0c]")
_BREAKS = "[\r\n\x0b\x0c\x85\u2028\u2029]"
_ANY_BREAK = re.compile(_BREAKS)
_BREAK = re.compile(rf"\s*{_BREAKS}+\s*")
_CJK_BREAK = re.compile(
    rf"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*{_BREAKS}+\s*|\s*{_BREAKS}+\s*(?=[\u2e80-\u9fff])"
)
_BRACKETED = re.compile(r"[(\[【（][^()\[\]【】（）]*[)\]】）]")
# the English that stands after a Chinese heading on the same line
_ENGLISH = re.compile(r"(?<=[\u4e00-\u9fff])\s+[A-Za-z][A-Za-z .,'&-]*$")
_SEPARATORS = re.compile(r"[;；、,，/／\r\n|]+")
# the traditional characters of our headings and words; for comparing only, names stay as written
_PAIRS = (
    "業业東东與与個个產产億亿優优傳传體体關关準准則则別别務务動动區区醫医協协單单發发號号國国"
    "團团備备復复複复頭头學学寧宁實实審审導导將将爾尔屬属廣广慶庆廢废開开強强錄录録录態态總总"
    "執执擔担擇择據据數数無无時时術术機机來来構构標标樣样檢检濟济測测灣湾點点狀状現现電电碼码"
    "礎础稱称籌筹類类經经結结統统維维編编肅肃蘇苏薦荐藥药獲获規规計计認认記记設设證证評评試试"
    "說说説说請请貴贵質质責责費费資资遼辽過过運运進进鑒鉴鑑鉴銷销鍵键門门問问間间際际陝陕題题"
    "領领預预驗验龍龙雲云臺台內内級级員员報报華华縣县場场對对職职網网創创聯联環环節节條条壯壮"
    "長长圖图達达訂订貢贡範范調调項项萬万選选補补終终權权專专為为顯显確确離离積积績绩縮缩觀观"
    "議议託托論论閱阅難难屆届織织處处頒颁額额寫写應应參参種种獨独"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))

# Radicals look like the characters they are part of; PDF files are full of them. Unicode knows what
# most stand for (Kangxi radicals, compatibility characters); these simplified ones it leaves open.
_OPEN_RADICALS = (
    "⺁厂⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛无⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬"
    "⺤爪⺥爫⺧牛⺨犭⺪疋⺫罒⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺳网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角"
    "⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒長⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼"
    "⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱亀⻲亀⻳龟"
)
_RADICAL = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
_WORD_CHARS = 40  # of a text that is kept as a word
# anything that `visible` changes inside a text; most texts have nothing of it
_CHANGED = re.compile("|".join((_RADICAL.pattern, _INVISIBLE.pattern, "\u00a0")))
_CHARACTERS = {
    chr(code): unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))
} | dict(zip(_OPEN_RADICALS[::2], _OPEN_RADICALS[1::2], strict=True))
# what is left of a text read in the wrong encoding, and UTF-8 bytes read as Latin letters
_GARBLED = re.compile(
    "锟斤拷|锟斤|斤拷|烫烫烫|屯屯屯|ï»¿|ï¿½|â€|"
    "(?:[Ã-é][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]{1,2}){2,}"
)

# Words that stand for "nothing here" in optional columns only.
BLANK_WORDS = frozenset({"/", "无", "暂无", "na", "n/a", "null", "none", "空", "未填"})


def visible(text: str) -> str:
    """Text without invisible characters and outer blanks, radicals as the characters they are.

    >>> visible("\\ufeff 示例\\u200b "), visible("\\u2f2d东") == "山东"
    ('示例', True)
    """
    if text.isascii() or not _CHANGED.search(text):
        return text.strip()
    if _RADICAL.search(text):
        text = _RADICAL.sub(lambda match: _CHARACTERS.get(match[0], match[0]), text)
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").strip()


def one_line(text: str) -> str:
    """Visible text with line breaks removed between Chinese characters, else made a blank.

    >>> one_line("研究\\n所"), one_line("Lab\\nA")
    ('研究所', 'Lab A')
    """
    text = visible(text)
    if not _ANY_BREAK.search(text):
        return text
    return _BREAK.sub(" ", _CJK_BREAK.sub("", text))


def unify_dashes(text: str) -> str:
    """Every dash variant as the plain hyphen.

    >>> unify_dashes("GB/T 1—2020")
    'GB/T 1-2020'
    """
    return text if text.isascii() else _DASHES.sub("-", text)


def fold(text: str) -> str:
    """Form for comparing words: NFKC, no blanks, no case, simplified characters.

    >>> fold("北　京"), fold("ＧＢ／Ｔ"), fold("標準號")
    ('北京', 'gb/t', '标准号')
    """
    return _fold_word(text) if len(text) <= _WORD_CHARS else _fold(text)


@functools.lru_cache(maxsize=1 << 14)
def _fold_word(text: str) -> str:
    """The words of a register stand in many of its cells, and each is asked about several times."""
    return _fold(text)


def _fold(text: str) -> str:
    bare = without_blanks(unicodedata.normalize("NFKC", visible(text)))
    return bare.casefold().translate(_SIMPLIFIED)


def without_blanks(text: str) -> str:
    """The text without any blank, outside or within.

    >>> without_blanks(" GB/T\u3000 1 ")
    'GB/T1'
    """
    return "".join(text.split())


def narrow(text: str) -> str:
    """NFKC form without invisible characters; for ids, numbers and dates only, never names.

    >>> narrow("１２．５ ")
    '12.5'
    """
    if text.isascii():  # NFKC leaves it as it is
        return visible(text)
    text = visible(text)
    form = unicodedata.normalize("NFKC", text)
    return text if form == text else visible(form)


def is_blank(raw: object, optional: bool = False) -> bool:
    """Nothing was entered; in optional columns the usual words for nothing count too."""
    if raw is None or (isinstance(raw, float) and math.isnan(raw)):
        return True
    if not isinstance(raw, str):
        return False
    is_empty = _BLANK.fullmatch(raw) is not None
    if is_empty or not optional:
        return is_empty
    word = unify_dashes(fold(raw))
    return word in BLANK_WORDS or not word.strip("-")


def control_character(text: str) -> str | None:
    """The first control character in the text, named, or None."""
    match = _CONTROL.search(text)
    return f"U+{ord(match.group()):04X}" if match else None


def find_garbled(text: str) -> str | None:
    """What shows that a text was read in the wrong encoding; None where nothing does.

    >>> find_garbled("锟斤拷实验室"), find_garbled("å®žéªŒå®¤")
    ('锟斤拷', 'å®žéªŒå®¤')
    >>> find_garbled("瀹為獙瀹ゅ"), find_garbled("示例实验室")
    (None, None)
    >>> find_garbled("示例实验".encode().decode("gb18030"))
    '绀轰緥瀹為獙'
    """
    if text.isascii():
        return None
    match = _GARBLED.search(text)
    if match:
        return match[0]
    try:
        decoded = text.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return None
    is_chinese = len(decoded) > 1 and all("\u3000" <= sign <= "\uffef" for sign in decoded)
    return text if is_chinese else None


def printable(text: str, breaks: bool = False) -> str:
    """Text that is safe to print: control characters made visible, line breaks as blanks.

    breaks: they stay breaks; the vertical ones, which no workbook can hold, become common ones.

    >>> printable("a\\x1b[2J\\nb"), printable("a\\x0bb", breaks=True)
    ('a�[2J b', 'a\\nb')
    """
    broken = _VERTICAL.sub("\n", text) if breaks else _BREAK.sub(" ", text)
    return _CONTROL.sub("\ufffd", broken)


def show_codes(text: str) -> str:
    """Text for a terminal, where invisible signs could reorder or hide it: each as its code.

    >>> show_codes("甲\\u2066乙\\U000e0041")
    '甲<U+2066>乙<U+E0041>'
    """
    return _INVISIBLE.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text)


def split_words(text: str) -> list[str]:
    """Entries of a multi-valued cell.

    >>> split_words("新材料；信息技术、 生物医药")
    ['新材料', '信息技术', '生物医药']
    """
    return [word for part in _SEPARATORS.split(text) if (word := visible(part))]


def heading_forms(text: str) -> list[str]:
    """Forms under which a heading may be known: whole, without brackets, each line alone, and
    without the English after it.

    >>> heading_forms("省份*\\nProvince")
    ['省份province', '省份', 'province']
    >>> heading_forms("省份 Province")
    ['省份province', '省份']
    >>> heading_forms("常住人口（万人）")
    ['常住人口(万人)', '常住人口']
    """
    lines = [text, *re.split(r"[\r\n/]+", text)]
    plain = [(line, _BRACKETED.sub("", line)) for line in lines]
    forms = [form for line, bare in plain for form in (line, bare, _ENGLISH.sub("", bare))]
    bare = [fold(form).replace("*", "").strip(":") for form in forms]
    return [form for form in dict.fromkeys(bare) if form]


def find_bracket(text: str) -> str:
    """What stands in the heading's first bracket, such as a unit; empty without one."""
    match = _BRACKETED.search(text)
    return visible(match.group()[1:-1]) if match else ""


def plain(raw: object) -> str:
    """The cell as a person reads it: 3.0 is 3, no powers of ten, a midnight is its day.

    >>> plain(3.0), plain(1e-7), plain(date(2024, 5, 6))
    ('3', '0.0000001', '2024-05-06')
    """
    if raw.__class__ is str:  # most cells are texts, and no other test concerns them
        return raw
    if isinstance(raw, bool):
        return str(raw)
    if isinstance(raw, float) and math.isfinite(raw):
        return format(Decimal(repr(raw + 0.0)), "f").removesuffix(".0")  # + 0.0: no minus zero
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    if isinstance(raw, Decimal):
        return format(raw, "f")
    return raw.isoformat() if isinstance(raw, date) else str(raw)
