"""A published assessment stands first wherever a clause's state is, dated and quoted."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from briefings.formats import make
from catalog.definitions import catalog, words
from content.briefing.parts import assemble_known
from content.briefing.saved_file import SavedBriefing, SavedPart
from content.closing import verdict
from content.guideline import overview
from content.guideline.milestones import build_heading
from content.guideline.official_assessment import describe_assessment
from content.view import View
from content.wall.scenes import build_scene
from measures.scope import Scope

COLUMNS = ["clause", "conclusion", "assessed_on", "document_no", "issued_by", "link"]
ONE = [pd.Timestamp(2026, 3, 20), "示例〔2026〕1号", "示例单位", None]
TWO = [pd.Timestamp(2026, 9, 15), "示例〔2026〕2号", "示例单位", None]
FIRST = ["goal_2025_instruments", "没有完成", *ONE]
LATER = ["goal_2025_instruments", "基本完成", *TWO]
NO_INDICATOR = ["goal_2025_frontier", "已经掌握", *ONE]
SENTENCE = "官方评估结论：“基本完成”（2026-09-15，示例〔2026〕2号，示例单位）"


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def assessed(view):
    """The view with two conclusions on one clause and one on a clause without indicator."""
    rows = pd.DataFrame([FIRST, LATER, NO_INDICATOR], columns=COLUMNS)
    registers = view.published.registers | {"assessments": rows}
    return replace(view, published=replace(view.published, registers=registers))


def clause(view, name):
    return next(entry for entry in view.catalog.clauses if entry.id == name)


def test_without_an_assessment_nothing_is_said_of_one(view):
    for entry in view.catalog.clauses:
        tile = overview.build_tile(view, entry)
        assert (tile["assessment"], tile["state"] == "officially_assessed") == ("", False)
        assert describe_assessment(view, entry.id) == ""


def test_the_latest_conclusion_stands_above_the_computed_state(view, assessed):
    entry = clause(view, "goal_2025_instruments")
    computed, tile = overview.build_tile(view, entry), overview.build_tile(assessed, entry)
    assert (tile["status"], tile["tone"], tile["assessment"]) == ("官方评估", "plain", SENTENCE)
    assert tile["assessed"] == "2026-09-15：“基本完成”"
    assert tile["facts"] == [f"按公式：{computed['status']}", *computed["facts"]]


def test_a_clause_without_indicator_can_be_assessed_too(assessed):
    tile = overview.build_tile(assessed, clause(assessed, "goal_2025_frontier"))
    assert tile["status"] == "官方评估" and "“已经掌握”" in tile["assessment"]


def test_page_wall_count_and_file_show_the_same_sentence(assessed):
    entry = clause(assessed, "goal_2025_instruments")
    heading = build_heading(assessed, entry, 12)
    assert (heading["status"], heading["notes"][0]) == ("官方评估", SENTENCE)
    rows = build_scene(assessed, "goals")["cards"][0]["groups"][0]["rows"]
    assert [row["assessment"] for row in rows if row["id"] == entry.id] == [SENTENCE]
    tally, section = overview.build_cards(assessed)[:2]
    assert {"官方评估": 2}.items() <= {i["status"]: i["count"] for i in tally["items"]}.items()
    assert "已有官方评估结论 2 条" in section["text"] and "未见官方" not in section["text"]
    # and a briefing file quotes it, in its table too
    parts = (SavedPart("milestones_2025", "clause_goal_2025_instruments"),
             SavedPart("overview", "group_2025"))  # fmt: skip
    briefing = assemble_known(SavedBriefing("题", parts=parts), assessed)
    conclusions = [row[1] for row in briefing.parts[1].rows if "官方评估" in row[1]]
    assert any("2026-09-15：“基本完成”" in conclusion for conclusion in conclusions)
    for name in ("pptx", "docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(make(briefing, name, assessed.t))) as file:
            text = "".join(file.read(part).decode() for part in file.namelist()
                           if part.endswith(".xml"))  # fmt: skip
        assert SENTENCE in text and text.count("官方评估") > text.count(SENTENCE), name


def test_the_closing_quotes_the_conclusion_beside_its_facts(view, assessed):
    facts = verdict.build_facts(assessed).frame.set_index("clause")["assessment"]
    assert "未见官方" in verdict.describe_closing(view)
    assert "未见官方" not in verdict.describe_closing(assessed)
    assert facts["高端检测设备"] == SENTENCE and set(facts["技术突破"]) == {"未见"}
