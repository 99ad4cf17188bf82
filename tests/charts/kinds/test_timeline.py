"""The timeline as a sketch: a line per lab, marks by event, bars by phase, words at the end."""

import pandas as pd
import plotly.graph_objects as go

from charts.figure import figure
from charts.options import TimelineOptions
from charts.spec import ChartSpec, Provenance, Series
from charts.theme import HOVER_LINE, MOST_LABEL, resolve

EVENTS = ("批准建设", "通过验收", "限期整改", "整改通过", "取消资格", "主动退出")
COLUMNS = ["label", "key", "event", "at", "until", "phase", "document_no"]
ROWS = [
    ("示例甲", "A", "批准建设", "2023-01-01", "2024-02-01", "未验收", "示例1号"),
    ("示例甲", "A", "限期整改", "2024-02-01", "2024-06-01", "整改中", "示例2号"),
    ("示例甲", "A", "取消资格", "2024-06-01", "2024-06-01", None, None),
    ("示例乙", "B", "批准建设", "2023-05-01", "2025-12-31", "未验收", None),
]


def drawn(rows, span=("2022-01-01", "2025-12-31"), **standing):
    """The figure of events drawn as rows, checked by Plotly itself; traces by name."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    spec = ChartSpec(
        id="a", kind="timeline", title="历程", frame=frame.assign(day=frame["at"]), x="label",
        series=(Series("事件", "event"), Series("日期", "day"), Series("文号", "document_no")),
        unit="", provenance=Provenance("示例", "2025-12-31", "abc", "全国"),
        colors=("@muted", "#111111", "#222222", "#333333", "#444444", "#555555"),
        options=TimelineOptions(EVENTS, ("未验收", "已验收", "整改中"), span, standing),
    )  # fmt: skip
    made = figure(spec, None)
    go.Figure(resolve(made))
    return {trace.get("name"): trace for trace in made["data"]}, made["layout"]


def test_no_event_is_no_mark():
    traces, _ = drawn([])
    assert list(traces) == [None] and traces[None]["text"] == []


def test_every_event_is_a_mark_on_its_lab_s_line():
    traces, layout = drawn(ROWS, A="取消资格", B="未验收")
    assert layout["yaxis"]["ticktext"] == ["示例甲", "示例乙"]
    assert layout["yaxis"]["range"] == [1.5, -0.5]  # the first lab stands on top
    assert (traces["批准建设"]["x"], traces["批准建设"]["y"]) == (
        ["2023-01-01", "2023-05-01"],
        [0, 1],
    )
    assert traces["取消资格"]["customdata"] == ["A"]
    assert "通过验收" not in traces  # what did not happen is not in the legend


def test_what_lasts_is_a_bar_broken_between_its_stretches():
    traces, _ = drawn(ROWS, A="取消资格", B="未验收")
    assert traces["未验收"]["x"] == [
        "2023-01-01", "2024-02-01", None, "2023-05-01", "2025-12-31", None,
    ]  # fmt: skip
    assert traces["未验收"]["y"] == [0, 0, None, 1, 1, None]
    assert traces["整改中"]["x"] == ["2024-02-01", "2024-06-01", None]


def test_the_end_of_a_line_says_where_the_lab_stands():
    traces, _ = drawn(ROWS, A="2024-06-01 取消资格", B="未验收")
    assert [text.strip() for text in traces[None]["text"]] == ["2024-06-01 取消资格", "未验收"]


def test_marks_and_bars_differ_by_more_than_colour():
    rows = [
        ("示例甲", "A", event, f"2023-0{i + 1}-01", f"2023-0{i + 2}-01", phase, None)
        for i, (event, phase) in enumerate(
            zip(EVENTS, ["未验收", "已验收", "整改中", "已验收", None, None], strict=True)
        )
    ]
    traces, _ = drawn(rows, A="主动退出")
    marks = [(traces[e]["marker"]["symbol"], traces[e]["marker"]["color"]) for e in EVENTS]
    assert len({symbol for symbol, _ in marks[1:]}) == 5
    assert marks[0] == ("circle", "@surface") and marks[1] == ("circle", "#111111")  # ring and disc
    bars = [traces[phase]["line"] for phase in ("未验收", "已验收", "整改中")]
    assert len({bar["width"] for bar in bars}) == 3


def test_a_mark_tells_lab_event_day_and_document_where_there_is_one():
    traces, _ = drawn(ROWS, A="", B="")
    assert traces["限期整改"]["hovertext"] == ["示例甲<br>限期整改<br>2024-02-01<br>示例2号"]
    assert traces["取消资格"]["hovertext"] == ["示例甲<br>取消资格<br>2024-06-01"]


def test_years_are_named_one_by_one_until_they_are_many():
    _, few = drawn(ROWS, A="", B="")
    _, many = drawn(ROWS, span=("1990-01-01", "2025-12-31"), A="", B="")
    assert (few["xaxis"]["dtick"], many["xaxis"]["dtick"]) == ("M12", "M36")


def test_hostile_names_stay_text():
    rows = [("<b>甲</b>", "A", "批准建设", "2023-01-01", "2024-01-01", "未验收", "<i>1</i>")]
    traces, layout = drawn(rows, A="<u>x</u>")
    assert "<b>" not in str((traces, layout)) and "<u>" not in str(traces)
    assert "<i>" not in str(traces)


def test_a_long_name_is_short_beside_its_line_and_whole_where_it_is_pointed_at():
    long = "示例" * 200
    traces, layout = drawn([(long, *ROWS[0][1:])], A="未验收")
    (label,) = layout["yaxis"]["ticktext"]
    assert len(label) == MOST_LABEL and label[0] == "示" and "…" in label
    (hover,) = traces["批准建设"]["hovertext"]
    lines = hover.split("<br>")
    assert "".join(lines[:-3]) == long and max(map(len, lines)) == HOVER_LINE
