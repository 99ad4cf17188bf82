"""Every converter: a value or Unreadable, settled by one conversion, the same once written down.

The kinds come from CONVERTERS and the columns from the catalogue, so a new converter is held to
the same three laws without a line here.
"""

import csv
import functools
import io
from collections.abc import Iterator
from datetime import UTC, date, timedelta, timezone

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from catalog.definitions import Column, catalog
from loaders.cells.converters import CONVERTERS, ErrorCell, convert
from loaders.files.open_file import read_sheets
from loaders.files.subprocess_reader import _cell, _tag_cell
from loaders.problems import Problem, Unreadable
from loaders.registers.column_cells import limit_to_day, outcome
from loaders.text import control_character, is_blank, plain
from tests.loaders.endurance.extent import rounds

LAST_DAY = date(2026, 12, 31)
EXAMPLES = rounds(60, 500)  # of each kind
COLUMNS = {
    f"{register.name}.{column.name}": limit_to_day(column, LAST_DAY)
    for register in catalog().registers.values()
    for column in register.columns.values()
}
SIGNS = "0123456789年月日-/.—:：,，%％ \n\u200b\u3000（）()GBT示例省湖北新材料；、①㎡Ⅱé\u0301\ud800"
ZONES = st.sampled_from([None, UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-11))])
CELLS = st.one_of(
    st.text(),
    st.text(st.characters(codec=None), max_size=12),
    st.text(alphabet=SIGNS, max_size=16),
    st.integers(),
    st.integers(1900, 2100),
    st.integers(min_value=10**300),
    st.floats(),
    st.sampled_from([1e15, 1e16, 1e-7, 5e-324, 0.1 + 0.2, -0.0]),
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=ZONES),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(max_size=8),
    st.text(max_size=5).map(ErrorCell),
)


def words_of(kind: str) -> list[str]:
    """Words that columns of this kind take, from the catalogue."""
    source = catalog()
    lists = [source.codes[c.codes] for c in COLUMNS.values() if c.kind == kind and c.codes]
    return {
        "province": [*source.provinces["short"], *source.provinces["full"]],
        "domain": source.domains,
        "domains": source.domains,
        "indicator": [entry.name for entry in source.indicators.values()],
        "clause": [entry.title for entry in source.clauses],
    }.get(kind) or [name for codes in lists for name in codes.names]


NUMBERS = st.one_of(
    st.integers(0, 100), st.floats(0, 100), st.decimals(0, 100, places=3), st.floats(0, 1e300),
    st.integers(0, 10**12).map("{:,}".format),
)  # fmt: skip
YEARS = st.one_of(st.integers(1900, 2099), st.integers(2000, 2026).map("{}年".format))
DAYS = st.one_of(
    st.dates(date(1949, 10, 1), LAST_DAY),
    st.dates(date(2022, 3, 1), LAST_DAY).map("{0:%Y}年{0:%m}月{0:%d}日".format),
    st.datetimes(timezones=ZONES),
    st.integers(44700, 46000),
)
STANDARDS = st.from_regex(
    r"(GB/T|db11/t|T/CAS|ISO)[ ]?[0-9]{1,5}[-—](19|20)?[0-9]{2}", fullmatch=True
)
LIKELY = {
    "number": NUMBERS,
    "target": NUMBERS,
    "year": YEARS,
    "date": DAYS,
    "standard_no": STANDARDS,
}


def likely(kind: str) -> st.SearchStrategy:
    """Cells of which a converter of this kind takes many; any cell where nothing is known of it."""
    if words := words_of(kind):
        word = st.sampled_from(words)
        return st.one_of(word, st.lists(word, min_size=1, max_size=4).map("、".join))
    return LIKELY.get(kind, CELLS)


def columns(kind: str) -> list[Column]:
    return [column for column in COLUMNS.values() if column.kind == kind]


def values(kind: str, raw: object) -> Iterator[tuple[Column, object]]:
    """What the columns of this kind make of a cell, where they take it."""
    for column in columns(kind):
        result = outcome(column, raw)
        if not isinstance(result, Unreadable) and result[0] is not None:
            yield column, result[0]


def written_in_csv(value: object) -> object:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow([plain(value)])
    return next(csv.reader(io.StringIO(stream.getvalue(), newline=""), strict=True))[0]


def through_the_child(value: object) -> object:
    cell = orjson.loads(orjson.dumps(_tag_cell(value)))
    return _cell(cell) if isinstance(cell, dict) else cell


def test_every_kind_of_the_catalogue_has_a_converter():
    assert {column.kind for column in COLUMNS.values()} == CONVERTERS.keys()


