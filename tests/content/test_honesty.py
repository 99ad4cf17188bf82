"""One judgement on every surface, and nothing that passes for an official target."""

import pytest

from catalog.definitions import catalog
from charts.figure import figure
from content.chapters import CHAPTERS, chapter
from content.exports import from_cards
from content.exports.from_cards import part_of
from content.guideline import milestones, overview, status_history
from content.wall import scenes
from content.wall.closing import describe_reference
from measures.worst_status import worst
from tests.content.test_specs import charts, view  # noqa: F401 - a fixture


def tiles(observed):
    return {part["id"]: part for part in overview.build_cards(observed) if part["kind"] == "tile"}


def test_page_and_history_tell_one_judgement(view):  # noqa: F811
    """总览, 目标进展 and what the publication wrote down, clause by clause."""
    table = view.published.history["statuses"]
    heads = {part["id"]: part for part in milestones.build_parts(view) if isinstance(part, dict)}
    on_overview = tiles(view)
    for clause in catalog().clauses:
        tile = on_overview[clause.id]
        rows = table[table["clause"] == clause.id]
        assert rows["indicator"].tolist() == list(clause.indicators)
        assert tile["state"] == worst(rows["status"])
        assert tile["status"] == heads[f"clause_{clause.id}"]["status"]


def test_what_was_judged_against_nothing_names_no_target(view):  # noqa: F811
    table = view.published.history["statuses"]
    unjudged = table["status"].isin(["no_numeric_target", "no_data"])
    assert unjudged.any() and table[unjudged]["target"].isna().all()
    assert (table[~unjudged]["target_kind"] == "内部参考值").all()
    words = status_history.build_grid(view).printed.iloc[:, -1]
    assert all("内部参考值" in text for text in words[~unjudged.to_numpy()])


@pytest.fixture(scope="module")
def drawn(view):  # noqa: F811
    """(spec, figure) of every chart of every page."""
    return [(spec, figure(spec, view.t)) for spec in charts(view) if not spec.empty]


def test_what_is_no_observation_is_never_a_solid_line(drawn, view):  # noqa: F811
    ahead = ("projection.recent", "projection.three_years")
    names = {view.t(key) for key in ("target.planner_reference", *ahead)}
    traces = [t for _, rows in drawn for t in rows["data"] if t.get("name") in names]
    assert {trace["name"] for trace in traces} == names
    assert {trace["line"]["dash"] for trace in traces} <= {"dash", "dot"}


def test_a_share_of_a_path_is_said_to_be_of_a_reference(drawn):
    text = [spec for spec, _ in drawn if "应完成" in spec.note]
    assert text and all("内部参考值" in spec.note and "非官方" in spec.note for spec in text)


def test_no_state_is_green_on_any_surface(view):  # noqa: F811
    heads = [part for part in milestones.build_parts(view) if isinstance(part, dict)]
    parts = [*tiles(view).values(), *heads]
    assert "good" not in {part["tone"] for part in parts}


def test_files_tell_the_judgement_of_the_pages(view):  # noqa: F811
    """总览's table, 目标进展's passages and the tiles, clause by clause, shape and word."""
    values = {}
    for name in ("overview", *(name for name in CHAPTERS if name.startswith("milestones"))):
        for item in chapter(view, name):
            part = part_of(item, view)
            if item.kind == "clause":
                values.setdefault(part.title, set()).add(part.status)
            elif item.id.startswith("group_"):
                for clause, status, *_ in part.rows:
                    values.setdefault(clause.split("\n")[0], set()).add(status)
    for tile in tiles(view).values():
        assert values.pop(tile["title"]) == {f"{tile['shape']} {tile['status']}"}
    assert not values


def test_no_status_is_green_in_a_file(view):  # noqa: F811
    groups = [part_of(item, view) for item in chapter(view, "overview")]
    colors = {color for table in groups for color in table.tones.values()}
    assert colors and from_cards._TONES["good"] not in colors


def test_the_wall_tells_the_judgement_of_the_overview(view):  # noqa: F811
    """Word, shape, tone, number and unit of every clause, on each scene that shows it.

    Of a goal whose year is over the ledger of goals has the words of the closing scene instead.
    """
    values = {}
    for name in ("goals", "closing", "path"):
        for card in scenes.build_scene(view, name)["cards"]:
            rows = [row for group in card.get("groups", []) for row in group["rows"]]
            for visible in [*rows, *([card] if card["kind"] == "clause" else [])]:
                values.setdefault(visible["id"], []).append(visible)
    assert values.keys() == tiles(view).keys()
    for clause, tile in tiles(view).items():
        closing = tile | (describe_reference(view, clause) or {})
        for visible in values[clause]:
            expected = closing if "compared" in visible else tile
            for text in ("status", "shape", "sign", "tone", "value", "unit", "label"):
                assert visible[text] == expected[text], (clause, text)
            assert visible["tone"] != "good"
