"""Where every clause is going: one judgement on every surface, in quiet words."""

import re
from dataclasses import replace
from datetime import date

import pytest

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.chapters import CHAPTERS, chapter
from content.closing import verdict
from content.exports.from_cards import part_of
from content.guideline import direction, direction_steps, milestones, overview
from content.view import View
from measures.scope import Scope
from measures.sealed_closing import seal, standing

# the clauses of the sample that have no verdict, by the reason
UNJUDGED = {
    "goal_2025_frontier": "no_indicator",
    "goal_2035_system": "no_indicator",
    "task_resources": "no_indicator",
    "goal_2035_scale": "no_direction",
    "mechanism_supervision": "no_direction",
    "mechanism_entry_exit": "no_direction",
    "goal_2035_operation": "insufficient_data",
    "mechanism_assessment": "insufficient_data",
    "mechanism_revocation": "insufficient_data",
    "task_budget": "insufficient_data",
}


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def results(view):
    return {clause.id: direction.read_direction(view, clause) for clause in catalog().clauses}


@pytest.fixture(scope="module")
def tiles(view):
    return {part["id"]: part for part in overview.build_cards(view) if part["kind"] == "tile"}


def test_every_clause_has_a_direction_or_a_reason(results):
    judged = {name for name, result in results.items() if name not in UNJUDGED}
    assert len(judged) == 17
    for name, result in results.items():
        assert result.status == UNJUDGED.get(name, result.status)
        assert catalog().directions[result.status].judged == (name in judged)
        assert result.word and result.shape and result.sentence.endswith(result.word)
        if name in judged:
            assert result.year == 2025 and "方法 D1，至 2025 年" in result.sentence
            assert result.numbers
        else:
            assert result.reason


def test_words_of_the_sample(results):
    words_of = {name: result.word for name, result in results.items()}
    assert words_of["goal_2025_labs"] == "向好"
    assert words_of["goal_2025_instruments"] == "在增加，速度加快"
    gap = results["goal_2025_gap"]
    assert (gap.word, gap.name) == ("在增加，快慢在随机范围内", "累计国际标准")
    assert gap.others == "另 1 项数据不足"
    labs = results["goal_2025_labs"]
    assert labs.numbers == "2022—2025 年的变化：平均每年 +25.7 家，最近一年 +35 家"


def test_one_direction_on_tile_section_and_file(view, results, tiles):
    heads = {part["id"]: part for part in milestones.build_parts(view) if isinstance(part, dict)}
    rows = {}
    for name in ("overview", *(name for name in CHAPTERS if name.startswith("milestones"))):
        for item in chapter(view, name):
            part = part_of(item, view)
            if item.kind == "clause":
                rows.setdefault(part.title, []).append("\n".join(part.notes))
            elif item.id.startswith("group_"):
                for clause, _, going, *_ in part.rows:
                    rows.setdefault(clause.split("\n")[0], []).append(going)
    for name, result in results.items():
        card = direction.describe_card(result)
        assert tiles[name]["direction"] == heads[f"clause_{name}"]["direction"] == card
        texts = rows[tiles[name]["title"]]
        assert len(texts) == 2 and all(f"{result.shape} {result.word}" in text for text in texts)
        assert all(result.year_words in text for text in texts)


def test_the_history_has_the_directions_of_the_pages(view, results):
    published = view.published.history["statuses"]
    for clause in catalog().clauses:
        rows = published[published["clause"] == clause.id]
        if clause.indicators:
            deciding = rows[rows["direction"] == results[clause.id].status]
            assert results[clause.id].definition.id in set(deciding["indicator"])


def test_the_closing_is_sealed_with_its_directions(view):
    rows = standing(view.published.history["verdicts"], 2025)
    facts = rows.drop(columns=["counter", "revision", "year", "sha256"]).to_dict("records")
    facts = [row | {"evidence": list(row["evidence"])} for row in facts]
    assert seal(facts) == rows["sha256"].iloc[0] and rows["direction"].notna().all()
    # a closing of before: without directions the seal is what it was without the columns
    earlier = [
        {key: value for key, value in row.items() if not key.startswith("direction")}
        for row in facts
    ]
    assert seal(earlier) == seal([row | {"direction": None} for row in earlier])
    assert "↗ 向好" in set(verdict.build_facts(view).frame["direction"])


