"""布局推演: a scenario lives in the address, is marked as a trial and never mixed with the data."""

import csv
import io
import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from catalog.definitions import catalog, words
from content.siting.scenario_tables import build_file
from content.siting.scenarios import scenario_map
from content.siting.trial import Trial
from content.view import View
from measures.scenario import Placement
from measures.scope import Scope
from tests.pages.markdown import plain
from tests.pages.test_pages import cards, page_script

NATION = {"start": 2022, "end": 2026}


def opened(folder, address="", **scope) -> AppTest:
    """The page at an address such as "a=420000-2&weight=…", after one run."""
    at = AppTest.from_function(
        page_script, kwargs={"name": "siting", "folder": str(folder), "scope": {**NATION, **scope}}
    )
    for part in filter(None, address.split("&")):
        key, value = part.split("=")
        at.query_params[key] = value
    return ran(at)


def ran(at: AppTest) -> AppTest:
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at


def pressed(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click()
    return ran(at)


def compared(at: AppTest) -> dict[str, list[str]]:
    """The comparison as today, A and B by row."""
    return {row[0].strip(): row[1:] for row in at.table[0].value.values.tolist()}


def texts_of(at: AppTest) -> str:
    boxes = "".join(box.value for box in (*at.info, *at.warning))
    return plain(boxes) + "".join(text.value for text in at.text)


# --- what cannot be computed says why -------------------------------------------------------------


def test_no_lab_anywhere_is_not_applicable_until_one_is_added(sample_tables):
    at = opened(sample_tables, "a=420000-1", start=2019, end=2020)
    rows = compared(at)
    assert rows["实验室（家）"] == ["0", "1", "0"]
    assert rows["泰尔指数（工业增加值）"][0] == rows["泰尔指数（工业增加值）"][2] == "不适用"
    assert float(rows["泰尔指数（工业增加值）"][1]) > 1
    assert at.dataframe[0].value["增设前"].iloc[0] == "不适用"
    assert "没有在运行的实验室" in cards(opened(sample_tables, start=2019, end=2020))[
        "siting_indices"
    ]["empty"]  # fmt: skip


def test_a_single_province_is_not_applicable(sample_tables):
    at = opened(sample_tables, "a=420000-2", provinces=("420000",))
    assert "只有一个有统计数据的省份" in cards(at)["siting_steps"]["empty"]
    assert "只有一个有统计数据的省份" in cards(at)["siting_indices"]["empty"]
    assert compared(at)["基尼系数（工业增加值）"] == ["不适用"] * 3
    assert not at.dataframe and at.button(key="take_A").disabled


def test_an_unknown_domain_is_missing_and_not_zero(sample_tables):
    at = opened(sample_tables, domains=("火星",))
    assert "目录里没有“火星”这个领域" in texts_of(at)
    assert not at.table and not cards(at)


def test_one_lab_has_its_index(other_tables):
    at = opened(other_tables, domains=("信息技术",), start=2019, end=2020)
    rows = compared(at)
    assert rows["实验室（家）"][0] == "1"
    assert float(rows["泰尔指数（工业增加值）"][0]) > 0


def test_a_province_without_statistics_is_named_and_left_out(sample_tables):
    at = opened(sample_tables, "a=香港-1_420000-2")
    assert "“香港-1”（港澳台没有同口径统计，不能推演）" in texts_of(at)
    assert compared(at)["增设（家）"] == ["0", "2", "0"]


def test_without_a_province_to_choose_there_is_no_proposal(sample_tables):
    at = opened(sample_tables, "only=湖北&without=湖北")
    assert "没有可以增设的省份" in cards(at)["siting_steps"]["empty"]
    assert not at.dataframe and at.button(key="take_B").disabled


# --- the scenario in the address ------------------------------------------------------------------


def test_a_cold_link_opens_its_scenarios_weight_and_number(sample_tables):
    at = opened(
        sample_tables, "a=420000:2,湖北&b=650000-新材料-4&weight=常住人口&k=3&edited=方案 B"
    )
    assert compared(at)["增设（家）"] == ["0", "3", "4"]
    assert "泰尔指数（常住人口）" in compared(at)
    assert len(at.dataframe[0].value) == 3
    assert "新疆·新材料 4 家" in texts_of(at)  # B is the one at hand


def test_wrong_parts_of_the_address_are_named_and_ignored(sample_tables):
    at = opened(sample_tables, "a=火星-2_420000-1&b=420000-魔法-1_420000-0")
    assert "方案 A 的网址里有读不懂的部分，已忽略：“火星-2”（没有这个省份）" in texts_of(at)
    assert "“420000-魔法-1”（没有这个领域）、“420000-0”（家数须为 1 到 99）" in texts_of(at)
    assert compared(at)["增设（家）"] == ["0", "1", "0"]


def test_a_link_in_the_address_stays_text(sample_tables):
    at = opened(sample_tables, "a=`[x](//evil.example)`")
    assert "“`[x](//evil.example)`”（没有这个省份）" in texts_of(at)


def test_a_lab_by_hand_changes_the_address_and_the_numbers(sample_tables):
    at = opened(sample_tables, "a=420000-1")
    at.selectbox(key="place").select("西藏")
    pressed(ran(at), "add")
    assert at.query_params["a"] == "420000-1_540000-1"
    assert compared(at)["有实验室的省份"] == ["22 / 31", "23 / 31", "22 / 31"]
    pressed(at, "more_540000_")
    assert at.query_params["a"] == "420000-1_540000-2"
    pressed(at, "fewer_420000_")
    assert at.query_params["a"] == "540000-2"
    assert "a" not in pressed(at, "clear").query_params


def test_the_domain_in_scope_is_the_domain_of_the_labs(sample_tables):
    at = opened(sample_tables, domains=("信息技术",))
    before = compared(at)["没有实验室的领域×省份"][0]
    at.selectbox(key="place").select("西藏")
    pressed(ran(at), "add")
    assert at.query_params["a"] == "540000-信息技术-1"
    whole, (part, _) = 31, before.split(" / ")
    assert compared(at)["没有实验室的领域×省份"][1] == f"{int(part) - 1} / {whole}"
    assert "信息技术" in "".join(caption.value for caption in at.caption)


def test_with_several_domains_nothing_can_be_placed(sample_tables):
    at = opened(sample_tables, "a=540000-新材料-1", domains=("信息技术", "新材料"))
    assert at.button(key="take_A").disabled and at.button(key="add").disabled
    assert compared(at)["增设（家）"][1] == "1"


def test_a_lab_outside_the_scope_is_named_and_not_counted(sample_tables):
    at = opened(sample_tables, "a=540000-新材料-1_540000-2", domains=("信息技术",))
    assert "方案 A 有不在所选范围内的增设，未计入：西藏 2 家、西藏·新材料 1 家" in texts_of(at)
    assert compared(at)["增设（家）"] == ["0", "0", "0"]


# --- proposal, marks, file ------------------------------------------------------------------------


def test_a_scenario_can_be_copied_as_a_link(sample_tables):
    assert not opened(sample_tables).code
    at = opened(sample_tables, "a=420000-2&k=3")
    assert at.code[0].value.endswith("?a=420000-2&k=3")


def test_the_proposal_becomes_a_scenario(sample_tables):
    at = opened(sample_tables, "k=2&without=江西")
    steps = at.dataframe[0].value
    settings = json.loads(at.dataframe[0].proto.columns)
    assert settings["增设前"]["alignment"] == settings["增设后"]["alignment"] == "right"
    assert "江西" not in steps["省份"].tolist()
    assert steps["增设前"].iloc[1] == steps["增设后"].iloc[0]
    pressed(at, "take_B")
    assert compared(at)["增设（家）"] == ["0", "0", "2"]
    assert compared(at)["泰尔指数（工业增加值）"][2] == steps["增设后"].iloc[-1]


def test_every_chart_is_marked_and_published_numbers_stay(sample_tables):
    plain, tried = cards(opened(sample_tables)), cards(opened(sample_tables, "a=420000-2"))
    assert set(plain) == {"siting_steps", "siting_map", "siting_regions", "siting_indices",
                          "siting_provinces"}  # fmt: skip
    assert all(card["stamps"][0] == "推演" for card in [*plain.values(), *tried.values()])
    column = tried["siting_map"]["table"]["columns"].index("在运行实验室（已发布）（家）")
    published = [row[column] for row in tried["siting_map"]["table"]["rows"]]
    assert published == [row[column] for row in plain["siting_map"]["table"]["rows"]]
    marks = [n["text"] for n in tried["siting_map"]["layout"]["annotations"] if "bgcolor" in n]
    assert marks == ["A+2"]


@pytest.mark.parametrize("weight", ["工业增加值", "常住人口", "地区生产总值", "研发经费"])
def test_the_weight_is_named_with_year_and_source(sample_tables, weight):
    note = cards(opened(sample_tables, f"weight={weight}"))["siting_steps"]["note"]
    year = "2023" if weight == "研发经费" else "2024"
    assert f"权重：{weight}，{year} 年；来源：《" in note


def test_the_file_is_marked_and_holds_both_scenarios(sample):
    view = View(sample, catalog(), Scope(**NATION), words(), date(2026, 11, 24))
    a, b = (Placement("420000", "", 2),), (Placement("540000", "其他", 1),)
    file = build_file(view, Trial("industry", 1, (), a, b), "siting?a=1")
    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert rows[0] == ["推演、演示数据"]
    assert any("siting?a=1" in row[0] for row in rows if row)
    assert ["方案 A", "420000", "湖北", "", "5", "2", "是"] in rows
    assert ["方案 B", "540000", "西藏", "其他", "0", "1", "是"] in rows


def test_provinces_left_out_of_the_scope_are_not_said_to_lack_data(sample):
    view = View(sample, catalog(), Scope(regions=("中部",), **NATION), words(), date(2026, 11, 24))
    outside = scenario_map(view, Trial("industry", 1, ())).options.outside
    assert len(outside) == 25 and "420000" not in outside and "110000" in outside
