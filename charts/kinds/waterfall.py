"""A waterfall: what was there, what came, what went, what is left, year after year."""

from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import HUES, INKS, escape, layout, number

# leaving is no judgement: grey, not the orange of what is to be mended
COLORS = {"rise": HUES["pale_blue"], "fall": INKS["grey"].paper, "total": HUES["blue"]}


def draw_waterfall(spec: ChartSpec, _t: Words) -> dict:
    """One bar per row: column `measure` says relative, absolute or total, the first series the
    amount. Only what is relative came or went; a stock stands without a sign."""
    names = [_break_after_year(escape(name)) for name in spec.frame[spec.x]]
    values = [float(value) for value in spec.frame[spec.series[0].column]]
    measures = list(spec.frame["measure"])
    text = [
        f"{value:+,.0f}".replace("-", "\u2212") if kind == "relative" else number(value)
        for value, kind in zip(values, measures, strict=True)
    ]
    hover = f"%{{x}}<br>%{{text}} {escape(spec.unit)}<extra></extra>"
    return {
        "data": [
            {
                "type": "waterfall",
                "x": names,
                "y": values,
                "measure": measures,
                "text": text,
                "textposition": "outside",
                "textfont": {"size": 12},
                "cliponaxis": False,
                "hovertemplate": hover,
                "connector": {"line": {"color": "@grid", "width": 1}},
                "increasing": {"marker": {"color": COLORS["rise"]}},
                "decreasing": {"marker": {"color": COLORS["fall"]}},
                "totals": {"marker": {"color": COLORS["total"]}},
            }
        ],
        "layout": layout(
            xaxis={"type": "category", "showgrid": False},
            yaxis={"rangemode": "tozero", "showticklabels": False, "showgrid": False},
            margin={"l": 8, "r": 8, "t": 28, "b": 8},
        ),
    }


def _break_after_year(name: str) -> str:
    """The year above its words, or beneath: many narrow bars leave no room for both on a line.

    >>> _break_after_year("2025 年末"), _break_after_year("2026 to date")
    ('2025<br>年末', '2026<br>to date')
    >>> _break_after_year("end of 2025")
    'end of<br>2025'
    """
    return "<br>".join(name.split(" ", 1) if name[:1].isdigit() else name.rsplit(" ", 1))