def test_a_year_is_judged_when_it_has_ended(view):
    """A goal of 2025 is judged to 2025, everything else to the last complete year."""
    clauses = {clause.id: clause for clause in catalog().clauses}
    for as_of, year in (("2026-10-29", 2025), ("2026-12-31", 2026)):
        manifest = {**view.published.manifest, "as_of": as_of}
        later = replace(view, published=replace(view.published, manifest=manifest))
        assert direction.read_direction(later, clauses["goal_2025_labs"]).year == 2025
        assert direction.read_direction(later, clauses["goal_2035_layout"]).year == year


def test_an_indicator_is_judged_once_to_a_year(view, monkeypatch):
    """Eleven indicators stand in several clauses; no page judges the same years of one again."""
    judged = []
    measure = direction.direction

    def noted(*evidence, **tests):
        if tests:  # of a clause that wants it somewhere
            judged.append(evidence)
        return measure(*evidence, **tests)

    monkeypatch.setattr(direction, "direction", noted)
    fresh = replace(view, scope=Scope(("新材料",), start=2022, end=2026))
    asked = [
        (
            name,
            clause.wanted_of(catalog().indicators[name]),
            direction.find_last_year(fresh, clause),
        )
        for clause in catalog().clauses
        for name in clause.indicators
    ]
    for clause in catalog().clauses:
        direction.read_direction(fresh, clause)
    assert 0 < len(judged) <= len(set(asked)) < len(asked)


def test_data_out_of_date_are_stale(view):
    late = replace(view, today=date(2028, 3, 1))
    clauses = {clause.id: clause for clause in catalog().clauses}
    assert direction.read_direction(late, clauses["goal_2035_layout"]).status == "stale"
    # the year of a goal that is over does not age
    assert direction.read_direction(late, clauses["goal_2025_labs"]).status == "improving"


def test_a_share_that_cumulates_shows_its_last_year_first(tiles):
    gap = tiles["goal_2025_gap"]
    assert (gap["value"], gap["label"]) == ("31.6%", "2025 年当年的国际先进及以上成果占比")
    assert gap["facts"] == ["历年累计占比 41.2%（截至 2026-10-29）"]
    others = {other["name"]: other["value"] for other in tiles["goal_2035_technology"]["others"]}
    assert others["国际先进及以上成果占比（历年累计）"] == "41.2%"


def test_directions_are_quiet(view):
    """No green, no 达成 and no percentage, in any word in either language."""
    assert all(entry.tone != "good" for entry in catalog().directions.values())
    for language in ("zh", "en"):
        t = words(language)
        reader = replace(view, catalog=translate_catalog(catalog(), t), t=t)
        for clause in reader.catalog.clauses:
            result = direction.read_direction(reader, clause)
            text = " ".join([result.sentence, *result.detail])
            assert not re.search("达成|%|[Aa]chieved|p =", text), text
            assert language == "zh" or not re.search("[\u4e00-\u9fff]", text), text


def test_the_tally_counts_directions_once(view, tiles):
    tally = overview.build_cards(view)[0]
    assert sum(item["count"] for item in tally["directions"]) == 24
    assert tally["directions"][0]["shape"] == "≈"  # the worst first


def test_the_method_is_computed_with_the_numbers_of_the_chosen_indicator(view):
    rows = direction_steps.build_steps(view, "累计突破技术").frame.set_index("step")["result"]
    assert rows["每年的数"] == "2022：0；2023：3；2024：27；2025：45"
    assert rows["窗口"] == "2022—2025 年，4 个点"
    assert (rows["年均变化 a"], rows["最近一年的变化 c"]) == ("+15 项", "+18 项")
    assert rows["随机范围"] == "a 无须按随机归零；c 无须按随机归零（离散程度 1.1 倍）"
    assert rows["去向"] == "↗ 在增加，速度加快"
    # another choice, on the same numbers, judges no clause anew
    kept = direction_steps.build_clause_directions(view)
    assert direction_steps.build_clause_directions(replace(view)) is kept
    share = direction_steps.build_steps(view, "国际先进及以上成果占比").frame
    assert "2025：18/57 = 31.6%" in set(share["result"].str.split("；").explode())
    assert "规模" not in "".join(direction_steps.list_explained(view))
    assert "二十二句" in view.t("direction_step.false_flags")
