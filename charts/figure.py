"""ChartSpec -> Plotly figure as a plain dict: the door of this room."""

from charts.band import band
from charts.bars import bars
from charts.combo import combo
from charts.curve import curve
from charts.donut import donut
from charts.heat import heat
from charts.lines import lines
from charts.multiples import multiples
from charts.placed import placed_map
from charts.scatter import scatter
from charts.shares import shares
from charts.spec import ChartSpec
from charts.timeline import timeline
from charts.verdicts import verdicts
from charts.waterfall import waterfall

_DRAWN = {
    "column": bars,
    "bar": bars,
    "stacked": bars,
    "stacked100": shares,
    "combo": combo,
    "donut": donut,
    "scatter": scatter,
    "line": lines,
    "band": band,
    "curve": curve,
    "heat": heat,
    "map": placed_map,
    "multiples": multiples,
    "waterfall": waterfall,
    "timeline": timeline,
    "verdicts": verdicts,
}


def figure(spec: ChartSpec, words) -> dict:
    """The drawing of a spec: {"data": [...], "layout": {...}}; words is t(key, **parts)."""
    return _DRAWN[spec.kind](spec, words)
