"""What holds between rows: one row per key, joint rows joined, references answered."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from catalog.definitions import Register
from loaders.problems import Problem

JOINT = "；"


@dataclass
class Settled:
    """One register with unique keys; merged counts, by file, the rows that went into another."""

    records: pd.DataFrame
    merged: Counter = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def settle(register: Register, records: pd.DataFrame, join: tuple[str, ...] = ()) -> Settled:
    """Rows of equal key merged where they agree, joined in the `join` columns, else refused.

    Two rows of one key that disagree are both left out: neither is guessed to be right.
    """
    key = list(register.key)
    doubled = records[records.duplicated(key, keep=False)]
    if doubled.empty:
        return Settled(records)
    group = doubled.groupby(key, sort=False).ngroup()
    received = {c.beside for c in register.columns.values() if c.kind == "standard_no"}
    compared = [
        name
        for name in records.columns
        if not name.startswith("_") and name not in (*key, *join, *received)
    ]
    differs = _differing(doubled, group, compared)
    refused = doubled[differs.any(axis=1)]
    merged = doubled[~differs.any(axis=1)]
    later = merged.duplicated(key).to_numpy()
    left = records.drop(index=[*refused.index, *merged.index[later]])
    settled = Settled(left, Counter(merged["_file"][later]))
    settled.problems = _conflicts(register, refused, group, differs)
    settled.problems += _merge_notes(register, merged, group, join)
    for column in join:
        joined = merged.groupby(group, sort=False)[column].agg(_join_values)
        first = merged.index[~later]
        settled.records.loc[first, column] = group[first].map(joined)
    return settled


def _differing(rows: pd.DataFrame, group: pd.Series, columns: list[str]) -> pd.DataFrame:
    """For each row and column: does the row's group hold more than one value?"""
    counts = rows[columns].groupby(group).nunique(dropna=False)
    return counts.gt(1).loc[group].set_axis(rows.index)


def _join_values(values: pd.Series) -> str | None:
    words = [word for word in dict.fromkeys(values) if word is not None]
    return JOINT.join(words) or None


def _place(row: dict) -> str:
    return f"《{row['_file']}》“{row['_sheet']}”第 {row['_row']} 行"


def _problem(code: str, register: Register, row: dict, column: str, other: dict) -> Problem:
    named = " ".join(str(row[name]) for name in register.key)
    heading = "、".join(register.columns[c].heading for c in column.split())
    return Problem(code, row["_file"], row["_sheet"], row["_row"], heading, named, _place(other))


def _groups(rows: pd.DataFrame, group: pd.Series) -> list[list[tuple]]:
    """(index, row as a dict) of the rows of each group, in order."""
    members: dict[int, list[tuple]] = {}
    numbers = group.loc[rows.index]
    for index, number, row in zip(rows.index, numbers, rows.to_dict("records"), strict=True):
        members.setdefault(number, []).append((index, row))
    return list(members.values())


def _conflicts(
    register: Register, rows: pd.DataFrame, group: pd.Series, differs: pd.DataFrame
) -> list[Problem]:
    problems = []
    for members in _groups(rows, group):
        (index, first), (_, second) = members[:2]
        column = differs.columns[differs.loc[index]][0].removesuffix("_precision")
        for place, (_, row) in enumerate(members):
            other = first if place else second
            problems.append(_problem("conflicting_duplicate", register, row, column, other))
    return problems


def _merge_notes(
    register: Register, rows: pd.DataFrame, group: pd.Series, join: tuple[str, ...]
) -> list[Problem]:
    problems = []
    for (_, first), *rest in _groups(rows, group):
        for _, row in rest:
            joined_columns = " ".join(c for c in join if row[c] != first[c])
            code = "joined_row" if joined_columns else "duplicate_row"
            problems.append(_problem(code, register, row, joined_columns, first))
    return problems


def answer_references(
    registers: dict[str, pd.DataFrame], definitions: dict[str, Register]
) -> tuple[dict[str, pd.DataFrame], list[Problem]]:
    """Registers without the rows whose reference has no answer, and those rows' problems."""
    problems, answered = [], dict(registers)
    for name, records in registers.items():
        for column in definitions[name].columns.values():
            if not column.references:
                continue
            target, field_name = column.references.split(".")
            named = records[column.name].dropna()
            broken = named.index[~named.isin(answered[target][field_name])]
            if broken.empty:
                continue
            sheet = definitions[target].sheet
            places = records.loc[broken, ["_file", "_sheet", "_row", column.name]]
            problems += [
                Problem("broken_reference", file, page, row, column.heading, value, sheet)
                for file, page, row, value in places.itertuples(index=False)
            ]
            records = records.drop(index=broken)
        answered[name] = records
    return answered, problems
