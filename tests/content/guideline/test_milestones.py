"""目标进展: what is drawn ahead of each clause, how it is named, and where its parts come from."""

import functools
import math
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
from measures.chance_intervals import byar
from measures.lab_stock import extend_stock
from measures.scope import Scope


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@functools.cache
def all_parts(view: View) -> list:
    """What the page shows of every clause, built once for each scope: the tests only look."""
    return milestones.build_parts(view)


def chart(view, clause: str, indicator: str) -> ChartSpec:
    result = {part.id: part for part in all_parts(view) if isinstance(part, ChartSpec)}
    return result[f"{clause}_{indicator}"]


def column(spec: ChartSpec, role: str) -> dict:
    (series,) = [first for first in spec.series if first.role == role]
    return dict(zip(spec.frame["label"], spec.frame[series.column], strict=True))


def roles(spec: ChartSpec) -> set[str]:
    return {series.role for series in spec.series}


def with_targets(view, *rows) -> View:
    """The view with other reference targets: indicator, year, value, kind."""
    columns = ["indicator", "year", "value", "kind", "set_by", "basis"]
    targets = pd.DataFrame([[*row, "某处", "试算"] for row in rows], columns=columns)
    registers = view.published.registers | {"targets": targets}
    return replace(view, published=replace(view.published, registers=registers))


# --- the path and what lies ahead -----------------------------------------------------------------


def test_the_path_runs_through_every_target_up_to_2035(view):
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    path = column(spec, "reference")
    assert (path["2022"], path["2030"], path["2035"]) == (4, 190, 250)
    assert list(spec.frame["label"]) == [str(year) for year in range(2022, 2036)]


def test_results_carry_on_from_today_at_two_named_paces(view):
    """50 instruments on 2026-10-29, 33 of them in twelve months; 20 in the three years before."""
    spec = chart(view, "goal_2035_technology", "instruments")
    frame, left = spec.frame.set_index("label"), 63 / 365
    assert (frame["value"]["2025"], frame["value"]["2026"]) == (20, 50)
    paces = {"recent": 33, "three_years": 20 / 3, "low": byar(20)[0] / 3, "high": byar(33)[1]}
    for name, pace in paces.items():
        assert math.isnan(frame[name]["2026"])
        assert frame[name]["2027"] == pytest.approx(50 + pace * (1 + left)), name
        assert frame[name]["2035"] == pytest.approx(50 + pace * (9 + left)), name
    names = [series.name for series in spec.series if series.role == "projection"]
    assert names == ["按近十二个月的速度", "按近三年平均的速度"]
    assert "距 2030 年内部参考值 190 还差 140 台套：所需速度 33.6 台套/年" in spec.note
    assert "按近十二个月的速度（每年 33 台套），2035 年末 353 台套" in spec.note
    assert "按近三年平均的速度（每年 6.7 台套），2035 年末 111 台套" in spec.note


def test_no_result_is_carried_on_below_or_flat_at_today_while_more_keep_coming(view):
    outputs = [
        part
        for part in milestones.build_parts(view, "2035")
        if isinstance(part, ChartSpec) and "recent" in part.frame and "path" in part.frame
    ]
    assert len(outputs) == 4
    for spec in outputs:
        today = spec.frame["value"].dropna().iloc[-1]
        for series in spec.series:
            if series.role in ("projection", "low"):
                ahead = spec.frame[series.column].dropna()
                assert ahead.iloc[0] > today and ahead.is_monotonic_increasing, spec.id


def test_laboratories_carry_on_by_approvals_and_the_observed_rate_of_exit(view):
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    frame = spec.frame.set_index("label")
    assert (frame["value"]["2025"], frame["value"]["2026"]) == (81, 114)
    assert "每年退出 1.83%（到 2025 年 109.5 个实验室年里退出 2 家）" in spec.note
    for name, approved in (("recent", 56), ("three_years", (15 + 28 + 36) / 3)):
        ahead = extend_stock(114, approved, 2 / 109.5, date(2026, 10, 29), 2035)
        assert frame[name]["2035"] == pytest.approx(ahead[2035]), name
    assert frame["low"]["2035"] < frame["three_years"]["2035"]
    assert frame["recent"]["2035"] < frame["high"]["2035"]


def test_what_is_carried_on_is_said_to_be_neither_target_nor_promise(view):
    spec = chart(view, "goal_2035_scale", "labs_in_operation")
    assert "不是目标，也不是承诺" in spec.note
    head = build_rows(spec, view.t)["columns"]
    assert head[1:] == [
        "在运行实验室（家）", "内部参考值（家）", "按近十二个月的速度（家）",
        "按近三年平均的速度（家）", "区间下限（家）", "区间上限（家）",
    ]  # fmt: skip


def test_a_reference_is_never_called_official_in_the_table_either(view):
    for part in all_parts(view):
        if isinstance(part, ChartSpec):
            assert "官方" not in "".join(series.name for series in part.series)


def test_an_official_number_is_a_path_of_its_own_name(view):
    inputs = with_targets(view, ("labs_in_operation", 2030, 190.0, "官方"),
                         ("labs_in_operation", 2035, 250.0, "内部参考值"))  # fmt: skip
    spec = chart(inputs, "goal_2035_scale", "labs_in_operation")
    assert "target" in roles(spec) and "reference" not in roles(spec)
    path = column(spec, "target")
    assert path["2030"] == 190 and path["2035"] != path["2035"]  # the reference is not its path
    assert build_rows(spec, view.t)["columns"][2] == "官方目标路径（家）"


def test_a_clause_whose_year_is_over_has_nothing_ahead(view):
    spec = chart(view, "goal_2025_labs", "labs_in_operation")
    assert roles(spec) == {"value"} and spec.frame["label"].iloc[-1] == "2026"


def test_a_clause_without_a_year_has_nothing_to_project_to(view):
    assert roles(chart(view, "mechanism_entry_exit", "labs_left")) == {"value"}


def test_two_complete_years_have_no_mean_of_three(view):
    here = replace(view, scope=Scope(start=2024, end=2026))
    spec = chart(here, "goal_2035_technology", "instruments")
    names = [series.name for series in spec.series if series.role == "projection"]
    assert names == ["按近十二个月的速度"] and "近三年" not in spec.note


def test_shares_indices_and_coverage_are_not_carried_on(view):
    for clause, indicator in (
        ("goal_2035_focus", "key_domain_share"),
        ("goal_2035_layout", "layout_gini"),
        ("goal_2035_layout", "provinces_with_lab"),
    ):
        spec = chart(view, clause, indicator)
        assert roles(spec) == {"value"} and "不作推算" in spec.note


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
    values = {mark.at: mark.label for mark in labs.marks if mark.kind == "event"}
    assert values == {"2022": "1–2", "2023": "3–5", "2025": "6–7", "2026": "8"}
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
        for text in ("status", "shape", "sign", "tone"):
            assert head[text] == tile[text]


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
