"""ChartSpec -> Plotly figure as a plain dict: the door of this room."""

from collections.abc import Callable
from typing import NamedTuple

from catalog.sentences import Words
from charts.kinds.band import draw_band
from charts.kinds.bars import draw_bars
from charts.kinds.combo import draw_combo
from charts.kinds.curve import draw_curve
from charts.kinds.donut import draw_donut
from charts.kinds.heat import draw_heat
from charts.kinds.lines import draw_lines
from charts.kinds.multiples import draw_multiples
from charts.kinds.scatter import draw_scatter
from charts.kinds.shares import draw_shares
from charts.kinds.timeline import draw_timeline
from charts.kinds.verdicts import draw_verdicts
from charts.kinds.waterfall import draw_waterfall
from charts.map.scenario_marks import draw_map
from charts.spec import ChartSpec, Kind


class ChartKind(NamedTuple):
    """How a kind is drawn, and what a reader sees."""

    draw: Callable[[ChartSpec, Words], dict]
    sentence: str


# a new kind: its name in charts.spec.Kind, a file in charts/kinds, an entry here, and its options,
# where it has any, in charts.options
CHART_KINDS: dict[Kind, ChartKind] = {
    "column": ChartKind(draw_bars, "Upright columns from zero, one group a category."),
    "bar": ChartKind(draw_bars, "Lying bars from zero, for long names and rankings."),
    "stacked": ChartKind(draw_bars, "Columns whose parts lie on each other."),
    "stacked100": ChartKind(draw_shares, "Lying bars of equal length, each cut into its shares."),
    "combo": ChartKind(draw_combo, "Columns with lines over them on one axis."),
    "donut": ChartKind(draw_donut, "A ring of the parts of one whole."),
    "scatter": ChartKind(draw_scatter, "Named points between two quantities."),
    "line": ChartKind(draw_lines, "Lines over years, with references and projections."),
    "band": ChartKind(draw_band, "An index over years within what chance would make of it."),
    "curve": ChartKind(draw_curve, "A curve between two shares, such as Lorenz's."),
    "heat": ChartKind(draw_heat, "A matrix of numbers whose gaps stand out."),
    "map": ChartKind(draw_map, "The shaded province map, with labs and scenarios as marks."),
    "multiples": ChartKind(draw_multiples, "A panel per series over years, all on one scale."),
    "waterfall": ChartKind(draw_waterfall, "What came and what went, year after year."),
    "timeline": ChartKind(draw_timeline, "A line per laboratory with its events as marks."),
    "verdicts": ChartKind(draw_verdicts, "A matrix of judgements in words."),
}


def figure(spec: ChartSpec, t: Words) -> dict:
    """The drawing of a spec: {"data": [...], "layout": {...}}."""
    return CHART_KINDS[spec.kind].draw(spec, t)
