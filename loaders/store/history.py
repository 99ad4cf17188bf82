"""What was published when: tables that outlive the versions they tell of.

A version is named by a hash of its content, so its past cannot be part of it. The history stands
beside the versions in a folder of its own, written anew with each publication that changes
anything, and named in the pointer with its digests like the version itself.
"""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.store.pointer import HISTORY, whole

MIN_KEPT_SHARE = 0.8  # fewer rows than this share of the last publication's need a person's look
SCHEMAS = {
    # one row per publication that changed something; counter orders them, for clocks skew;
    # content: hash of the tables alone, so that a change of method can be told from one of data
    "publications": pa.schema(
        [
            ("counter", pa.int64()),
            ("version", pa.string()),
            ("built_at", pa.string()),
            ("as_of", pa.string()),
            ("fictional", pa.bool_()),
            ("method", pa.string()),
            ("content", pa.string()),
            ("files", pa.int64()),
            ("read", pa.int64()),
            ("kept", pa.int64()),
            ("merged", pa.int64()),
            ("rejected", pa.int64()),
            ("skipped", pa.int64()),
            ("problems", pa.int64()),
        ]
    ),
    # one row per publication, register and province; before: rows of the publication before it
    "counts": pa.schema(
        [
            ("counter", pa.int64()),
            ("register", pa.string()),
            ("province", pa.string()),
            ("rows", pa.int64()),
            ("before", pa.int64()),
            ("dropped", pa.bool_()),
        ]
    ),
    # one row per publication, clause and indicator: the judgement as it was then
    "statuses": pa.schema(
        [
            ("counter", pa.int64()),
            ("clause", pa.string()),
            ("indicator", pa.string()),
            ("status", pa.string()),
            ("reason", pa.string()),
            ("value", pa.float64()),
            ("year", pa.int32()),
            ("target", pa.float64()),
            ("target_year", pa.int32()),
            ("target_kind", pa.string()),
            ("direction", pa.string()),
            ("direction_reason", pa.string()),
        ]
    ),
    # one row per revision, clause and indicator of a goal whose year is over; evidence: ids behind,
    # of too many none, but evidence_rows, how many they are, and evidence_digest
    "verdicts": pa.schema(
        [
            ("counter", pa.int64()),
            ("revision", pa.int64()),
            ("year", pa.int32()),
            ("clause", pa.string()),
            ("indicator", pa.string()),
            ("value", pa.float64()),
            ("evidence", pa.list_(pa.string())),
            ("evidence_rows", pa.float64()),
            ("evidence_digest", pa.string()),
            ("status", pa.string()),
            ("target", pa.float64()),
            ("target_kind", pa.string()),
            ("set_by", pa.string()),
            ("direction", pa.string()),
            ("direction_reason", pa.string()),
            ("sha256", pa.string()),
        ]
    ),
    # one row per publication and register that tells of days: how far it reached, and whether that
    # was further back on the day of building than its update period
    "reach": pa.schema(
        [
            ("counter", pa.int64()),
            ("register", pa.string()),
            ("latest", pa.string()),
            ("stale", pa.bool_()),
        ]
    ),
    # one row per publication and laboratory whose state is another than at the publication before
    # it; "" where there was, or is, no such laboratory
    "lab_changes": pa.schema(
        [
            ("counter", pa.int64()),
            ("lab_id", pa.string()),
            ("lab_name", pa.string()),
            ("province", pa.string()),
            ("before", pa.string()),
            ("state", pa.string()),
        ]
    ),
    # one row per publication and register: how many rows differ from the publication before it;
    # no row of a publication that could not be compared, as the first
    "row_counts": pa.schema(
        [
            ("counter", pa.int64()),
            ("register", pa.string()),
            ("added", pa.int64()),
            ("removed", pa.int64()),
            ("changed", pa.int64()),
        ]
    ),
    # some of those rows: key and cells as text, columns, before and now in the same order; file,
    # sheet and row where they stood in what was loaded
    "row_changes": pa.schema(
        [
            ("counter", pa.int64()),
            ("register", pa.string()),
            ("key", pa.list_(pa.string())),
            ("name", pa.string()),
            ("change", pa.string()),
            ("columns", pa.list_(pa.string())),
            ("before", pa.list_(pa.string())),
            ("now", pa.list_(pa.string())),
            ("file", pa.string()),
            ("sheet", pa.string()),
            ("row", pa.int64()),
        ]
    ),
}
EMPTY = {name: schema.empty_table().to_pandas() for name, schema in SCHEMAS.items()}


@dataclass(frozen=True)
class Entry:
    """One publication as it is written down: its facts, its rows by province, its judgement, how
    far its registers reach, and what differs from the publication before it."""

    facts: dict
    counts: pd.DataFrame
    statuses: pd.DataFrame = field(default_factory=lambda: EMPTY["statuses"])
    verdicts: pd.DataFrame = field(default_factory=lambda: EMPTY["verdicts"])
    reach: pd.DataFrame = field(default_factory=lambda: EMPTY["reach"])
    lab_changes: pd.DataFrame = field(default_factory=lambda: EMPTY["lab_changes"])
    row_counts: pd.DataFrame = field(default_factory=lambda: EMPTY["row_counts"])
    row_changes: pd.DataFrame = field(default_factory=lambda: EMPTY["row_changes"])


