"""Province statistics: what was received, filled up with the official figures we keep."""

import functools
from datetime import date

import pandas as pd

from catalog.definitions import REFERENCE, catalog
from loaders.problems import Problem
from loaders.registers.read_file import read_file
from loaders.sheets.mapping import Mapping

BUILT_IN = REFERENCE / "province_stats.csv"
KEY = ["province", "year"]
NO_FILE = ""  # built-in figures come from no file of a source, whatever those are called


@functools.cache
def official_figures() -> pd.DataFrame:
    """The built-in figures, one row per province and year; never edited."""
    return read_file(BUILT_IN, NO_FILE, Mapping(), date.max).readings[0].records


def with_reference(received: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Received rows first; built-in figures where none were received; a word where one is replaced.

    A figure the received row leaves blank keeps the built-in one, and the source says both.
    """
    official = official_figures()
    if received.empty:
        return official, []
    both = received[KEY].merge(official, on=KEY, how="left").set_axis(received.index)
    known = both["source"].notna()
    filled = _fill_missing(received, both)
    new = official.merge(received[KEY], on=KEY, how="left", indicator=True)["_merge"] == "left_only"
    problems = [
        Problem("reference_replaced", file, sheet, value=str(len(rows)))
        for (file, sheet), rows in received[known].groupby(["_file", "_sheet"], sort=False)
    ]
    return pd.concat([filled, official[new.to_numpy()]], ignore_index=True), problems


def _fill_missing(received: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    filled, used = received.copy(), pd.Series(False, index=received.index)
    for column in catalog().registers["province_stats"].columns.values():
        if column.kind == "number":
            gap = received[column.name].isna() & official[column.name].notna()
            filled[column.name] = received[column.name].where(~gap, official[column.name])
            used |= gap
    filled.loc[used, "source"] = received["source"][used] + "；" + official["source"][used]
    return filled
