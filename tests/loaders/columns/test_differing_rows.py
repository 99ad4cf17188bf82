"""What differs between two states of a large register, found without reading it."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.columns.differing_rows import find_differing_rows

SCHEMA = pa.schema([("no", pa.string()), ("title", pa.string()), ("published_on", pa.date32())])
DAY = date(2025, 3, 1)


def state(path, *rows):
    table = pa.Table.from_pylist(
        [dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA
    )
    pq.write_table(table, path)
    return path


def differing(folder, before, now):
    pair = find_differing_rows(state(folder / "a", *before), state(folder / "b", *now))
    return [sorted(table.column("no").to_pylist()) for table in pair]


def test_nothing_differs_between_nothing_and_nothing(tmp_path):
    assert differing(tmp_path, [], []) == [[], []]


def test_rows_that_differ_in_any_cell(tmp_path):
    """
    no  before          now             differs
    1   alike                           -
    2   another title                   both have it
    3   another day                     both have it
    4   gone                            before
    5   came                            now
    6   no title        empty title     -
    7   a | in another cell             both have it
    """
    before = [
        ("1", "甲", DAY), ("2", "乙", DAY), ("3", "丙", DAY), ("4", "丁", DAY), ("6", None, DAY),
        ("7|庚", "辛", DAY),
    ]  # fmt: skip
    now = [
        ("1", "甲", DAY), ("2", "改", DAY), ("3", "丙", date(2025, 3, 2)), ("5", "戊", DAY),
        ("6", "", DAY), ("7", "庚|辛", DAY),
    ]  # fmt: skip
    assert differing(tmp_path, before, now) == [["2", "3", "4", "7|庚"], ["2", "3", "5", "7"]]
