"""A curve between two shares, such as Lorenz's: both axes from 0 to 1, equality dotted."""

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import PALETTE, escape, faint, layout


def draw_curve(spec: ChartSpec, _t: Words) -> dict:
    """The curve filled down to the axis, the comparison line without markers."""
    x = [float(v) for v in spec.frame[spec.x]]
    names = [""] * len(x)
    if spec.options.point_names:
        names = list(spec.frame[spec.options.point_names])
    traces = []
    for series in spec.series:
        main = series.role == "value"
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": escape(series.name),
                "x": x,
                "y": [float(v) for v in spec.frame[series.column]],
                "line": {
                    "color": PALETTE[0] if main else "@muted",
                    "width": 2.5 if main else 1,
                    "dash": "solid" if main else "dot",
                },
                "fill": "tozeroy" if main else "none",
                "fillcolor": faint(PALETTE[0]),
                "text": [f"{escape(name)}<br>" if main and name else "" for name in names],
                "hovertemplate": "%{text}%{x:.0%} → %{y:.0%}<extra></extra>",
            }
        )
    return {
        "data": traces,
        "layout": layout(
            xaxis=_axis(spec.x_name),
            yaxis=_axis(spec.series[0].name),
            showlegend=True,
            margin={"l": 8, "r": 24, "t": 24, "b": 8},
        ),
    }


def _axis(title: str) -> dict:
    axis_title = {"text": escape(title), "font": {"size": 12, "color": "@muted"}}
    return {"range": [0, 1], "tickformat": ".0%", "nticks": 5, "title": axis_title}
