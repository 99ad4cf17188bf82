"""Error bars and hover words of drawn tables."""

import pandas as pd

from charts.chance_marks import MAX_ERROR_BARS, has_error_bars
from charts.figure import figure
from charts.options import ComboOptions
from charts.spec import ChartSpec, Series
from tests.charts.sketch import ORIGIN

MARKED = Series("当年", "a", low="low", high="high")


def words(key, **parts):
    texts = {"chance.interval": "{low}–{high}", "chance.beside": "{value}（{interval}）"}
    return texts.get(key, key).format(**parts)


def spec_of(kind: str, years: int, **parts) -> ChartSpec:
    frame = pd.DataFrame({"label": [str(2000 + at) for at in range(years)], "a": 20.0})
    frame = frame.assign(low=12.21, high=30.89)
    return ChartSpec(
        "a", kind, "图", frame, "label", (MARKED,), unit="项", provenance=ORIGIN, **parts
    )


def test_a_stack_or_too_many_marks_keep_intervals_for_hover_and_table():
    #     kind       marks               whiskers
    cases = (
        ("line",    MAX_ERROR_BARS,     True),
        ("line",    MAX_ERROR_BARS + 1, False),
        ("combo",   5,                  True),
        ("stacked", 5,                  False),
    )  # fmt: skip
    for kind, years, whiskers in cases:
        options = {"options": ComboOptions(())} if kind == "combo" else {}
        spec = spec_of(kind, years, **options)
        trace = figure(spec, words)["data"][0]
        assert has_error_bars(spec) == ("error_y" in trace) == whiskers, kind
        texts = trace.get("hovertext") or trace["text"]
        assert "12.2–30.9 项" in texts[0], kind


def test_error_bars_reach_from_the_value_to_the_bounds_and_a_gap_has_none():
    spec = spec_of("line", 2)
    spec.frame.loc[1, ["a", "low", "high"]] = float("nan")
    trace = figure(spec, words)["data"][0]
    assert trace["error_y"]["array"] == [10.89, None]
    assert trace["error_y"]["arrayminus"] == [7.79, None]
    assert trace["text"][1] == ""
