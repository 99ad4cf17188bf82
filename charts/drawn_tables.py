"""Kinds that a file draws as a table: the words and colours of their cells, as on the screen."""

from typing import NamedTuple

from catalog.figure_parts import PAPER, Cell
from catalog.sentences import Words
from charts.kinds.heat import matrix_texts, matrix_values
from charts.kinds.verdicts import TONES
from charts.matrix_colours import colour_at, scale_colours
from charts.spec import ChartSpec
from charts.spec_frames import list_records
from charts.theme import TOKENS

LOOK = TOKENS["light"]


class Table(NamedTuple):
    """Headings and rows of equal length."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cells(spec: ChartSpec, t: Words) -> Table | None:
    """The table of a matrix, of judgements or of careers; None for every other kind."""
    drawn = {"heat": _matrix, "verdicts": _judgements, "timeline": _careers}.get(spec.kind)
    return drawn(spec, t) if drawn and not spec.empty else None


def _matrix(spec: ChartSpec, t: Words) -> Table:
    values = matrix_values(spec)
    drawn, scale = scale_colours(values, spec.options.middle)
    rows, cell_texts = [], matrix_texts(spec, values, t)
    for name, line, texts in zip(spec.frame[spec.x], drawn, cell_texts, strict=True):
        fills = [LOOK["@nodata"] if v is None else colour_at(v, scale) for v in line]
        row = [Cell(text, fill) for text, fill in zip(texts, fills, strict=True)]
        rows.append((Cell(str(name), bold=True), *row))
    return Table((spec.x_name, *(s.name for s in spec.series)), tuple(rows))


def _judgements(spec: ChartSpec, _t: Words) -> Table:
    rows = []
    for row in list_records(spec.frame):
        judgements = [(row[s.column], row[f"{s.column}_tone"]) for s in spec.series]
        rows.append(
            (
                Cell(str(row[spec.x]), bold=True),
                *(
                    Cell(str(text), on_white(TONES[tone]), bold=tone == "differ")
                    for text, tone in judgements
                ),
            )
        )
    return Table((spec.x_name, *(s.name for s in spec.series)), tuple(rows))


def _careers(spec: ChartSpec, t: Words) -> Table:
    """A row per lab: its name, its events in order with their days, where it stands."""
    first, day = spec.series[0], spec.series[1]
    rows = []
    for key, life in spec.frame.groupby("key", sort=False):
        events = [
            t("career.event", event=row[first.column], day=row[day.column])
            for row in list_records(life)
        ]
        rows.append(
            (
                Cell(str(life[spec.x].iloc[0]), bold=True),
                Cell(t("career.next").join(events)),
                Cell(spec.options.standing[key]),
            )
        )
    heads = (spec.x_name, t("career.events"), t("career.standing"))
    return Table(heads, tuple(rows))


def on_white(color: str) -> str:
    """A colour, half clear or a token, as it looks on a white page.

    >>> on_white("#00000080"), on_white("rgba(0,0,0,0)"), on_white("@nodata")
    ('#7f7f7f', '#ffffff', '#d9dee5')
    """
    color = LOOK.get(color, color)
    if color == "rgba(0,0,0,0)":
        return PAPER
    part = int(color[7:9] or "ff", 16) / 255
    channels = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 + part * (channel - 255)):02x}" for channel in channels)
