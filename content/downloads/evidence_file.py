"""The rows behind an indicator as a file: CSV under the stamps of their origin."""

from collections.abc import Iterator
from hashlib import blake2b

import pandas as pd

from briefings.abandonment import stop_if_abandoned
from briefings.csv_table import csv_file
from briefings.stored_content import Content
from content.guideline import evidence_rows
from content.view import View

ROWS_PER_PART = 20_000  # of a file, put into words at a time


def write_file(view: View, indicator: str, search: str) -> Content:
    """The rows found as CSV, the stamps of their origin above them."""
    t, origin = view.t, view.provenance
    definition = view.catalog.indicators[indicator]
    stamps = [
        *origin.marks,
        t("evidence.stamp_indicator", name=definition.name, unit=definition.unit),
        t("evidence.stamp_formula", formula=definition.formula),
        t("evidence.stamp_count", sentence=evidence_rows.sentence(view, indicator)),
        origin.scope,
        t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version),
    ]
    if detail := evidence_rows.describe_detail(view, evidence_rows.select_rows(view, indicator)):
        stamps.append(detail)
    if search:
        stamps.append(t("evidence.stamp_search", search=search))
    return csv_file(word_pages(view, indicator, search), stamps)


def word_pages(view: View, indicator: str, search: str) -> Iterator[pd.DataFrame]:
    """The rows found as readers see them, in parts; one part without rows where none is found."""
    rows = evidence_rows.select_rows(view, indicator, search)
    for first in range(0, max(len(rows), 1), ROWS_PER_PART):
        stop_if_abandoned()
        part = rows.iloc[first : first + ROWS_PER_PART]
        yield evidence_rows.word_rows(view, indicator, part).printed


def name_file(view: View, indicator: str, search: str) -> str:
    """Title, as-of and a mark of version, scope and search, so that no two files share a name."""
    state = repr((view.published.version, view.scope, search)).encode()
    mark = blake2b(state, digest_size=4).hexdigest()
    name = view.catalog.indicators[indicator].name
    return view.t("evidence.file", name=name, as_of=view.provenance.as_of, mark=mark)
