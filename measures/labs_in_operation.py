"""Which laboratories are in operation at a year's end, one by one."""

import pandas as pd

from measures.careers import APPROVED, EXITS


def in_operation(labs: pd.DataFrame, events: pd.DataFrame, year: int) -> pd.DataFrame:
    """The labs that had entered and not left by the end of a year, with the day they entered.

    A lab enters with its first 批准建设, or on approved_on where it has none, and leaves with its
    first 取消资格 or 主动退出; an exit dated before the entry (known by its year alone) counts from
    the entry. The same rule by which the observations count, lab by lab.
    """
    entry = _first(events, [APPROVED]).reindex(labs["lab_id"]).to_numpy()
    exit_ = _first(events, EXITS).reindex(labs["lab_id"]).to_numpy()
    found = labs.assign(entered=pd.to_datetime(entry), left=pd.to_datetime(exit_))
    found["entered"] = found["entered"].fillna(pd.to_datetime(found["approved_on"]))
    found["left"] = found[["entered", "left"]].max(axis=1).where(found["left"].notna())
    end = pd.Timestamp(year, 12, 31)
    return found[(found["entered"] <= end) & ~(found["left"] <= end)].drop(columns="left")


def _first(events: pd.DataFrame, kinds: list[str]) -> pd.Series:
    rows = events[events["event"].isin(kinds)]
    return pd.to_datetime(rows.groupby("lab_id")["event_date"].min())
