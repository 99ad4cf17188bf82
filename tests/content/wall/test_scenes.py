"""The scenes of a wall: whole in every scope, the numbers of the pages, no scene drags another."""

import functools
import re
import shutil
from collections import Counter
from datetime import date
from types import SimpleNamespace
from typing import get_args

import pytest

from catalog.definitions import CATALOG, catalog, words
from catalog.nouns import SceneBuilder, ScenePage
from content.chance_marks import write_share_interval
from content.guideline import overview
from content.guideline.share_bounds import count_share_parts
from content.view import View
from content.wall import month as wall_month
from content.wall.scenes import BUILDERS, PAGES, build_scene
from content.wall.settings import SCENES, Settings
from loaders.store.published import open_published
from measures.scope import Scope
from widgets.components.wall import wall

TODAY = date(2026, 11, 24)


def view_of(published, **scope) -> View:
    years = {"start": 2022, "end": 2026, **scope}
    return View(published, catalog(), Scope(**years), words(), TODAY)


@pytest.fixture(scope="module")
def view(sample):
    return view_of(sample)


@pytest.fixture(scope="module")
def scene_of(view):
    """A scene of the whole country by its name, built once: the tests only look."""
    return functools.cache(lambda name: build_scene(view, name))


def cards(result: dict) -> dict:
    return {card["id"]: card for card in result["cards"]}


def test_every_word_for_a_builder_or_a_page_has_one():
    assert set(BUILDERS) == set(get_args(SceneBuilder))
    assert set(PAGES) == set(get_args(ScenePage))


def letters(template: str) -> set[str]:
    """The places that a grid template names: `"a b" 1fr "a c" 1fr` names a, b and c."""
    rows = re.findall('"([^"]*)"', template)
    return {place for row in rows for place in row.split()}


@pytest.mark.parametrize("name", SCENES)
def test_every_card_has_a_place_on_land_and_wide_screens(name, scene_of):
    scene = scene_of(name)
    cards_places = set("abcdefgh"[: len(scene["cards"])])
    assert letters(scene["places"]["land"]) == letters(scene["places"]["wide"]) == cards_places
    assert letters(scene["places"]["tall"]) <= cards_places


def test_a_scene_is_one_entry_and_its_names(tmp_path, sample):
    folder = shutil.copytree(CATALOG, tmp_path / "catalog")
    entry = """
[[scene]]
name = "kinds"
builder = "numbers_and_charts"
page = "standards"
numbers = ["standards"]
charts = { standard_kinds = 320 }
places.land = '"a b" 1fr / 1fr 2fr'
places.wide = '"a b" 1fr / 1fr 3fr'
places.tall = '"a" auto "b" 1fr / 1fr'
"""
    scenes = folder / "scenes.toml"
    scenes.write_text(scenes.read_text(encoding="utf-8") + entry, encoding="utf-8")
    names = folder / "words.zh" / "wall.toml"
    named = names.read_text(encoding="utf-8").replace(
        "name_month =", 'scene_kinds = "标准类别"\nname_kinds = "标准类别"\nname_month ='
    )
    names.write_text(named, encoding="utf-8")
    scope = Scope(start=2022, end=2026)
    scene = build_scene(View(sample, catalog(folder), scope, words("zh", folder), TODAY), "kinds")
    assert scene["title"] == "标准类别"
    assert [card["id"] for card in scene["cards"]] == ["numbers_kinds", "standard_kinds"]


@pytest.mark.parametrize("name", SCENES)
def test_a_scope_without_provinces_is_a_sentence(name, sample):
    result = build_scene(view_of(sample, provinces=("420000",), regions=("东北",)), name)
    assert result["cards"] == [] and "没有可展示的省份" in result["takeaway"]


@pytest.mark.parametrize("name", SCENES)
def test_a_province_without_laboratories_is_drawn_or_says_why_not(name, sample):
    result = build_scene(view_of(sample, provinces=("540000",)), name)
    for card in result["cards"]:
        assert card["kind"] != "chart" or card["empty"] or card["data"]


@pytest.mark.parametrize("name", SCENES)
def test_a_register_of_laboratories_only(name, other_tables):
    """What was not sent is said to be missing and is never zero."""
    result = build_scene(view_of(open_published(other_tables), start=2019, end=2020), name)
    assert result["title"] and result["cards"]
    if name == "breakthroughs":
        assert {item["value"] for item in result["cards"][0]["items"]} == {""}
        assert all("暂无数据" in item["missing"] for item in result["cards"][0]["items"])


