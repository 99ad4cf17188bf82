"""The definitions shown on 数据与方法: every clause in full, every indicator with its source."""

from datetime import date

import pytest

from catalog.definitions import catalog, words
from content.data import catalog_tables
from content.view import View
from measures.scope import Scope


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def test_every_clause_is_shown_in_full_with_what_does_not_speak_to_it(view):
    drawn = catalog_tables.build_clauses(view).printed.set_index("条款")
    assert len(drawn) == len(catalog().clauses)
    assert drawn.loc["质量协同服务推进", "原文"].endswith("向社会开放共享")
    assert "不是差距本身" in drawn.loc["国际差距", "没有反映的"]
    assert drawn.loc["体系建成", "说明它的指标"] == ""
    assert "没有公布的判定办法" in drawn.loc["体系建成", "没有反映的"]
    assert set(drawn["目标性质"]) == {"官方方向"}


def test_every_indicator_says_its_direction_period_and_registers(view):
    drawn = catalog_tables.build_indicators(view).printed.set_index("指标")
    assert len(drawn) == len(catalog().indicators)
    assert drawn.loc["预算执行率", ["方向", "更新周期（天）", "来源登记册"]].tolist() == [
        "越大越好", 540, "考核评价",
    ]  # fmt: skip
    assert drawn.loc["按工业增加值加权的基尼系数", "方向"] == "越小越好"
    assert drawn.loc["累计退出", "方向"] == "不分好坏"
