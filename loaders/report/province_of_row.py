"""Which province a row or a file came from, so that its problems reach whoever can mend them."""

from collections import Counter

import pandas as pd

from catalog.definitions import NATIONWIDE, catalog
from loaders.load import Loaded
from loaders.problems import Problem
from loaders.registers.column_cells import cell_at, outcome
from loaders.registers.read_file import Table
from loaders.text import fold


class Origins:
    """Where the rows of one load came from: by their own province, their laboratory's, the file's
    name; "" where none of them tells."""

    def __init__(self, loaded: Loaded):
        self._files = {file.file: file for file in loaded.files}
        self._home = dict(_laboratories(loaded))

    def of(self, problem: Problem) -> str:
        """Six-digit code of the province that a problem belongs to."""
        file = self._files[problem.file]
        table = file.table_of(problem.sheet, problem.row)
        if table is not None:
            row = table.row(problem.row)
            province = _cell(table, row, "province")
            province = province or self._home.get(_cell(table, row, "lab_id"))
            if province:
                return province
        return find_province_in_name(problem.file)


def _laboratories(loaded: Loaded):
    """(lab_id, province) of every row of a register of laboratories, the kept ones last."""
    for file in loaded.files:
        for table in file.tables:
            if table.layout.register.name == "labs":
                for _, row in table.numbered_rows():
                    yield _cell(table, row, "lab_id"), _cell(table, row, "province")
    labs = loaded.registers["labs"]
    yield from zip(labs["lab_id"], labs["province"], strict=True)


def _cell(table: Table, row: list, column: str):
    """A cell of a received row as its column reads it; None where it cannot."""
    layout = table.layout
    if column not in layout.places:
        return None
    result = outcome(layout.register.columns[column], cell_at(row, layout.places[column]))
    return result[0] if isinstance(result, tuple) else None


def find_province_in_name(file: str) -> str:
    """The province a file's name begins to speak of first; "" where it names none.

    >>> find_province_in_name("2026/湖北省报送.xlsx"), find_province_in_name("全部.xlsx")
    ('420000', '')
    """
    provinces, name = catalog().provinces, fold(file)
    places = [
        (name.find(fold(short)), code)
        for short, code in zip(provinces.short, provinces.code, strict=True)
        if fold(short) in name
    ]
    return min(places)[1] if places else ""


def kept_rows(loaded: Loaded) -> pd.DataFrame:
    """One row per register and province: how many rows were kept.

    A row without a province of its own counts where its laboratory is, else for the whole country.
    Built-in reference figures were not received and do not count.
    """
    labs = loaded.registers["labs"]
    home = dict(zip(labs["lab_id"], labs["province"], strict=True))
    counts = []
    for name, records in loaded.registers.items():
        received = records[records["_file"].isin([file.file for file in loaded.files])]
        by_province = Counter(_places(received, home))
        for plain in loaded.plain_of(name):
            for lab, rows in plain.count_by("lab_id").items():
                by_province[home.get(lab, NATIONWIDE)] += rows
        counts += [[name, province, rows] for province, rows in sorted(by_province.items())]
    table = pd.DataFrame(counts, columns=["register", "province", "rows"])
    return table.sort_values("register", kind="stable", ignore_index=True)


def _places(records: pd.DataFrame, home: dict[str, str]) -> pd.Series:
    if "province" in records:
        return records["province"].astype(object)
    if "lab_id" in records:
        return records["lab_id"].map(home).fillna(NATIONWIDE).astype(object)
    return pd.Series(NATIONWIDE, index=records.index, dtype=object)
