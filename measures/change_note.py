"""The change note: what differs between two publications, by what was kept of all between them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from measures.row_changes import ADDED, CHANGED, REMOVED

KEY = ["clause", "indicator"]
ASSESSMENTS = "assessments"  # the register of what authorities have published of clauses
# what is held against each other of a clause and indicator; direction where it is published
JUDGED = ("status", "direction", "value", "year", "target", "target_year", "target_kind")
TARGET = ("target", "target_year", "target_kind")
DECIMALS = 9  # of a number; differences beyond are rounding
FALL_OF_FIVE = 4  # a fall by a fifth or more leaves at most four of five rows
CHANGES = (ADDED, REMOVED, CHANGED)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two publications held against each other, before any judgement of them.

    facts: the two rows of the table of publications, the earlier one first. counts, rows and
    is_compared as in ChangeNote.
    """

    facts: pd.DataFrame
    counts: pd.DataFrame
    rows: pd.DataFrame
    is_compared: bool


@dataclass(frozen=True, eq=False)
class ChangeNote:
    """What differs between the publications with the counters `since` and `until`.

    clauses: one row per clause and indicator whose status, direction, value or target differs, the
    changes of status first: each of JUDGED with its value `…_before`; moved: the first of status,
    direction, value and target that differs; because: codes of the reasons, "reference" (another
    target), "method", "data", "as_of" (nothing but the day up to which the data reach).
    labs: lab_id, lab_name, province, before, state. falls: register, province, before, rows.
    stale: registers that were not too old before. revisions: year, revision of a closing.
    assessments: rows of that register, as in `rows`, which came, went or changed, whole.
    counts: register, added, removed, changed; rows: those listed of them.
    is_compared: whether it is known which rows differ: the tables are the same, or every
    publication between was compared with the one before it row by row.
    """

    since: int
    until: int
    clauses: pd.DataFrame
    labs: pd.DataFrame
    falls: pd.DataFrame
    stale: tuple[str, ...]
    revisions: pd.DataFrame
    assessments: pd.DataFrame
    counts: pd.DataFrame
    rows: pd.DataFrame
    is_compared: bool

    @property
    def is_empty(self) -> bool:
        """Nothing that a reader would want to know has changed."""
        tables = (
            self.clauses,
            self.labs,
            self.falls,
            self.revisions,
            self.assessments,
            self.counts,
        )
        nothing_listed = not self.stale and all(table.empty for table in tables)
        return nothing_listed and self.is_compared


def compose_note(
    history: Mapping[str, pd.DataFrame],
    since: int,
    until: int,
    registers_of: Mapping[str, tuple[str, ...]],
) -> ChangeNote:
    """The note from one publication to a later one, both by their counters.

    history: the tables of loaders.store.history; registers_of: by indicator those it is counted
    from. What went there and back in between is no change.
    """
    between = _list_between(history, since, until)
    comparison = compare_publications(history, since, until)
    clauses = compare_judgements(history["statuses"], since, until)
    clauses["because"] = [
        list_reasons(row, comparison, registers_of) for row in clauses.itertuples()
    ]
    verdicts = _select(history["verdicts"], between)
    revisions = verdicts.groupby("year", as_index=False)["revision"].max()
    return ChangeNote(
        since,
        until,
        clauses,
        _join_labs(_select(history["lab_changes"], between)),
        _find_falls(history["counts"], since, until),
        _find_stale(history["reach"], since, until),
        revisions,
        comparison.rows[comparison.rows["register"] == ASSESSMENTS],
        comparison.counts,
        comparison.rows,
        comparison.is_compared,
    )


def compare_publications(history: Mapping[str, pd.DataFrame], since: int, until: int) -> Comparison:
    """The facts of two publications, by their counters, and which rows differ between them."""
    between = _list_between(history, since, until)
    rows = _join_rows(_select(history["row_changes"], between))
    counts = _sum_counts(_select(history["row_counts"], between), rows, history["row_changes"])
    facts = history["publications"].set_index("counter").loc[[since, until]]
    is_compared = (
        set(between) <= set(history["row_counts"]["counter"]) or facts["content"].nunique() == 1
    )
    return Comparison(facts, counts, rows, is_compared)


def _list_between(history: Mapping[str, pd.DataFrame], since: int, until: int) -> pd.Index:
    """Counters of the publications after `since` up to `until`."""
    counters = pd.Index(history["publications"]["counter"])
    return counters[(counters > since) & (counters <= until)]


def _select(table: pd.DataFrame, counters: pd.Index) -> pd.DataFrame:
    return table[table["counter"].isin(counters)]


def compare_judgements(statuses: pd.DataFrame, since: int, until: int) -> pd.DataFrame:
    """Clauses and indicators judged at both publications of which anything in JUDGED differs."""
    judged = [name for name in JUDGED if name in statuses]
    old, new = (statuses.loc[statuses["counter"] == at, KEY + judged] for at in (since, until))
    both = new.merge(old, on=KEY, suffixes=("", "_before"))
    moved = [_find_move(row, judged) for row in both.to_dict("records")]
    both = both.assign(moved=moved)
    order = {"status": 0, "direction": 1, "target": 2, "value": 3}
    both = both[both["moved"] != ""]
    return both.sort_values("moved", key=lambda names: names.map(order), kind="stable").reset_index(
        drop=True
    )


def _find_move(row: dict, judged: list[str]) -> str:
    """Which of status, direction, target and value differs, the weightiest; "" where none does."""
    differing = [name for name in judged if not _is_same(row[f"{name}_before"], row[name])]
    if "direction" in differing and pd.isna(row["direction_before"]):
        differing.remove("direction")  # published for the first time, which is no change
    for name in ("status", "direction"):
        if name in differing:
            return name
    if any(name in differing for name in TARGET):
        return "target"
    return "value" if differing else ""