def read_history(folder: Path) -> dict[str, pd.DataFrame] | None:
    """The tables of a history folder by their names; None where they are not what was written.

    A table or column that the release which wrote the folder did not have yet is empty.
    """
    if not whole(folder):
        return None
    try:
        return {name: _read_table(folder / f"{name}.parquet", name) for name in SCHEMAS}
    except (OSError, pa.ArrowException):
        return None


def _read_table(path: Path, name: str) -> pd.DataFrame:
    if not path.exists():
        return EMPTY[name]
    with pq.ParquetFile(path) as file:
        table = file.read()
    rows = _read_rows(table)
    if table.schema.names == SCHEMAS[name].names:
        return rows
    return _shape_rows(rows, SCHEMAS[name])


def _read_rows(table: pa.Table) -> pd.DataFrame:
    """Rows in the types of their columns alone, not in those noted of the frame they were in: it
    may have held lists as Arrow does, which has no name that pandas reads."""
    return table.to_pandas(types_mapper=_keep_lists, ignore_metadata=True)


def _keep_lists(kind: pa.DataType) -> pd.ArrowDtype | None:
    """Lists stay as Arrow holds them: millions of pieces of evidence would take eight times as much
    as texts of Python."""
    return pd.ArrowDtype(kind) if pa.types.is_list(kind) else None


def known_history(out: Path, named: list[str]) -> tuple[dict[str, pd.DataFrame], bool]:
    """The newest readable history, and whether it is the first of those the pointer names.

    A damaged one gives way to the one before it; where the pointer names none, for it may have been
    lost itself, whatever history lies beside the versions is taken up again.
    """
    for name in named:
        if (tables := read_history(out / name)) is not None:
            return tables, name == named[0]
    histories = [t for folder in out.glob(f"{HISTORY}*") if (t := read_history(folder)) is not None]
    newest = max(
        histories, key=lambda tables: tables["publications"]["counter"].max(), default=EMPTY
    )
    return newest, not named and not histories


def write_history(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write every table of a history into a folder that exists."""
    for name, schema in SCHEMAS.items():
        table = pa.Table.from_pandas(tables[name], schema=schema, preserve_index=False)
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")


def add_publication(before: dict[str, pd.DataFrame], entry: Entry, counter: int) -> dict:
    """The history with one more publication; `before` itself where that one says nothing new."""
    if not _says_something_new(before, entry):
        return before
    added = {
        "publications": pd.DataFrame([entry.facts]),
        "counts": compare_counts(entry.counts, last(before, "counts")),
        "statuses": entry.statuses,
        "verdicts": add_revision(before["verdicts"], entry.verdicts),
        "reach": entry.reach,
        "lab_changes": entry.lab_changes,
        "row_counts": entry.row_counts,
        "row_changes": entry.row_changes,
    }
    return {
        name: _stack_rows(before[name], rows.assign(counter=counter), schema)
        for (name, rows), schema in zip(added.items(), SCHEMAS.values(), strict=True)
    }


def last(tables: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """The rows of the latest publication in one table."""
    rows, publications = tables[name], tables["publications"]
    return rows[rows["counter"] == publications["counter"].max()]


def compare_counts(counts: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Rows by register and province beside those of the publication before, falls marked.

    A province that sent rows before and none now has zero rows; one that never did has no `before`.
    """
    key = ["register", "province"]
    old = before[key + ["rows"]].rename(columns={"rows": "before"})
    both = counts.merge(old, on=key, how="outer")
    both["rows"] = both["rows"].fillna(0)
    return both.assign(dropped=both["rows"] < MIN_KEPT_SHARE * both["before"])


def add_revision(before: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """The verdicts of each year whose content differs from the last revision, as the next one."""
    changed = []
    if verdicts.empty:
        return EMPTY["verdicts"]
    for year, rows in verdicts.groupby("year"):
        known = before[before["year"] == year]
        if rows["sha256"].iloc[0] not in set(
            known[known["revision"] == known["revision"].max()]["sha256"]
        ):
            changed.append(rows.assign(revision=1 if known.empty else known["revision"].max() + 1))
    return pd.concat(changed) if changed else EMPTY["verdicts"]


def _says_something_new(before: dict[str, pd.DataFrame], entry: Entry) -> bool:
    publications = last(before, "publications")
    if publications.empty:
        return True
    publication = publications.iloc[0]
    if any(publication[name] != entry.facts[name] for name in ("version", "method")):
        return True
    old = last(before, "statuses").drop(columns="counter").reset_index(drop=True)
    return not old.equals(_shape_rows(entry.statuses, SCHEMAS["statuses"]).drop(columns="counter"))


def _shape_rows(rows: pd.DataFrame, schema: pa.Schema) -> pd.DataFrame:
    """Rows in a table's columns and types, as they are when read back."""
    frame = rows.reindex(columns=schema.names)
    return _read_rows(pa.Table.from_pandas(frame, schema=schema, preserve_index=False))


def _stack_rows(before: pd.DataFrame, rows: pd.DataFrame, schema: pa.Schema) -> pd.DataFrame:
    shaped = _shape_rows(rows, schema)
    return pd.concat([before, shaped], ignore_index=True) if len(before) else shaped
