"""Every page in every usual scope: it draws or says why not, never an exception."""

import gzip
import json
import shutil

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from catalog.definitions import catalog, words
from loaders.store.pointer import current_version
from server.board_routes import write_answer
from tests.pages.opened_tables import open_once
from widgets.published_tables import load_published

PAGES = ("overview", "milestones", "domains", "breakthroughs", "standards", "lifecycle",
         "layout", "siting", "province", "compare", "data_and_methods")  # fmt: skip
CHARTED = PAGES[:-3]  # two more draw only once their provinces are chosen: test_provinces.py


def page_script(name: str, folder: str, scope: dict):
    """One page under its marks, for a scope given as a dict."""
    from datetime import date
    from importlib import import_module

    from catalog.definitions import catalog, words
    from content.view import View
    from measures.scope import Scope
    from tests.pages.opened_tables import open_once
    from widgets.frame.page_frame import draw_page

    view = View(open_once(folder), catalog(), Scope(**scope), words(), date(2026, 11, 24))
    draw_page((view, ""), import_module(f"pages.{name}"), words())


def drawn(name: str, folder, **scope) -> AppTest:
    """The page after one run, without any exception."""
    scope = {"start": 2022, "end": 2026, **scope}
    at = AppTest.from_function(
        page_script, kwargs={"name": name, "folder": str(folder), "scope": scope}
    )
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at


def cards(at: AppTest, folder=None) -> dict[str, dict]:
    """The figures of the page's boards by id, as the browser would receive them.

    folder: tables of the page's script; None for those of the whole application.
    """
    payloads = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    boards = [payload for payload in payloads if "figures" in payload]
    figures = [each for board in boards for each in [*board["figures"], *fetched(board, folder)]]
    return {figure["id"]: with_shared_parts(figure) for figure in figures}


def fetched(board: dict, folder) -> list[dict]:
    """The section that a later run names by its address alone, as the browser fetches it."""
    address = board["section"]["address"]
    if not address:
        return []
    query = address.partition("?")[2]
    read_tables = load_published if folder is None else lambda: (open_once(str(folder)), "")
    content = write_answer(query, words(), "", "names", read_tables)
    section = json.loads(gzip.decompress(content))
    assert section["digest"] == board["section"]["digest"]
    return section["figures"]


def with_shared_parts(figure: dict) -> dict:
    """A map's figure made whole again, as shared_parts.js does."""
    shared, layout = figure.get("shared"), figure.get("layout", {})
    if not shared:
        return figure
    data = [shared["data"][part["like"]] | part for part in figure["data"]]
    labels = [shared["annotations"][part["like"]] | part for part in layout["annotations"]]
    return figure | {"data": data, "layout": layout | {"annotations": labels}}


@pytest.mark.parametrize("name", CHARTED)
def test_an_empty_scope_is_a_sentence(name, sample_tables):
    """西藏 has no laboratory in the sample: zeros or a sentence, no error."""
    at = drawn(name, sample_tables, provinces=("540000",), domains=("生物医药",))
    for card in cards(at).values():
        assert card["kind"] != "chart" or card["empty"] or card["data"]
    assert "西藏" in "".join(text.value for text in at.text)


@pytest.mark.parametrize("name", CHARTED)
def test_no_province_in_scope_is_a_sentence(name, sample_tables):
    """湖北 is not in 东北, so nothing is left."""
    at = drawn(name, sample_tables, provinces=("420000",), regions=("东北",))
    assert "没有可展示的省份" in at.info[0].value
    assert not at.get("bidi_component")


@pytest.mark.parametrize("name", PAGES)
def test_whole_country_is_drawn_and_marked(name, sample_tables):
    at = drawn(name, sample_tables)
    assert any("演示数据" in box.value for box in at.warning)
    if name in CHARTED:
        figures = cards(at).values()
        assert all("演示数据" in f["stamps"] for f in figures if f["kind"] != "section")
        assert any(f.get("data") or f.get("value") for f in figures)


@pytest.mark.parametrize("name", PAGES)
def test_a_register_of_labs_only(name, other_tables):
    """Registers that were not sent are 暂无数据, never zero; no 演示数据 for a real name."""
    at = drawn(name, other_tables, start=2019, end=2020)
    assert any("另一份名单" in box.value for box in at.info)
    if name == "breakthroughs":
        assert "暂无数据" in cards(at)["technologies_total"]["empty"]
    if name == "overview":
        tile = cards(at)["goal_2025_breakthroughs"]
        assert tile["value"] == "" and "技术与设备" in tile["missing"]
        focus = cards(at)["task_focus_policy"]
        assert focus["value"] == "" and "没有填报“研究重点”" in focus["missing"]


