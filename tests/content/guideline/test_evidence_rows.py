"""The rows behind every number: as many as the number says, in Chinese, and as a file."""

import csv
import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.board import ready_section
from content.board.payload import write_figures
from content.bounded_cache import BoundedCache
from content.downloads import evidence_file
from content.downloads.evidence_file import name_file as file_name
from content.downloads.evidence_file import write_file as file
from content.guideline import evidence_rows
from content.guideline.readings import list_counted_words, read_indicator
from content.view import View
from loaders.store.published import open_published
from measures.evidence import tally
from measures.indicators import latest
from measures.scope import Scope
from tests.measures.drawn_indicator import indicator
from widgets import page

SCOPES = {
    "whole": Scope(start=2022, end=2026),
    "domain": Scope(domains=("新材料", "信息技术"), start=2022, end=2026),
    "region": Scope(regions=("中部",), start=2023, end=2025),
    "provinces": Scope(provinces=("420000", "440000"), start=2024, end=2026),
    "past": Scope(start=2022, end=2024),
    "nothing": Scope(domains=("生物医药",), provinces=("540000",), start=2022, end=2026),
}
INDICATORS = list(catalog().indicators)


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), SCOPES["whole"], words(), date(2026, 11, 24))


def printed(view: View, indicator: str, search: str = "") -> pd.DataFrame:
    """All rows in words, as the dialog shows them page by page."""
    rows = evidence_rows.select_rows(view, indicator, search)
    return evidence_rows.word_rows(view, indicator, rows).printed


def test_a_chosen_period_is_told_apart_from_what_came_before(view, sample):
    """Question h: 累计进入 of 长三角 under 2026 年 is not the year's, which comes first."""
    provinces = ("310000", "320000", "330000", "340000")
    year = replace(view, scope=Scope(provinces=provinces, start=2026, end=2026))
    labs = sample.lifetimes["labs"]
    entered = labs.loc[labs["province"].isin(provinces), "entered"].dt.year
    until, within = (entered <= 2026).sum(), (entered == 2026).sum()
    assert evidence_rows.sentence(year, "labs_entered") == (
        f"截至 {sample.as_of}：共 {until} 条。落在 2026 年的有 {within} 条。"
    )
    assert f"其中 2026 年 {within} 条" in evidence_rows.sentence(year, "labs_entered_in_year")
    tile = ["labs_entered", "labs_left", "labs_entered_in_year", "labs_left_in_year"]
    assert evidence_rows.put_flows_first(year, tile)[0] == "labs_entered_in_year"
    assert evidence_rows.put_flows_first(view, tile) == tile


def counts_of(view: View, indicator: str) -> dict:
    definition = view.catalog.indicators[indicator]
    rows = evidence_rows.add_details(view, evidence_rows.select_rows(view, indicator))
    return tally(rows, definition, list_counted_words(view, definition), view.scope)


def has_rows_of_its_number(view: View, name: str) -> bool:
    """Net of exits the rows of a count are as many as its latest value says; the words covered
    and the shares of rows are those of the other indicators."""
    definition, counts = catalog().indicators[name], counts_of(view, name)
    value = latest(read_indicator(view, name).series)
    if len(evidence_rows.select_rows(view, name)) != counts["rows"]:
        return False
    if definition.measure in ("stock", "total", "flow"):
        return counts["net"] == (0 if pd.isna(value) else value)  # a year without any is missing
    if definition.measure == "covered":
        return counts["named"] == value
    if definition.measure == "share" and counts["net"]:
        return counts["part"] / counts["net"] == pytest.approx(value)
    return True


@pytest.fixture(scope="module")
def printed_rows(view) -> dict[str, pd.DataFrame]:
    """All rows of every indicator, in words."""
    return {name: printed(view, name) for name in INDICATORS}


@pytest.fixture(scope="module")
def printed_by_columns(printed_rows) -> dict[str, pd.DataFrame]:
    """All rows of the first indicator of every set of columns, in words: tables that differ in
    nothing but their rows are put into words, searched and cut into pages alike."""
    first = {tuple(table.columns): name for name, table in reversed(printed_rows.items())}
    return {name: printed_rows[name] for name in first.values()}


