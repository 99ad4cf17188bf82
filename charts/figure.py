"""ChartSpec -> Plotly figure as a plain dict: the door of this room."""

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
from charts.spec import ChartSpec

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
