"""目标进展: what is drawn ahead of each clause, how it is named, and where its parts come from."""

import functools
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from catalog.policy_events import policy_events
from charts.spec import ChartSpec
from content.cards import build_rows
from content.guideline import milestones, overview, policy
from content.view import View
from measures.scope import Scope


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@functools.cache
def all_parts(view: View) -> list:
    """What the page shows of every clause, built once for each scope: the tests only look."""
    return milestones.build_parts(view)


def chart(view, clause: str, indicator: str) -> ChartSpec:
    found = {part.id: part for part in all_parts(view) if isinstance(part, ChartSpec)}
    return found[f"{clause}_{indicator}"]


def column(spec: ChartSpec, role: str) -> dict:
    (series,) = [one for one in spec.series if one.role == role]
    return dict(zip(spec.frame["label"], spec.frame[series.column], strict=True))


def roles(spec: ChartSpec) -> set[str]:
    return {series.role for series in spec.series}


def with_targets(view, *rows) -> View:
    """The view with other reference targets: indicator, year, value, kind."""
    columns = ["indicator", "year", "value", "kind", "set_by", "basis"]
    targets = pd.DataFrame([[*row, "某处", "试算"] for row in rows], columns=columns)
    registers = {**view.published.registers, "targets": targets}
    return replace(view, published=replace(view.published, registers=registers))


# --- the path and the projection ----------------------------------------------------------------


def test_the_path_runs_through_every_target_up_to_2035(view):
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    path = column(spec, "reference")
    assert (path["2022"], path["2030"], path["2035"]) == (4, 190, 250)
    assert list(spec.frame["label"]) == [str(year) for year in range(2022, 2036)]


def test_the_projection_begins_after_the_last_complete_year(view):
    """2026 is not over: its 114 labs are shown, but the pace is that of 2022 to 2025."""
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    seen, ahead = column(spec, "value"), column(spec, "projection")
    assert (seen["2025"], seen["2026"]) == (81, 114)
    assert ahead["2025"] != ahead["2025"] and ahead["2026"] == pytest.approx(81 + 25.8)
    assert ahead["2035"] == pytest.approx(81 + 10 * 25.8)
    assert column(spec, "low")["2035"] < ahead["2035"] < column(spec, "high")["2035"]


def test_what_is_projected_is_said_to_be_neither_target_nor_promise(view):
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    assert "按 2022—2025 年的速度推算，2035 年为 339 家" in spec.note
    assert "不是目标，也不是承诺" in spec.note
    head = build_rows(spec, view.t)["columns"]
    assert head[1:] == [
        "在运行实验室（家）", "内部参考值（家）", "按近年速度推算（家）",
        "80% 区间下限（家）", "80% 区间上限（家）",
    ]  # fmt: skip


def test_a_reference_is_never_called_official_in_the_table_either(view):
    for part in all_parts(view):
        if isinstance(part, ChartSpec):
            assert "官方" not in "".join(series.name for series in part.series)


def test_an_official_number_is_a_path_of_its_own_name(view):
    given = with_targets(view, ("labs_in_operation", 2030, 190.0, "官方"),
                         ("labs_in_operation", 2035, 250.0, "内部参考值"))  # fmt: skip
    spec = chart(given, "goal_2035_scale", "labs_in_operation")
    assert "target" in roles(spec) and "reference" not in roles(spec)
    path = column(spec, "target")
    assert path["2030"] == 190 and path["2035"] != path["2035"]  # the reference is not its path
    assert build_rows(spec, view.t)["columns"][2] == "官方目标路径（家）"


def test_a_clause_whose_year_is_over_has_nothing_ahead(view):
    spec = chart(view, "goal_2025_labs", "labs_in_operation")
    assert roles(spec) == {"value"} and spec.frame["label"].iloc[-1] == "2026"


def test_a_clause_without_a_year_has_nothing_to_project_to(view):
    assert roles(chart(view, "mechanism_entry_exit", "labs_left")) == {"value"}


def test_two_complete_years_are_too_few_and_the_card_says_so(view):
    here = replace(view, scope=Scope(start=2024, end=2026))
    spec = chart(here, "goal_2035_scale", "labs_in_operation")
    assert "projection" not in roles(spec) and "reference" in roles(spec)
    assert "完整年份不足三年，不作推算" in spec.note


def test_a_band_over_all_that_is_possible_is_not_drawn(view):
    spec = chart(view, "goal_2035_focus", "key_domain_share")
    assert roles(spec) == {"value"} and "推算没有意义" in spec.note


def test_bounds_hold(view):
    """A covered count ends at what there is to cover, a total never falls below what it is."""
    places = chart(view, "goal_2035_layout", "provinces_with_lab")
    assert max(v for v in column(places, "high").values() if v == v) == 31
    assert "到达可能取值的尽头（31 个）" in places.note
    total = chart(view, "goal_2035_technology", "standards")
    assert min(v for v in column(total, "low").values() if v == v) == 284
    assert "超出可能取值的部分已截去" in total.note


