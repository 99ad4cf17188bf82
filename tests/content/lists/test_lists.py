"""The full lists: as many rows as the charts above count, chosen, ordered and taken away."""

import csv
import io
import shutil
from dataclasses import replace
from datetime import date

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from pandas.testing import assert_frame_equal

from catalog.definitions import UNSTATED, catalog, words
from catalog.translated import translate_catalog
from content.lists.chosen_rows import Choice, choose_places, read_column, read_rows
from content.lists.list_table import (
    build_list_table,
    explain_empty,
    list_links,
    name_file,
    write_csv,
    write_workbook,
)
from content.lists.offered_words import list_held_groups
from content.lists.register_lists import LISTS
from content.order import list_orders
from content.outputs.results import build_breakthrough_charts, build_standard_charts
from content.page_address import clean
from content.search.answer import write_answer
from content.view import View
from loaders.store import table_files
from loaders.store.published import open_folder
from measures.scope import Scope

SCOPES = {
    "whole": Scope(start=2022, end=2026),
    "domain": Scope(domains=("新材料", "信息技术"), start=2022, end=2026),
    "region": Scope(regions=("中部",), start=2023, end=2025),
    "provinces": Scope(provinces=("420000", "440000"), start=2024, end=2026),
    "year": Scope(start=2025, end=2025),
}
STANDARDS, TECHNOLOGIES = LISTS["standards"], LISTS["breakthroughs"]


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), SCOPES["whole"], words(), date(2026, 11, 24))


def choose_rows(view: View, listing, choice: Choice) -> pd.DataFrame:
    """The chosen rows in order."""
    return read_rows(view, listing, choose_places(view, listing, choice)[:])


def numbers_of(view: View, listing, choice: Choice) -> list[str]:
    """The numbers of the chosen rows in order."""
    return read_column(view, choose_rows(view, listing, choice), listing.number).tolist()


def sum_chart(charts: list, name: str) -> float:
    """All that a chart draws, added up."""
    spec = next(chart for chart in charts if chart.id == name)
    if spec.empty:
        return 0.0
    return sum(spec.frame[series.column].sum() for series in spec.series)


def test_rows_add_up_with_the_charts_above(view):
    differing = []
    for name, scope in SCOPES.items():
        scoped = replace(view, scope=scope)
        pairs = {
            STANDARDS: (build_standard_charts(scoped), "standard_kinds"),
            TECHNOLOGIES: (build_breakthrough_charts(scoped), "technology_levels"),
        }
        for listing, (charts, chart) in pairs.items():
            rows = choose_rows(scoped, listing, Choice())
            if len(rows) != sum_chart(charts, chart):
                differing.append((name, chart, len(rows)))
    assert differing == []


def test_choices_are_those_of_the_register(view, sample):
    """Question c of a planner among them: 国际标准 from 广东 since 2024."""
    standards = sample.registers["standards"]
    labs = sample.registers["labs"].set_index("lab_id")
    year, province = standards["published_on"].dt.year, standards["lab_id"].map(labs["province"])
    international = standards["kind"] == "国际标准"
    lab = standards["lab_id"].mode()[0]
    name = labs.at[lab, "lab_name"]
    number = standards.loc[standards["lab_id"] == lab, "standard_no"].iloc[0]
    guangdong = replace(view, scope=Scope(provinces=("440000",), start=2024, end=2026))
    # the view | what is chosen | which standards of the register these are
    cases = [
        (guangdong, Choice((("kind", "国际标准"),)),
         international & (province == "440000") & year.between(2024, 2026)),
        (view, Choice((("kind", "国际标准"),)), international),
        (view, Choice((("status", "废止"),)), standards["status"] == "废止"),
        (view, Choice((("ics", "25"),)), standards["ics"].str.startswith("25").fillna(False)),
        (view, Choice((("ccs", UNSTATED),)), standards["ccs"].isna()),
        (view, Choice(lab=lab), standards["lab_id"] == lab),
        (view, Choice(text=labs.at[lab, "lab_name"]), standards["lab_id"] == lab),
        (view, Choice(text=f"{number} {name}"), standards["standard_no"] == number),
        (view, Choice((("kind", "国际标准"), ("status", "现行")), lab=lab),
         international & (standards["status"] == "现行") & (standards["lab_id"] == lab)),
    ]  # fmt: skip
    differing = [
        choice
        for scoped, choice, expected in cases
        if set(numbers_of(scoped, STANDARDS, choice)) != set(standards.loc[expected, "standard_no"])
    ]
    assert differing == []


