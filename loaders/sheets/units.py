"""Units that headings, the row below them and notes above them state, against the catalogue's.

A column in 万元 read as 亿元 is wrong by ten thousand and looks right. So a unit is read wherever
people write it, and the column is converted; a unit that cannot be converted is refused.
"""

import re
from fractions import Fraction

from loaders.cells.units import Conversion, Unit, parse_unit, unit_words
from loaders.problems import FileRejected
from loaders.text import fold, is_blank, plain

OPENING, CLOSING = '([{（【〔［｛〈《<「『〖〘“"', ')]}）】〕］｝〉》>」』〗〙”"'
_BRACKET = re.compile(
    rf"[{re.escape(OPENING)}]([^{re.escape(OPENING + CLOSING)}]*)[{re.escape(CLOSING)}]"
)
_UNBALANCED = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_LABEL = re.compile(
    r"(?:(?:计量|金额|货币|数据|数值|统计)?单位|(?:measurement)?units?|in)(?:[:：]|均?[为是])?(?=.)",
    re.I,
)
_LABELLED = re.compile(
    r"(?:(?:单位|units?)(?:[:：]|均?[为是]|[\s\u3000])|(?:金额|货币)[:：])[\s\u3000]*"
    r"([^。;；()（）\[\]【】〔〕]+)",
    re.I,
)
# 以万元计, 本表按万元计算, 以万元为单位
_COUNTED_IN = re.compile("[以按]([^，。；、]{1,12}?)(?:为单位|计算|计量|表示|计)")
_INDICATOR = re.compile("指标[:：]")
_SEPARATORS = re.compile(r"[,，、;；:：/／∕⁄_＿|｜~～·•・‧=＝\r\n\-‐-―−－﹣]+")
_BLANKS = re.compile(r"[\s\u3000\u00a0]+")
# a note that names who reports, not what is counted in
_REPORTER = re.compile(
    r"(?:填报|报送|上报|编制|依托|主管|承担|建设|设定|归口|制表)单位[:：]?\s*[^\s\u3000，,；;。]*"
)
_NOTES_BELOW = 10  # how many last rows of a sheet may be notes below the table

# targets of shares are kept between 0 and 1; below 目标值（%） every number is a percentage
TARGET_UNIT = "小数"


def unit_texts(heading: str, known: frozenset[str] = frozenset()) -> list[str]:
    """Where a heading may state a unit: in brackets, behind a mark, or glued to a known name.

    known: folded headings of the register, behind which 万元 may stand without any mark.

    >>> unit_texts("地区生产总值（现价）（万元）"), unit_texts("常住人口/万人")
    (['现价', '万元'], ['万人'])
    """
    inside = _BRACKET.findall(heading)
    outside = _UNBALANCED.sub("\n", _BRACKET.sub("\n", heading))
    behind = _rejoin(_SEPARATORS.split(outside)[1:])
    blank_parts = _BLANKS.split(outside.strip())
    endings = [" ".join(blank_parts[place:]) for place in range(1, len(blank_parts))]
    trailing = [text for text in endings if parse_unit(_strip_label(text))][:1]
    marked = any(parse_unit(_strip_label(text)) for text in behind)
    texts = [*inside, *behind] if marked else [*inside, *behind, *trailing]
    if not texts:
        form = fold(outside)
        names = [name for name in known if form.startswith(name) and form != name]
        texts = [form[len(max(names, key=len)) :]] if names and form not in known else []
    return [text.strip() for text in texts if text.strip()]


def _rejoin(parts: list[str]) -> list[str]:
    """The parts, the last ones together where only together they are a unit: 10k, yuan."""
    for place in range(len(parts) - 1):
        together = " ".join(parts[place:])
        if parse_unit(together):
            return [*parts[:place], together]
    return parts


