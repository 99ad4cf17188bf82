"""The method panel: the catalogue says what the code does, and the card what the tables say."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.cards import build_chart_card
from content.guideline import methods
from content.guideline.direction import read_direction
from content.guideline.method_readings import judge_indicators
from content.guideline.readings import read_indicator
from content.view import View
from measures import published
from measures.scope import Scope

MEASURES = Path(published.__file__).parent
METHODS = catalog().methods
CUTS = [
    (name, i, class_)
    for name, method in METHODS.items()
    for i, class_ in enumerate(method.classes)
    if class_.at_least is not None or class_.at_most is not None
]


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def with_targets(view, *rows) -> View:
    """The view with a targets register drawn as (indicator, year, value, kind)."""
    frame = pd.DataFrame(rows, columns=["indicator", "year", "value", "kind"])
    registers = view.published.registers | {"targets": frame.assign(set_by="示例处", basis="示例")}
    return replace(view, published=replace(view.published, registers=registers))


def card(view):
    (spec,) = methods.build_charts(view)
    return spec


def series_with(name, ratio):
    """Two values that have this ratio under a method: 100 to 200 in two years, half-way now."""
    if name in ("eurostat", "open_sdg"):
        growth = 2**0.5 - 1
        return (2020, 100.0), (2021, 100 * (1 + growth * ratio))
    if name == "escap":
        return (2020, 100.0), (2021, 100 + (100 - ratio) / 2)
    return (2020, 100.0), (2021, 100 + 50 * ratio)


# --- the catalogue and the code -----------------------------------------------------------------


@pytest.mark.parametrize(("name", "at", "class_"), CUTS, ids=lambda v: str(v)[:20])
def test_the_catalogue_s_cuts_are_those_of_the_code(name, at, class_):
    """On the cut the class holds; just worse, the next one does."""
    cut = class_.at_most if class_.at_least is None else class_.at_least
    worse = -0.05 if class_.at_most is None else 0.05
    judge = getattr(published, name)
    on = judge(*series_with(name, cut), 200, 2022)
    below = judge(*series_with(name, cut + worse), 200, 2022)
    assert on.ratio == pytest.approx(cut)
    following = METHODS[name].classes[at + 1].id
    assert (on.class_, below.class_) == (class_.id, following)


def test_every_class_has_both_names_and_a_place_on_the_common_scale():
    for method in METHODS.values():
        for class_ in method.classes:
            assert class_.name and class_.english
            assert class_.common in {"good", "medium", "bad"}
        places = [class_.common for class_ in method.classes]
        assert places == sorted(places, key=["good", "medium", "bad"].index)


def test_every_reason_the_measures_give_has_words():
    text = "".join((MEASURES / f"{m}.py").read_text() for m in ("published", "progress"))
    inputs = set(re.findall(r'"((?:[a-z]+_)+[a-z]+)"', text))
    named = {"not_available", "straight_path", "open_sdg", "sdg_index", "on_track", "far_behind"}
    named |= {c.id for m in METHODS.values() for c in m.classes}
    named |= {"closed_met", "closed_missed", "insufficient_data", "no_numeric_target"}
    # told where the target year is over or the baseline chosen, which the panel never is
    named |= {"closing_value_from_earlier_year", "baseline_from_later_year"}
    assert "base_zero" in inputs - named
    for reason in inputs - named:
        assert words()(f"method_reason.{reason}")


def test_what_was_not_confirmed_at_the_publisher_says_so(view):
    table = methods.build_formulas(view).printed
    notes = dict(zip(METHODS, table.iloc[:, -1], strict=True))
    unread = {name for name, note in notes.items() if "尚未核对" in note}
    assert unread == {"eurostat", "sdg_index", "escap"}
    assert "≤ 10 保持 maintain（较好）" in table.iloc[3, 2]


# --- the card -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [({}, "暂无参考目标"), ({"domains": ("新材料",)}, "缩小范围后不作对照")],
)
def test_without_a_target_the_panel_says_why(view, scope, sentence):
    if scope:
        bare = replace(view, scope=Scope(start=2022, end=2026, **scope))
    else:
        bare = with_targets(view)
    assert sentence in card(bare).empty
    assert methods.build_judgements(bare).frame.empty
    assert len(methods.build_formulas(bare).frame) == 5


def test_a_target_whose_year_is_over_is_no_longer_compared(view):
    assert card(with_targets(view, ("standards", 2025, 9.0, "内部参考值"))).empty


def test_each_indicator_is_a_row_and_disagreement_is_named(view):
    spec = card(view)
    rows = {row["label"].split("\n")[0]: row for row in spec.frame.to_dict("records")}
    assert list(rows) == ["在运行实验室", "累计突破技术", "累计研制智能化高端检测设备",
                          "累计产出标准", "累计形成认证方法"]  # fmt: skip
    assert rows["在运行实验室"]["agreement_tone"] == "agree"
    assert rows["累计产出标准"]["agreement"] == "≠ 判定不一致"
    assert rows["累计产出标准"]["sdg_index"] == "○ 停滞\nstagnating\n比值 = 0.47"
    assert rows["累计突破技术"]["eurostat"] == "— 不适用\n基期为 0"
    assert spec.takeaway.startswith("5 个有参考目标的指标中，3 个判定不一致：")


def test_every_row_says_whose_target_it_is(view):
    assert all("内部参考值 2030 年" in label for label in card(view).frame["label"])
    official = with_targets(view, ("standards", 2030, 770.0, "官方"))
    assert "官方数值目标 2030 年 770" in card(official).frame["label"].iloc[0]


def test_the_house_s_column_is_the_status_of_the_other_pages(view):
    for item in judge_indicators(view):
        status = read_indicator(view, item.definition.id).status
        assert item.comparison.verdicts[-1].class_ == status


def test_old_data_leave_the_house_s_column_without_judgement(view):
    later = replace(view, today=date(2029, 1, 1))
    row = card(later).frame.iloc[0]
    assert row["straight_path"] == "— 数据过期\n超过更新周期"
    assert row["straight_path_tone"] == "undefined"


def test_the_table_says_where_each_indicator_goes_as_the_clauses_say(view):
    """Of every clause that an indicator alone decides the table has shape, word and year."""
    table = methods.build_judgements(view).printed.set_index("指标")["去向（方法 D1）"]
    compared = set()
    for clause in view.catalog.clauses:
        result = read_direction(view, clause)
        if result.name in table.index and result.year is not None:
            words_of_clause = f"{result.shape} {result.word}（{result.year_words}）"
            assert words_of_clause in set(table[result.name].str.split("；").explode())
            compared.add(result.name)
    assert compared


def test_card_and_table_carry_the_same_words(view):
    payload = build_chart_card(card(view), view)
    first = payload["table"]["rows"][0]
    table = methods.build_judgements(view).printed
    assert payload["stamps"] == ["演示数据"] and "不是对指导意见的" in payload["note"]
    assert len(table) == 5 * 5
    for cell, (_, row) in zip(first[1:6], table.iloc[:5].iterrows(), strict=True):
        assert row["该法的判定"] in cell and row["该法的比值"] in cell
