"""What 布局均衡 says where an index cannot be: the reason, never a zero and never a number."""

from dataclasses import replace
from datetime import date
from math import isnan

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.layout import (
    distance,
    location_quotients,
    lorenz,
    map_and_ranking,
    over_time,
    regions,
)
from content.layout.lab_points import points
from content.layout.province_facts import facts
from content.layout.weights import at_year, counts_by_year, weights
from content.view import View
from measures.scope import Scope


def view_of(published, **scope) -> View:
    scope = {"start": 2022, "end": 2026, **scope}
    return View(published, catalog(), Scope(**scope), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def view(sample):
    return view_of(sample)


def by_id(specs):
    return {s.id if hasattr(s, "id") else s["id"]: s for s in specs}


def without_figures(published, *codes):
    """The sample with the denominators of some provinces, or of all, taken out."""
    stats = published.registers["province_stats"]
    kept = stats[~stats["province"].isin(codes)] if codes else stats.iloc[:0]
    return replace(published, registers=published.registers | {"province_stats": kept})


# --- holds when: nothing, one of everything, something missing ------------------------------------


def test_the_all_zero_year_is_not_applicable_everywhere(sample):
    zero = view_of(sample, start=2021, end=2021)
    charts = [s for s in over_time.build_charts(zero) if not isinstance(s, dict)]
    charts += [
        *lorenz.build_charts(zero),
        *location_quotients.build_charts(zero),
        *distance.build_charts(zero),
    ]
    assert all(s.empty.startswith("不适用：2021 年末") for s in charts), [s.empty for s in charts]
    assert distance.moran_fault(zero).startswith("不适用")
    assert lorenz.describe_concentration(zero).startswith("不适用")
    table = lorenz.build_side_by_side(zero).printed.set_index("项目")
    assert (table.loc["基尼系数"] == "不适用").all() and (table.loc["实验室（家）"] == "0").all()


def test_a_zero_year_among_others_is_a_gap_with_its_reason(sample):
    later = view_of(sample, start=2021, end=2023)
    spec = by_id(over_time.build_charts(later))["layout_gini_industry"]
    assert isnan(spec.frame["gini"].iloc[0])
    assert not spec.empty and "2021 年没有在运行实验室，不适用" in spec.note


def test_a_single_province_has_no_balance(sample):
    first = view_of(sample, provinces=("440000",))
    charts = [s for s in over_time.build_charts(first) if not isinstance(s, dict)]
    charts += lorenz.build_charts(first)
    assert {s.empty for s in charts} == {"不适用：只有 1 个省份可以比较，均衡程度至少需要两个。"}
    assert "只有 1 个省份" in distance.moran_fault(first)


def test_a_province_without_a_denominator_is_left_out_by_name(sample):
    part = view_of(without_figures(sample, "440000"))
    spec = by_id(lorenz.build_charts(part))["layout_lorenz_industry"]
    assert "30 个省份" in spec.note and "未计入：广东" in spec.note
    assert "93 家" in spec.note  # 114 less the 21 of 广东
    assert "31 个省份" in by_id(lorenz.build_charts(part))["layout_lorenz_equal"].note
    map_spec = map_and_ranking.build_charts(part, "industry")[0]
    assert isnan(map_spec.frame.set_index("label")["value"]["440000"])
    assert "未计入：广东" in map_spec.note
    assert facts(part, "440000").figures[1][1:] == ("暂无数据", "")


def test_without_any_denominator_only_equal_weights_are_left(sample):
    bare = view_of(without_figures(sample))
    curves = by_id(lorenz.build_charts(bare))
    assert curves["layout_lorenz_industry"].empty == "不适用：缺少工业增加值，不计算比率。"
    assert not curves["layout_lorenz_equal"].empty
    assert map_and_ranking.build_charts(bare, "industry")[0].frame["value"].isna().all()
    rates = distance.measure_moran(bare)["rate_i"]
    assert (rates == "不适用").all()


def test_one_lab_stands_beside_the_floor_that_it_is(sample):
    """A scope with one lab: the equal-weight Gini is its own floor, 1 - 1/31."""
    start = view_of(sample, start=2022, end=2022, domains=("生物医药",))
    table = lorenz.build_side_by_side(start).printed.set_index("项目")["各省等权"]
    assert table["实验室（家）"] == "1"
    assert table["基尼系数"] == table["　下限（等权）或参考布局"].iloc[0] == "0.968"
    assert table["　比较"].iloc[0] == "与按权重随机布局无显著差异"


@pytest.mark.parametrize("domain", ["", "没有的领域"])
def test_an_unknown_domain_is_told(view, domain):
    assert map_and_ranking.build_charts(view, "quotient", domain)[0].empty == (
        f"不适用：没有名为“{domain}”的领域。"
    )


def test_a_domain_without_labs_has_no_quotient(sample):
    early = view_of(sample, start=2022, end=2022)
    assert "“能源电子”的在运行实验室，区位商没有定义" in (
        map_and_ranking.build_charts(early, "quotient", "能源电子")[0].empty
    )
    note = location_quotients.build_charts(early)[0].note
    assert "能源电子" in note.split("为“无”的：")[1]


def test_few_provinces_with_labs_report_counts_only(sample):
    early = view_of(sample, start=2022, end=2022)
    assert distance.moran_fault(early) == (
        "只有 4 个省份有在运行实验室，少于 10 个：只报数量和地图，不计算莫兰指数。"
    )


def test_a_version_without_places_says_so(sample):
    bare = view_of(replace(sample, places={}))
    assert points(bare) == (None, "没有地名点位，地图上不画实验室。")
    assert all("没有县级点位" in s.empty for s in distance.build_charts(bare))
    assert facts(bare).figures[-1][1] == "暂无数据"
    table = distance.measure_moran(bare).set_index("row")
    assert table.loc["最近的 4 个省（几何中心）", "count_i"] == "不适用"


# --- what is said ---------------------------------------------------------------------------------


def test_three_weights_side_by_side_with_year_source_and_n(view):
    table = lorenz.build_side_by_side(view).printed.set_index("项目")
    assert list(table.columns) == ["按工业增加值", "按常住人口", "各省等权"]
    assert "2024 年" in table.iloc[0, 0] and "中国统计年鉴" in table.iloc[0, 1]
    assert (table.loc["省份（个）"] == "31").all() and (table.loc["实验室（家）"] == "114").all()


def test_between_and_within_add_up_in_every_year_and_weight(view):
    specs = by_id(over_time.build_charts(view))
    for weight in weights(view):
        parts = specs[f"layout_parts_{weight.key}"].frame
        theil = specs[f"layout_theil_{weight.key}"].frame["theil"]
        assert (parts["between"] + parts["within"]).tolist() == pytest.approx(theil.tolist())


def test_every_index_says_labs_provinces_weight_and_year(view):
    for spec in over_time.build_charts(view)[1:]:
        assert "114 家" in spec.note and "31 个省份" in spec.note
        assert "2024 年" in spec.note or "各省权重相等" in spec.note
        assert any(word in spec.takeaway for word in ("随机布局", "地区间"))


def test_nothing_is_called_good_or_bad(view):
    output = [
        words_ for s in over_time.build_charts(view)[1:] for words_ in (s.takeaway, s.title, s.note)
    ]
    assert not [text for text in output if any(w in text for w in ("达标", "合理", "较好", "较差"))]


def test_bands_are_the_same_every_time(view):
    first, again = over_time.build_charts(view), over_time.build_charts(view)
    for single, other in zip(first[1:], again[1:], strict=True):
        pd.testing.assert_frame_equal(single.frame, other.frame)


def test_the_year_moves_the_map_and_leaves_the_lines(view):
    then = at_year(view, 2024)
    assert map_and_ranking.build_charts(then)[0].frame["value"].sum() == 46
    assert "2024 年末" in map_and_ranking.build_charts(then)[0].title
    assert counts_by_year(view).sum(axis=1).tolist() == [4, 19, 46, 81, 114]


def test_points_are_as_many_as_the_labs_and_say_where(view):
    result, note = points(view)
    assert len(result.x) == 114 and "114 家" in note and "45 家没有城市" in note
    assert any("没有城市，放在" in text for text in result.hover)


def test_a_province_s_card_ranks_it_with_ties(view):
    table = facts(view, "420000")
    assert table.figures[0] == ("实验室（家）", "5", "并列第 7/31 位")
    assert len(table.labs.frame) == 5 and "安徽 4" in table.lines[1]
    assert facts(view).figures[0] == ("实验室（家）", "114", "")


def test_reach_counts_labs_beyond_the_border(sample):
    """河北 alone: the labs of its neighbours are within reach of its counties too."""
    alone = view_of(sample, provinces=("130000",))
    spec = by_id(distance.build_charts(alone))["layout_reach"]
    assert spec.frame["value"].tolist() == [100.0]
    assert "114 家实验室，邻省的也计入" in spec.note and "未按人口加权" in spec.note


def test_quotients_are_relative_to_the_country_whatever_the_filter(sample, view):
    whole = by_id(location_quotients.build_charts(view))["layout_quotients"].frame.set_index(
        "label"
    )
    part = view_of(sample, regions=("东北",), domains=("新材料",))
    some = by_id(location_quotients.build_charts(part))["layout_quotients"].frame.set_index("label")
    assert some["210000"].tolist() == whole.loc[["新材料"], "210000"].tolist()


def test_regions_stand_side_by_side_by_their_sums(sample):
    """Question e: 西部 against 东部 per industrial value added, whatever region is chosen."""
    stats, labs = sample.registers["province_stats"], sample.lifetimes["labs"]
    last = stats[stats["year"] == stats.dropna(subset=["industry_va_100m"])["year"].max()]
    industry = last.set_index("province")["industry_va_100m"]
    region_of = dict(zip(catalog().mainland.code, catalog().mainland.region, strict=True))
    inside = labs[labs["exited"].isna()]["province"].map(region_of).value_counts()
    base = industry.groupby(region_of).sum()
    expected = {region: inside[region] / base[region] * 1000 for region in catalog().regions}
    expected["全国"] = inside.sum() / base.sum() * 1000
    for scope in ({}, {"regions": ("西部",)}, {"provinces": ("420000",)}):
        spec = regions.build_region_bars(view_of(sample, **scope), "industry")
        values = spec.frame.set_index("label")["value"].to_dict()
        assert values == pytest.approx(expected)
        assert f"西部 {expected['西部']:.3f}" in spec.takeaway
    counts = regions.build_region_bars(view_of(sample)).frame.set_index("label")["value"]
    assert counts["全国"] == counts.drop("全国").sum() == inside.sum()
    none = regions.build_region_bars(view_of(without_figures(sample)), "population")
    assert none.empty