def without_unit(heading: str, known: frozenset[str]) -> str:
    """The heading without the unit that stands behind it; as received where none does.

    >>> without_unit("常住人口万人", frozenset({"常住人口"}))
    '常住人口'
    >>> without_unit("开放共享机时〔机时〕", frozenset({"开放共享机时"}))
    '开放共享机时'
    """
    bare = _BRACKET.sub("", heading).strip()
    if fold(bare) in known:
        return bare
    for text in reversed(unit_texts(heading, known)):
        if parse_unit(_strip_label(text)) and _compact(bare).endswith(_compact(text)):
            place = len(bare)
            while place and _compact(bare[place:]) != _compact(text):
                place -= 1
            bare = _UNBALANCED.sub("", _SEPARATORS.sub("\n", bare[:place])).strip()
    return bare


def _compact(text: str) -> str:
    """For comparing: 10k yuan and 10k_yuan are one."""
    return fold(_SEPARATORS.sub("", text))


def _strip_label(text: str) -> str:
    """万元 of 单位：万元 and of 以万元计; the whole where nothing stands around it."""
    bare = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    counted_in = _COUNTED_IN.fullmatch(bare.strip())
    return counted_in[1] if counted_in else bare


def _pieces(text: str) -> list[str]:
    """The text whole, and its parts between marks: 现价，万元 states 万元."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    return [text, *parts] if len(parts) > 1 else [text]


def _find_units(text: str, quantity: str) -> list[Unit]:
    """The units that one text states; of a list such as 亿元、万人 each."""
    bare = _strip_label(text)
    whole = parse_unit(bare, quantity)
    if whole:
        return [whole]
    units = [parse_unit(_strip_label(part), quantity) for part in _pieces(bare)[1:]]
    return [unit for unit in units if unit]


def _looks_like_unit(text: str, quantity: str) -> bool:
    """A text that ends in a unit's word behind something nobody knows: 千万块, 港币元."""
    form = fold(_strip_label(text))
    endings = unit_words(quantity)
    labelled = _LABEL.match(text) is not None
    multiplied = any(word in form for word in ("万", "亿", "million", "billion"))
    return labelled or multiplied or (bool(form) and form.endswith(endings))


def is_unit_row(row: list) -> bool:
    """Units, blanks and dashes only, perhaps behind the word 单位."""
    filled = (plain(cell) for cell in row if not is_blank(cell, optional=True))
    first = next(filled, None)  # mostly no unit, and the other cells need not be looked at
    if first is not None and fold(first).strip(":") in ("单位", "计量单位", "unit"):
        first = next(filled, None)
    return first is not None and is_unit_cell(first) and all(map(is_unit_cell, filled))


def is_unit_cell(cell: str) -> bool:
    """A unit alone, such as 万元, （亿元） or 单位：个."""
    bare = cell.strip()
    if bare[:1] in OPENING and bare[-1:] in CLOSING:
        bare = bare[1:-1]
    return parse_unit(_strip_label(bare)) is not None and not bare.strip().isdigit()


def check_units(
    layout,
    rows: list[list],
    units_by_mapping: dict[str, Conversion] | None = None,
    scales: dict[str, Conversion] | None = None,
):
    """The layout with what is to be converted; FileRejected where a unit cannot be.

    Nearest counts: the heading's own unit, the row of units below it, the note above. The heading
    and the row below must not contradict each other, nor the heading the mapping's unit; a scale
    of the mapping stands above them all.
    """
    units_by_mapping, scales = units_by_mapping or {}, scales or {}
    heading_row = layout.cells or rows[layout.heading_row]
    below = rows[layout.heading_row + 1] if len(rows) > layout.heading_row + 1 else []
    below = below if is_unit_row(below) else []
    notes = _notes(rows[: layout.heading_row] + _lone_cells(rows[layout.heading_row + 1 :]))
    for name, place in layout.places.items():
        column = layout.register.columns[name]
        if not column.unit and column.kind != "target":
            continue
        own = parse_unit(column.unit or TARGET_UNIT)
        heading = str(heading_row[place])
        known = frozenset(map(fold, (column.heading, *column.aliases)))
        if name in scales:
            layout.conversions[name] = scales[name]
            continue
        if name in units_by_mapping:
            _check_heading(heading, own, known, units_by_mapping[name])
            if units_by_mapping[name].factor != 1:
                layout.conversions[name] = units_by_mapping[name]
            continue
        units = _units_of_heading(heading, own, known)
        if place < len(below) and not is_blank(below[place], optional=True):
            units += _find_units(plain(below[place]).strip(OPENING + CLOSING), own.quantity)
        if column.kind == "target" and units and units[0].quantity != own.quantity:
            _refuse_multiples(heading, units)
            continue
        if not units:
            units = [unit for unit in notes if unit.quantity == own.quantity]
        conversion = _conversion(heading, column.unit or TARGET_UNIT, own, units)
        if column.kind == "target" and units and conversion is None:
            conversion = Conversion(units[0].text, TARGET_UNIT, Fraction(1))
        if conversion:
            layout.conversions[name] = conversion
    return layout