def test_nothing_is_no_value_or_a_missing_one(subtests):
    for column in COLUMNS.values():
        with subtests.test(column=column):
            for nothing in (None, "", " \u200b", float("nan")):
                result = outcome(column, nothing)
                if column.required:
                    assert isinstance(result, Unreadable) and result.code == "missing_required"
                else:
                    assert result == (None, None)


@pytest.mark.endurance
@pytest.mark.parametrize("kind", sorted(CONVERTERS))
@settings(max_examples=EXAMPLES)
@given(raw=CELLS)
@example(raw="e \u0301")
@example(raw="\uffa0")
def test_a_cell_becomes_a_value_or_is_unreadable_and_nothing_else(kind, raw):
    for column in columns(kind):
        if is_blank(raw, not column.required):
            continue
        try:
            value, note = convert(column, raw)
        except Unreadable as why:
            problem = Problem(why.code, "a.csv", "表", 2, column.heading, plain(raw), why.detail)
            assert problem.action == "row_rejected" and problem.message
            continue
        assert note is None or catalog().problems[note[0]].action == "normalised"
        assert value != ""
        if isinstance(value, str):
            assert control_character(value) is None


@pytest.mark.endurance
@pytest.mark.parametrize("kind", sorted(CONVERTERS))
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_value_is_settled_and_the_same_once_written_down(kind, data):
    raw = data.draw(st.one_of(likely(kind), CELLS))
    for column, value in values(kind, raw):
        for again in (value, plain(value), written_in_csv(value), through_the_child(value)):
            assert outcome(column, again) == (value, None)


@functools.cache
def accepted_cells(kind: str) -> list[tuple[Column, object]]:
    """A few drawn cells that this kind takes: (column, value)."""
    result = []

    @settings(max_examples=50, database=None, derandomize=True)
    @given(raw=likely(kind))
    def draw(raw):
        result.extend(values(kind, raw))

    draw()
    return result


def test_the_laws_above_are_held_over_values_and_not_only_over_refusals(subtests):
    for kind in sorted(CONVERTERS):
        with subtests.test(kind=kind):
            assert len(accepted_cells(kind)) > 20


def as_parquet(path, cells):
    pq.write_table(pa.table({"表头": [plain(cell) for cell in cells]}), path)


def as_workbook(path, cells):
    book = Workbook()
    for number, cell in enumerate(cells, 2):
        place = book.active.cell(number, 1, cell)
        if isinstance(cell, str):
            place.data_type = "s"  # a name that begins with = is no formula
    book.active.cell(1, 1, "表头")
    book.save(path)


@pytest.mark.parametrize(
    ("name", "write"), [("a.xlsx", as_workbook), ("a.parquet", as_parquet)], ids=["xlsx", "parquet"]
)
def test_values_come_back_from_the_files_they_are_written_in(tmp_path, name, write):
    drawn = [pair for kind in CONVERTERS for pair in accepted_cells(kind)]
    write(tmp_path / name, [value for _, value in drawn])
    (sheet,) = read_sheets(tmp_path / name)
    back = [row[0] for row in sheet.rows[1:]]
    assert len(back) == len(drawn)
    for (column, value), cell in zip(drawn, back, strict=True):
        result = outcome(column, cell)[0]
        # a workbook holds fifteen digits of a number
        assert result == (
            pytest.approx(value, rel=1e-14) if column.kind in ("number", "target") else value
        )


@pytest.mark.parametrize(
    ("text", "code"),
    [("1.10101E+17", "digits_lost"), ("1.1e 17", "digits_lost"), ("1,1E+17", "digits_lost"),
     ("１．１Ｅ＋１７", "digits_lost"), ("1.E+17", "digits_lost"), ("11E+16", "digits_lost"),
     ("1.1×10^17", "digits_lost"), ("2024/3/1", "id_became_day"),
     ("2024-03-01 00:00:00", "id_became_day"), ("3月1日", "id_became_day"),
     ("2024年3月", "id_became_day"), ("Mar-24", "id_became_day"), ("1-Mar", "id_became_day")],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_rewrote_is_refused(text, code):
    with pytest.raises(Unreadable) as fault:
        convert(Column("lab_id", "编号", "id"), text)
    assert fault.value.code == code


@pytest.mark.parametrize("text", ["2024-3", "2024-03-01", "11E16", "SL-2024-3", "SLMAR-24", "E+7"])
def test_an_id_that_only_looks_like_a_day_or_power_is_kept(text):
    assert convert(Column("lab_id", "编号", "id"), text) == (text, None)
