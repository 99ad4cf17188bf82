"""ChartSpec -> Plotly figure as a plain dict: the door of this room."""

from collections.abc import Callable
from typing import NamedTuple

from catalog.definitions import Words
from charts.kinds.band import band
from charts.kinds.bars import bars
from charts.kinds.combo import combo
from charts.kinds.curve import curve
from charts.kinds.donut import donut
from charts.kinds.heat import heat
from charts.kinds.lines import lines
from charts.kinds.multiples import multiples
from charts.kinds.scatter import scatter
from charts.kinds.shares import shares
from charts.kinds.timeline import timeline
from charts.kinds.verdicts import verdicts
from charts.kinds.waterfall import waterfall
from charts.map.scenario_marks import placed_map
from charts.spec import ChartSpec, Kind


class ChartKind(NamedTuple):
    """How a kind is drawn, and what a reader sees."""

    draw: Callable[[ChartSpec, Words], dict]
    sentence: str


# a new kind: its name in charts.spec.Kind, a file in charts/kinds, an entry here, and its options,
# where it has any, in charts.options
CHART_KINDS: dict[Kind, ChartKind] = {
    "column": ChartKind(bars, "Upright columns from zero, one group a category."),
    "bar": ChartKind(bars, "Lying bars from zero, for long names and rankings."),
    "stacked": ChartKind(bars, "Columns whose parts lie on each other."),
    "stacked100": ChartKind(shares, "Lying bars of equal length, each cut into its shares."),
    "combo": ChartKind(combo, "Columns with lines over them on one axis."),
    "donut": ChartKind(donut, "A ring of the parts of one whole."),
    "scatter": ChartKind(scatter, "Named points between two quantities."),
    "line": ChartKind(lines, "Lines over years, with references and projections."),
    "band": ChartKind(band, "An index over years within what chance would make of it."),
    "curve": ChartKind(curve, "A curve between two shares, such as Lorenz's."),
    "heat": ChartKind(heat, "A matrix of numbers whose gaps stand out."),
    "map": ChartKind(placed_map, "The shaded province map, with labs and scenarios as marks."),
    "multiples": ChartKind(multiples, "A panel per series over years, all on one scale."),
    "waterfall": ChartKind(waterfall, "What came and what went, year after year."),
    "timeline": ChartKind(timeline, "A line per laboratory with its events as marks."),
    "verdicts": ChartKind(verdicts, "A matrix of judgements in words."),
}


def figure(spec: ChartSpec, t: Words) -> dict:
    """The drawing of a spec: {"data": [...], "layout": {...}}."""
    return CHART_KINDS[spec.kind].draw(spec, t)
