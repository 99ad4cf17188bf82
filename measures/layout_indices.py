"""All indices of a layout side by side, and year after year."""

import numpy as np
import pandas as pd

from measures.balance import gini, theil, theil_decomposition
from measures.chance_bands import random_bands
from measures.whole_lab_floor import applicable, attainable_floor, layout


def indices(values: pd.Series, weights=None, groups=None) -> dict[str, float]:
    """Everything said of one layout: labs, units, both indices, floors, bands, parts by group.

    `labs` and `units` are those that count: a unit without a value or a positive weight is left
    out, with its labs. gini_share and theil_share are the index as a part of the most it can be,
    1 - min p and ln(1 / min p), which one unit holding all would reach.
    """
    units = layout(values, weights)
    share, labs = units.weight_share.to_numpy(), float(units.value.sum())
    floor, bands = attainable_floor(labs, share), random_bands(labs, share)
    between, within = np.nan, np.nan
    if groups is not None:
        between, within = theil_decomposition(values, groups, weights)
    summary = {"labs": labs, "units": len(units), "between": between, "within": within}
    least = share.min() if applicable(units) else np.nan
    most = {"gini": 1 - least, "theil": -np.log(least)}
    for index, measure in (("gini", gini), ("theil", theil)):
        value = measure(values, weights)
        summary[index], summary[f"{index}_share"] = value, value / most[index]
        summary[f"{index}_floor"] = floor[index]
        summary |= {f"{index}_{mark}": at for mark, at in bands[index].items()}
    return summary


def by_year(table: pd.DataFrame, weights=None, groups=None) -> pd.DataFrame:
    """`indices` of each row of a table (years by units), one row per year.

    Each year stands beside its own floor and band: both fall as labs grow in number, so that a
    falling index alone is no success.
    """
    rows = {year: indices(row, weights, groups) for year, row in table.iterrows()}
    return pd.DataFrame.from_dict(rows, orient="index")


def axis_end(tables: list[pd.DataFrame]) -> float:
    """A little above the largest value of several tables, so that their charts share one axis.

    >>> round(axis_end([pd.DataFrame({"a": [1.0, np.nan]}), pd.DataFrame({"a": [2.0]})]), 2)
    2.3
    """
    largest = max((float(table.max(axis=None)) for table in tables), default=np.nan)
    return 1.15 * largest if largest > 0 else 1.0
