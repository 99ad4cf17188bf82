"""One judgement on every surface, and nothing that passes for an official target."""

import colorsys
import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest

from briefings.exhibit import Grid, Passage
from briefings.report import document
from briefings.slides import deck
from briefings.workbook import book
from catalog.definitions import ROOT, catalog
from charts.figure import figure
from charts.wall_style import LOOKS
from content.briefing.parts import assemble_known, find_part
from content.briefing.saved_file import SavedBriefing, SavedPart
from content.chapters import CHAPTERS, chapter
from content.exports import from_cards
from content.exports.from_cards import part_of
from content.exports.from_spec import briefing_of, exhibit
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


GREEN_HUES = range(75, 179)  # degrees of the colour circle, teal among them
MIN_GREEN_SATURATION = 0.15  # below it a colour is a grey
COLOR = re.compile(r"#[0-9a-fA-F]{6}\b|rgba?\(\d+, ?\d+, ?\d+")
# of the XML of an office file: fills, lines, letters and cells
OFFICE_COLOR = re.compile(r'(?:srgbClr val|w:color w:val|w:fill|rgb)="(?:FF)?([0-9A-Fa-f]{6})"')
WIDGETS = ROOT.parent / "widgets"


def is_green(color: str) -> bool:
    if color.startswith("#"):
        parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    else:
        parts = [int(part) for part in re.findall(r"\d+", color)[:3]]
    hue, _, saturation = colorsys.rgb_to_hls(*(part / 255 for part in parts))
    return round(hue * 360) in GREEN_HUES and saturation > MIN_GREEN_SATURATION


def collect_texts(part: object) -> Iterator[str]:
    """Every text of a card, at any depth."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        for piece in part:
            yield from collect_texts(piece)
    elif isinstance(part, str):
        yield part


def judging_parts(observed) -> list[SavedPart]:
    """What a briefing can hold of the chapters that judge clauses or indicators."""
    names = [name for name in CHAPTERS if name.startswith(("overview", "milestones", "data_"))]
    return [SavedPart(name, item.id) for name in names for item in chapter(observed, name)]


def test_no_chart_and_no_judgement_in_a_file_is_drawn_in_green(view, drawn):  # noqa: F811
    assert is_green("#1e7b4f") and is_green("#43b3a0")
    assert not is_green("#1c62b0") and not is_green("#8a8f8a")
    colors = [
        (spec.id, color)
        for spec, rows in drawn
        for color in COLOR.findall(json.dumps(rows, default=str))
    ]
    for chosen in judging_parts(view):
        tones = getattr(find_part(chosen, view).part, "tones", {})
        colors += [(chosen.ref, color) for color in tones.values()]
    tones = from_cards._TONES.items()
    colors += [*tones, *((look, color) for look in LOOKS for color in LOOKS[look].values())]
    assert colors and not [(name, color) for name, color in colors if is_green(color)]


def test_no_style_and_no_script_of_the_screen_names_a_green():
    """Statuses, cards, the wall and paper: style sheets hold colours too."""
    files = [path for kind in ("*.css", "*.js", "*.svg") for path in WIDGETS.rglob(kind)]
    colors = [(path.name, c) for path in files for c in COLOR.findall(path.read_text("utf-8"))]
    assert colors and not [(name, color) for name, color in colors if is_green(color)]
    tones = (WIDGETS / "components").rglob("*.css")
    assert not [path.name for path in tones if re.search(r"--tone.*green", path.read_text("utf-8"))]


@pytest.mark.parametrize(
    "write", [deck.write, document.write, book.write], ids=["pptx", "docx", "xlsx"]
)
def test_no_byte_of_an_office_file_is_green(write, view):  # noqa: F811
    """Levels and results of evaluations: many series, words with a colour of their own."""
    specs = [s for s in charts(view) if s.id in ("technology_levels", "lifecycle_results")]
    briefing = briefing_of("示例", view, tuple(exhibit(spec, view) for spec in specs))
    with zipfile.ZipFile(io.BytesIO(write(briefing, view.t))) as package:
        # the slots of a theme among them: a reader picks from those
        drawn = [name for name in package.namelist() if name.endswith("xml")]
        parts = {name: package.read(name).decode("utf-8") for name in drawn}
    colors = [(name, f"#{c}") for name, xml in parts.items() for c in OFFICE_COLOR.findall(xml)]
    assert len(colors) > 10 and not [pair for pair in colors if is_green(pair[1])]


def test_one_word_of_direction_in_a_whole_briefing_and_on_the_wall(view):  # noqa: F811
    """Of each of the clauses: tile, ledger of the wall, and every chapter a briefing can hold.

    Nowhere is a status or direction given as a percentage, or 达成 without what it is held against.
    """
    saved = SavedBriefing(title="示例", parts=tuple(judging_parts(view)))
    briefing = assemble_known(saved, view)
    in_briefing = {}
    for part in briefing.parts:
        if isinstance(part, Grid) and view.t("passage.direction") in part.columns:
            at = part.columns.index(view.t("passage.direction"))
            for row in part.rows:
                title = row[0].split("\n")[0]
                in_briefing.setdefault(title, set()).add(row[at].split("\n")[0])
        if isinstance(part, Passage):
            in_briefing.setdefault(part.title, set()).update(
                note.split("：", 1)[1].split(" · ")[0]
                for note in part.notes
                if note.startswith(view.t("toward.heading"))
            )
    on_wall = {}
    for card in scenes.build_scene(view, "goals")["cards"]:
        for row in [row for group in card.get("groups", []) for row in group["rows"]]:
            on_wall[row["id"]] = row["direction"]
    on_overview = tiles(view)
    for clause, tile in on_overview.items():
        expected = f"{tile['direction']['shape']} {tile['direction']['word']}"
        assert in_briefing[tile["title"]] == {expected}
        on_row = on_wall[clause]
        assert f"{on_row['shape']} {on_row['word']}" == expected
        for word in (tile["status"], tile["direction"]["word"], on_row["word"]):
            assert "%" not in word
    cards = [*on_overview.values(), *scenes.build_scene(view, "closing")["cards"]]
    # the table of published methods quotes their own words
    own = [part for part in briefing.parts if part.title != view.t("methods.formulas")]
    reached = {
        text for text in collect_texts([cards, [vars(part) for part in own]]) if "达成" in text
    }
    kinds = ("非官方", "内部参考值", "是否")
    assert reached and not [text for text in reached if not any(kind in text for kind in kinds)]