def _is_same(before: object, now: object) -> bool:
    """Equal, or both missing; numbers to DECIMALS.

    >>> [_is_same(float("nan"), None), _is_same(1.0, 1.0 + 1e-12), _is_same("a", None)]
    [True, True, False]
    """
    if pd.isna(before) or pd.isna(now):
        return bool(pd.isna(before) and pd.isna(now))
    if isinstance(before, float) and isinstance(now, float):
        return math.isclose(before, now, rel_tol=10**-DECIMALS, abs_tol=10**-DECIMALS)
    return before == now


def list_reasons(
    row, comparison: Comparison, registers_of: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Why a judgement differs between two publications, as codes.

    row: indicator and each of TARGET, now and `…_before`; registers_of as in compose_note. The
    codes: "reference" (another target), "method", "data" (rows that the indicator is counted
    from), "as_of" (nothing but the day up to which the data reach).
    """
    facts = comparison.facts

    def differs(name: str) -> bool:
        return facts[name].iloc[0] != facts[name].iloc[1]

    targets_differ = not all(
        _is_same(getattr(row, f"{name}_before"), getattr(row, name)) for name in TARGET
    )
    counted_from = registers_of.get(row.indicator, ())
    touched = comparison.counts["register"].isin(counted_from).any()
    data_differ = touched or (not comparison.is_compared and differs("content"))
    reasons = {"reference": targets_differ, "method": differs("method"), "data": data_differ}
    names = tuple(name for name, holds in reasons.items() if holds)
    if names:
        return names
    return ("as_of",) if differs("as_of") else ("data",)


def _join_labs(changes: pd.DataFrame) -> pd.DataFrame:
    """Each laboratory with its state before the first change and after the last, if they differ."""
    columns = ["lab_id", "lab_name", "province", "before", "state"]
    ordered = changes.sort_values("counter", kind="stable")
    first = ordered.drop_duplicates("lab_id").set_index("lab_id")["before"]
    last = ordered.drop_duplicates("lab_id", keep="last")
    joined = last.assign(before=last["lab_id"].map(first))
    return joined.loc[joined["before"] != joined["state"], columns].reset_index(drop=True)


def _join_rows(changes: pd.DataFrame) -> pd.DataFrame:
    """Listed changes of several publications as one of each row, without those taken back."""
    if changes.empty:
        return changes
    ordered = changes.sort_values("counter", kind="stable")
    by_key: dict[tuple, list[dict]] = {}
    for record in ordered.to_dict("records"):
        by_key.setdefault((record["register"], *record["key"]), []).append(record)
    joined = [row for records in by_key.values() if (row := _join_row(records)) is not None]
    return pd.DataFrame(joined, columns=changes.columns)


def _join_row(records: list[dict]) -> dict | None:
    """One row's changes, the earliest first, as one; None where nothing is left of them."""
    first, last = records[0]["change"], records[-1]["change"]
    if first == ADDED and last == REMOVED:
        return None
    change = CHANGED
    if first == ADDED:
        change = ADDED
    elif last == REMOVED:
        change = REMOVED
    came_or_went = records[0] if change == ADDED else records[-1]
    if change != CHANGED and not len(came_or_went["columns"]):  # listed without its cells
        return {**records[-1], "change": change, "columns": [], "before": [], "now": []}
    before: dict[str, str] = {}
    now: dict[str, str] = {}
    for record in records:
        cells = zip(record["columns"], record["before"], record["now"], strict=True)
        for column, old, new in cells:
            before.setdefault(column, old)
            now[column] = new
    columns = [column for column in before if before[column] != now[column] or change != CHANGED]
    is_back = all(len(record["columns"]) for record in records) and not columns
    if is_back:
        return None
    cells_before, cells_now = [before[name] for name in columns], [now[name] for name in columns]
    return {
        **records[-1],
        "change": change,
        "columns": columns,
        "before": cells_before,
        "now": cells_now,
    }


def _sum_counts(counts: pd.DataFrame, rows: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Rows added, removed and changed by register, where there are any.

    Where every change of a register is listed the joined rows are counted; else those of each
    publication are added up.
    """
    sums = counts.groupby("register", sort=False)[list(CHANGES)].sum().reset_index()
    within = listed[listed["counter"].isin(counts["counter"])]
    number_listed = within["register"].value_counts()
    joined = rows.groupby(["register", "change"]).size()
    for at, row in sums.iterrows():
        if row[list(CHANGES)].sum() == number_listed.get(row["register"], 0):
            for change in CHANGES:
                sums.loc[at, change] = joined.get((row["register"], change), 0)
    return sums[sums[list(CHANGES)].sum(axis=1) > 0].reset_index(drop=True)


def _find_falls(counts: pd.DataFrame, since: int, until: int) -> pd.DataFrame:
    """Registers and provinces with a fifth fewer rows than before, or fewer still."""
    key, columns = ["register", "province"], ["register", "province", "before", "rows"]
    old, new = (counts.loc[counts["counter"] == at, key + ["rows"]] for at in (since, until))
    both = old.rename(columns={"rows": "before"}).merge(new, on=key, how="left")
    both["rows"] = both["rows"].fillna(0).astype(int)
    fell = (both["before"] > 0) & (5 * both["rows"] <= FALL_OF_FIVE * both["before"])
    return both.loc[fell, columns].reset_index(drop=True)


def _find_stale(reach: pd.DataFrame, since: int, until: int) -> tuple[str, ...]:
    """Registers that were within their update period at `since` and no longer were at `until`."""
    old, new = (
        reach[reach["counter"] == at].set_index("register")["stale"] for at in (since, until)
    )
    return tuple(name for name, stale in new.items() if stale and name in old and not old[name])
