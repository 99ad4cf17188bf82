"""Labels at the ends of lines: the last number of each, pushed apart where lines end together."""

import textwrap
import unicodedata

from catalog.figure_parts import Line
from catalog.sentences import Words
from charts.spec import ChartSpec
from charts.theme import is_alphabetic, letters_beside, number

LABEL_HEIGHT_PX = 16  # px of one line of text
FONT_PX = 12
MAX_LINE_CHARS = 16  # of a line of a name
MIN_ROOM_PX = 40  # px that half the label of a marked last year needs


def end_labels(spec: ChartSpec, drawn: list[Line], years: list) -> list[dict]:
    """The label of each line's last known value, named where there are several lines.

    One that others go on beyond has its label to the left, on the side it does not come from.
    """
    labels = []
    for line in drawn:
        known = [at for at, value in enumerate(line.values) if value is not None]
        if not known or line.role in ("low", "high"):
            continue
        at, text = known[-1], number(line.values[known[-1]], spec.decimals, spec.unit)
        if line.role == "projection":
            text = f"{line.short or _break_name(line.name)} {text}"
        elif len(drawn) > 1 and not (is_named_by_title(drawn) and line.role == "value"):
            text = f"{_break_name(line.name)} {text}"
        place = {"xanchor": "left", "xshift": 8, "yshift": 0}
        if at < len(years) - 1 and line.role != "projection":
            falls = len(known) > 1 and line.values[known[-2]] > line.values[at]
            place = {
                "xanchor": "right",
                "xshift": 4,
                "bgcolor": "@surface",
                "opacity": 0.9,
                "yshift": -LABEL_HEIGHT_PX if falls else LABEL_HEIGHT_PX,
            }
        labels.append(
            {
                "x": years[at],
                "y": line.values[at],
                "text": text,
                "showarrow": False,
                "font": {"color": letters_beside(line.color), "size": FONT_PX},
                "align": "left",
                **place,
            }
        )
    return labels


def is_named_by_title(drawn: list[Line]) -> bool:
    """A single observed line beside its projection: the title says what it is."""
    roles = [line.role for line in drawn]
    return roles.count("value") == 1 and "projection" in roles


def band_text(spec: ChartSpec, drawn: list[Line], at: int, t: Words) -> str:
    """The edges of the projections' band in words; nothing where there is none."""
    edges = [line.values[at] for role in ("low", "high") for line in drawn if line.role == role]
    if len(edges) < 2 or None in edges or edges[0] == edges[1]:
        return ""
    low, high = (number(edge, spec.decimals, spec.unit) for edge in edges)
    return t("projection.between", low=low, high=high)


def push_apart(labels: list[dict], years: list, pixels: float, height: float) -> list[dict]:
    """Labels pushed apart upwards where their lines end closer than their texts are high.

    pixels: of one unit of the value axis; height: of all of it. Only labels at the right edge
    stand in each other's way; one before it, at the very top, goes beneath its line.
    """
    top = float("-inf")
    for label in sorted(labels, key=lambda item: item["y"]):
        if label["xanchor"] == "right" and label["y"] * pixels + 1.5 * LABEL_HEIGHT_PX > height:
            label["yshift"] = -LABEL_HEIGHT_PX
        if label["x"] != years[-1]:
            continue
        half = LABEL_HEIGHT_PX * (1 + label["text"].count("<br>")) / 2
        # several lines at zero must not hang into the axis
        at = max(label["y"] * pixels, top + half, half - LABEL_HEIGHT_PX / 2)
        label["yshift"], top = round(at - label["y"] * pixels), at + half
    return labels


def room_px(labels: list[dict], years: list) -> int:
    """Pixels that the labels need beyond the right edge."""
    beyond = [
        text for label in labels if label["x"] == years[-1] for text in label["text"].split("<br>")
    ]
    return max(MIN_ROOM_PX, 16 + round(max(map(text_width, beyond), default=0)))


def _break_name(name: str) -> str:
    """A name of an alphabet's words in short lines, so that it leaves the drawing its width.

    >>> _break_name("共性关键技术"), _break_name("Certification methods")
    ('共性关键技术', 'Certification<br>methods')
    """
    return "<br>".join(textwrap.wrap(name, MAX_LINE_CHARS)) if is_alphabetic(name) else name


def text_width(text: str) -> float:
    """Pixels of a line of text: a Chinese character is as wide as the font is high, others half.

    >>> text_width("推算 8")
    38.4
    """
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return round(FONT_PX * (wide + 0.6 * (len(text) - wide)), 1)
