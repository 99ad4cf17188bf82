"""Sentences proposed from numbers, each checked on paper."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.exhibit import Exhibit
from catalog.definitions import words
from catalog.figure_parts import Line, Provenance
from content.takeaways import write_takeaway

t = words()


def exhibit_of(kind: str, named: dict, as_of: str = "2025-12-31", **parts) -> Exhibit:
    """An exhibit of one or several quantities given as {name: {category: value}}."""
    categories = tuple(next(iter(named.values()), {}))
    lines = tuple(Line(name, tuple(values.values())) for name, values in named.items())
    provenance = Provenance("示例", as_of, "v1", "全国")
    return Exhibit("x", kind, "题", provenance, categories, lines, **{"unit": "家", **parts})


def takeaway_of(*arguments, **parts) -> str:
    return write_takeaway(exhibit_of(*arguments, **parts), t)


# --- nothing to say -------------------------------------------------------------------------------


def test_nothing_drawn_is_no_sentence():
    assert takeaway_of("line", {}) == ""
    assert takeaway_of("line", {"数": {"2024": 3.0}}, empty="没有数据", takeaway="旧") == ""
    assert (
        takeaway_of("line", {"数": {"2024": None}})
        == takeaway_of("bar", {"数": {"甲": None}})
        == ""
    )
    assert takeaway_of("map", {"数": {"甲": 0.0, "乙": 0.0}}) == ""


def test_a_kind_it_knows_nothing_of_keeps_its_own_sentence():
    assert takeaway_of("heat", {"数": {"甲": 3.0}}, takeaway="原句") == "原句"
    assert takeaway_of("line", {"数": {"甲": 1.0, "乙": 2.0}}, takeaway="原句") == "原句"


# --- along the years ------------------------------------------------------------------------------


def test_a_complete_year_is_held_against_the_one_before():
    """110 − 81 = 29."""
    assert takeaway_of("line", {"数": {"2024": 81.0, "2025": 110.0}}) == (
        "2025 年为 110 家，比 2024 年增加 29 家"
    )
    assert (
        takeaway_of("line", {"数": {"2024": 5.0, "2025": 3.0}})
        == "2025 年为 3 家，比 2024 年减少 2 家"
    )
    assert (
        takeaway_of("line", {"数": {"2024": 3.0, "2025": 3.0}}) == "2025 年为 3 家，与 2024 年相同"
    )


def test_a_year_that_is_not_over_is_told_but_not_compared():
    numbers = {"2024": 46.0, "2025": 81.0, "2026": 114.0}
    assert takeaway_of("line", {"数": numbers}, as_of="2026-10-29") == (
        "截至 2026-10-29 为 114 家；2025 年为 81 家，比 2024 年增加 35 家"
    )
    assert (
        takeaway_of("line", {"数": {"2026": 7.0}}, as_of="2026-10-29") == "截至 2026-10-29 为 7 家"
    )


def test_a_missing_year_between_is_no_change():
    assert takeaway_of("line", {"数": {"2022": 1.0, "2023": None, "2024": 4.0}}) == "2024 年为 4 家"


def test_shares_differ_in_points():
    """25.0 % − 20.5 % = 4.5 points."""
    numbers = {"数": {"2024": 0.205, "2025": 0.25}}
    assert takeaway_of("line", numbers, unit="%", decimals=1) == (
        "2025 年为 25.0%，比 2024 年增加 4.5 个百分点"
    )


def test_shares_by_chance_bear_their_interval():
    """Wilson of 18 of 57 is 21.0–44.5 %; of 77 of 187 34.4–48.3 %."""
    share = Line("占比", (0.48, 0.316), low=(0.29, 0.21), high=(0.67, 0.445))
    base = exhibit_of("line", {"占比": {"2024": 0.48, "2025": 0.316}}, unit="%", decimals=1)
    assert write_takeaway(base.but(lines=(share,)), t).startswith(
        "2025 年为 31.6%（95% 区间 21.0%–44.5%），比 2024 年减少"
    )
    levels = {"国际": {"2025": 77.0}, "国内": {"2025": 70.0}, "其他": {"2025": 40.0}}
    columns = ("年份", "国际（项）", "国际 95% 区间下限（项）", "国际 95% 区间上限（项）")
    assert takeaway_of("stacked", levels, columns=columns, bounds=2, unit="项") == (
        "2025 年合计 187 项，其中最多的是国际，77 项，占 41.2%，95% 区间 34.4%–48.3%"
    )
    assert "区间" not in takeaway_of("stacked", levels, unit="项")


def test_targets_and_projections_are_no_values():
    base = exhibit_of("line", {"数": {"2024": 1.0, "2025": 2.0}})
    target = Line("内部参考值", (9.0, 9.0), "reference")
    assert write_takeaway(base.but(lines=(*base.lines, target)), t) == write_takeaway(base, t)


def test_several_lines_are_told_each():
    numbers = {"东部": {"2024": 1.0, "2025": 5.0}, "西部": {"2024": 2.0, "2025": 2.0}}
    assert takeaway_of("line", numbers) == "2025 年：东部 5 家、西部 2 家"


# --- parts of a whole -----------------------------------------------------------------------------


def test_the_largest_part_of_the_last_year():
    """3 + 1 = 4; 3 / 4 = 75 %."""
    numbers = {"合格": {"2024": 1.0, "2025": 3.0}, "优秀": {"2024": 1.0, "2025": 1.0}}
    assert takeaway_of("stacked", numbers) == "2025 年合计 4 家，其中最多的是合格，3 家，占 75.0%"
    level = {name: {"2025": 2.0} for name in ("优秀", "合格")}
    assert takeaway_of("stacked", level) == (
        "2025 年合计 4 家，其中优秀、合格并列最多，各 2 家，各占 50.0%"
    )
    assert takeaway_of("stacked", numbers, as_of="2025-06-30").startswith(
        "2025 年（截至 2025-06-30）合计"
    )


def test_a_ring():
    """8 of 10 are 80 %."""
    assert takeaway_of("donut", {"数": {"企业": 8.0, "高校": 2.0}}) == (
        "合计 10 家，其中最多的是企业，8 家，占 80.0%"
    )


# --- the largest ----------------------------------------------------------------------------------


def test_bars_name_three():
    numbers = {"甲": 9.0, "乙": 5.0, "丙": 4.0, "丁": 1.0}
    assert takeaway_of("bar", {"数": numbers}) == "数值居前的是：甲 9 家、乙 5 家、丙 4 家"


def test_of_equals_all_are_named_or_none():
    assert takeaway_of("bar", {"数": dict.fromkeys("甲乙丙丁", 2.0)}).endswith("丙 2 家、丁 2 家")
    many = {"甲": 9.0, **dict.fromkeys("乙丙丁戊己", 2.0)}
    assert takeaway_of("bar", {"数": many}) == "数值居前的是：甲 9 家"
    assert (
        takeaway_of("bar", {"数": dict.fromkeys("甲乙丙丁戊己", 2.0)}) == "6 个并列居首，均为 2 家"
    )


def test_bars_in_another_order_keep_their_own_sentence():
    assert (
        takeaway_of("bar", {"数": {"本省": 3.0, "甲": 7.0, "乙": 6.0}}, takeaway="原句") == "原句"
    )


def test_a_map_of_counts_has_a_whole_and_one_of_rates_has_none():
    """5 + 2 + 1 + 0 = 8."""
    numbers = {"数": {"甲": 5.0, "乙": 0.0, "丙": 2.0, "丁": 1.0}}
    assert takeaway_of("map", numbers) == (
        "合计 8 家，1 个省份为零；数值居前的是：甲 5 家、丙 2 家、丁 1 家"
    )
    assert "合计" not in takeaway_of("map", numbers, decimals=2)


JUDGING = re.compile("好|差|显著|迅速|明显|优|良|成效|领先|落后|达标|完成|增长迅")
values = st.one_of(st.none(), st.integers(0, 10**6).map(float))


@pytest.mark.parametrize("kind", ["line", "stacked", "bar", "column", "map", "donut", "multiples"])
@given(st.lists(values, min_size=1, max_size=6))
def test_any_numbers_make_a_sentence_without_judgement(kind, numbers):
    years = dict(zip(map(str, range(2020, 2026)), numbers, strict=False))
    sentence = takeaway_of(kind, {"数": years})
    assert not JUDGING.search(sentence) and "nan" not in sentence
