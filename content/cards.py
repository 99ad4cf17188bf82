"""Payloads of the board: a spec as a chart card, a clause as a tile, a heading as a section."""

import math
from typing import Any

import orjson

from catalog.sentences import Words
from charts.chance_marks import bound_columns, bound_decimals, name_bounds
from charts.figure import figure
from charts.kinds.bars import bars_height_px
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.spec_frames import list_records
from charts.theme import number
from content.links import link_page
from content.view import View, write_source

EMPTY_PX = 96  # height of the sentence that stands for a drawing
MATRIX_HEAD_PX, MATRIX_ROW_PX = 110, 62  # of a matrix: its head, and the most that a row is high


def build_chart_card(spec: ChartSpec, view: View) -> dict:
    """Everything the board shows of one chart: words, drawing, table and provenance."""
    origin, t = spec.provenance, view.t
    drawn = {"data": [], "layout": {}} if spec.empty else figure(spec, t)
    return {
        "id": spec.id,
        "kind": "chart",
        "title": spec.title,
        "takeaway": spec.takeaway,
        "note": spec.note,
        "stamps": list(origin.marks),
        "span": spec.span,
        "height": find_height(spec),
        "empty": spec.empty,
        "tight": spec.tight,
        "aspect": 0 if spec.empty else spec.aspect,
        "extent": _describe_extent(spec, t),
        "source": write_source(t, origin),
        "alt": t("board.alt", title=spec.title, takeaway=spec.takeaway),
        "evidence": [spec.evidence] if spec.evidence else [],
        "geometry": geometry_url(view) if spec.kind == "map" else "",
        "table": build_rows(spec, t),
        "link": spec.link,
        "keys": _list_keys(spec) if spec.link else [],
        "related": [{"words": page.words, "href": page.address} for page in spec.related],
        **drawn,
    }


def _describe_extent(spec: ChartSpec, t: Words) -> dict | None:
    """How many bars of a ranking the card draws first, of how many, and the button for the rest."""
    if spec.empty or not isinstance(spec.options, BarOptions) or not spec.options.first:
        return None
    first, count = spec.options.first, len(spec.frame)
    return {
        "rows": first,
        "height": bars_height_px(first),
        "cut": t("board.first_rows", rows=first, count=count),
        "all": t("board.show_all", count=count),
        "first": t("board.show_first", rows=first),
    }


def _list_keys(spec: ChartSpec) -> list[str]:
    """What each row of a chart's table is known by on the page that it leads to."""
    return list(spec.frame["key" if "key" in spec.frame else spec.x])


def find_height(spec: ChartSpec) -> int:
    """Pixels of the drawing: fewer where there is none, and where a matrix has few rows."""
    if spec.empty:
        return min(spec.height, EMPTY_PX)
    if spec.kind == "heat":
        return min(spec.height, MATRIX_HEAD_PX + MATRIX_ROW_PX * len(spec.frame))
    return spec.height


def geometry_url(view: View) -> str:
    """Where the browser finds the outlines of this version, once."""
    return view.address(f"/tables/{view.published.version}/map.json")


def build_rows(spec: ChartSpec, t: Words) -> dict:
    """The same numbers as rows of a table, missing ones in words."""
    rows = []
    for record in list_records(spec.frame):
        label = record[spec.x]
        cells = [_format_cell(record[s.column], spec, t) for s in spec.series]
        bounds = [_format_bound(record[column], spec, t) for column in bound_columns(spec)]
        rows.append([spec.names.get(label, label), *cells, *bounds])
    unit = t("joint.unit", unit=spec.unit) if spec.unit else ""
    names = [*(series.name for series in spec.series), *name_bounds(spec, t)]
    head = [spec.x_name, *(f"{name}{unit}" for name in names)]
    return {"columns": [] if spec.empty else head, "rows": [] if spec.empty else rows}


def make_section(name: str, title: str, text: str = "", span: int = 12, **parts) -> dict:
    """A heading between cards, or beside them when it spans fewer than all columns.

    parts may add a status with its shape, sign and tone, where the clause is going, a quote, and
    notes below the text.
    """
    return {"id": name, "kind": "section", "title": title, "text": text, "span": span, **parts}


def make_tile(name: str, view: View, **parts) -> dict:
    """A clause at a glance: its words, state, number, trend and what is missing."""
    return {
        "id": name,
        "kind": "tile",
        "stamps": list(view.provenance.marks),
        "title": "",
        "quote": "",
        "cited": "",
        "value": "",
        "unit": "",
        "label": "",
        "assessment": "",
        "assessed": "",
        "facts": [],
        "state": "",
        "status": "",
        "judged": "",
        "shape": "",
        "sign": "",
        "tone": "",
        "direction": {},
        "direction_of": "",
        "others": [],
        "missing": "",
        "gaps": "",
        "spark": [],
        "open": "",
        "changed": "",
        "changed_mark": view.t("overview.changed_mark"),
        **parts,
    }


def make_legend(name: str, title: str, text: str, items: list[dict]) -> dict:
    """Words with what they mean; an item has word, text and look, one drawn by its sign has the
    sign, shape and tone of its state too."""
    return {"id": name, "kind": "legend", "title": title, "text": text, "items": items}


def make_tally(
    name: str, view: View, title: str, items: list[dict], note: str, directions: list[dict]
) -> dict:
    """Counts by status, and by direction in a second line: the key to the shapes below them."""
    return {
        "id": name,
        "kind": "tally",
        "stamps": list(view.provenance.marks),
        "title": title,
        "items": items,
        "note": note,
        "mark": view.t("overview.mark"),
        "guide": {"text": view.t("page.how_to_read"), "href": link_page(view, "how_to_read")},
        "directions_title": view.t("toward.heading"),
        "directions_note": view.t(
            "toward.method_note", year=min(view.last_complete_year, view.scope.end)
        ),
        "directions": directions,
    }


def _format_cell(value, spec: ChartSpec, t: Words) -> str:
    """One cell in words; a spec whose columns hold words already keeps them."""
    if _is_missing(value):
        return spec.gap or t("map.no_data")
    return value if isinstance(value, str) else number(value, spec.decimals, spec.unit)


def _format_bound(value: float, spec: ChartSpec, t: Words) -> str:
    """A bound of an interval, with a decimal at least."""
    if _is_missing(value):
        return t("map.no_data")
    return number(value, bound_decimals(spec.decimals), spec.unit)


def _is_missing(value) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def dumps(value: Any) -> bytes:
    """JSON of a card's parts, numbers of any make included; NaN becomes null."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SERIALIZE_NUMPY)


def _plain(value: Any) -> Any:
    """What orjson does not know: odd arrays, pandas' scalars and its marks for missing."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "tolist"):  # a strided or object array, a Series or an Index
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be shown on the board")