def test_the_number_looked_for_comes_first_however_it_is_typed(view, sample):
    standards = sample.registers["standards"]
    number = standards["standard_no"].iloc[-1]
    code, serial = number.split(" ")
    for text in (number, f"{code}{serial}", f"{code} {serial.replace('-', '—')}", serial):
        assert numbers_of(view, STANDARDS, Choice(text=text))[0] == number, text
    # a text that others hold as well, in an order that puts them before
    everything = numbers_of(view, STANDARDS, Choice(order="-standard_no"))
    assert everything == sorted(everything, reverse=True)


def test_orders_run_over_all_rows_and_leave_empty_cells_last(view):
    for listing, column in ((STANDARDS, "ics"), (TECHNOLOGIES, "level")):
        for order in (column, f"-{column}"):
            cells = read_column(view, choose_rows(view, listing, Choice(order=order)), column)
            known = cells.dropna()
            assert cells.isna().tolist() == [False] * len(known) + [True] * cells.isna().sum()
    levels = list(catalog().codes["level"].names)
    rows = choose_rows(view, TECHNOLOGIES, Choice(order="level"))
    places = [levels.index(word) for word in read_column(view, rows, "level").dropna()]
    assert places == sorted(places)


def test_files_hold_exactly_the_chosen_rows_under_their_origin(view):
    choice = Choice((("kind", "国际标准"),), order="standard_no")
    expected = numbers_of(view, STANDARDS, choice)
    lines = list(csv.reader(io.StringIO(write_csv(view, STANDARDS, choice).decode("utf-8-sig"))))
    head = lines.index([])
    stamps = " ".join(line[0] for line in lines[:head])
    assert [line[0] for line in lines[head + 2 :]] == expected
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(view, STANDARDS, choice)))
    cells = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    column = [row[0] for row in cells]
    top = column.index("标准号") + 1
    assert column[top : top + len(expected)] == expected
    note = " ".join(str(cell) for row in cells[: top - 1] for cell in row if cell)
    for words_of_file in (stamps, note):
        for part in ("演示数据", "类别：国际标准", view.scope_words, "2026-", "版本"):
            assert part in words_of_file, part
    assert name_file(view, STANDARDS, choice, "csv") != name_file(view, STANDARDS, Choice(), "csv")


def test_no_row_says_what_brings_some(view):
    lone = Choice((("kind", "国际标准"), ("status", "现行")), text="没有这样的标准")
    without_text = len(choose_rows(view, STANDARDS, replace(lone, text="")))
    sentence = explain_empty(view, STANDARDS, lone)
    assert f"去掉“查找：没有这样的标准”有 {without_text} 项" in sentence
    kinds = view.published.counted["standards_produced"]
    abroad = kinds[kinds["category"] == "国际标准"]
    missing = next(code for code in view.provinces if code not in set(abroad["province"]))
    there = replace(view, scope=Scope(provinces=(missing,), start=2022, end=2026))
    international = Choice((("kind", "国际标准"),))
    assert f"不限地区和省份有 {len(abroad)} 项" in explain_empty(there, STANDARDS, international)
    nowhere = replace(view, scope=Scope(provinces=("540000",), domains=("生物医药",), end=2022))
    assert "请放宽页面上方" in explain_empty(nowhere, STANDARDS, Choice())