@pytest.mark.parametrize("name", CHARTED)
def test_scope_is_in_words_on_page_and_chart(name, sample_tables):
    at = drawn(name, sample_tables, domains=("新材料",), regions=("中部",), start=2023, end=2025)
    words = "范围：新材料 · 中部 · 2023—2025 年"
    assert words in [text.value for text in at.text]
    sources = {f["id"]: f["source"] for f in cards(at).values() if f["kind"] == "chart"}
    # the four regions stand side by side whatever region is chosen, and say so
    side_by_side = sources.pop("layout_region_bars", "全国")
    assert all(words in source for source in sources.values()) and "全国" in side_by_side


def timeline(at: AppTest, folder) -> dict:
    """The figure of the laboratories' careers."""
    return cards(at, folder)["lifecycle_careers"]


def test_a_search_finds_labs_on_the_timeline(sample_tables):
    at = drawn("lifecycle", sample_tables)
    at.text_input(key="lab").set_value("主动退出").run(timeout=30)
    assert not at.exception
    assert timeline(at, sample_tables)["takeaway"].startswith("第 1—3 家，共 3 家")
    at.text_input(key="lab").set_value("没有这一家").run(timeout=30)
    assert "没有找到“没有这一家”" in timeline(at, sample_tables)["empty"]
    at.text_input(key="lab").set_value("").run(timeout=30)
    at.button(key="standing_left").click().run(timeout=30)
    assert not at.exception and at.query_params["state"] == "left"
    count = at.button(key="standing_left").label.removeprefix("已退出 ")
    assert timeline(at, sample_tables)["takeaway"].startswith(f"第 1—{count} 家，共 {count} 家")
    at.button(key="standing_").click().run(timeout=30)
    assert "state" not in at.query_params


def frame(monkeypatch, folder) -> AppTest:
    """The whole application on its first page."""
    monkeypatch.setenv("TABLES_DIR", str(folder))
    return AppTest.from_file("../../pages/frame.py").run(timeout=30)


def test_nothing_published_is_a_sentence(monkeypatch, tmp_path):
    at = frame(monkeypatch, tmp_path)
    assert not at.exception
    assert "还没有发布任何数据" in at.info[0].value


def test_a_version_damaged_while_it_is_on_show_is_announced(monkeypatch, sample_tables, tmp_path):
    tables = shutil.copytree(sample_tables, tmp_path / "tables")
    assert not frame(monkeypatch, tables).error
    (tables / current_version(tables) / "map.json").unlink()
    at = frame(monkeypatch, tables)
    assert "缺少文件 map.json" in at.error[0].value and cards(at)


def test_frame_draws_the_overview_with_its_filters(monkeypatch, sample_tables):
    at = frame(monkeypatch, sample_tables)
    assert not at.exception
    assert at.title[0].value == "总览"
    assert [box.label for box in at.multiselect] == ["领域", "省份"]


def test_a_filter_changes_the_scope_and_the_numbers(monkeypatch, sample_tables):
    at = frame(monkeypatch, sample_tables)
    whole = cards(at)["goal_2025_labs"]["value"]
    at.multiselect(key="domain").set_value(["新材料"]).run(timeout=30)
    assert not at.exception
    assert int(cards(at)["goal_2025_labs"]["value"]) < int(whole)
    assert at.text[0].value.startswith("范围：新材料")


def test_presets_choose_their_provinces_and_clear_leaves_none(monkeypatch, sample_tables):
    """Every preset, in one run each, is named in the scope; its source is told beside it."""
    t, at, wrong = words(), frame(monkeypatch, sample_tables), []
    at.multiselect(key="domain").set_value(["新材料"]).run(timeout=30)
    for preset in catalog().presets:
        at.button_group(key="region").set_value(["东北"])  # gives way: few presets lie in it
        at.menu_button(key="preset").click(preset.name).run(timeout=30)
        named, source = f"{preset.name}（{t.join(preset.provinces)}）", preset.source
        if len(preset.provinces) == 1:  # a province bears its own name
            named, source = preset.provinces[0], ""
        right = at.text[0].value.startswith(f"范围：新材料 · {named} · ")
        if not right or source not in at.text[0].proto.help:
            wrong.append((preset.name, at.text[0].value))
    assert wrong == []
    at.button(key="clear_filters").click().run(timeout=30)
    assert at.text[0].value.startswith("范围：全部领域 · 全国 · ")
    assert at.button(key="clear_filters").disabled


def test_a_typed_province_is_read_by_pinyin_and_initials_or_named(monkeypatch, sample_tables):
    at, wrong = frame(monkeypatch, sample_tables), []
    typed = {"guangdong": ["广东"], "gd": ["广东"], "湖北省": ["湖北"], "hn": [], "火星": []}
    for word, provinces in typed.items():
        at.multiselect(key="province").set_value([word]).run(timeout=30)
        named = [toast.value for toast in at.toast if word in toast.value]
        if at.multiselect(key="province").value != provinces or bool(named) == bool(provinces):
            wrong.append((word, at.multiselect(key="province").value, named))
    assert wrong == []
