"""A waterfall as native columns: pieces stacked over a base that is not seen."""

from briefings.exhibit import Exhibit
from briefings.shared.chart.model import (
    MIN_LABELLED_PIECE,
    TRANSPARENT,
    Plot,
    Trace,
    below,
    number_format,
)


def waterfall(exhibit: Exhibit) -> tuple[Plot, ...]:
    """Stacked pieces over an unseen base: what rose, what fell, what was there in all.

    settings["steps"]: per category relative, absolute or total; settings["names"]: of base, rise,
    fall and total; settings["colors"]: of rise, fall and total. A running sum is never below zero.
    """
    pieces, number = _pieces(exhibit), number_format(exhibit)
    least = [MIN_LABELLED_PIECE * max(filter(None, pieces["total"]), default=0.0)] * len(
        pieces["base"]
    )
    names, colors = exhibit.settings["names"], exhibit.settings["colors"]
    looks = {
        "base": (TRANSPARENT, number, ""),
        "rise": (colors["rise"], f"+{number}", "all"),
        "fall": (colors["fall"], f'"\u2212"{number}', "all"),
        "total": (colors["total"], number, "all"),
    }
    traces = tuple(
        Trace(
            names[piece],
            tuple(pieces[piece]),
            color,
            form,
            labels=labels,
            position="ctr",
            small=below(pieces[piece], least),
        )
        for piece, (color, form, labels) in looks.items()
    )
    return (Plot("column", traces, "stacked"),)


def _pieces(exhibit: Exhibit) -> dict[str, list[float | None]]:
    """The steps of a waterfall as four columns that stack up to it."""
    pieces = {name: [] for name in ("base", "rise", "fall", "total")}
    running = 0.0
    for value, step in zip(exhibit.lines[0].values, exhibit.settings["steps"], strict=True):
        row = dict.fromkeys(pieces)
        if step != "relative":
            running = row["total"] = value
        else:
            row["rise" if value >= 0 else "fall"] = abs(value)
            row["base"] = min(running, running + value)
            running += value
        for name, cells in pieces.items():
            cells.append(row[name])
    return pieces
