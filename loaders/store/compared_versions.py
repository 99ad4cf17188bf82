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

LAB_COLUMNS = ["lab_id", "lab_name", "province", "state"]
PLACE = ["_file", "_sheet", "_row"]  # where a row of a load stood


@dataclass(frozen=True, eq=False)
class ComparedVersion:
    """What is compared of a version.

    registers: by name those whose files differ between the two versions, every cell text or None;
    labs: one row per laboratory, LAB_COLUMNS.
    """

    registers: dict[str, pd.DataFrame]
    labs: pd.DataFrame


def read_compared(before: Path, now: Path) -> tuple[ComparedVersion, ComparedVersion] | None:
    """Both versions, the earlier one first; None where that one can no longer be read."""
    if not before.is_dir() or not is_readable(before):
        return None
    differing = [
        path.name
        for path in sorted((now / "registers").glob("*.parquet"))
        if not filecmp.cmp(path, before / "registers" / path.name, shallow=False)
    ]
    return _read(before, differing), _read(now, differing)


def _read(folder: Path, names: list[str]) -> ComparedVersion:
    registers = {
        name.removesuffix(".parquet"): _read_text(folder / "registers" / name) for name in names
    }
    labs = pq.read_table(folder / "lifetimes" / "labs.parquet", columns=LAB_COLUMNS)
    return ComparedVersion(registers, labs.to_pandas())


def _read_text(path: Path) -> pd.DataFrame:
    """A register with every cell as text: days as 2025-12-31, whole numbers without a point."""
    table = pq.read_table(path)
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
