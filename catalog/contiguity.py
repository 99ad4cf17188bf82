"""Which provinces share a border: the reviewed list, not computed from polygons."""

import functools
import json
from dataclasses import dataclass

from catalog.definitions import REFERENCE


@dataclass(frozen=True)
class Contiguity:
    """Pairs of neighbouring provinces, each once; the island that a strait alone joins.

    also: a province the island might be joined to as well, to see how much hangs on it.
    """

    edges: tuple[tuple[str, str], ...]
    island: str
    also: str


@functools.cache
def contiguity() -> Contiguity:
    """The list of data/reference/contiguity.json."""
    read = json.loads((REFERENCE / "contiguity.json").read_text(encoding="utf-8"))
    edges = tuple((province, other) for province, other in read["edges"])
    return Contiguity(edges, read["sensitivity"]["island"], read["sensitivity"]["also"])
