"""What holds between rows: one row per key, joint rows joined, references answered."""

from dataclasses import dataclass, field

import pandas as pd

from loaders.catalog import Register
from loaders.problems import Problem

JOINT = "；"


@dataclass
class Settled:
    """One register with unique keys; merged counts the rows that became part of another."""

    records: pd.DataFrame
    merged: int = 0
    problems: list[Problem] = field(default_factory=list)


def settle(register: Register, records: pd.DataFrame, join: tuple[str, ...] = ()) -> Settled:
    """Rows of equal key merged where they agree, joined in the `join` columns, else refused.

    Two rows of one key that disagree are both left out: neither is guessed to be right.
    """
    key = list(register.key)
    doubled = records.duplicated(key, keep=False)
    if not doubled.any():
        return Settled(records)
    settled = Settled(records, 0)
    compared = [c for c in records.columns if not c.startswith("_") and c not in (*key, *join)]
    dropped, joined = [], {}
    for _, group in records[doubled].groupby(key, sort=False, dropna=False):
        differing = next((c for c in compared if group[c].nunique(dropna=False) > 1), None)
        if differing:
            settled.problems += _conflict(register, group, differing)
            dropped += list(group.index)
            continue
        values = {c: _joined(group[c]) for c in join}
        settled.problems += _merge_notes(register, group, join)
        joined[group.index[0]] = values
        dropped += list(group.index[1:])
        settled.merged += len(group) - 1
    settled.records = records.drop(index=dropped)
    for index, values in joined.items():
        for column, value in values.items():
            settled.records.at[index, column] = value
    return settled


def _joined(values: pd.Series) -> str | None:
    words = [word for word in dict.fromkeys(values) if word is not None]
    return JOINT.join(words) or None


def _place(row: pd.Series) -> str:
    return f"《{row['_file']}》“{row['_sheet']}”第 {row['_row']} 行"


def _key_text(register: Register, row: pd.Series) -> str:
    return " ".join(str(row[column]) for column in register.key)


def _conflict(register: Register, group: pd.DataFrame, column: str) -> list[Problem]:
    heading = register.columns[column].heading if column in register.columns else column
    rows = [row for _, row in group.iterrows()]
    return [
        Problem("conflicting_duplicate", row["_file"], row["_sheet"], row["_row"], heading,
                _key_text(register, row), _place(rows[0] if i else rows[1]))
        for i, row in enumerate(rows)
    ]  # fmt: skip


def _merge_notes(register: Register, group: pd.DataFrame, join: tuple[str, ...]) -> list[Problem]:
    rows = [row for _, row in group.iterrows()]
    differing = [register.columns[c].heading for c in join if group[c].nunique(dropna=False) > 1]
    code, column = ("joined_row", "、".join(differing)) if differing else ("duplicate_row", "")
    return [
        Problem(code, row["_file"], row["_sheet"], row["_row"], column, _key_text(register, row),
                _place(rows[0]))
        for row in rows[1:]
    ]  # fmt: skip


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
            known = answered.get(target, pd.DataFrame(columns=[field_name]))[field_name]
            broken = records[column.name].notna() & ~records[column.name].isin(set(known))
            sheet = definitions[target].sheet
            problems += [
                Problem("broken_reference", r["_file"], r["_sheet"], r["_row"], column.heading,
                        r[column.name], sheet)
                for _, r in records[broken].iterrows()
            ]  # fmt: skip
            records = records[~broken]
        answered[name] = records
    return answered, problems
