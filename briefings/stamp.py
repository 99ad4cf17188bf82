"""The machine-readable stamp that every file carries: what it is made of, and a digest of it."""

import hashlib
import json

from briefings.exhibit import Briefing, Exhibit

KEY = "briefing"  # the name under which a file's format keeps the stamp


def stamp(briefing: Briefing) -> dict:
    """What a file says of itself, as plain JSON values.

    title; source, as_of (YYYY-MM-DD), version, scope, address, marks and fictional as in the
    provenance; exhibits: id, title and sha256 of each chart's numbers in the file's order.
    """
    provenance = briefing.provenance
    return {
        "title": briefing.title,
        "source": provenance.source,
        "as_of": provenance.as_of,
        "version": provenance.version,
        "scope": provenance.scope,
        "address": provenance.address,
        "marks": list(provenance.marks),
        "fictional": provenance.fictional,
        "exhibits": [
            {"id": exhibit.id, "title": exhibit.title, "sha256": digest(exhibit)}
            for exhibit in briefing.exhibits
        ],
    }


def as_json(briefing: Briefing) -> str:
    """The stamp as text on one line: equal briefings give equal text."""
    return _write_values(stamp(briefing))


def digest(exhibit: Exhibit) -> str:
    """sha256 of a chart's table, headings and rows: it changes when a number or a name does.

    >>> from catalog.figure_parts import Provenance
    >>> chart = Exhibit("labs", "column", "", Provenance("", "", "", ""), rows=(("东部", 1),))
    >>> digest(chart) == digest(chart.but(takeaway="…"))
    True
    >>> digest(chart) == digest(chart.but(rows=(("东部", 2),)))
    False
    """
    table = [list(exhibit.columns), [list(row) for row in exhibit.rows]]
    return hashlib.sha256(_write_values(table).encode()).hexdigest()


def _write_values(values) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
