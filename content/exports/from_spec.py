"""ChartSpec -> Exhibit: what the files show, from the same spec and drawing as the screen."""

import functools
import math
from dataclasses import replace
from pathlib import Path

import orjson

from briefings.exhibit import Briefing, Exhibit, Part
from catalog.figure_parts import Line, Provenance
from charts.chance_marks import bound_columns, bounds_of, has_error_bars, name_bounds
from charts.figure import figure
from charts.map.figure import fill_geometry
from charts.spec import ChartSpec
from charts.spec_frames import list_records
from charts.theme import PALETTE, REFERENCE, TOKENS, projection_color, resolve
from content.exports.from_spec_details import across, band_roles, cells, map_drawing, settings
from content.scope_url import write_query
from content.view import View, write_source
from loaders.store.published import version_file

MUTED = TOKENS["light"]["@muted"]
# how a series is drawn where its kind does not say it for all: by role
_MARKS = {
    "target": "line",
    "reference": "line",
    "projection": "line",
    "floor": "line",
    "average": "line",
    "low": "band",
    "high": "band",
}
_KIND_MARKS = {
    "line": "line",
    "band": "line",
    "curve": "line",
    "multiples": "line",
    "scatter": "point",
}
# colours by kind and role where the figure of that kind has one of its own
ROLE_COLORS = {
    ("", "target"): REFERENCE,
    ("", "reference"): REFERENCE,
    ("", "average"): MUTED,
    ("curve", "target"): MUTED,
    ("band", "floor"): MUTED,
    ("band", "low"): PALETTE[5],
    ("band", "high"): PALETTE[5],
}


def file_provenance(view: View, provenance: Provenance | None = None) -> Provenance:
    """A view's provenance, or that of a spec with one of its own, with all that a file says."""
    provenance = provenance or view.provenance
    line = write_source(view.t, provenance)
    return replace(
        provenance,
        address=write_query(view.scope, view.published, view.catalog),
        fictional=bool(view.published.manifest["fictional"]),
        line=line,
    )


def exhibit(spec: ChartSpec, view: View) -> Exhibit:
    """One chart to take away, with the numbers of the screen's figure."""
    drawn_parts = [] if spec.empty else list_records(spec.frame)
    categories = tuple(str(spec.names.get(row[spec.x], row[spec.x])) for row in drawn_parts)
    unit = view.t("joint.unit", unit=spec.unit) if spec.unit else ""
    heads, drawn = cells(spec, view.t)
    names = [*(series.name for series in spec.series), *name_bounds(spec, view.t)]
    columns = [*(series.column for series in spec.series), *bound_columns(spec)]
    return Exhibit(
        id=spec.id,
        kind=spec.kind,
        title=spec.title,
        provenance=file_provenance(view, spec.provenance),
        categories=categories,
        lines=() if spec.empty else _lines(spec),
        unit=spec.unit,
        decimals=spec.decimals,
        takeaway=spec.takeaway,
        note=_note(spec, view),
        empty=spec.empty,
        alt=view.t("board.alt", title=spec.title, takeaway=spec.takeaway),
        x_name=spec.series[0].name if spec.kind == "scatter" else spec.x_name,
        columns=(spec.x_name, *(f"{name}{unit}" for name in names)),
        rows=tuple(
            (name, *(_plain(row[column]) for column in columns))
            for name, row in zip(categories, drawn_parts, strict=True)
        ),
        bounds=len(bound_columns(spec)),
        x=tuple(_plain(row[across(spec)]) for row in drawn_parts) if across(spec) else (),
        cells=drawn,
        map=None
        if spec.kind != "map" or spec.empty
        else map_drawing(spec, outlines(view.published.folder), view.t),
        settings=settings(spec, view.t) | ({"heads": heads} if heads else {}),
        figure={} if spec.empty else drawing(spec, view),
    )


def _note(spec: ChartSpec, view: View) -> str:
    """The spec's note after the unit, which a chart away from its page must say of itself.

    A percent sign stands at every number; a map's key and a scatter's axes say theirs.
    """
    if spec.empty or spec.unit in ("", "%") or spec.kind in ("map", "scatter"):
        return spec.note
    return "　".join(filter(None, [view.t("numbers.unit", unit=spec.unit), spec.note]))


def drawing(spec: ChartSpec, view: View) -> dict:
    """The figure for a picture on white: colours resolved, outlines filled in, its own size.

    Only a drawing with an aspect, as the map, names a width: another takes what it is given.
    """
    drawn = figure(spec, view.t)
    size = {"height": spec.height}
    if spec.aspect:
        size["width"] = round(spec.height * spec.aspect)
    drawn = {**drawn, "layout": {**drawn["layout"], **size}}
    if spec.kind == "map":
        drawn = fill_geometry(drawn, outlines(view.published.folder))
    return resolve(drawn)


@functools.lru_cache(maxsize=2)
def outlines(folder: Path) -> dict:
    """The published outlines of one version, parsed once."""
    return orjson.loads(version_file(folder.parent, folder.name, "map.json"))


def briefing_of(title: str, view: View, parts: tuple[Part, ...], **words) -> Briefing:
    """Parts of one view as a file to be made."""
    return Briefing(title, file_provenance(view), parts, **words)


def _lines(spec: ChartSpec) -> tuple[Line, ...]:
    """Values take the palette in turn, assumptions ahead the colours of the screen; a reference
    wears its own colour whatever the kind. Of named points the first series is the x axis."""
    palette, lines = spec.colors or PALETTE, []
    drawn_parts = spec.series[1:] if spec.kind == "scatter" else spec.series
    for series in (s for s in drawn_parts if spec.frame[s.column].dtype.kind in "fiub"):
        role = band_roles(spec).get(series.column, series.role)
        before = sum(line.role == role for line in lines)
        color = ROLE_COLORS.get((spec.kind, role)) or ROLE_COLORS.get(("", role))
        if color is None:
            own = role == "value"
            color = palette[before % len(palette)] if own else projection_color(palette, before)
        values = tuple(_plain(value) for value in spec.frame[series.column])
        mark = _mark(spec, series.column, role)
        low, high = bounds_of(spec, series) if has_error_bars(spec) else ((), ())
        lines.append(Line(series.name, values, role, color, mark, low=low, high=high))
    return tuple(lines)


def _mark(spec: ChartSpec, column: str, role: str) -> str:
    """How a series is drawn: by its role, else by the kind of chart."""
    if spec.kind == "combo" and column in spec.options.lines:
        return "line"
    return _MARKS.get(role) or _KIND_MARKS.get(spec.kind, "bar")


def _plain(value):
    """A cell as text, number or None."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value