def test_cells_name_groups_and_link_laboratories(view):
    rows = choose_rows(view, STANDARDS, Choice((("ics", "25"),)))
    cells = build_list_table(view, STANDARDS, rows).frame["ics"]
    assert cells.str.endswith("（机械制造）").all()
    labs, links = read_column(view, rows, "lab_id"), list_links(view, STANDARDS, rows)["lab_name"]
    assert [bool(link) for link in links] == labs.notna().tolist()
    domains = list_links(view, STANDARDS, rows)["domain"]
    assert all("/domains?domain=" in link for link in domains)
    results = choose_rows(view, TECHNOLOGIES, Choice()).iloc[:3]
    places = list_links(view, TECHNOLOGIES, results)["province"]
    assert all("/province?of=" in link for link in places)
    assert all(f"id={lab}" in link for lab, link in zip(labs, links, strict=True) if pd.notna(lab))


def test_addresses_take_codes_and_both_languages(view):
    """What a link says of a list, as the controls of the reader's language write it."""
    lab = view.published.registers["labs"].iloc[0]
    english = replace(view, t=words("en"), catalog=translate_catalog(catalog(), words("en")))
    # the reader | what the link says | what the controls say
    cases = [
        (view, {"ics": "25", "lab": lab["lab_id"]}, {"ics": "25 机械制造", "lab": lab["lab_name"]}),
        (view, {"kind": words("en").name("国际标准")}, {"kind": "国际标准"}),
        (view, {"ics": "25 Manufacturing engineering"}, {"ics": "25 机械制造"}),
        (english, {"ics": "25 机械制造"}, {"ics": "25 Manufacturing engineering"}),
        (view, {"sort": "-title", "q": "x"}, {"sort": "-title", "q": "x"}),
    ]  # fmt: skip
    for reader, written, expected in cases:
        address = {key: [word] for key, word in written.items()}
        kept, unknown = clean("standards", address, lambda _address, reader=reader: reader)
        assert (kept, unknown) == ({key: [word] for key, word in expected.items()}, [])
    _, unknown = clean("standards", {"kind": ["不知道"], "sort": ["lab_id"]}, lambda _address: view)
    assert unknown == ["kind=不知道", "sort=lab_id"]


def test_a_list_left_on_disk_is_that_of_the_register_in_memory(view, sample, tmp_path, monkeypatch):
    """Rows, orders and search over files of several groups of rows."""
    folder = shutil.copytree(sample.folder, tmp_path / sample.version)
    for name in ("registers/standards", "counted/standards_produced"):
        path = folder / f"{name}.parquet"
        pq.write_table(pq.read_table(path), path, row_group_size=100)
    monkeypatch.setattr(table_files, "LARGE_TABLE_ROWS", 300)
    opened = open_folder(folder)
    assert opened.registers.is_large("standards") and opened.counted.is_large("standards_produced")
    large = replace(view, published=opened)
    choices = [Choice(order=order) for order in ["", *list_orders(STANDARDS.columns)]]
    choices += [
        Choice((("kind", "国际标准"),)),
        Choice((("ccs", UNSTATED),)),
        Choice(text="测试 1"),
    ]
    choices.append(Choice(lab=sample.registers["standards"]["lab_id"].mode()[0]))
    differing = [
        choice
        for choice in choices
        if choose_places(large, STANDARDS, choice)[:].tolist()
        != choose_places(view, STANDARDS, choice)[:].tolist()
    ]
    assert differing == []
    rows = choose_places(view, STANDARDS, Choice())[:30]
    assert_frame_equal(
        *(
            build_list_table(v, STANDARDS, read_rows(v, STANDARDS, rows)).frame
            for v in (large, view)
        )
    )
    assert list_held_groups(large, STANDARDS, "ics") == list_held_groups(view, STANDARDS, "ics")
    for text in ("示例", "测试 1", "gb"):
        assert write_answer(large, text, "") == write_answer(view, text, "")
