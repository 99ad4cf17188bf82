"""The registry of what pages show: everything is in it, under names that are its own."""

import ast
import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefings.exhibit import Exhibit, Grid, Passage
from briefings.formats import make
from briefings.pictures.pages import split_pages
from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from content.chapters import CHAPTERS, OF_ANY_SCOPE, OUTLOOK, chapter
from content.closing import verdict
from content.exports.from_cards import MOST_ROWS, bind_parts, grid, part_of
from content.exports.from_spec import file_provenance
from content.guideline import overview
from content.items import Table, list_items
from content.view import View
from measures.scope import Scope
from tests.briefings.conftest import BUILDERS

ROOT = Path(__file__).parent.parent.parent
HUBEI, GUANGDONG = "420000", "440000"


def view_of(sample, **scope) -> View:
    return View(sample, catalog(), Scope(**{"start": 2022, "end": 2026, **scope}), words(),
                date(2026, 11, 24))  # fmt: skip


@pytest.fixture(scope="module")
def view(sample):
    return view_of(sample)


def ids(view) -> set[str]:
    return {item.id for name in CHAPTERS for item in chapter(view, name)}


# --- nothing to show ------------------------------------------------------------------------------


def test_nothing_shown_is_no_item():
    assert list_items([]) == []


def test_a_scope_without_any_province_leaves_what_speaks_of_the_data(sample):
    """湖北 is not in 东北."""
    nowhere = view_of(sample, provinces=(HUBEI,), regions=("东北",))
    assert {name for name in CHAPTERS if chapter(nowhere, name)} == OF_ANY_SCOPE


def test_provinces_side_by_side_need_provinces(view, sample):
    assert chapter(view, "province") == chapter(view, "compare") == ()
    assert chapter(view_of(sample, provinces=(HUBEI,)), "compare") == ()
    assert chapter(view_of(sample, provinces=(HUBEI, GUANGDONG)), "province") == ()


# --- everything is in it --------------------------------------------------------------------------


def test_every_chart_of_every_page_is_in_the_registry(view, sample):
    result = ids(view) | ids(view_of(sample, provinces=(HUBEI,)))
    result |= ids(view_of(sample, provinces=(HUBEI, GUANGDONG)))
    for build in BUILDERS:
        charts = [part.id for part in build(view) if isinstance(part, ChartSpec)]
        assert charts and set(charts) <= result


def test_every_clause_is_in_the_registry(view):
    clauses = {f"clause_{clause.id}" for clause in catalog().clauses}
    assert clauses <= ids(view)


def builders_on_pages() -> set[str]:
    """module.function of every builder that a page or its parts hand to `show`."""
    result = set()
    paths = {*(ROOT / "pages").glob("*.py"), *(ROOT / "widgets").rglob("*.py")}
    for path in paths - {ROOT / "pages/briefing.py"}:  # it shows what was chosen here
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if called and node.func.id == "show" and len(node.args) > 2:
                result.add(ast.unparse(node.args[2]).split(".")[-1])
    return result


def test_no_page_shows_what_the_registry_does_not_know():
    text = (ROOT / "content/chapters.py").read_text(encoding="utf-8")
    assert {"build_charts", "build_steps_chart", "build_timeline"} <= builders_on_pages()
    assert not [name for name in builders_on_pages() if f".{name}" not in text]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_a_name_and_its_items_names_of_their_own(name, view):
    assert view.t(f"chapter.{name}")
    items = chapter(view, name)
    assert len({item.id for item in items}) == len(items)
    assert all(item.title for item in items)


# --- what becomes of it ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_item_becomes_a_part(name, sample):
    """Rows are as wide as their headings; cells are text, numbers or None."""
    view = view_of(sample, provinces=(HUBEI,)) if name == "province" else view_of(sample)
    if name == "compare":
        view = view_of(sample, provinces=(HUBEI, GUANGDONG))
    parts = [part_of(item, view) for item in chapter(view, name)]
    assert parts
    for part in parts:
        assert isinstance(part, Exhibit | Grid | Passage) and part.title
        if isinstance(part, Grid):
            assert all(len(row) == len(part.columns) for row in part.rows)
            cells = {type(cell) for row in part.rows for cell in row}
            assert cells <= {str, int, float, bool, type(None)}
            assert part.rows or part.note


def test_an_empty_table_is_its_sentence(view):
    corrections = verdict.build_corrections(view)
    (item,) = list_items([corrections])
    assert part_of(item, view) == Passage("之后的更正", "定论记下之后没有更正。")


def test_a_group_of_clauses_is_one_table(view):
    items = list_items(overview.build_cards(view))
    assert [item.id for item in items] == [
        "tally", "group_2025", "group_2035", "group_mechanism", "group_task",
    ]  # fmt: skip
    tiles = [part for part in overview.build_cards(view) if part["kind"] == "tile"]
    grids = [part_of(item, view) for item in items[1:]]
    assert sum(len(table.rows) for table in grids) == len(tiles) == 27
    first = grids[0].rows[0]
    assert first[0].startswith("重点领域建设\n“力争在高端制造")
    assert first[1:6] == (
        "— 无官方量化目标", "↗ 向好\n至 2025 年\n在运行实验室", "在运行实验室\n114 家",
        "比上年末 +33\n2025 年末 81 家\n已有实验室的目标领域 4 / 4 个", "",
    )  # fmt: skip


def test_a_long_table_is_cut_and_says_so(view):
    import pandas as pd

    table = grid(Table("t", "题", pd.DataFrame({"a": range(MOST_ROWS + 1)}), "注"), view)
    assert len(table.rows) == MOST_ROWS
    assert table.note == "注　共 201 行，这里列出前 200 行；全部见系统的对应页面。"


def test_a_trial_marks_the_whole_file(view):
    items = [*chapter(view, "siting")[:2], *chapter(view, "domains")]
    briefing = bind_parts("题", view, tuple(part_of(item, view) for item in items))
    assert briefing.provenance.marks == ("推演", "演示数据")
    assert briefing.provenance.fictional and file_provenance(view).marks == ("演示数据",)
    # of every kind, and on every page of it; the last part is a table
    outlook = [part_of(item, view) for item in chapter(view, OUTLOOK)]
    briefing = bind_parts("题", view, (outlook[0], outlook[-1]))
    marks = "推演、演示数据"
    for name, places in (
        ("pptx", r"ppt/slides/slide\d+\.xml"),
        ("docx", r"word/header_\w+\.xml"),
        ("xlsx", r"xl/worksheets/sheet\d+\.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(make(briefing, name, view.t))) as file:
            pages = [file.read(n).decode() for n in file.namelist() if re.fullmatch(places, n)]
        assert pages and all(marks in page for page in pages), name
    table = replace(briefing, parts=briefing.parts[1:])  # needs no browser to be drawn
    no_browser = SimpleNamespace(files=SimpleNamespace(family=""))
    assert all(f">{marks}</div>" in page for page in split_pages(table, view.t, no_browser))
