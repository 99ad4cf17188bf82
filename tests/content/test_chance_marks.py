"""Intervals of chance: who has one, the note's figures, and the same numbers on every surface."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from briefings import formats
from briefings.shared.chart.xml import chart_part
from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from content.cards import build_chart_card
from content.chapters import CHAPTERS, chapter
from content.exports.from_spec import briefing_of, exhibit
from content.guideline.overview import build_tile
from content.guideline.readings import describe_gaps, read_indicator
from content.view import View
from measures.scope import Scope
from tests.briefings.slides.example_decks import find_nodes

SHARE, PACE = "goal_2025_gap_international_level_share", "standards_pace"
OF_CHANCE = {SHARE, PACE, "goal_2035_technology_international_level_share", "technology_levels"}
FULL_COUNTS = {"家", "个", "次", "天", "小时"}
BLANK = "36.5%–47.9%"  # 24 of 211 results without a level
CHANCE = "95% 区间 34.4%–48.3%"  # 77 of 187


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def specs(view):
    """Every chart of every chapter by its id, those of one province and of a comparison too."""
    result = {}
    for provinces in ((), ("420000",), ("420000", "440000")):
        scope = Scope(start=2022, end=2026, provinces=provinces)
        narrowed = View(view.published, view.catalog, scope, view.t, view.today)
        for name in CHAPTERS:
            parts = [part for item in chapter(narrowed, name) for part in item.parts]
            for spec in parts:
                if isinstance(spec, ChartSpec):
                    result.setdefault(spec.id, spec)
    return result


def test_results_have_intervals_and_full_counts_and_decisions_none(specs):
    marked = {name for name, spec in specs.items() if any(s.low for s in spec.series)}
    assert marked == OF_CHANCE
    assert not {specs[name].unit for name in marked} & FULL_COUNTS
    # both bounds are columns of the frame and hold the value
    for name in marked:
        for s in (s for s in specs[name].series if s.low):
            frame = specs[name].frame.dropna()
            assert (frame[s.low] <= frame[s.column]).all()
            assert (frame[s.column] <= frame[s.high]).all()


def test_an_interval_is_that_of_the_formula(specs):
    share, pace = specs[SHARE].frame.iloc[-1], specs[PACE].frame.set_index("label")
    assert (round(share["value_low"], 3), round(share["value_high"], 3)) == (0.344, 0.483)
    assert pace.loc["2023", ["within", "within_low", "within_high"]].tolist() == [18, 10.66, 28.45]


def test_blank_cells_are_told_before_chance_wherever_the_share_stands(view, specs):
    clause = next(c for c in view.catalog.clauses if c.id == "goal_2025_gap")
    reading = read_indicator(view, "international_level_share")
    texts = {
        "reading": describe_gaps(view, reading),
        "chart": specs[SHARE].note,
        "levels": specs["technology_levels"].note,
        "file": exhibit(specs["technology_levels"], view).note,
    }
    wrong = [
        name
        for name, text in texts.items()
        if not ("24 处未填" in text and -1 < text.find(BLANK) < text.find(CHANCE))
    ]
    assert not wrong
    tile = build_tile(view, clause)["gaps"]  # in fewer words
    assert -1 < tile.find("24 处未填") < tile.rfind("95% 区间")
    # a share of laboratories is a full count: blank cells alone leave it open
    hosts = describe_gaps(view, read_indicator(view, "host_type_share"))
    assert "95%" not in hosts


def numbers_of_error_bars(xml: bytes) -> tuple[list, list]:
    return tuple(
        [float(v.text) for v in find_nodes(xml, f"//c:errBars/c:{way}//c:v")]
        for way in ("plus", "minus")
    )


def test_chart_table_and_files_have_equal_intervals(view, specs):
    for name, column in ((SHARE, "value"), (PACE, "within")):
        spec = specs[name]
        drawn, frame = exhibit(spec, view), spec.frame
        values, low, high = (frame[c].tolist() for c in (column, f"{column}_low", f"{column}_high"))
        up = [round(b - a, 6) for a, b in zip(values, high, strict=True)]
        down = [round(a - b, 6) for a, b in zip(values, low, strict=True)]
        card = build_chart_card(spec, view)
        trace = next(trace for trace in card["data"] if "error_y" in trace)
        assert (trace["error_y"]["array"], trace["error_y"]["arrayminus"]) == (up, down)
        pairs = list(zip(low, high, strict=True))
        assert [row[-2:] for row in drawn.rows] == pairs
        scale, sign = (100, "%") if spec.unit == "%" else (1, "")
        printed = [[f"{v * scale:,.1f}{sign}" for v in pair] for pair in pairs]
        assert [row[-2:] for row in card["table"]["rows"]] == printed
        hover = trace.get("hovertext") or trace["text"]
        assert all("–".join(pair) in text for pair, text in zip(printed, hover, strict=True))
        # slides and documents
        assert numbers_of_error_bars(chart_part(drawn, (11_000_000, 4_400_000))[0]) == (up, down)
        # CSV and workbook
        briefing = briefing_of("题", view, (drawn,))
        text = formats.write_csv(briefing, view.t).decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text)) if row and row[0][:2] == "20"]
        written = [float(c.rstrip("%")) / scale for row in rows[-len(frame) :] for c in row[-2:]]
        assert written == pytest.approx([bound for pair in pairs for bound in pair])
        book = load_workbook(io.BytesIO(formats.write_xlsx(briefing, view.t)))
        cells = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        bounds = [[cell for cell in row if cell is not None][-4:] for row in cells]
        for expected in zip(low, high, up, down, strict=True):
            assert list(expected) in bounds


def test_marks_are_explained_in_both_languages(view, specs):
    assert "95% 区间" in specs[PACE].note and "短竖线" in exhibit(specs[PACE], view).note
    english = View(view.published, view.catalog, view.scope, words("en"), view.today)
    parts = [part for item in chapter(english, "standards") for part in item.parts]
    pace = next(part for part in parts if part.id == PACE)
    assert "95% intervals" in pace.note
    heads = build_chart_card(pace, english)["table"]["columns"]
    assert [head for head in heads if "95% interval" in head] == heads[-2:]