# --- marks and events ---------------------------------------------------------------------------


def marks(spec: ChartSpec) -> dict:
    return {mark.at: (mark.kind, mark.label) for mark in spec.marks if mark.kind != "event"}


def test_the_years_that_matter_are_marked_where_the_axis_reaches_them(view):
    assert marks(chart(view, "goal_2035_scale", "labs_in_operation")) == {
        "2026": ("part_year", "截至 2026-10-29"),
        "2030": ("horizon", "十五五末"),
        "2035": ("horizon", "2035 目标年"),
    }
    assert marks(chart(view, "goal_2025_instruments", "instruments")) == {
        "2026": ("part_year", "截至 2026-10-29"),
        "2025": ("horizon", "2025 目标年"),
    }


def test_policy_events_are_on_the_chart_of_labs_and_nowhere_else(view):
    for part in all_parts(view):
        events = isinstance(part, ChartSpec) and any(m.kind == "event" for m in part.marks)
        assert not events or part.evidence == "labs_in_operation"
    labs = chart(view, "goal_2025_labs", "labs_in_operation")
    told = {mark.at: mark.label for mark in labs.marks if mark.kind == "event"}
    assert told == {"2022": "1–2", "2023": "3–5", "2025": "6–7", "2026": "8"}
    assert "管理办法" in next(mark.detail for mark in labs.marks if mark.at == "2023")


def test_events_yet_to_come_are_in_the_table_but_marked_nowhere(view):
    """The end of 2035 is known already; on the charts it is a horizon, not an event."""
    assert len(policy.build_events(view).printed) == len(policy_events()) == 9
    assert "2035" not in {mark.at for mark in policy.build_marks(view)}


def test_the_table_of_events_names_day_source_and_how_sure_it_is(view):
    first = policy.build_events(view).printed.iloc[0].to_dict()
    assert first["文号"] == "国市监质发〔2022〕21号" and first["可信程度"] == "高"
    assert first["来源"].endswith("．市场监管总局、工业和信息化部，2022-02-17")
    assert list(policy.build_events(view).printed["日期"])[-1] == "2035 年末"


# --- the clauses --------------------------------------------------------------------------------


def test_every_clause_stands_under_its_words_with_the_judgement_of_the_overview(view):
    heads = {part["id"]: part for part in all_parts(view) if isinstance(part, dict)}
    tiles = {part["id"]: part for part in overview.build_cards(view) if part["kind"] == "tile"}
    assert len(heads) == len(tiles) == len(catalog().clauses)
    for clause in catalog().clauses:
        head, tile = heads[f"clause_{clause.id}"], tiles[clause.id]
        assert clause.quote in head["quote"] and clause.article in head["quote"]
        for said in ("status", "shape", "sign", "tone"):
            assert head[said] == tile[said]


def test_a_clause_names_its_registers_or_why_it_has_none(view):
    heads = {part["id"]: part for part in all_parts(view) if isinstance(part, dict)}
    assert "实验室名录（120 行）、进退事件（187 行）" in heads["clause_goal_2025_labs"]["notes"][0]
    assert "判定办法" in heads["clause_goal_2035_system"]["text"]
    assert "不是差距本身" in heads["clause_goal_2025_gap"]["text"]
    assert "择优推荐相结合的方式推进建设”" in heads["clause_mechanism_hosts"]["quote"]


def test_a_value_of_a_year_is_not_told_as_one_of_its_end(view):
    cards = {part.title: part for part in all_parts(view) if not isinstance(part, dict)}
    assert cards["预算执行率"].takeaway.startswith("2025 年 85.6")
    earlier = replace(view, scope=Scope(start=2022, end=2025))
    cards = {part.title: part for part in all_parts(earlier) if not isinstance(part, dict)}
    assert cards["在运行实验室"].takeaway.startswith("2025 年末 81")


def test_a_group_or_one_clause_can_be_had_alone(view):
    def titles(*choice):
        return [
            part["title"]
            for part in milestones.build_parts(view, *choice)
            if isinstance(part, dict)
        ]

    assert len(titles("2035")) == 6 and len(titles()) == len(catalog().clauses)
    assert titles("2035", "布局合理") == ["布局合理"]
    assert titles("2035", "没有这一条") == titles("2035")


def test_titles_of_clauses_are_addresses_and_therefore_unique():
    titles = [clause.title for clause in catalog().clauses]
    assert len(set(titles)) == len(titles)


def test_every_chart_of_an_indicator_opens_its_rows(view):
    for part in all_parts(view):
        if isinstance(part, ChartSpec) and not part.empty:
            assert part.id.endswith(part.evidence) and part.evidence in catalog().indicators
