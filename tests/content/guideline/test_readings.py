"""Readings of the sample's indicators: known, missing with a reason, or not applicable."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.guideline import evidence_rows, overview
from content.guideline.clause_status import judge_reading
from content.guideline.readings import (
    Reading,
    assess_series,
    describe_basis,
    describe_change,
    describe_gaps,
    describe_name,
    describe_open_year,
    explain_absence,
    list_counted_words,
    read_indicator,
)
from content.layout import map_and_ranking
from content.layout import over_time as layout_time
from content.view import View
from measures.indicators import latest
from measures.scope import Scope


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def narrowed(view, **scope) -> View:
    return replace(view, scope=Scope(start=2022, end=2026, **scope))


def without(view, register, column=None) -> View:
    """The same registers with one of them empty, or one of its columns."""
    rows = view.published.registers[register]
    rows = rows.iloc[:0] if column is None else rows.assign(**{column: None})
    registers = view.published.registers | {register: rows}
    return replace(view, published=replace(view.published, registers=registers))


def test_the_sample_has_what_every_indicator_needs(view):
    readings = {name: read_indicator(view, name) for name in catalog().indicators}
    lacking = [
        name for name, read in readings.items() if not (read.known and latest(read.series) > 0)
    ]
    assert lacking == []


def test_a_judgement_says_its_year_and_what_the_open_year_says_against_it(view):
    """From 0 in 2022 to 80 in 2030 the path is 10 a year: 30 at the end of 2025, 40 of 2026."""
    definition = catalog().indicators["instruments"]
    target = {"year": 2030, "value": 80.0, "official": False}
    ahead = "截至 2026-10-29 已有 45 台套，达到 2026 年末路径的 40 台套"
    below = "截至 2026-10-29 为 28 台套，低于 2025 年末路径的 30 台套"
    for at_end, today, sentence in (
        (20.0, 45.0, f"判定按 2025 年末 20 台套；{ahead}"),
        (20.0, 39.0, ""),
        (30.0, 28.0, f"判定按 2025 年末 30 台套；{below}"),
        (30.0, 31.0, ""),
    ):
        series = pd.Series({2022: 0.0, 2023: 5.0, 2024: 10.0, 2025: at_end, 2026: today})
        complete = series.loc[:2025]
        judged = assess_series(view, definition, complete, target)
        reading = Reading(definition, series, target, judged, complete)
        assert describe_open_year(view, reading) == sentence
        clause = next(item for item in catalog().clauses if item.target_year == 2035)
        judged = judge_reading(view, clause, reading)["judged"]
        assert judged == f"判定按 2025 年末 {at_end:.0f} 台套"


def test_pairs_run_over_the_domains_in_scope_and_all_focuses(view):
    pairs = catalog().indicators["domain_focus_pairs"]
    assert len(list_counted_words(view, pairs)) == 30
    assert (
        list_counted_words(narrowed(view, domains=("新材料", "其他")), pairs)[0]
        == "新材料×质量政策体系研究"
    )
    assert len(list_counted_words(narrowed(view, domains=("新材料", "其他")), pairs)) == 6


def test_what_lacks_is_counted_and_named_and_a_long_list_is_cut(view):
    pairs = describe_gaps(view, read_indicator(view, "domain_focus_pairs"))
    assert pairs == "尚缺 2 个：信息技术×传统质量安全机理研究、能源电子×质量政策体系研究"
    part = narrowed(view, provinces=("110000",))
    few = describe_gaps(part, read_indicator(part, "domain_focus_pairs"))
    assert few.count("×") == 6 and few.endswith(" 等")
    assert describe_gaps(view, read_indicator(view, "goal_domains_with_lab")) == "所列 4 个均已覆盖"


def test_a_scope_without_any_word_counted_is_missing_not_zero(view):
    part = narrowed(view, domains=("其他",))
    for indicator in ("goal_domains_with_lab", "domain_focus_share", "key_domain_share"):
        reading = read_indicator(part, indicator)
        assert not reading.known
        assert "所选范围内没有可计算的记录" in explain_absence(part, reading)


def test_balance_of_a_few_provinces_is_not_applicable(view):
    part = narrowed(view, regions=("东北",))
    reading = read_indicator(part, "layout_gini")
    assert not reading.known
    assert explain_absence(part, reading).startswith("不适用：所选范围只有 3 个省份，不足 6 个")
    tiles = {tile["id"]: tile for tile in overview.build_cards(part)}
    assert "基尼系数：不适用：所选范围只有 3 个省份" in tiles["goal_2035_layout"]["gaps"]
    assert read_indicator(narrowed(view, regions=("中部",)), "layout_gini").known


@pytest.mark.parametrize(
    ("register", "column", "indicator", "reason"),
    [
        ("evaluations", None, "budget_execution", "登记册未报送“考核评价”"),
        ("evaluations", "open_hours", "open_hours_per_lab", "没有填报“开放共享机时”"),
        ("evaluations", "budget_execution", "budget_execution", "没有填报“预算执行率”"),
        ("lab_events", None, "rectified_in_time_share", "登记册未报送“进退事件”"),
        ("labs", "host_type", "host_type_share", "没有填报“依托单位类型”"),
        ("standards", "lab_id", "international_standards_led", "没有填报“实验室编号”"),
        ("province_stats", "industry_va_100m", "layout_gini", "没有填报“工业增加值”"),
        ("province_stats", None, "labs_per_industry", "登记册未报送“地区基础数据”"),
    ],
)
def test_what_nobody_sent_is_missing_with_its_reason(view, register, column, indicator, reason):
    part = without(view, register, column)
    reading = read_indicator(part, indicator)
    assert not reading.known and reading.status == "no_data"
    assert reason in explain_absence(part, reading)


def test_an_index_over_provinces_says_by_what_and_of_which_year(view):
    for indicator in ("layout_gini", "labs_per_industry"):
        assert (
            describe_gaps(view, read_indicator(view, indicator))
            == "按 31 个省份 2024 年的工业增加值计算"
        )


def test_the_layout_page_says_the_same_index_and_rate(view):
    specs = {
        part.id: part for part in map_and_ranking.build_charts(view) if not isinstance(part, dict)
    }
    over_time = {s.title: s for s in layout_time.build_charts(view) if not isinstance(s, dict)}
    gini = over_time["基尼系数 · 按工业增加值"].takeaway
    assert gini.startswith(f"2026 年 {read_indicator(view, 'layout_gini').value}，")
    rate = read_indicator(view, "labs_per_industry").value
    assert specs["layout_industry"].takeaway.endswith(f"全国 {rate}")


def test_a_value_of_a_year_or_of_an_earlier_year_names_it(view):
    names = {name: describe_name(view, read_indicator(view, name)) for name in catalog().indicators}
    assert names["labs_in_operation"] == "在运行实验室"
    assert names["budget_execution"] == "预算执行率（2025 年）"  # none of 2026 yet
    assert names["labs_left_in_year"] == "当年退出（2026 年至今）"
    earlier = replace(view, scope=Scope(start=2022, end=2025))
    assert (
        describe_name(earlier, read_indicator(earlier, "labs_left_in_year"))
        == "当年退出（2025 年）"
    )
    tiles = {part["id"]: part for part in overview.build_cards(view)}
    assert tiles["goal_2035_operation"]["label"] == "考核评价合格及以上占比（2025 年）"
    others = {first["name"]: first["value"] for first in tiles["goal_2035_operation"]["others"]}
    assert others["预算执行率（2025 年）"] == "85.6%"


def test_shares_and_means_say_what_they_are_taken_over(view):
    evaluations = view.published.registers["evaluations"]
    filed = evaluations[evaluations.year == 2025].budget_execution.count()
    assert (
        describe_basis(view, read_indicator(view, "budget_execution")) == f"2025 年的分母为 {filed}"
    )
    assert describe_basis(view, read_indicator(view, "labs_in_operation")) == ""
    assert describe_basis(narrowed(view, provinces=("540000",)), read_indicator(
        narrowed(view, provinces=("540000",)), "budget_execution")) == ""  # fmt: skip


def test_values_are_written_with_the_decimals_of_their_definition(view):
    values = {name: read_indicator(view, name).value for name in catalog().indicators}
    assert values["budget_execution"].endswith("%") and values["budget_execution"].count(".") == 1
    assert len(values["layout_gini"].split(".")[1]) == 3
    assert "." not in values["open_hours_per_lab"]


def test_only_counts_say_how_they_changed(view):
    counted = {
        name for name in catalog().indicators if describe_change(view, read_indicator(view, name))
    }
    assert {"labs_in_operation", "domain_focus_pairs", "standards_national"} <= counted
    assert not counted & {
        "layout_gini",
        "budget_execution",
        "labs_left_in_year",
        "key_domain_share",
    }


def test_kinds_of_standards_add_up(view):
    parts = ("standards_national", "standards_sector", "standards_international")
    whole = read_indicator(view, "standards").series
    assert sum(read_indicator(view, name).series for name in parts).equals(whole)
    assert (
        read_indicator(view, "international_standards_led").series
        <= read_indicator(view, parts[2]).series
    ).all()


def test_the_rows_behind_every_indicator_can_be_shown(view):
    for name in catalog().indicators:
        rows = evidence_rows.select_rows(view, name)
        assert len(evidence_rows.word_rows(view, name, rows).frame), name
        assert evidence_rows.sentence(view, name), name


def test_the_rows_behind_say_the_number_of_the_tile(view):
    def value_and_sentence(indicator):
        return f" {read_indicator(view, indicator).value} ", evidence_rows.sentence(view, indicator)

    for indicator in ("domain_focus_pairs", "labs_evaluated", "standards_sector"):
        value, sentence = value_and_sentence(indicator)
        assert value in sentence
    value, sentence = value_and_sentence("host_type_share")
    assert sentence.endswith(f"占{value.rstrip()}。")
    rows = evidence_rows.select_rows(view, "layout_gini")
    counted_in = evidence_rows.word_rows(view, "layout_gini", rows).printed["计入"]
    assert (counted_in == "是").sum() == latest(read_indicator(view, "labs_in_operation").series)