@pytest.mark.parametrize("scope", SCOPES)
def test_the_rows_make_the_number_on_the_chart(view, scope, printed_rows, printed_by_columns):
    here = replace(view, scope=SCOPES[scope])
    selections = {name: evidence_rows.select_rows(here, name) for name in INDICATORS}
    counted = [name for name, rows in selections.items() if evidence_rows.is_counted(rows)]
    assert len(counted) > len(INDICATORS) / 2
    assert [name for name in counted if not has_rows_of_its_number(here, name)] == []
    words_here = printed_rows
    if scope != "whole":
        words_here = {name: printed(here, name) for name in printed_by_columns}
    short = [name for name, table in words_here.items() if len(table) != len(selections[name])]
    assert short == []


def test_rows_have_chinese_headings_places_and_days(view):
    table = printed(view, "labs_in_operation")
    assert list(table.columns) == [
        "实验室编号", "实验室名称", "依托单位", "省份", "主领域", "进入日期", "批准文号",
        "退出日期", "退出方式", "退出文号",
    ]  # fmt: skip
    assert set(table["省份"]) <= set(view.names.values())
    assert table["进入日期"].is_monotonic_decreasing
    assert (table["退出日期"] == "在运行").sum() == 114 and "取消资格" in set(table["退出方式"])


def test_a_sentence_says_how_the_number_comes_of_the_rows(view):
    text = {name: evidence_rows.sentence(view, name) for name in INDICATORS}
    assert text["labs_in_operation"] == "共 120 条，其中 6 条已退出；期末计 114 家。"
    assert text["breakthroughs"] == "共 161 条。"
    assert text["goal_domains_with_lab"].endswith("仍在运行的涉及所列的 4 个。")
    assert "41 条计入分子，占 91.1%" in text["evaluation_pass_share"]


def test_rows_of_a_share_say_which_count(view):
    table = printed(view, "international_level_share")
    assert (table["计入"] == "是").sum() == 77 and set(table["计入"]) == {"是", "否"}


def test_a_register_without_events_knows_of_no_exit(other_tables):
    """Of a register of labs only an exit is unknown, not absent; days are years."""
    published = open_published(other_tables)
    here = View(published, catalog(), Scope(start=2019, end=2020), words(), date(2026, 11, 24))
    table = printed(here, "labs_in_operation")
    assert table["退出日期"].isna().all() and len(table) == 3
    assert set(table["进入日期"]) == {"2019", "2020"}


def test_an_indicator_not_counted_from_rows_shows_its_register_s(view):
    """As an indicator over two registers would be: the rows are those of the labs in scope."""
    hours = indicator(measure="mean", plus=("open_hours",), registers=("evaluations",))
    known = replace(catalog(), indicators={**catalog().indicators, "hours": hours})
    here = replace(view, catalog=known, scope=SCOPES["domain"])
    assert "不是逐条计数的" in evidence_rows.sentence(here, "hours")
    table = printed(here, "hours")
    assert 0 < len(table) < 67 and set(table["主领域"]) == {"新材料", "信息技术"}


# --- search and file ----------------------------------------------------------------------------


def test_a_search_looks_into_every_cell_and_takes_its_text_as_it_is(view, sample):
    in_hubei = (sample.registers["labs"]["province"] == "420000").sum()

    def count(search: str) -> int:
        return len(printed(view, "labs_in_operation", search))

    assert [count("湖北"), count("sl-2026-019"), count(".*"), count("none")] == [
        in_hubei, 1, 0, 0,
    ]  # fmt: skip
    every = printed(view, "labs_in_operation")
    assert list(printed(view, "labs_in_operation", ".*").columns) == list(every.columns)


