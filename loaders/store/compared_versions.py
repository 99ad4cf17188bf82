"""Two versions side by side, as far as a build compares them: registers as text, states of labs."""

import filecmp
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from catalog.definitions import catalog
from loaders.load import Loaded
from loaders.store.published import is_readable
from loaders.store.table_files import LARGE_TABLE_ROWS

LAB_COLUMNS = ["lab_id", "lab_name", "province", "state"]
PLACE = ["_file", "_sheet", "_row"]  # where a row of a load stood


@dataclass(frozen=True, eq=False)
class ComparedVersion:
    """What is compared of a version.

    registers: by name those whose files differ between the two versions, every cell text or None;
    of large ones only the rows that the other version has not. labs: one row per laboratory,
    LAB_COLUMNS.
    """

    registers: dict[str, pd.DataFrame]
    labs: pd.DataFrame


def read_compared(before: Path, now: Path) -> tuple[ComparedVersion, ComparedVersion] | None:
    """Both versions, the earlier one first; None where that one can no longer be read."""
    if not before.is_dir() or not is_readable(before):
        return None
    registers = {}
    for path in sorted((now / "registers").glob("*.parquet")):
        old_path = before / "registers" / path.name
        if not filecmp.cmp(path, old_path, shallow=False):
            registers[path.stem] = _read_pair(old_path, path)
    old, new = ({name: pair[side] for name, pair in registers.items()} for side in (0, 1))
    return ComparedVersion(old, _read_labs(before)), ComparedVersion(new, _read_labs(now))


def _read_labs(folder: Path) -> pd.DataFrame:
    path = folder / "lifetimes" / "labs.parquet"
    return pq.read_table(path, columns=LAB_COLUMNS).to_pandas()


def _read_pair(before: Path, now: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two states of a register as text; of large ones the rows that differ."""
    if max(pq.read_metadata(path).num_rows for path in (before, now)) <= LARGE_TABLE_ROWS:
        return _as_text(pq.read_table(before)), _as_text(pq.read_table(now))
    from loaders.columns.differing_rows import find_differing_rows

    gone, came = find_differing_rows(before, now)
    return _as_text(gone), _as_text(came)


def _as_text(table: pa.Table) -> pd.DataFrame:
    """A register with every cell as text: days as 2025-12-31, whole numbers without a point."""
    schema = pa.schema([(name, pa.string()) for name in table.schema.names])
    return table.cast(schema).to_pandas()


def place_rows(changes: pd.DataFrame, key: list[str], records: pd.DataFrame) -> pd.DataFrame:
    """Changed rows of one register with file, sheet and row in which this load had them.

    key: the register's; records: its rows as loaded. A row that is gone has no place.
    """
    first = {cells[0] for cells in changes["key"]}
    candidates = records[records[key[0]].astype(str).isin(first)]
    names = zip(*(candidates[column].astype(str) for column in key), strict=True)
    places = dict(zip(names, candidates[PLACE].itertuples(index=False), strict=True))
    nowhere = (None, None, None)
    cells = [places.get(tuple(values), nowhere) for values in changes["key"]]
    return changes.join(pd.DataFrame(cells, columns=["file", "sheet", "row"], index=changes.index))


def _records(loaded: Loaded, register: str, changes: pd.DataFrame) -> pd.DataFrame:
    """The records of a register, and of its rows in large files those that changed."""
    first = catalog().registers[register].key[0]
    keys = [cells[0] for cells in changes["key"]]
    as_columns = [rows.records_with(first, keys) for rows in loaded.plain_of(register)]
    return pd.concat([loaded.registers[register], *as_columns], ignore_index=True)


def place_changes(changes: pd.DataFrame, loaded: Loaded) -> pd.DataFrame:
    """The changed rows of all registers with their places; register, key and the rest unchanged."""
    placed = [
        place_rows(rows, list(catalog().registers[name].key), _records(loaded, name, rows))
        for name, rows in changes.groupby("register", sort=False)
    ]
    return pd.concat(placed) if placed else changes
