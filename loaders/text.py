"""Text as received made comparable: invisible characters, widths, dashes, line breaks."""

import re
import unicodedata

# NBSP and U+3000 are blanks that strip() knows; the zero-width family it does not.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u2500]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CJK_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*[\r\n]+\s*|[\r\n]+\s*(?=[\u2e80-\u9fff])"
)
_BRACKETED = re.compile(r"[(\[【（][^()\[\]【】（）]*[)\]】）]")
_SEPARATORS = re.compile(r"[;；、,，\r\n|]+")

# Words that stand for "nothing here" in optional columns only.
BLANK_WORDS = frozenset(
    {"", "-", "--", "/", "无", "暂无", "na", "n/a", "null", "none", "空", "未填"}
)


def visible(text: str) -> str:
    """Text without invisible characters and outer blanks.

    >>> visible("\\ufeff 示例\\u200b ")
    '示例'
    """
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").strip()


def one_line(text: str) -> str:
    """Visible text with line breaks removed between Chinese characters, else made a blank.

    >>> one_line("研究\\n所"), one_line("Lab\\nA")
    ('研究所', 'Lab A')
    """
    return re.sub(r"\s*[\r\n]+\s*", " ", _CJK_BREAK.sub("", visible(text)))


def dashed(text: str) -> str:
    """Every dash variant as the plain hyphen.

    >>> dashed("GB/T 1—2020")
    'GB/T 1-2020'
    """
    return _DASHES.sub("-", text)


def folded(text: str) -> str:
    """Form for comparing words: NFKC, no blanks, no case.

    >>> folded("北　京"), folded("ＧＢ／Ｔ")
    ('北京', 'gb/t')
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", visible(text))).casefold()


def narrow(text: str) -> str:
    """NFKC form without invisible characters; for ids, numbers and dates only, never names.

    >>> narrow("１２．５ ")
    '12.5'
    """
    return visible(unicodedata.normalize("NFKC", visible(text)))


def is_blank(raw: object, optional: bool = False) -> bool:
    """Nothing was entered; in optional columns the usual words for nothing count too."""
    if raw is None or (isinstance(raw, float) and raw != raw):
        return True
    if not isinstance(raw, str):
        return False
    text = visible(raw)
    return text == "" or (optional and folded(text) in BLANK_WORDS)


def control_character(text: str) -> str | None:
    """The first control character in the text, named, or None."""
    found = _CONTROL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def split_words(text: str) -> list[str]:
    """Entries of a multi-valued cell.

    >>> split_words("新材料；信息技术、 生物医药")
    ['新材料', '信息技术', '生物医药']
    """
    return [word for part in _SEPARATORS.split(text) if (word := visible(part))]


def heading_forms(text: str) -> list[str]:
    """Forms under which a heading may be known: whole, without brackets, each line alone.

    >>> heading_forms("省份*\\nProvince")
    ['省份province', '省份', 'province']
    >>> heading_forms("常住人口（万人）")
    ['常住人口(万人)', '常住人口']
    """
    lines = [text, *re.split(r"[\r\n/]+", text)]
    forms = [form for line in lines for form in (line, _BRACKETED.sub("", line))]
    bare = [folded(form).replace("*", "").strip(":") for form in forms]
    return [form for form in dict.fromkeys(bare) if form]


def bracketed(text: str) -> str:
    """What stands in the heading's first bracket, such as a unit; empty without one."""
    found = _BRACKETED.search(text)
    return visible(found.group()[1:-1]) if found else ""
