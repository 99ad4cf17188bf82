"""How a judgement changed from one publication to the next."""

import pandas as pd

KEY = ["clause", "indicator"]
# of a judgement: each with what it was at the publication before
JUDGED = ["status", "direction", "value", "target", "target_year", "target_kind"]


def changes(publications: pd.DataFrame, statuses: pd.DataFrame) -> pd.DataFrame:
    """One row per publication, clause and indicator whose status or direction is not what it was.

    publications: counter, version, as_of; statuses: counter, clause, indicator and each of JUDGED.
    Columns: counter, counter_before, as_of, version, clause, indicator, each of JUDGED, now and
    `…_before`. The latest first. What was judged for the first time is no change. Why it changed
    is what measures.change_note.list_reasons answers for such a row.

    >>> judged = pd.DataFrame({"counter": [1, 2], "version": ["a", "b"], "as_of": ["2025", "2026"]})
    >>> rows = pd.DataFrame({"counter": [1, 2], "clause": "c", "indicator": "i",
    ...                      "status": ["on_track", "lagging"], "direction": "steady", "value": 3.0,
    ...                      "target": 9.0, "target_year": 2035, "target_kind": "reference"})
    >>> changes(judged, rows)[["counter_before", "status_before", "status"]].values.tolist()
    [[1, 'on_track', 'lagging']]
    """
    facts = ["as_of", "version"]
    judged = statuses.merge(publications[["counter", *facts]], on="counter")
    judged = judged.sort_values("counter", kind="stable")
    compared = ["counter"] + JUDGED
    earlier = judged.groupby(KEY, sort=False)[compared].shift().add_suffix("_before")
    judged = judged.join(earlier)
    moved = judged["status_before"].notna() & (judged["status_before"] != judged["status"])
    directions = judged[["direction_before", "direction"]]
    turned = directions.notna().all(axis=1) & (directions.iloc[:, 0] != directions.iloc[:, 1])
    changed = judged[moved | turned].astype({"counter_before": "int64"})
    columns = ["counter", "counter_before"] + facts + KEY + JUDGED
    columns += [f"{name}_before" for name in JUDGED]
    return changed[::-1][columns].reset_index(drop=True)


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
