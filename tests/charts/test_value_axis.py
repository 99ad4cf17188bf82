"""Numbers along an axis, each row worked out on paper."""

from catalog.definitions import words
from charts.figure import figure
from charts.spec import Kind
from charts.value_axis import value_ticks
from tests.charts.sketch import spec_of

TICKS = (
    # largest value, parts, whole numbers alone, Chinese, English
    (0.17, 5, False, ["0.00", "0.05", "0.10", "0.15"], ["0.00", "0.05", "0.10", "0.15"]),
    (2.4, 5, False, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"],
     ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
    (1, 5, True, ["0", "1"], ["0", "1"]),
    (9_300, 5, True, ["0", "2,000", "4,000", "6,000", "8,000"],
     ["0", "2,000", "4,000", "6,000", "8,000"]),
    (12_000, 5, True, ["0", "0.5 万", "1.0 万"], ["0", "5k", "10k"]),
    (182_000, 5, True, ["0", "5 万", "10 万", "15 万"], ["0", "50k", "100k", "150k"]),
    (137_008.0, 6, False, ["0", "5 万", "10 万"], ["0", "50k", "100k"]),
    (120_000_000, 5, True, ["0", "0.5 亿", "1.0 亿"], ["0", "50M", "100M"]),
    (0, 5, True, None, None),
    (float("nan"), 5, True, None, None),
)  # fmt: skip


def test_ticks_are_round_of_equal_decimals_and_large_ones_have_their_unit():
    for top, parts, whole, chinese, english in TICKS:
        for language, texts in (("zh", chinese), ("en", english)):
            axis = value_ticks([0.0, None, top], parts, words(language), whole)
            assert axis.get("ticktext") == texts, (top, language)


KINDS: dict[Kind, tuple[str, ...]] = {
    "line": ("yaxis",),
    "multiples": ("yaxis",),
    "scatter": ("xaxis", "yaxis"),
}


def test_every_axis_of_numbers_has_them():
    """No k and no M where the reader reads Chinese, whatever the chart."""
    series = (("甲", "a"), ("乙", "b"))
    rows = [("2024", 60_000.0, 40_000.0), ("2025", 170_000.0, 170_000.0)]
    for name, axes in KINDS.items():
        layout = figure(spec_of(name, rows, series), words())["layout"]
        for axis in axes:
            assert layout[axis]["ticktext"][1:] == ["5 万", "10 万", "15 万"], name
