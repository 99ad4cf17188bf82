"""Whom a laboratory stands beside: those of its host unit, of its province and of its domain.

Every laboratory that the register holds counts, whether in operation or not: what a laboratory
brought about stays on its account.
"""

import re
from functools import lru_cache

import pandas as pd

from charts.theme import number
from content.builders import translate_table
from content.items import Table
from content.lab.records import find_lab
from content.view import View
from measures.profile import standing

HOSTS = re.compile("[；;、]")  # between the units that keep a laboratory together
MEASURES = ("technologies", "standards", "results")


@lru_cache(maxsize=16)
def count_results(view: View) -> pd.DataFrame:
    """Technologies, standards and both together by lab_id, over all registered laboratories.

    A register that did not come counts nothing: its column is NaN. Never edited.
    """
    labs = view.published.registers["labs"]["lab_id"]
    table = pd.DataFrame(index=pd.Index(labs, name="lab_id"))
    for register in ("technologies", "standards"):
        numbers = view.published.registers.read_columns(register, ["lab_id"])["lab_id"]
        counts = numbers.value_counts()
        counts = counts.reindex(table.index, fill_value=0).astype(float)
        table[register] = counts if view.has(register) else float("nan")
    return table.assign(results=table.sum(axis=1, min_count=1))


def list_hosts(host_unit: str) -> set[str]:
    """The units that keep a laboratory.

    >>> sorted(list_hosts("甲院；乙公司"))
    ['乙公司', '甲院']
    """
    return {unit.strip() for unit in HOSTS.split(host_unit) if unit.strip()}


def find_same_host(view: View, lab_id: str) -> pd.DataFrame:
    """The other laboratories with a host unit in common."""
    labs = view.published.lifetimes["labs"]
    units = list_hosts(find_lab(view, lab_id)["host_unit"])
    shared = [bool(units & list_hosts(host)) for host in labs["host_unit"]]
    return labs[pd.Series(shared, labs.index) & (labs["lab_id"] != lab_id)]


def find_peers(view: View, lab_id: str, column: str) -> pd.DataFrame:
    """All laboratories of the same province, or of the same main domain, itself among them."""
    labs = view.published.lifetimes["labs"]
    return labs[labs[column] == find_lab(view, lab_id)[column]]


def build_standing(view: View, lab_id: str) -> Table:
    """Rows: results; columns: how many, the place in the province and in the domain, ties told."""
    t, counts = view.t, count_results(view)
    frame = pd.DataFrame({"row": [t(f"lab.measure_{name}") for name in MEASURES]})
    frame["value"] = [_format_count(view, counts.at[lab_id, name]) for name in MEASURES]
    for column in ("province", "domain"):
        peers = counts.loc[find_peers(view, lab_id, column)["lab_id"]]
        frame[column] = [format_place(view, peers[name], lab_id) for name in MEASURES]
    lab = find_lab(view, lab_id)
    headings = {
        "row": t("lab.results"),
        "value": t("lab.count"),
        "province": t("lab.place_in_province", name=view.names[lab["province"]]),
        "domain": t("lab.place_in_domain", name=t.name(lab["domain"])),
    }
    title, note = t("lab.standing"), t("lab.standing_note")
    return Table("lab_standing", title, frame, note, headings, numbers=("value",))


def format_place(view: View, counts: pd.Series, lab_id: str) -> str:
    """The rank among peers, shared or not; why there is none where nothing can be compared."""
    if len(counts) == 1:
        return view.t("lab.only")
    rank = standing(counts, lab_id)
    if rank is None:
        return view.t("province.no_rank")
    return view.t("province.tied" if rank.tied else "province.rank", **rank._asdict())


def build_same_host(view: View, lab_id: str) -> Table:
    """The other laboratories of the same host unit."""
    rows = find_same_host(view, lab_id)
    title = view.t("lab.same_host", host=find_lab(view, lab_id)["host_unit"], count=len(rows))
    return _list_labs(view, "lab_same_host", title, rows)


def build_peers(view: View, lab_id: str, column: str) -> Table:
    """The other laboratories of the same province or main domain, most results first."""
    rows = find_peers(view, lab_id, column)
    rows = rows[rows["lab_id"] != lab_id]
    value = find_lab(view, lab_id)[column]
    name = view.names[value] if column == "province" else view.t.name(value)
    title = view.t(f"lab.peers_{column}", name=name, count=len(rows))
    return _list_labs(view, f"lab_peers_{column}", title, rows)


def _list_labs(view: View, name: str, title: str, rows: pd.DataFrame) -> Table:
    """Laboratories with host, province, domain and results; their state where they are named."""
    t, registers = view.t, view.catalog.registers
    rows = rows.join(count_results(view), on="lab_id")
    rows = rows.sort_values(["results", "lab_id"], ascending=[False, True])
    frame = pd.DataFrame(
        {
            "lab_name": rows["lab_name"],
            "host_unit": rows["host_unit"],
            "province": rows["province"].astype(object).map(view.names),
            "domain": rows["domain"].astype(object),
        }
    )
    for register in ("technologies", "standards"):
        if view.has(register):
            frame[register] = rows[register].astype(int)
        else:
            frame[register] = t("map.no_data")
    if view.names_labs:
        frame["state"] = [t(f"lab.state_{state}") for state in rows["state"]]
    headings = {c: registers["labs"].columns[c].heading for c in frame.columns[:4]}
    headings |= {register: registers[register].sheet for register in ("technologies", "standards")}
    headings["state"] = t("lab.state_now")
    brief = {register: t(f"lab.column_{register}") for register in ("technologies", "standards")}
    keys = {
        "lab_name": list(rows["lab_id"]),
        "province": list(rows["province"]),
        "domain": list(rows["domain"]),
    }
    frame = translate_table(view, frame.reset_index(drop=True))
    note = t("lab.no_others") if frame.empty else ""
    return Table(name, title, frame, note, headings, keys, brief=brief)


def build_list(view: View) -> list[Table]:
    """All laboratories within the filters, to choose from."""
    labs = view.published.lifetimes["labs"]
    labs = labs[labs["province"].isin(view.provinces) & labs["domain"].isin(view.domains)]
    return [_list_labs(view, "lab_list", view.t("lab.list", count=len(labs)), labs)]


def _format_count(view: View, count: float) -> str:
    return view.t("map.no_data") if pd.isna(count) else number(count)
