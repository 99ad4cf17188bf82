"""CSV files as a spreadsheet meets them: Chinese, complete, harmless."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings import stored_content
from briefings.csv_table import RISKY, csv_file, safe
from briefings.stored_content import StoredContent


def rows_of(table: pd.DataFrame, stamps=("指标：在运行实验室",)) -> list[list[str]]:
    """The file read back as a spreadsheet splits it."""
    return list(csv.reader(io.StringIO(csv_file([table], list(stamps)).decode("utf-8-sig"))))


def test_an_empty_table_keeps_its_stamps_and_headings():
    assert rows_of(pd.DataFrame(columns=["名称", "日期"])) == [
        ["指标：在运行实验室"], [], ["名称", "日期"],
    ]  # fmt: skip


def test_it_begins_with_a_bom_and_ends_its_lines_for_excel():
    made = csv_file([pd.DataFrame({"名称": ["甲"]})], [])
    assert made == "\ufeff\r\n名称\r\n甲\r\n".encode()


def test_a_long_file_is_kept_on_disk_and_read_there_by_all_who_ask(monkeypatch):
    pages = [pd.DataFrame({"名称": [f"甲{n}"] * 50}) for n in range(3)]
    whole = csv_file(pages, ["来源"])
    monkeypatch.setattr(stored_content, "MEMORY_BYTES", 99)
    monkeypatch.setattr(stored_content, "PART_BYTES", 64)
    stored = csv_file(pages, ["来源"])
    assert isinstance(whole, bytes) and isinstance(stored, StoredContent)
    first, second = stored.read_parts(), stored.read_parts()
    parts = [(next(first), next(second)) for _ in range(2)]
    assert b"".join(part for part, _ in parts) == whole[:128]
    assert b"".join([*(part for _, part in parts), *second]) == whole
    assert len(stored) == len(whole)


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+86", "-1+2", "@x", "\tx", "\rx", "＝1", "＠x"])
def test_what_would_be_a_formula_becomes_text(text):
    result = rows_of(pd.DataFrame({text: [text]}), [text])
    assert result[0] == result[-2] == result[-1] == ["'" + text]


def test_numbers_stay_numbers_and_the_missing_stays_empty():
    table = pd.DataFrame({"机时": [-1.5, None], "名称": ["甲，乙", "丙\n丁"]})
    assert rows_of(table)[-2:] == [["-1.5", "甲，乙"], ["", "丙\n丁"]]


@given(st.text())
def test_no_text_ever_begins_a_formula_and_none_is_lost(text):
    kept = safe(text)
    assert not kept.startswith(RISKY) and kept.removeprefix("'") == text.removeprefix("'")
