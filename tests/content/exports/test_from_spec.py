"""Exhibits: the numbers, names and colours of the figure on the screen, for every chart."""

from datetime import date

import pytest

from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from charts.theme import PALETTE
from content.exports.from_spec import briefing_of, exhibit
from content.layout import over_time
from content.layout.labs_and_industry import against_industry
from content.layout.weights import counts_at_end
from content.lifecycle import careers, lifecycle
from content.outputs import results
from content.provinces import compare
from content.view import View
from measures.scope import Scope
from tests.content.test_specs import BUILDERS


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def pairs(view):
    """Every spec with its exhibit."""
    builders = [*BUILDERS, lambda v: careers.build_timeline(v, "", "1"),
                lambda v: compare.build_charts(v, ("420000", "440000"))]  # fmt: skip
    specs = [s for build in builders for s in build(view) if isinstance(s, ChartSpec)]
    return [(spec, exhibit(spec, view)) for spec in specs]


def numbers(values) -> list:
    return [None if value is None else float(value) for value in values]


def traces(drawn) -> list[list]:
    """The numbers of the figure's traces along their value axis, in order."""
    return [
        numbers(trace["x" if trace.get("orientation") == "h" else "y"])
        for trace in drawn.figure["data"] if trace.get("y") is not None
    ]  # fmt: skip


BARS_AND_LINES = {"column", "bar", "stacked", "stacked100", "combo", "line", "band", "curve",
                  "waterfall"}  # fmt: skip


def test_nothing_to_draw_has_no_lines_no_cells_and_the_reason(pairs):
    bare = [drawn for spec, drawn in pairs if spec.empty]
    assert bare
    for drawn in bare:
        assert drawn.empty and not drawn.figure
        assert not (drawn.lines or drawn.cells or drawn.rows or drawn.map)


def test_lines_have_the_numbers_of_the_figure(pairs):
    """A projection is joined to the last value on the screen: it has one number more there."""
    checked = set()
    for spec, drawn in pairs:
        if spec.empty or spec.kind not in BARS_AND_LINES:
            continue
        result = traces(drawn)
        for line in drawn.lines:
            if line.role in ("projection", "low", "high") and spec.kind == "line":
                known = [(at, v) for at, v in enumerate(numbers(line.values)) if v is not None]
                assert any(all(trace[at] == v for at, v in known) for trace in result), drawn.id
            else:
                assert numbers(line.values) in result, (drawn.id, line.name)
        checked.add(spec.kind)
    assert checked == BARS_AND_LINES


def test_rows_have_the_numbers_of_the_lines(pairs):
    for spec, drawn in pairs:
        assert len(drawn.columns) == 1 + len(spec.series) + drawn.bounds
        assert [row[0] for row in drawn.rows] == list(drawn.categories)
        names = [series.name for series in spec.series]
        for line in drawn.lines:
            at = 1 + names.index(line.name)
            assert [row[at] for row in drawn.rows] == list(line.values)


def test_colours_are_those_of_the_figure(pairs):
    for spec, rows in pairs:
        if spec.empty or spec.kind not in ("column", "bar", "stacked", "stacked100"):
            continue
        drawn = [trace["marker"]["color"] for trace in rows.figure["data"]]
        assert [line.color for line in rows.lines] == drawn[: len(rows.lines)]


def test_what_lies_ahead_wears_the_colours_of_the_screen(pairs):
    checked = 0
    for _, exhibit_ in pairs:
        drawn = {trace.get("name"): trace for trace in exhibit_.figure.get("data", [])}
        for line in exhibit_.lines:
            if exhibit_.kind == "line" and line.role == "projection":
                assert line.color == drawn[line.name]["line"]["color"]
                checked += 1
    assert checked


def test_an_index_beside_chance_says_which_lines_are_its_band(view):
    drawn = next(exhibit(s, view) for s in over_time.build_charts(view)
                 if isinstance(s, ChartSpec) and s.kind == "band")  # fmt: skip
    assert [line.role for line in drawn.lines] == ["value", "floor", "low", "high"]


def test_a_waterfall_brings_its_steps_and_a_ring_its_colours(view):
    flow, hosts, *_ = (exhibit(spec, view) for spec in lifecycle.build_charts(view))
    assert len(flow.settings["steps"]) == len(flow.categories)
    assert sum(hosts.lines[0].values) == 114
    assert hosts.settings["colors"] == PALETTE[: len(hosts.categories)]


def test_a_line_over_columns_is_one_for_every_format(view):
    pace = exhibit(next(s for s in results.build_standard_charts(view) if s.kind == "combo"), view)
    assert [line.mark for line in pace.lines] == ["bar", "line"]
    within, total = (line.values for line in pace.lines)
    assert sum(within) == total[-1]


def test_points_run_along_their_own_axis(view):
    drawn = exhibit(against_industry(view, counts_at_end(view)), view)
    assert [line.mark for line in drawn.lines] == ["point", "line"]
    assert drawn.x == tuple(row[1] for row in drawn.rows) and drawn.x == tuple(sorted(drawn.x))
    assert len(drawn.settings["sides"]) == len(drawn.categories) == 31


def test_a_map_has_every_province_in_the_colours_of_the_figure(pairs):
    drawn = next(drawn for spec, drawn in pairs if spec.kind == "map" and not spec.empty)
    fills = {t["meta"]["geometry"][1]: t["fillcolor"] for t in drawn.figure["data"]
             if t.get("meta", {}).get("geometry", [""])[0] == "main"}  # fmt: skip
    assert {place.code: place.fill for place in drawn.map.places} == fills
    entries = [t for t in drawn.figure["data"] if t["type"] == "bar" and t["showlegend"]]
    lines = [(t["name"], t["marker"]["color"], "pattern" in t["marker"]) for t in entries]
    assert list(drawn.map.key) == lines


def test_tables_have_as_many_cells_as_headings(pairs):
    kinds = set()
    for spec, drawn in pairs:
        if drawn.cells:
            kinds.add(spec.kind)
            assert {len(row) for row in drawn.cells} == {len(drawn.heads)}
    assert kinds == {"heat", "verdicts", "timeline"}


def test_a_briefing_says_whence_its_numbers_come(view):
    made = briefing_of("简报", view, ())
    assert made.provenance.as_of == "2026-10-29" and made.provenance.fictional
    assert made.provenance.line.startswith("来源：") and made.provenance.marks == ("演示数据",)
