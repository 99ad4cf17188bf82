"""What the specs of the sample say: honest statuses, numbers that agree, provenance on each."""

import functools
from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from content.builders import count_first_bars
from content.guideline import methods, milestones, overview
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.lifecycle import lifecycle
from content.outputs import domains, results
from content.view import View
from measures.scope import Scope

BUILDERS = (
    milestones.build_parts,
    domains.build_charts,
    results.build_breakthrough_charts,
    results.build_standard_charts,
    map_and_ranking.build_charts,
    over_time.build_charts,
    lorenz.build_charts,
    location_quotients.build_charts,
    distance.build_charts,
    lifecycle.build_charts,
    methods.build_charts,
)


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def narrowed(view, **scope) -> View:
    return View(view.published, view.catalog, Scope(**scope), view.t, view.today)


@functools.cache
def charts(view: View) -> list[ChartSpec]:
    """Every chart in a scope, built once: the tests only look."""
    return [s for build in BUILDERS for s in build(view) if isinstance(s, ChartSpec)]


def test_nothing_is_green_without_an_official_number(view):
    tiles = [part for part in overview.build_cards(view) if part["kind"] == "tile"]
    assert len(tiles) == len(catalog().clauses)
    assert "good" not in {tile["tone"] for tile in tiles}
    others = [other for tile in tiles for other in tile["others"]]
    assert "good" not in {other["tone"] for other in others}
    assert any("内部参考" in tile["status"] for tile in tiles)
    for judged in [*tiles, *others]:
        if catalog().statuses[judged["state"]].kept:
            assert judged["tone"] == "own" and "内部参考" in judged["status"]


def test_no_line_is_a_solid_target_without_an_official_number(view):
    roles = {(s.id, series.role) for s in charts(view) for series in s.series}
    targets = {name for name, role in roles if role == "target"}
    # the line of equality, not a target of the guideline
    assert targets == {f"layout_lorenz_{key}" for key in ("industry", "population", "equal")}
    assert any(role == "reference" for _, role in roles)


def test_a_clause_whose_year_is_over_says_so_and_shows_that_year(view):
    tiles = {part["id"]: part for part in overview.build_cards(view)}
    labs = tiles["goal_2025_labs"]
    assert labs["status"] == "无官方量化目标"
    assert labs["value"] == "114" and labs["facts"] == ["比上年末 +33", "2025 年末 81 家"]


def test_a_clause_without_an_indicator_is_shown_with_its_reason(view):
    tiles = {part["id"]: part for part in overview.build_cards(view)}
    assert tiles["goal_2035_system"]["status"] == "尚无指标"
    assert "判定办法" in tiles["goal_2035_system"]["missing"]


def test_the_tally_counts_every_clause_once(view):
    tally, *parts = overview.build_cards(view)
    tiles = [part for part in parts if part["kind"] == "tile"]
    counted = {item["status"]: item["count"] for item in tally["items"]}
    assert sum(counted.values()) == len(tiles) and str(len(tiles)) in tally["title"]
    for status, count in counted.items():
        assert count == sum(tile["status"] == status for tile in tiles)
    # what asks for attention stands before what cannot be judged
    assert list(counted)[-1] == "无官方量化目标"
    assert "2026-10-29" in tally["note"]


def test_what_is_covered_says_of_how_many_and_names_the_rest(view):
    tile = next(part for part in overview.build_cards(view) if part["id"] == "goal_2035_layout")
    assert (tile["value"], tile["unit"]) == ("22", "/ 31 个")
    assert tile["gaps"] == "尚缺 9 个：内蒙古、黑龙江、广西、海南、云南、西藏、甘肃、宁夏、新疆"
    domains = next(part for part in overview.build_cards(view) if part["id"] == "goal_2025_labs")
    assert domains["others"][0]["value"] == "4 / 4 个" and domains["gaps"] == ""


def test_only_a_clause_with_evidence_can_be_opened(view):
    for part in overview.build_cards(view):
        if part["kind"] == "tile":
            assert bool(part["open"]) == bool(part["value"])


def test_references_are_national_and_leave_with_a_narrower_scope(view):
    part = narrowed(view, domains=("新材料",), start=2022, end=2026)
    roles = {series.role for s in charts(part) for series in s.series}
    assert "reference" not in roles


def test_every_chart_has_its_own_id_and_the_view_s_provenance(view):
    specs = charts(view)
    assert len({s.id for s in specs}) == len(specs)
    for s in specs:
        assert s.provenance.version == view.published.version
        assert s.provenance.marks == ("演示数据",)
        assert "2022—2026 年" in s.provenance.scope


def test_a_ranking_holds_every_province_and_never_cuts_equals():
    """No equals at the twelfth place; two, five, too many of them; all equal."""
    provinces = [f"省{i}" for i in range(20)]
    for values, first in (
        ([*range(20, 0, -1)], 12),
        ([*range(20, 9, -1), 9, 9, *range(8, 1, -1)], 13),
        ([*range(20, 10, -1), *[5] * 5, *[0] * 5], 15),
        ([*range(20, 10, -1), *[5] * 6, *[0] * 4], 10),
        ([3] * 20, 0),
    ):
        ranked = pd.Series(values, index=provinces, dtype=float)
        assert count_first_bars(ranked) == first, values


def test_regions_add_up_to_the_country(view):
    def labs(view):
        tiles = {part["id"]: part for part in overview.build_cards(view)}
        return int(tiles["goal_2025_labs"]["value"])

    parts = [
        labs(narrowed(view, regions=(region,), start=2022, end=2026))
        for region in catalog().regions
    ]
    assert sum(parts) == labs(view) == 114


def test_map_ranking_and_tile_say_the_same(view):
    specs = {s.id: s for s in map_and_ranking.build_charts(view)}
    counted = specs["layout_map"].frame["value"].sum()
    assert counted == specs["layout_ranking"].frame["value"].sum() == 114
    labs = view.published.registers["labs"]
    assert counted <= len(labs)


def test_an_earlier_end_of_the_period_counts_as_of_then(view):
    earlier = map_and_ranking.build_charts(narrowed(view, start=2022, end=2025))[0]
    assert earlier.frame["value"].sum() == 81


@pytest.mark.parametrize(
    ("measure", "year", "source"),
    [
        ("industry", "2024 年", "中国统计年鉴"),
        ("population", "2024 年", "中国统计年鉴"),
        ("rd", "2023 年", "全国科技经费投入统计公报"),
    ],
)
def test_rates_name_their_denominator_and_its_year(view, measure, year, source):
    spec = map_and_ranking.build_charts(view, measure)[0]
    assert year in spec.note and source in spec.note
    assert "底图未经地图审核" in spec.note


def test_gaps_are_named(view):
    note = next(s.note for s in domains.build_charts(view) if s.id == "domain_focus")
    assert note.startswith("空白 2 个：") and "能源电子×质量政策体系研究" in note


def test_rows_of_the_milestones_come_out_even(view):
    """Every clause fills its rows, so that no clause begins beside another's charts."""
    width = 0
    for part in milestones.build_parts(view):
        if not isinstance(part, ChartSpec):
            assert width % 12 == 0, part["id"]
            width += part["span"]
        else:
            width += part.span
    assert width % 12 == 0
