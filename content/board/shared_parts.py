"""What the traces and labels of a map have in common goes to the browser once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

LIKE = "like"  # where a trace or label finds the parts that it shares (shared_parts.js)


def share_map_parts(figure: Mapping[str, Any]) -> Mapping[str, Any]:
    """A map's card with the equal parts of its traces and labels written once; others as they are.

    A map has a hundred traces that differ in colour and name alone: a third of a page's bytes.
    """
    if not figure.get("geometry"):
        return figure
    layout = figure["layout"]
    traces, shared_by_traces = share_parts(figure["data"])
    labels, shared_by_labels = share_parts(layout["annotations"])
    return {
        **figure,
        "data": traces,
        "layout": {**layout, "annotations": labels},
        "shared": {"data": shared_by_traces, "annotations": shared_by_labels},
    }


def share_parts(items: Sequence[Mapping[str, Any]]) -> tuple[list[dict], list[dict]]:
    """Each item with its own parts and the place of those it shares with items of the same keys.

    >>> share_parts([{"size": 1, "name": "a"}, {"size": 1, "name": "b"}])
    ([{'like': 0, 'name': 'a'}, {'like': 0, 'name': 'b'}], [{'size': 1}])
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[tuple(sorted(item))].append(place)
    own: list[dict] = [{} for _ in items]
    shared = []
    for group in places.values():
        first = items[group[0]]
        common = {
            key: value
            for key, value in first.items()
            if all(items[place][key] == value for place in group)
        }
        for place in group:
            parts = {key: value for key, value in items[place].items() if key not in common}
            own[place] = {LIKE: len(shared), **parts}
        shared.append(common)
    return own, shared
