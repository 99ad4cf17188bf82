"""Tables of a version: the large ones wait on disk and are the same when they are asked for."""

import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from catalog.definitions import catalog
from loaders.store import table_files, word_ranks
from loaders.store.published import open_folder


@pytest.fixture
def copied_version(sample, tmp_path):
    return shutil.copytree(sample.folder, tmp_path / sample.version)


def test_a_table_left_on_disk_is_what_it_would_be_in_memory(sample, copied_version, monkeypatch):
    monkeypatch.setattr(table_files, "LARGE_TABLE_ROWS", 10)
    opened = open_folder(copied_version)
    shutil.rmtree(copied_version)  # retired since
    for name, frame in sample.registers.items():
        assert opened.registers.count_rows(name) == len(frame)
        assert_frame_equal(with_types_of(frame, opened.registers[name]), frame)
    for name, frame in sample.counted.items():
        assert_frame_equal(with_types_of(frame, opened.counted[name]), frame)
    kept = [tables.registers["labs"]["lab_id"].dtype.storage for tables in (opened, sample)]
    assert kept == ["pyarrow", "python"]


def with_types_of(small, large):
    """A large table, its text kept as that of a small one is."""
    return large.astype({name: small[name].dtype for name in large.select_dtypes("str")})


def test_chosen_rows_of_a_large_table_are_those_of_a_small(sample, copied_version, monkeypatch):
    """Rows in any order, twice and none, of a file of several groups of rows."""
    path = copied_version / "registers" / "standards.parquet"
    pq.write_table(pq.read_table(path), path, row_group_size=100)
    monkeypatch.setattr(table_files, "LARGE_TABLE_ROWS", 10)
    large, small = open_folder(copied_version).registers, sample.registers
    for places in ([359, 0, 100, 99, 0], [], range(360)):
        for columns in (None, {"title", "domain", "published_on"}):
            chosen, wanted = (
                tables.take("standards", places, columns) for tables in (large, small)
            )
            assert_frame_equal(chosen.astype(str), wanted.astype(str), check_index_type=False)
    lab = small["standards"]["lab_id"].dropna().iloc[0]
    chosen, wanted = (tables.select_rows("standards", "lab_id", lab) for tables in (large, small))
    assert_frame_equal(chosen.astype(str), wanted.astype(str), check_index_type=False)


def test_what_is_asked_of_a_large_table_reads_none_of_it(sample, copied_version, monkeypatch):
    monkeypatch.setattr(table_files, "LARGE_TABLE_ROWS", 10)

    def refuse(*_):
        raise AssertionError("read")

    opened = open_folder(copied_version).registers
    monkeypatch.setattr(table_files, "read_frame", refuse)
    assert "standards" in opened and "nothing" not in opened
    for name in ("standards", "technologies"):
        for column in catalog().registers[name].columns:
            assert opened.has_values(name, column) == sample.registers.has_values(name, column)
    assert sorted(opened) == sorted(sample.registers)
    with pytest.raises(AssertionError, match="read"):
        opened["standards"]


def test_what_is_read_part_by_part_is_the_whole(sample, copied_version, monkeypatch):
    """Words with empty cells, texts and days, over groups of rows that end anywhere; ranked some
    fifty words at a time."""
    monkeypatch.setattr(word_ranks, "SAMPLE", 3)
    monkeypatch.setattr(word_ranks, "WORDS_AT_ONCE", 50)
    path = copied_version / "registers" / "standards.parquet"
    pq.write_table(pq.read_table(path), path, row_group_size=100)
    monkeypatch.setattr(table_files, "LARGE_TABLE_ROWS", 10)
    registers, frame = open_folder(copied_version).registers, sample.registers["standards"]
    parts = list(registers.read_parts("standards", ["title"]))
    assert len(parts) == 4
    assert all(len(part["title"].cat.categories) <= 100 for part in parts)  # compared once a word
    whole = with_types_of(frame, pd.concat(parts))
    assert_frame_equal(whole, frame[["title"]], check_index_type=False)
    for tables in (registers, sample.registers):
        for column in ("standard_no", "kind", "ics", "domain", "published_on"):
            cells = tables.number_words("standards", column)
            words = [*cells.words.astype(str), "未填"]
            expected = frame[column].astype(str).fillna("未填").tolist()
            assert [words[n] for n in cells.numbers] == expected, column
            held, leaves_any_empty = tables.list_words("standards", column)
            assert sorted(held.astype(str)) == sorted({*expected} - {"未填"}), column
            assert leaves_any_empty == ("未填" in expected), column
        for column in ("standard_no", "title", "ics", "lab_id"):
            ranks = frame[column].rank(method="dense").fillna(0) - 1
            assert tables.rank_words("standards", column).tolist() == ranks.tolist(), column
        number = frame["standard_no"].iloc[150]
        for wanted, places in (([number, ""], [150]), (["没有"], [])):
            assert tables.find_places("standards", "standard_no", wanted).tolist() == places
