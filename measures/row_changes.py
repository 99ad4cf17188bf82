"""What differs between two states of a register: rows by their key, laboratories by their state."""

from dataclasses import dataclass

import pandas as pd

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
COLUMNS = ["key", "name", "change", "columns", "before", "now"]


@dataclass(frozen=True, eq=False)
class RowChanges:
    """How many rows of a register came, went and changed, and some of them.

    rows: one per listed row: key (its values), name, change, and of a changed one its columns with
    the cells before and now, as text in the same order. The changed ones first. Where rows are
    listed whole, one that came or went has all its columns too, the cells it had not are "".
    """

    added: int
    removed: int
    changed: int
    rows: pd.DataFrame


def compare_rows(
    before: pd.DataFrame,
    now: pd.DataFrame,
    key: list[str],
    name: str | None,
    most: int,
    whole: bool = False,
) -> RowChanges:
    """Compare two states of a register whose cells are text, missing ones None.

    Rows that are alike in every cell, which a hash of them tells, are left aside at once.
    key: the columns by which a row is the same row; name: the column that readers know it by.
    most: how many rows are listed; all are counted. whole: those that came or went with all cells.

    >>> old = pd.DataFrame({"id": ["1", "2"], "level": ["a", "b"]})
    >>> new = pd.DataFrame({"id": ["2", "3"], "level": ["c", "d"]})
    >>> changes = compare_rows(old, new, ["id"], None, 9)
    >>> changes.rows[["key", "change", "before", "now"]].values.tolist()
    [[['2'], 'changed', ['b'], ['c']], [['3'], 'added', [], []], [['1'], 'removed', [], []]]
    """
    columns = list(dict.fromkeys([*now.columns, *before.columns]))
    old, new = (frame.reindex(columns=columns).fillna("") for frame in (before, now))
    old_marks, new_marks = (pd.util.hash_pandas_object(rows, index=False) for rows in (old, new))
    old = old[~old_marks.isin(new_marks)].reset_index(drop=True)
    new = new[~new_marks.isin(old_marks)].reset_index(drop=True)
    paired = (
        old[key]
        .assign(at=old.index)
        .merge(
            new[key].assign(at=new.index),
            on=key,
            how="outer",
            suffixes=("_before", "_now"),
            indicator=True,
        )
    )
    added = paired[paired["_merge"] == "right_only"]
    removed = paired[paired["_merge"] == "left_only"]
    changed = paired[paired["_merge"] == "both"]
    listed = []
    for row in changed.head(most).itertuples():
        old_row, new_row = old.iloc[int(row.at_before)], new.iloc[int(row.at_now)]
        differing = [column for column in columns if old_row[column] != new_row[column]]
        record = _describe_row(new_row, key, name, CHANGED)
        record["columns"] = differing
        record["before"] = [old_row[column] for column in differing]
        record["now"] = [new_row[column] for column in differing]
        listed.append(record)
    for row in added.head(most - len(listed)).itertuples():
        record = _describe_row(new.iloc[int(row.at_now)], key, name, ADDED)
        if whole:
            record["columns"], record["before"] = columns, [""] * len(columns)
            record["now"] = list(new.iloc[int(row.at_now)])
        listed.append(record)
    for row in removed.head(most - len(listed)).itertuples():
        record = _describe_row(old.iloc[int(row.at_before)], key, name, REMOVED)
        if whole:
            record["columns"], record["now"] = columns, [""] * len(columns)
            record["before"] = list(old.iloc[int(row.at_before)])
        listed.append(record)
    rows = pd.DataFrame(listed, columns=COLUMNS)
    return RowChanges(len(added), len(removed), len(changed), rows)


def _describe_row(row: pd.Series, key: list[str], name: str | None, change: str) -> dict:
    return {
        "key": [row[column] for column in key],
        "name": row[name] if name else "",
        "change": change,
        "columns": [],
        "before": [],
        "now": [],
    }


def compare_labs(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory whose state differs: lab_id, lab_name, province, before, state.

    before, now: lab_id, lab_name, province, state. A state is "" where there is no such laboratory.

    >>> old = pd.DataFrame([["1", "a", "42", "building"], ["2", "b", "11", "accepted"]],
    ...                    columns=["lab_id", "lab_name", "province", "state"])
    >>> new = old.assign(state=["accepted", "accepted"])
    >>> compare_labs(old, new)[["lab_id", "before", "state"]].values.tolist()
    [['1', 'building', 'accepted']]
    """
    both = before.merge(now, on="lab_id", how="outer", suffixes=("_before", ""))
    both = both.assign(
        lab_name=both["lab_name"].fillna(both["lab_name_before"]),
        province=both["province"].fillna(both["province_before"]),
        before=both["state_before"].fillna(""),
        state=both["state"].fillna(""),
    )
    differing = both[both["before"] != both["state"]]
    return differing[["lab_id", "lab_name", "province", "before", "state"]].reset_index(drop=True)
