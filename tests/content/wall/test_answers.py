"""What the wall answers before it is asked: who has none, how many a year, how many ordered."""

from datetime import date

import pytest

from catalog.definitions import catalog, words
from content.view import View
from content.wall import answers
from content.wall.scenes import build_scene
from measures.scope import Scope


def view_of(sample, language: str = "zh", **scope) -> View:
    years = {"start": 2022, "end": 2026, **scope}
    return View(sample, catalog(), Scope(**years), words(language), date(2026, 11, 24))


@pytest.fixture(scope="module")
def view(sample):
    return view_of(sample)


def card(view: View, scene: str, name: str) -> dict:
    return next(card for card in build_scene(view, scene)["cards"] if card["id"] == name)


def test_every_province_stands_on_the_map_scene_with_a_number_or_why_not(view):
    ranking = card(view, "map", "layout_ranking")
    held = [name for name, _ in ranking["rows"]]
    assert sum(int(value) for _, value in ranking["rows"]) == 114
    sentences = ranking["takeaway"] + ranking["rest"]
    assert ranking["takeaway"].startswith(f"没有实验室的省份 {31 - len(held)} 个：")
    assert ranking["rest"] == "暂无数据：台湾、香港、澳门"
    assert all((name in held) != (name in sentences) for name in view.names.values())


def test_the_gini_coefficient_is_told_beside_proportion_and_chance(view):
    assert card(view, "map", "layout_gini_industry")["takeaway"] == (
        "0 最匀、1 全在一省：114 家按比例分配为 0.048，随机落户多在 0.203—0.324；"
        "现在 0.414，比随机落户更集中"
    )
    one_province = view_of(view.published, provinces=("420000",))
    assert answers.explain_gini(one_province) == ""


def test_orders_not_yet_answered_are_counted_on_the_periods_last_day(view):
    """8 orders in all, of which those of 2025 were answered in 2026."""
    numbers = {
        year: answers.count_rectifying(view_of(view.published, end=year))["value"]
        for year in (2023, 2024, 2025, 2026)
    }
    orders = view.published.lifetimes["rectifications"]
    for year, value in numbers.items():
        day = min(view.published.as_of.isoformat(), f"{year}-12-31")
        begun = orders[orders["ordered_on"] <= day]
        open_labs = begun[begun["ended_on"].isna() | (begun["ended_on"] > day)]["lab_id"].nunique()
        assert value == str(open_labs), year
    assert numbers[2025] != "0"
    labels = [item["label"] for item in card(view, "lifecycle", "numbers_lifecycle")["items"]]
    assert labels[-1] == "正在整改"


def test_a_path_says_what_it_needs_a_year_and_the_worst_comes_first(view):
    lines = build_scene(view, "path")["cards"][1:]
    needs = [line["takeaway"].partition("；") for line in lines]
    assert [(need, paces) for need, _, paces in needs] == [
        (
            "距 2030 年内部参考值 190 还差 140 台套：所需速度 33.6 台套/年",
            "近十二个月 33，近三年平均 6.7",
        ),
        (
            "距 2030 年内部参考值 770 还差 486 项：所需速度 116.5 项/年",
            "近十二个月 164，近三年平均 44.7",
        ),
        (
            "距 2030 年内部参考值 310 还差 149 项：所需速度 35.7 项/年",
            "近十二个月 96，近三年平均 25",
        ),
        (
            "距 2030 年内部参考值 190 还差 76 家：所需速度净增 18.2 家/年",
            "近十二个月净增 52，近三年平均净增 25.7",
        ),
    ]