def _check_heading(heading: str, own: Unit, known: frozenset[str], conversion: Conversion) -> None:
    """FileRejected where the heading states another unit than the mapping does."""
    for text in unit_texts(heading, known):
        for unit in _find_units(text, own.quantity):
            if unit.size is None or unit.size / own.size != conversion.factor:
                texts = f"{unit.text}、{conversion.received}"
                raise FileRejected("two_units", conversion.unit, column=heading, value=texts)


def _units_of_heading(heading: str, own: Unit, known: frozenset[str]) -> list[Unit]:
    """What the heading itself states; FileRejected where it states what nobody knows."""
    units = []
    for text in unit_texts(heading, known):
        stated = _find_units(text, own.quantity)
        if not stated and _looks_like_unit(text, own.quantity):
            raise FileRejected("wrong_unit", own.text, column=heading, value=text)
        units += stated
    if not units and fold(heading) not in known:
        units = _find_glued_units(heading, own.quantity)
    return units


def _find_glued_units(heading: str, quantity: str) -> list[Unit]:
    """The unit at the end of a heading that nobody knows: 经济总量万元 of a mapping."""
    form = fold(_BRACKET.sub("", heading))
    for place in range(1, len(form) - 1):
        unit = parse_unit(form[place:])
        if unit and unit.quantity == quantity:
            return [unit]
    return []


def _refuse_multiples(heading: str, units: list[Unit]) -> None:
    """Many indicators share the column of targets: 目标值（万家） fits none of them surely."""
    if any(unit.size != 1 for unit in units):
        texts = "、".join(unit.text for unit in units)
        raise FileRejected("wrong_unit", "指标自己的单位", column=heading, value=texts)


def _conversion(heading: str, unit: str, own: Unit, units: list[Unit]) -> Conversion | None:
    """How the column becomes ours; None where it is already."""
    if not units:
        return None
    texts = "、".join(dict.fromkeys(stated.text for stated in units))
    sizes = {(stated.quantity, stated.size) for stated in units}
    if len(sizes) > 1:
        raise FileRejected("two_units", unit, column=heading, value=texts)
    ((quantity, size),) = sizes
    if quantity != own.quantity or size is None:
        raise FileRejected("wrong_unit", unit, column=heading, value=texts)
    factor = size / own.size
    return Conversion(texts, unit, factor) if factor != 1 else None


def _lone_cells(rows: list[list]) -> list[list]:
    """Last rows of a table with one text only: notes such as 注：金额单位为万元."""
    filled = ([cell for cell in row if not is_blank(cell)] for row in rows[-_NOTES_BELOW:])
    return [cells for cells in filled if len(cells) == 1 and isinstance(cells[0], str)]


def _notes(rows: list[list]) -> list[Unit]:
    """Units that the lines around a table name, such as 单位：亿元、万人 or 指标：…(万元)."""
    units = []
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and not is_blank(cell):
                units += _units_of_note(_REPORTER.sub("", cell))
    return units


def _units_of_note(note: str) -> list[Unit]:
    texts = _BRACKET.findall(note) + _LABELLED.findall(note) + _COUNTED_IN.findall(note)
    if _INDICATOR.match(note):
        texts += unit_texts(note)
    units = []
    for text in texts:
        units += _find_units(text, "")
    alone = parse_unit(note)
    return units + [alone] if alone else units
