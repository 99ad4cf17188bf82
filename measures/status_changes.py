"""How a judgement changed from one publication to the next, and whether data or method did it."""

import pandas as pd

KEY = ["clause", "indicator"]


def changes(publications: pd.DataFrame, statuses: pd.DataFrame) -> pd.DataFrame:
    """One row per publication, clause and indicator whose status or direction is not what it was.

    publications: counter, version, content, as_of, method; statuses: counter, clause, indicator,
    status, value, target_kind, direction. Columns: as_of, version, clause, indicator, target_kind,
    before, status, direction_before, direction, value_before, value and because: "data", "method"
    or "both", by what differs between the two publications. The latest first. What was judged for
    the first time is no change.

    >>> judged = pd.DataFrame({"counter": [1, 2], "version": ["a", "b"], "content": ["x", "y"],
    ...                      "as_of": ["2025", "2026"], "method": ["1", "1"]})
    >>> rows = pd.DataFrame({"counter": [1, 2], "clause": "c", "indicator": "i",
    ...                      "status": ["on_track", "lagging"], "value": [3.0, 3.0],
    ...                      "target_kind": "reference", "direction": "steady"})
    >>> changes(judged, rows)[["before", "status", "because"]].values.tolist()
    [['on_track', 'lagging', 'data']]
    """
    facts = ["version", "content", "as_of", "method"]
    judged = statuses.merge(publications[["counter", *facts]], on="counter")
    judged = judged.sort_values("counter", kind="stable")
    compared = ["status", "direction", "value", *facts]
    earlier = judged.groupby(KEY, sort=False)[compared].shift()
    judged = judged.assign(
        before=earlier["status"],
        direction_before=earlier["direction"],
        value_before=earlier["value"],
        because=because(earlier, judged),
    )
    moved = judged["before"].notna() & (judged["before"] != judged["status"])
    directions = judged[["direction_before", "direction"]]
    turned = directions.notna().all(axis=1) & (directions.iloc[:, 0] != directions.iloc[:, 1])
    changed = judged[moved | turned]
    columns = [
        "as_of",
        "version",
        *KEY,
        "target_kind",
        "before",
        "status",
        "direction_before",
        "direction",
        "value_before",
        "value",
        "because",
    ]
    return changed[::-1][columns].reset_index(drop=True)


def because(earlier: pd.DataFrame, now: pd.DataFrame) -> pd.Series:
    """What differs from before: "data" (content or as-of day), "method" or "both"."""
    method = earlier["method"] != now["method"]
    data = (earlier["content"] != now["content"]) | (earlier["as_of"] != now["as_of"])
    return pd.Series("data", index=now.index).mask(method & data, "both").mask(~data, "method")


def by_publication(publications: pd.DataFrame, statuses: pd.DataFrame, most: int) -> pd.DataFrame:
    """Statuses by clause and indicator (rows) and the last `most` publications (columns, counters).

    Rows in the order in which the latest publication has them; missing where a clause was not
    judged then.
    """
    last = publications["counter"].sort_values().tail(most)
    judged = statuses[statuses["counter"].isin(last)].sort_values(
        "counter", ascending=False, kind="stable"
    )
    order = pd.MultiIndex.from_frame(judged[KEY].drop_duplicates())
    table = judged.pivot(index=KEY, columns="counter", values="status")
    return table.reindex(index=order, columns=list(last))
