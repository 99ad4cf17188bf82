"""The page of one laboratory in its order: facts, charts, records, peers."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from charts.spec import ChartSpec
from charts.theme import PALETTE
from content.builders import absent, build_stacked_columns
from content.items import Table
from content.lab import peers, records
from content.lifecycle.careers import find_careers, spec_timeline
from content.view import View

LAB_ID = "id"  # of the laboratory that a page tells of, in its address
OUTPUT_DAYS = {"technologies": "achieved_on", "standards": "published_on"}
KIND_CODES = {"technologies": "technology_kind", "standards": "standard_kind"}
OUTPUT_COLORS = {"technologies": PALETTE[0], "standards": PALETTE[2]}


def write_state(lab_id: str) -> str:
    """Which laboratory is told of, as the query of an address: id=SL-2024-003."""
    return urlencode({LAB_ID: lab_id})


def read_state(state: str) -> str:
    """What `write_state` wrote; "" where it is anything else."""
    words = dict(parse_qsl(state))
    return words[LAB_ID] if words.keys() == {LAB_ID} else ""


def build_titled_parts(view: View, lab_id: str) -> list[ChartSpec | Table]:
    """All parts of the page in order, each under the laboratory's name: a briefing may hold those
    of several laboratories."""
    parts = [
        *build_fact_tables(view, lab_id),
        *build_charts(view, lab_id),
        *build_record_tables(view, lab_id),
        *build_peer_tables(view, lab_id),
    ]
    name = records.name_lab(view, lab_id)
    return [_put_name_before(view, part, name) for part in parts]


def _put_name_before(view: View, part: ChartSpec | Table, name: str) -> ChartSpec | Table:
    if part.title == name:
        return part
    return replace(part, title=view.t("lab.part_title", name=name, title=part.title))


def build_fact_tables(view: View, lab_id: str) -> list[Table]:
    """What the register holds of the laboratory, and its place among its peers."""
    return [records.build_facts(view, lab_id), peers.build_standing(view, lab_id)]


def build_charts(view: View, lab_id: str) -> list[ChartSpec]:
    """The laboratory's life on a line, and what it brought about by year."""
    return [build_timeline(view, lab_id), build_outputs(view, lab_id)]


def build_timeline(view: View, lab_id: str) -> ChartSpec:
    """Events as marks on one line, as 进退管理 draws them; a sentence where they are not named."""
    t, title = view.t, view.t("lab.timeline")
    if not view.names_labs:
        return absent(view, "lab_timeline", title, view.detail_words, span=12)
    rows = find_careers(view, "")
    rows = rows[rows["lab_id"] == lab_id]
    if rows.empty:
        return absent(view, "lab_timeline", title, t("lab.no_events"), span=12)
    events = len(records.select_rows(view, "lab_events", lab_id))
    takeaway = t("lab.timeline_takeaway", count=events, state=rows["words"].iloc[0])
    return spec_timeline(view, rows, takeaway).but(id="lab_timeline", title=title, note="", link="")


def build_outputs(view: View, lab_id: str) -> ChartSpec:
    """Stacked columns: technologies and standards by the year of their day."""
    registers = view.catalog.registers
    years = {}
    for register, column in OUTPUT_DAYS.items():
        counts = records.select_rows(view, register, lab_id)[column].dt.year.value_counts()
        years[register] = counts.reindex(view.years, fill_value=0).astype(float)
    sheets = {register: registers[register].sheet for register in OUTPUT_DAYS}
    spec = build_stacked_columns(view, "lab", "outputs", pd.DataFrame(years), OUTPUT_COLORS, sheets)
    takeaway = "" if spec.empty else describe_outputs(view, lab_id)
    return spec.but(unit=view.t("lab.unit_outputs"), takeaway=takeaway, span=12, height=240)


def describe_outputs(view: View, lab_id: str) -> str:
    """How many results the registers hold of the laboratory, by register and kind."""
    parts, whole = [], 0
    for register in OUTPUT_DAYS:
        kinds = records.select_rows(view, register, lab_id)["kind"].value_counts()
        whole += int(kinds.sum())
        parts += [
            view.t("lab.part", name=view.t.name(kind), count=kinds[kind])
            for kind in view.catalog.codes[KIND_CODES[register]].names
            if kind in kinds
        ]
    return view.t("lab.outputs_takeaway", whole=whole, parts=view.t.join(parts))


def build_record_tables(view: View, lab_id: str) -> list[Table]:
    """The laboratory's rows in each register."""
    return [
        records.build_technologies(view, lab_id),
        records.build_standards(view, lab_id),
        records.build_events(view, lab_id),
        records.build_rectifications(view, lab_id),
        records.build_evaluations(view, lab_id),
    ]


def build_peer_tables(view: View, lab_id: str) -> list[Table]:
    """Those of the same host unit, province and domain, and what loading found in the province."""
    return [
        peers.build_same_host(view, lab_id),
        peers.build_peers(view, lab_id, "province"),
        peers.build_peers(view, lab_id, "domain"),
        records.build_problems(view, lab_id),
    ]
