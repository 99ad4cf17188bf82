"""Blocks of a CSV as columns: the same cells as from the reader of all CSV files."""

import csv
from io import BytesIO, StringIO

import pytest

from loaders.columns import csv_blocks

ROW = "GB/T 1-2024,新材料 通则,\r\n"
# of three columns; after them the rows, of which some are quoted, blank, shorter or longer
TEXTS = {
    "plain": ROW * 5,
    "no break at the end": f"{ROW}NULL, NA ,\x0b\u2028\x85",
    "other breaks": "a,b,c\rd,e,f\ra,b,c\n",
    "blank lines": f"a,b,c\n\nd,e,f\n\rg,h,i\r\r{ROW}\r\n\r\n",
    "first line blank": f"\n{ROW}",
    "shorter and longer": f"{ROW}a,b\n{ROW}a\na,b,c,d,\n  \n,,\n",
    "quoted": f'{ROW}"a,1","b\n\n""2""\n{ROW}",c\r\n{ROW}{ROW}a,b"x"b,c\n{ROW}',
    "marks inside": f"{ROW}\ufeffa,b\ufeff,\ufeff\n\ufeff,,\n{ROW}",
}


def lines_of(text):
    """A text as the lines of its bytes."""
    return csv_blocks.Utf8Lines(BytesIO(text.encode()))


def records_of(tables):
    """The cells of the rows as csv.reader gives them."""
    rows = []
    for table in tables:
        *columns, surplus = (column.to_pylist() for column in table.columns)
        for cells, further in zip(zip(*columns, strict=True), surplus, strict=True):
            rows.append([cell for cell in cells if cell is not None] + (further or []))
    return rows


@pytest.mark.parametrize(("chars", "piece"), [(1, 1), (40, 7), (1 << 16, 1), (1 << 20, 40)])
def test_blocks_hold_the_records_of_the_reader_of_all_csv_files(chars, piece, monkeypatch):
    monkeypatch.setattr(csv_blocks, "BLOCK_BYTES", chars)
    monkeypatch.setattr(csv_blocks, "PIECE_CHARS", piece)
    for name, text in TEXTS.items():
        expected = list(csv.reader(StringIO(text, newline=""), strict=True))
        tables = csv_blocks.read_blocks([], lines_of(text), ",", 3)
        assert records_of(tables) == expected, name
    with pytest.raises(csv.Error):
        list(csv_blocks.read_blocks([], lines_of(f'{ROW}"a"b,c,d\n'), ",", 3))
    with pytest.raises(csv.Error):
        list(csv_blocks.read_blocks([], lines_of(f"{ROW}{'x' * (1 << 18)},,\n"), ",", 3))


def test_arrow_splits_the_blocks_without_quotes(monkeypatch):
    monkeypatch.setattr(csv_blocks, "_read_records", None)
    for mark in ",\t;":
        text = lines_of((ROW * 9).replace(",", mark))
        assert len(records_of(csv_blocks.read_blocks([], text, mark, 3))) == 9