@pytest.mark.parametrize("name", SCENES)
def test_one_to_six_cards_and_one_sentence(name, scene_of):
    result = scene_of(name)
    assert 1 <= len(result["cards"]) <= 6 and result["takeaway"]
    assert len(cards(result)) == len(result["cards"])


def test_the_large_numbers_are_those_of_the_overview(view, scene_of):
    """An indicator that stands on a tile of 总览 has that very number on the wall."""
    tiles = [part for part in overview.build_cards(view) if part["kind"] == "tile"]
    values = {tile["label"]: (tile["value"], tile["unit"]) for tile in tiles}
    observed = {
        item["label"]: (item["value"], item["unit"])
        for name in ("domains", "breakthroughs", "standards", "lifecycle")
        for item in scene_of(name)["cards"][0]["items"]
    }
    shared = values.keys() & observed.keys()
    assert len(shared) >= 5 and {label: observed[label] for label in shared} == {
        label: values[label] for label in shared
    }
    # a share by chance has its interval, a full count has none
    items = scene_of("breakthroughs")["cards"][0]["items"]
    [share] = [item for item in items if item["value"].endswith("%")]
    definition = view.catalog.indicators["international_level_share"]
    parts = count_share_parts(view, definition)[view.years[-1]]
    assert share["facts"] == [write_share_interval(view.t, parts.part, parts.whole)]
    domains = scene_of("domains")["cards"][0]["items"]
    assert not [item for item in domains if "区间" in "".join(item["facts"])]


def test_the_month_adds_up_to_the_year_so_far(scene_of, sample):
    """January to October of twelve months' entries are the entries of the year."""
    entries = sample.observations["lab_counts"]
    entries = entries[entries["indicator"] == "lab_entries"]
    this_year = entries[entries["month"].dt.year == 2026]["value"].sum()
    drawn = cards(scene_of("month"))["month_flow"]
    assert sum(drawn["data"][0]["y"][-10:]) == this_year
    assert drawn["data"][0]["x"][-1] == "10月"


def test_no_laboratory_is_named_on_a_wall(scene_of, sample):
    """Passers-by must not learn who is being rectified."""
    text = "".join(str(scene_of(name)) for name in SCENES)
    assert not any(name in text for name in sample.registers["labs"]["lab_name"])


def test_a_closing_is_told_for_the_whole_country_only(scene_of, sample):
    cards_of_closing = scene_of("closing")["cards"]
    verdicts = [card["closing"] for card in cards_of_closing if card["closing"]]
    assert verdicts and all("内部参考值" in verdict["against"] for verdict in verdicts)
    assert all("非官方" in verdict["status"] for verdict in verdicts)
    narrow = view_of(sample, provinces=("420000",))
    assert [card["closing"] for card in build_scene(narrow, "closing")["cards"]] == [None] * 6


def test_the_goals_have_the_very_word_of_the_closing_where_there_is_one(scene_of):
    [ledger] = scene_of("goals")["cards"]
    rows = {row["id"]: row for group in ledger["groups"] for row in group["rows"]}
    for card in scene_of("closing")["cards"]:
        row, closing = rows[card["id"]], card["closing"] or card
        for part in ("status", "sign", "tone"):
            assert row[part] == closing[part], card["id"]
    counted = {state["status"]: state["count"] for state in ledger["tallies"][1]["items"]}
    assert counted["期满达成（非官方）"] == counted["期满未达成（非官方）"] == 2
    assert sum(counted.values()) == len(catalog().clauses)


def test_every_clause_goes_where_its_tile_says_the_worst_first(view, scene_of):
    """Sign, word and year of the tile, each group's year said once above it."""
    [ledger] = scene_of("goals")["cards"]
    tiles = {part["id"]: part for part in overview.build_cards(view) if part["kind"] == "tile"}
    order = list(catalog().directions)
    for group in ledger["groups"]:
        ways = [row["direction"] for row in group["rows"]]
        assert ways == [tiles[row["id"]]["direction"] for row in group["rows"]]
        assert [order.index(way["state"]) for way in ways] == sorted(
            order.index(way["state"]) for way in ways
        )
        assert {way["year"] for way in ways} <= {"至 2025 年", ""}
        assert group["year"] == "去向至 2025 年"
    rows = [row for group in ledger["groups"] for row in group["rows"]]
    counted = {state["status"]: state["count"] for state in ledger["tallies"][0]["items"]}
    with_indicator = [row for row in rows if row["direction"]["state"] != "no_indicator"]
    assert counted == Counter(row["direction"]["word"] for row in with_indicator)
    named = {row["title"]: row["toward"] for row in rows if row["toward"]}
    assert named["国际差距"] == "按累计国际标准"


