"""What a file draws as a table wears the colours that Plotly gives the same cells on the screen."""

import math

import numpy as np
import pandas as pd
import pytest
from plotly.colors import hex_to_rgb

from catalog.figure_parts import measure_contrast
from charts.drawn_tables import cells
from charts.kinds.heat import draw_heat
from charts.options import HeatOptions, TimelineOptions
from charts.spec import ChartSpec, Series
from charts.theme import resolve
from tests.charts.sketch import ORIGIN, spec_of, words

COLUMNS = (("甲", "a"), ("乙", "b"))


def test_other_kinds_and_empty_ones_have_no_cells():
    assert cells(spec_of("column", [("湖北", 1.0)], COLUMNS[:1]), words) is None
    assert cells(spec_of("heat", [], COLUMNS, empty="暂无数据"), words) is None


@pytest.mark.parametrize("options", [HeatOptions(), HeatOptions(middle=1.0)])
def test_cells_of_a_matrix_have_the_numbers_and_colours_of_the_screen(options):
    rows = [("新材料", 0.0, 1.0), ("其他", 7.0, math.nan)]
    spec = spec_of("heat", rows, COLUMNS, x_name="领域", options=options)
    table, (drawn, _) = cells(spec, words), resolve(draw_heat(spec, words))["data"]
    places, colors = zip(*drawn["colorscale"], strict=True)
    colors = [hex_to_rgb(color) for color in colors]
    assert table.columns == ("领域", "甲", "乙")
    assert [row[0].text for row in table.rows] == ["新材料", "其他"]
    for row, values, texts in zip(table.rows, drawn["z"], drawn["text"], strict=True):
        for cell, value, text in zip(row[1:], values, texts, strict=True):
            if value is None:
                assert (cell.text, cell.fill) == ("暂无数据", "#d9dee5")
                continue
            at = min(value / drawn["zmax"], 1.0)
            mixed = [np.interp(at, places, channel) for channel in zip(*colors, strict=True)]
            own = [int(cell.fill[at : at + 2], 16) for at in (1, 3, 5)]
            assert all(abs(a - b) <= 1 for a, b in zip(own, mixed, strict=True))
            assert cell.text == text


def test_the_fullest_cell_is_still_read_in_dark_ink():
    (row,) = cells(spec_of("heat", [("新材料", 1.0, 99.0)], COLUMNS), words).rows
    assert {cell.ink for cell in row} == {"#1b2735"}
    assert measure_contrast(row[2].fill, row[2].ink) >= 4.5


def test_the_count_behind_a_number_stands_below_it():
    rows = [("新材料", 2.0, 5.0)]
    spec = spec_of("heat", rows, COLUMNS, options=HeatOptions(counts={"a": "b"}))
    assert cells(spec, words).rows[0][1].text == "2\n5 家"


def test_judgements_keep_words_and_tones_and_the_differing_ones_stand_out():
    frame = pd.DataFrame({"label": ["指标"], "a": ["● 好"], "a_tone": ["good"], "b": ["不一致"],
                          "b_tone": ["differ"]})  # fmt: skip
    spec = ChartSpec("v", "verdicts", "图", frame, "label", (Series("法", "a"), Series("否", "b")),
                     "", ORIGIN)  # fmt: skip
    ((name, good, differ),) = cells(spec, words).rows
    assert (name.text, good.text, differ.text) == ("指标", "● 好", "不一致")
    assert good.fill != "#ffffff" != differ.fill and differ.bold and not good.bold


def test_a_career_is_a_row_of_events_in_order_and_where_it_stands():
    frame = pd.DataFrame({"label": ["实验室一"] * 2, "key": ["1", "1"], "event": ["批准", "验收"],
                          "day": ["2023-01-01", "2024-01-01"]})  # fmt: skip
    events, day = Series("事件", "event"), Series("日期", "day")
    options = TimelineOptions((), (), ("2023-01-01", "2025-12-31"), {"1": "已验收"})
    spec = ChartSpec("t", "timeline", "图", frame, "label", (events, day), "", ORIGIN,
                     x_name="实验室", options=options)  # fmt: skip

    def say(key, **parts):
        values = {"career.event": "{day} {event}", "career.next": "；"}
        return values.get(key, key).format(**parts)

    ((name, events, standing),) = cells(spec, say).rows
    assert name.text == "实验室一" and standing.text == "已验收"
    assert events.text == "2023-01-01 批准；2024-01-01 验收"
