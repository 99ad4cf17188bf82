"""The payload of the chart board: its figures as ready bytes, each with its own digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from charts import plotly_js
from content.board.shared_parts import share_map_parts
from content.cards import dumps

# What a figure must say of itself, by kind (board.js: KINDS); one without a kind is a chart.
_CHART = ["id", "title", "takeaway", "note", "source", "stamps", "alt", "span", "height", "empty"]
_CHART += ["data", "layout", "geometry", "table"]
_TILE = ["id", "title", "quote", "cited", "value", "unit", "label", "facts", "status", "shape"]
_TILE += ["sign", "tone", "others", "missing", "gaps", "spark", "open", "stamps"]
FIELDS = {
    "chart": _CHART,
    "tile": _TILE,
    "section": ["id", "title", "text", "span"],
    "legend": ["id", "title", "text", "items"],
    "tally": ["id", "title", "items", "note", "stamps"],
    "changes": ["id", "title", "url", "version", "since", "stamps", "close", "failed"],
}
# The words a board cannot do without. `locale`, Plotly's own dictionary and dates
# ({"dictionary": {...}, "format": {...}}), may be left out; without `download`, what the menu of a
# chart says and offers (content/downloads/offers.py), its charts have no such menu.
WORDS = ["table", "chart", "missing", "failed"]


@dataclass(frozen=True)
class WrittenFigures:
    """Figures as JSON with the digest of each, by which the browser tells what has changed, and
    the JSON of the words beside them. Equal input gives equal bytes, NaN becomes null.

    names: what in their sentences leads to a page of its own (content/name_links.py).
    """

    ids: tuple[str, ...]
    bodies: tuple[bytes, ...]
    digests: tuple[str, ...]
    phrases: bytes
    names: bytes

    @property
    def digest(self) -> str:
        """A short name for all figures and words together."""
        return digest(*self.bodies, self.phrases)


def write_figures(
    figures: Sequence[Mapping[str, Any]],
    words: Mapping[str, Any],
    names: Mapping[str, Any] | None = None,
) -> WrittenFigures:
    """Figures and words, checked: what is lacking would be a blank card in somebody's browser."""
    _check(figures, words)
    bodies = tuple(dumps(share_map_parts(figure)) for figure in figures)
    phrases = dumps(words)
    digests = tuple(digest(body, phrases) for body in bodies)
    ids = tuple(figure["id"] for figure in figures)
    return WrittenFigures(ids, bodies, digests, phrases, dumps(names or {}))


def write_payload(
    figures: WrittenFigures,
    base_path: str,
    above: WrittenFigures | None = None,
    ask: str = "",
    address: str = "",
) -> bytes:
    """What the board receives.

    above: figures with the same words that stand before those of the section; ask: the address at
    which the browser has the section's figures for other filters (server/board_routes.py);
    address: where it has those of the section itself, which then are not in the payload, nor are
    their words and names.
    """
    sets = (above, figures) if above else (figures,)
    ids = [name for each in sets for name in each.ids]
    if len(set(ids)) < len(ids):
        raise ValueError(f"a figure's id must be its own on the board: {ids}")
    bodies = [body for each in sets for body in each.bodies]
    inside = sets[:-1] if address else sets
    payload = {
        "figures": [orjson.Fragment(body) for each in inside for body in each.bodies],
        "digests": [name for each in inside for name in each.digests],
        "digest": digest(*bodies, figures.phrases),
        "plotly": f"{base_path}/assets/{plotly_js.NAME}",
        "above": len(above.ids) if above else 0,
        "ask": ask,
        "section": {"digest": figures.digest, "address": address},
    }
    if not address:
        payload["words"] = orjson.Fragment(figures.phrases)
        payload["names"] = orjson.Fragment(figures.names)
    return orjson.dumps(payload)


def digest(*parts: bytes) -> str:
    """A short name for what the parts are together."""
    return blake2b(b"".join(parts), digest_size=8).hexdigest()


def _check(figures: Sequence[Mapping[str, Any]], words: Mapping[str, Any]) -> None:
    lacking = [f"words.{name}" for name in WORDS if not words.get(name)]
    for figure in figures:
        kind = figure.get("kind", "chart")
        if kind not in FIELDS:
            raise ValueError(f"the board knows no {kind}: {figure.get('id')}")
        lacking += [f"{figure.get('id')}.{name}" for name in FIELDS[kind] if name not in figure]
    if lacking:
        raise ValueError(f"the board lacks {', '.join(lacking)}")
