"""The tabs, the year, the province and the boundary file of 布局均衡, as their address has them."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders.geography.boundary_refusal import write_refusal
from loaders.store.published import open_published
from tests.pages import opened_tables
from tests.pages.markdown import plain
from tests.pages.test_pages import cards, page_script

TABS = {
    "随时间": "layout_gini_industry",
    "曲线与权重": "layout_lorenz_population",
    "领域与省份": "layout_quotients",
    "距离与相邻": "layout_reach",
}


@pytest.mark.parametrize("tab", TABS)
def test_only_the_open_tab_of_the_layout_is_drawn(tab, sample_tables):
    result = cards(opened(sample_tables, tab))
    assert TABS[tab] in result and "layout_map" not in result


def test_a_year_in_the_address_moves_the_map(sample_tables):
    result = cards(opened(sample_tables, "地图与排名", year="2024"))
    assert result["layout_map"]["title"] == "各省实验室数（2024 年末）"


@pytest.mark.parametrize("year", ["1999", "x"])
def test_an_unknown_year_is_ignored(year, sample_tables):
    result = cards(opened(sample_tables, "地图与排名", year=year))
    assert "截至 2026-10-29" in result["layout_map"]["title"]


def test_a_province_in_the_address_has_its_card(sample_tables):
    at = opened(sample_tables, "地图与排名", place="湖北")
    figures = [text.value for text in at.markdown if text.value.startswith("| 实验室")]
    assert figures[0].splitlines()[2].startswith("| 5 | ")
    assert any("安徽 4" in plain(text.value) for text in at.caption)


def test_a_quotient_of_an_unknown_domain_falls_back_to_a_known_one(sample_tables):
    at = opened(sample_tables, "地图与排名", measure="区位商", quotient="没有")
    assert "区位商（高端制造）" in cards(at)["layout_map"]["title"]


def layout_from(folder: str):
    """The layout page for a period whose first year the reader moves."""
    from datetime import date

    import streamlit as st

    from catalog.definitions import catalog, words
    from content.view import View
    from measures.scope import Scope
    from pages import layout
    from tests.pages.opened_tables import open_once

    start = st.number_input("start", 2022, 2026, key="start")
    scope = Scope(start=int(start), end=2026)
    layout.draw(View(open_once(folder), catalog(), scope, words(), date(2026, 11, 24)))


def test_a_period_that_loses_the_year_falls_back_to_its_end(sample_tables):
    at = AppTest.from_function(layout_from, kwargs={"folder": str(sample_tables)}).run(timeout=30)
    at.select_slider(key="year").set_value(2023).run(timeout=30)
    assert "2023 年末" in cards(at)["layout_map"]["title"]
    for start, message in ((2025, "2026-10-29"), (2026, "2026-10-29"), (2022, "20")):
        at.number_input(key="start").set_value(start).run(timeout=30)
        assert not at.exception and message in cards(at)["layout_map"]["title"]


def test_a_number_without_its_file_is_questioned(monkeypatch, sample_tables):
    # as after a restart, which settings need: nothing is kept of the pages drawn before
    monkeypatch.setattr(opened_tables, "open_once", lambda folder: open_published(Path(folder)))
    monkeypatch.setenv("MAP_SOURCE", "示例来源")
    monkeypatch.setenv("MAP_APPROVAL_NO", "示例号")
    at = opened(sample_tables, "地图与排名")
    assert "审图号 示例号" in cards(at)["layout_map"]["note"]
    assert any("请核对审图号" in box.value for box in at.warning)


def test_a_version_from_before_places_and_boundaries_is_drawn(sample_tables, monkeypatch):
    """Tables published by an earlier program: no points, no name of the file, no failure."""
    from dataclasses import replace

    published = opened_tables.open_once(str(sample_tables))
    bare = {k: v for k, v in published.manifest.items() if k not in ("boundaries", "places")}
    older = replace(published, manifest=bare, places={})
    monkeypatch.setattr(opened_tables, "open_once", lambda _folder: older)
    at = opened(sample_tables, "地图与排名")
    assert "layout_map" in cards(at)
    assert "没有县级点位" in cards(opened(sample_tables, "距离与相邻"))["layout_reach"]["empty"]


def test_a_refused_boundary_file_is_told_on_the_map(sample_tables, tmp_path):
    tables = shutil.copytree(sample_tables, tmp_path / "tables")
    assert not opened(tables, "地图与排名").error
    write_refusal(tables, "新底图.geojson", ["缺少台湾（710000）。"])
    at = opened(tables, "地图与排名")
    assert "新底图.geojson" in at.error[0].value and "缺少台湾（710000）" in at.error[0].value


def opened(folder, tab: str, **params) -> AppTest:
    """The page with one of its tabs open, as its address has it."""
    at = AppTest.from_function(
        page_script, kwargs={"name": "layout", "folder": str(folder),
                             "scope": {"start": 2022, "end": 2026}}
    )  # fmt: skip
    at.query_params.update({"tab": tab, **params})
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at
