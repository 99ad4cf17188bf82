"""What differs between a version and the one before it, as it is published with the history."""

import pandas as pd

from catalog.definitions import catalog
from catalog.nouns import Register
from loaders.store.compared_versions import ComparedVersion
from measures.change_note import ASSESSMENTS
from measures.row_changes import compare_labs, compare_rows

MAX_ROWS_PUBLISHED = 20  # of each register and publication; all are counted
NAMES = ("lab_name", "technology_name", "title")  # columns by which readers know a row
COUNTS = ["register", "added", "removed", "changed"]


def compare_versions(before: ComparedVersion, now: ComparedVersion) -> dict[str, pd.DataFrame]:
    """Tables of loaders.store.history, no counter: `lab_changes`, `row_counts`, `row_changes`."""
    counts, listed = [], []
    for name, register in catalog().registers.items():
        if name not in now.registers:  # its file is the same
            counts.append([name, 0, 0, 0])
            continue
        key, label = list(register.key), find_name_column(register)
        tables = before.registers[name], now.registers[name]
        whole = name == ASSESSMENTS  # its section quotes what an authority has published
        changes = compare_rows(*tables, key, label, MAX_ROWS_PUBLISHED, whole)
        counts.append([name, changes.added, changes.removed, changes.changed])
        listed.append(changes.rows.assign(register=name))
    tables = {
        "lab_changes": compare_labs(before.labs, now.labs),
        "row_counts": pd.DataFrame(counts, columns=COUNTS),
    }
    if listed:
        tables["row_changes"] = pd.concat(listed, ignore_index=True)
    return tables


def find_name_column(register: Register) -> str | None:
    """The column by which readers know a row, None where a row has no name of its own."""
    return next((column for column in NAMES if column in register.columns), None)