def test_the_levels_are_one_hue_the_highest_strongest(scene_of):
    card = cards(scene_of("breakthroughs"))["technology_levels"]
    colours = [trace["marker"]["color"] for trace in card["data"]]
    assert colours == ["@level_4", "@level_3", "@level_2", "@level_1", "@grey"]


def test_a_closing_shows_the_value_of_its_year_as_it_was_sealed(scene_of, sample):
    """The large number is that of the end of 2025, not today's; of a share that only cumulates it
    is the year's own, as among the goals, and what was sealed stands second."""
    verdicts = sample.history["verdicts"].set_index(["clause", "indicator"])["value"]
    ledger = scene_of("goals")["cards"][0]
    goals = {row["id"]: row["value"] for group in ledger["groups"] for row in group["rows"]}
    ended = [card for card in scene_of("closing")["cards"] if card["end"]]
    assert len(ended) == 5
    for card in ended:
        clause = next(first for first in catalog().clauses if first.id == card["id"])
        sealed = verdicts[card["id"], clause.indicators[0]]
        end = card["end"]
        if card["id"] == "goal_2025_gap":
            assert (end["value"], end["label"]) == (
                goals[card["id"]], "2025 年当年的国际先进及以上成果占比",
            )  # fmt: skip
            assert end["facts"] == [f"历年累计占比 {sealed:.1%}（截至 2025-12-31）"]
            continue
        assert float(end["value"].replace(",", "")) == sealed
        assert end["label"].startswith("2025 年末")


@pytest.fixture
def broken(monkeypatch):
    """The map cannot be built; nothing was kept from before."""
    wall._scene_cache().clear()

    def fail(_view, _scene):
        raise ZeroDivisionError("示例")

    monkeypatch.setitem(BUILDERS, "map", fail)
    yield
    wall._scene_cache().clear()


def test_a_scene_that_fails_is_skipped_logged_and_said(broken, view, caplog):
    chosen = Settings(scenes=("goals", "map"), dwell=(20, 20))
    result, text = wall.scenes_of("folder", chosen, view)
    assert [first["name"] for first in result] == ["goals"]
    assert text == ["有画面没有生成，已略过：布局与均衡"]
    assert "wall: scene map" in caplog.text and "ZeroDivisionError" in caplog.text


def test_a_scene_that_fails_later_stays_as_it_was(view, monkeypatch, sample):
    wall._scene_cache().clear()
    chosen = Settings(scenes=("map",), dwell=(20,))
    before, _ = wall.scenes_of("folder", chosen, view)
    monkeypatch.setitem(BUILDERS, "map", lambda _view: 1 / 0)
    tomorrow = View(sample, catalog(), view.scope, words(), date(2026, 11, 25))
    after, text = wall.scenes_of("folder", chosen, tomorrow)
    assert after == before and text
    wall._scene_cache().clear()


def test_the_month_tells_what_the_last_publication_changed_and_names_no_laboratory(changed_tables):
    [_, changes] = cards(build_scene(view_of(open_published(changed_tables)), "month"))[
        "month_told"
    ]["lists"]
    names = [row["name"] for row in changes["rows"]]
    assert names == ["1 家转入整改", "1 项数值变动", "登记册 1 行变动"]
    assert len(names) <= wall_month.MAX_CHANGES_SHOWN and "示例实验室" not in "".join(names)


def test_the_month_tells_a_status_that_changed_and_else_a_direction(view):
    move = SimpleNamespace(
        clause="scale", indicator="instruments", status_before="lagging", status="far_behind",
        target_kind="内部参考值", direction_before="worsening", direction="improving",
    )  # fmt: skip
    assert wall_month._describe_move(view, move)["value"] == "滞后 → 严重滞后（内部参考值）"
    move.status_before = "far_behind"
    value = wall_month._describe_move(view, move)["value"]
    assert "速度放缓 → " in value and "速度加快" in value
