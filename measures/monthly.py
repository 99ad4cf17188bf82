"""What happened month by month: sums of stored flows, zero where nothing was."""

from datetime import date

import pandas as pd


def by_month(
    rows: pd.DataFrame, names: list[str], until: date, count: int, column: str = "indicator"
) -> pd.DataFrame:
    """Sums by month (rows: "YYYY-MM", the last `count` up to the day `until`) and word (columns).

    rows: an observation table with month, value and `column`, whose words are the `names`.

    >>> rows = pd.DataFrame({"month": pd.to_datetime(["2026-01-01", "2026-03-01"]),
    ...                      "indicator": ["a", "a"], "value": [2.0, 1.0]})
    >>> by_month(rows, ["a", "b"], date(2026, 3, 9), 3)["a"].tolist()
    [2.0, 0.0, 1.0]
    """
    months = [str(month) for month in pd.period_range(end=pd.Period(until, "M"), periods=count)]
    chosen = rows[rows[column].isin(names)]
    month, word = chosen["month"].dt.strftime("%Y-%m"), chosen[column].astype(str)
    table = pd.DataFrame({"month": month, "word": word, "value": chosen["value"]})
    sums = table.groupby(["month", "word"])["value"].sum().unstack()
    return sums.reindex(index=months, columns=list(names)).fillna(0.0)
