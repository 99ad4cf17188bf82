"""The tables of a laboratory's page as CSV, each under the marks of its origin."""

from briefings.csv_table import csv_file
from briefings.stored_content import Content
from content.items import Table
from content.lab import story
from content.lab.records import name_lab
from content.view import View


def list_files(view: View, lab_id: str) -> list[Table]:
    """The tables that have rows."""
    tables = [
        *story.build_fact_tables(view, lab_id),
        *story.build_record_tables(view, lab_id),
        *story.build_peer_tables(view, lab_id),
    ]
    return [table for table in tables if len(table.frame)]


def make_file(view: View, lab_id: str, table: Table) -> Content:
    """A table with the laboratory's name and number, what the data are and where they come from."""
    t, origin = view.t, view.provenance
    stamps = [
        *origin.marks,
        t("lab.file_title", name=name_lab(view, lab_id), lab_id=lab_id),
        table.title,
        origin.scope,
        t("data_line.line", source=origin.source, as_of=origin.as_of, version=origin.version),
    ]
    if table.note:
        stamps.append(table.note)
    return csv_file([table.printed], stamps)


def name_file(view: View, lab_id: str, table: Table) -> str:
    """Number of the laboratory, table and day of the data."""
    name = table.id.removeprefix("lab_")
    return view.t("lab.file", lab_id=lab_id, name=name, as_of=view.provenance.as_of)