def test_a_search_finds_what_a_search_through_all_rows_in_words_finds(view, printed_by_columns):
    for name, table in printed_by_columns.items():
        texts = table.astype(object).where(table.notna(), "").astype(str)
        for search in ("2024", "—", "gb/t", "新材料 湖北", "示例 在运行 2024"):
            inside = pd.Series(True, table.index)
            for word in search.split():
                cells = [
                    texts[heading].str.contains(word, case=False, regex=False) for heading in texts
                ]
                inside &= pd.concat(cells, axis=1).any(axis=1)
            pd.testing.assert_frame_equal(
                printed(view, name, search),
                table[inside].reset_index(drop=True),
                check_dtype=False,
            )


def test_pages_joined_are_the_whole_table(view, printed_by_columns, monkeypatch):
    """Only a page is put into words; the pages are the rows, in their order."""
    monkeypatch.setattr(evidence_file, "ROWS_PER_PART", 7)
    for name, table in printed_by_columns.items():
        pages = list(evidence_file.word_pages(view, name, ""))
        assert max(map(len, pages)) <= 7
        joined = pd.concat([page.astype(object) for page in pages], ignore_index=True)
        pd.testing.assert_frame_equal(joined.fillna(""), table.astype(object).fillna(""))


def test_rows_kept_for_readers_who_ask_again_are_bounded_by_their_bytes(view, monkeypatch):
    monkeypatch.setattr(evidence_rows, "_cache", BoundedCache(10_000, lambda rows: len(rows) * 100))
    first = evidence_rows.select_rows(view, "labs_in_operation")  # 120 rows: too many to keep
    assert evidence_rows.select_rows(view, "labs_in_operation") is not first
    few = evidence_rows.select_rows(view, "labs_in_operation", "湖北")
    assert evidence_rows.select_rows(view, "labs_in_operation", "湖北") is few


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_holds_the_rows_under_the_stamps_of_their_origin(view):
    lines = read_back(file(view, "labs_in_operation", ""))
    head = lines[: lines.index([])]
    assert head[:2] == [["演示数据"], ["指标：在运行实验室（家）"]]
    assert ["范围：全部领域 · 全国 · 2022—2026 年"] in head
    assert f"数据截至 2026-10-29　版本 {view.published.version}" in head[-1][0]
    table = lines[lines.index([]) + 1 :]
    assert table[0][0] == "实验室编号" and len(table) == 1 + 120


def test_the_file_of_a_search_holds_what_was_found_and_says_so(view, sample):
    in_hubei = (sample.registers["labs"]["province"] == "420000").sum()
    lines = read_back(file(view, "labs_in_operation", "湖北"))
    assert ["查找：湖北"] in lines and len(lines) - lines.index([]) - 2 == in_hubei


def test_files_of_different_content_have_different_chinese_names(view):
    other = replace(view, scope=SCOPES["domain"])
    names = {
        file_name(view, "labs_in_operation", ""), file_name(other, "labs_in_operation", ""),
        file_name(view, "labs_in_operation", "湖北"),
    }  # fmt: skip
    assert len(names) == 3
    for name in names:
        assert name.startswith("在运行实验室_明细_数据截至2026-10-29_") and name.endswith(".csv")


# --- the door -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("click", "opened"),
    [
        ({"figure": "labs", "key": "evidence"}, [("labs", "规模", ["labs_in_operation"])]),
        ({"figure": "plain", "key": "evidence"}, []),  # a card without rows of its own
        ({"figure": "gone", "key": "evidence"}, []),  # a card of an earlier scope
        ({"figure": "labs", "key": "420000"}, []),  # a click on the drawing
        (None, []),
    ],
)
def test_the_button_of_any_card_on_any_page_opens_its_rows(click, opened, view, monkeypatch):
    cards = [
        {"id": "labs", "kind": "tile", "title": "规模", "evidence": ["labs_in_operation"]},
        {"id": "plain", "kind": "tile", "title": "家底"},
    ]
    result = []
    # these cards have no more than what the button needs: too little to be drawn
    monkeypatch.setattr(ready_section, "write_figures", lambda _, *words: write_figures((), *words))
    monkeypatch.setattr(page, "board", lambda *_, **__: click)
    monkeypatch.setattr(page, "open_evidence", lambda _, *what: result.append(what))
    assert page.show(view, "overview", lambda _: cards) == click
    assert result == opened
