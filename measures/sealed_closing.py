"""The closing of a goal's year: what was there by then, sealed, and what corrections change."""

import hashlib
import json
import math
from dataclasses import dataclass

import pandas as pd

WHAT = ["clause", "indicator"]
# Facts that earlier closings did not have: where they are missing they are no part of the seal, so
# that the seal of an old revision still fits its rows.
LATER_FACTS = ("direction", "direction_reason", "evidence_rows", "evidence_digest")

CHANGES = [
    "value_before",
    "value",
    "evidence_before",
    "evidence",
    "added",
    "removed",
    "direction_before",
    "direction",
]


@dataclass(frozen=True)
class _Evidence:
    """The pieces of evidence of one number; of too many only their count and digest."""

    count: int
    pieces: frozenset[str] | None
    digest: str | None

    @classmethod
    def of(cls, row: pd.Series | None) -> "_Evidence":
        """That of one row of a closing, none where there is no row."""
        if row is None:
            return cls(0, frozenset(), None)
        digest = row.get("evidence_digest")
        if isinstance(digest, str):
            return cls(int(row["evidence_rows"]), None, digest)
        return cls(len(row["evidence"]), frozenset(row["evidence"]), None)

    def count_beyond(self, other: "_Evidence") -> float:
        """How many pieces the other does not have; NaN where one of both is known by its digest."""
        if self.pieces is None or other.pieces is None:
            return float("nan")
        return len(self.pieces - other.pieces)


def seal(rows: list[dict]) -> str:
    """sha256 over what a closing says: values, targets and evidence, in whatever order they came.

    Numbers are taken to nine decimals, beyond which they are rounding, not facts.

    >>> seal([{"a": 1.0}, {"a": 2.0}]) == seal([{"a": 2.0 + 1e-12}, {"a": 1.0}])
    True
    """
    lines = sorted(json.dumps(_plain(row), sort_keys=True, ensure_ascii=False) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(row: dict) -> dict:
    facts = {name: _plain_value(value) for name, value in row.items()}
    return {
        name: value for name, value in facts.items() if value is not None or name not in LATER_FACTS
    }


def _plain_value(value: object) -> object:
    """A value as JSON can hold it: lists in order, numbers to nine decimals, None for missing."""
    if isinstance(value, list):
        return sorted(value)
    if pd.isna(value):
        return None
    return round(value, 9) if isinstance(value, float) else value


def standing(verdicts: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of the latest revision of a year's closing; empty where that year is not closed."""
    rows = verdicts[verdicts["year"] == year]
    return rows[rows["revision"] == rows["revision"].max()]


def corrections(verdicts: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row per revision after the first and indicator that it changed, the latest first.

    Columns: revision, counter, clause, indicator and CHANGES: the value, how many pieces of
    evidence there were and are, how many were added and removed, and the direction. A piece that
    changed counts as one removed and one added, NaN where there are too many to tell; a direction
    where there was none before is no correction.
    """
    rows, differences = verdicts[verdicts["year"] == year], []
    revisions = sorted(rows["revision"].unique())
    for earlier, later in zip(revisions, revisions[1:], strict=False):
        old = rows[rows["revision"] == earlier].set_index(WHAT)
        new = rows[rows["revision"] == later].set_index(WHAT)
        for key in new.index.union(old.index, sort=False):
            change = _change(_row(old, key), _row(new, key))
            if change:
                counter = int(new["counter"].iloc[0])
                differences.append(
                    {
                        "revision": later,
                        "counter": counter,
                        **dict(zip(WHAT, key, strict=True)),
                        **change,
                    }
                )
    columns = ["revision", "counter", *WHAT, *CHANGES]
    return pd.DataFrame(differences, columns=columns)[::-1].reset_index(drop=True)


def _row(rows: pd.DataFrame, key: tuple) -> pd.Series | None:
    return rows.loc[key] if key in rows.index else None


def _change(old: pd.Series | None, new: pd.Series | None) -> dict | None:
    values = [float("nan") if row is None else float(row["value"]) for row in (old, new)]
    same = values[0] == values[1] or all(map(math.isnan, values))
    directions = [_direction(row) for row in (old, new)]
    turned = None not in directions and directions[0] != directions[1]
    before, after = _Evidence.of(old), _Evidence.of(new)
    if same and before == after and not turned:
        return None
    return {
        "value_before": values[0],
        "value": values[1],
        "evidence_before": before.count,
        "evidence": after.count,
        "added": after.count_beyond(before),
        "removed": before.count_beyond(after),
        "direction_before": directions[0],
        "direction": directions[1],
    }


def _direction(row: pd.Series | None) -> str | None:
    """Where an indicator was going; None where the closing did not say."""
    value = None if row is None else row.get("direction")
    return value if isinstance(value, str) else None
