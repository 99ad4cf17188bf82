"""Who stands first: equals are named together, and nothing is where there is nothing to compare."""

import pandas as pd

from catalog.sentences import Words
from charts.theme import number

MAX_TIES_NAMED = 5  # of more equals their number stands


def find_first(values: pd.Series, decimals: int = 0) -> pd.Series:
    """The highest values, all that are equal as they are printed.

    Empty where fewer than two are known or none is above zero: nothing stands first then.

    >>> find_first(pd.Series({"a": 2.0, "b": 3.0, "c": 3.0})).to_dict()
    {'b': 3.0, 'c': 3.0}
    >>> find_first(pd.Series({"a": 2.0})).to_dict()
    {}
    """
    known = values.dropna()
    if len(known) < 2 or not known.max() > 0:
        return known.iloc[:0]
    printed = known.round(decimals)
    return known[printed == printed.max()]


def name_first(t: Words, first: pd.Series) -> str:
    """Their names; of several that they are equal, of many how many they are."""
    if len(first) == 1:
        return str(first.index[0])
    if len(first) > MAX_TIES_NAMED:
        return t("part.tied_many", count=len(first))
    return t("part.tied", names=t.join(first.index))


def say_first(t: Words, values: pd.Series, unit: str, decimals: int = 0, rate: bool = False) -> str:
    """Who stands first of several with the value, "" where nothing does.

    rate: the values are rates, of which one is the highest, not the most.
    """
    first = find_first(values, decimals)
    if first.empty:
        return ""
    key = "part.highest" if rate else "part.top"
    if len(first) > 1:
        key = f"{key}_tied"
    value = number(first.iloc[0], decimals, unit)
    return t(key, name=name_first(t, first), value=value, unit="" if unit == "%" else unit).strip()


def end_of_ties(values: list[float], count: int, most: int) -> int:
    """How many of the first values, highest first, can stand without a cut between equals.

    `count`, or up to `most` to complete the equals at its end, else fewer: those before them. 0
    where the very first ones are equal and too many.

    >>> end_of_ties([5, 4, 3, 2], 2, 3), end_of_ties([5, 4, 4, 2], 2, 3)
    (2, 3)
    >>> end_of_ties([5, 4, 4, 4], 2, 3), end_of_ties([4, 4, 4, 4], 2, 3)
    (1, 0)
    """
    if len(values) <= count:
        return len(values)
    edge = values[count - 1]
    end = count
    while end < len(values) and values[end] == edge:
        end += 1
    return end if end <= most else values.index(edge)
