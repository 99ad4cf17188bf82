"""Fictional careers: what happened to each laboratory after its approval, and its evaluations."""

import numpy as np
import pandas as pd

from catalog.lab_events import ACCEPTED, APPROVED, ORDERED, PASSED, REVOKED, WITHDREW
from loaders.sample.random_draws import AS_OF, NEVER, PREFIX, stream, workday, year_of

EVENTS = {
    "approved_on": APPROVED,
    "accepted_on": ACCEPTED,
    "rectified_on": ORDERED,
    "cleared_on": PASSED,
    "revoked_on": REVOKED,
    "withdrew_on": WITHDREW,
}
EVALUATED = (2023, 2024, 2025)
RECTIFIED_A_YEAR = 0.12
PASSED_SHARE = 0.65
LATE_DAYS = 280  # makes any time to clear longer than a year
WITHDRAWAL_SHARE = 0.06
ACCEPTED_SHARE = 0.9


def fictional_careers(labs: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row per laboratory: the day of each event, NaT where there was none."""
    rng = stream(seed, "careers")
    approved = labs.approved_on.to_numpy().astype("M8[D]")
    count = len(labs)
    rectified = _draw_rectification_days(rng, approved)
    cleared = rng.random(count) < PASSED_SHARE
    days = np.where(cleared, rng.integers(90, 270, count), rng.integers(180, 310, count))
    closed = workday(rectified + days + _delays(rectified, cleared))
    withdrew = workday(approved + rng.integers(400, 1000, count))
    leaves = np.isnat(rectified) & (rng.random(count) < WITHDRAWAL_SHARE) & (withdrew <= AS_OF)
    withdrew = np.where(leaves, withdrew, NEVER)
    left = np.where(cleared, withdrew, np.where(np.isnat(closed), withdrew, closed))
    return labs[["lab_id", "domain"]].assign(
        approved_on=approved,
        accepted_on=_draw_acceptance_days(rng, approved, rectified, closed, left),
        rectified_on=rectified,
        cleared_on=np.where(cleared, closed, NEVER),
        revoked_on=np.where(cleared, NEVER, closed),
        withdrew_on=withdrew,
        left_on=left,
    )


def _draw_rectification_days(rng, approved: np.ndarray) -> np.ndarray:
    """The autumn day on which a yearly evaluation ended in an order to rectify."""
    year = year_of(approved)
    evaluations = np.clip(EVALUATED[-1] - year, 0, None)
    ordered = rng.random(len(approved)) < 1 - (1 - RECTIFIED_A_YEAR) ** evaluations
    which = year + 1 + np.floor(rng.random(len(approved)) * evaluations).astype(int)
    autumn = (which - 1970).astype("M8[Y]").astype("M8[D]") + 285
    return np.where(ordered, workday(autumn + rng.integers(0, 55, len(approved))), NEVER)


def _delays(rectified: np.ndarray, cleared: np.ndarray) -> np.ndarray:
    """Days by which every other order is cleared late, if time is left before the as-of day."""
    early = cleared & (rectified < np.datetime64(f"{EVALUATED[-1]}-01-01"))
    return np.where(early & (np.cumsum(early) % 2 == 1), LATE_DAYS, 0)


def _draw_acceptance_days(rng, approved, rectified, closed, left) -> np.ndarray:
    """The acceptance session one to two years after approval, never amid a rectification."""
    month = (approved + rng.integers(365, 700, len(approved))).astype("M8[M]")
    session = workday(month.astype("M8[D]") + 19)
    amid = (session >= rectified) & (session <= closed)
    session = np.where(amid, workday(closed + 60), session)
    held = (rng.random(len(approved)) < ACCEPTED_SHARE) & (session <= AS_OF) & ~(session >= left)
    return np.where(held, session, NEVER)


def fictional_events(careers: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory and event in time order; events of one day share a document."""
    rows = careers.melt("lab_id", list(EVENTS), "event", "event_date").dropna()
    rows = rows.assign(event=rows.event.map(EVENTS).astype("str"))
    rows = rows.sort_values(["event_date", "event", "lab_id"], ignore_index=True)
    papers = rows[["event_date", "event"]].drop_duplicates()
    year = papers.event_date.dt.year
    serial = papers.groupby(year).cumcount() * 3 + 2
    text = PREFIX + "函〔" + year.astype("str") + "〕" + serial.astype("str") + "号"
    papers = papers.assign(document_no=text.where(papers.event != WITHDREW))
    return rows.merge(papers, on=["event_date", "event"], how="left", validate="many_to_one")


def fictional_evaluations(careers: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row per evaluated year and laboratory in operation that whole year."""
    rng = stream(seed, "evaluations")
    years = pd.DataFrame({"year": pd.array(EVALUATED, "Int64")})
    rows = years.merge(careers, how="cross")
    last_year = rows.left_on.dt.year.fillna(AS_OF.astype(object).year)
    rows = rows[(rows.approved_on.dt.year < rows.year) & (last_year > rows.year)].reset_index()
    count = len(rows)
    failed = (rows.rectified_on.dt.year == rows.year).fillna(False).to_numpy(bool)
    praised = rng.random(count) < 0.22
    result = np.where(failed, "限期整改", np.where(praised, "优秀", "合格"))
    hours = rng.normal(1300, 420, count).clip(120) * np.where(failed, 0.5, 1) + praised * 400
    spent = np.where(failed, rng.uniform(52, 78, count), rng.uniform(78, 99.9, count))
    blank = rng.random((2, count)) < 0.1
    return rows[["lab_id", "year"]].assign(
        result=pd.array(result, dtype="str"),
        open_hours=pd.array(np.where(blank[0], np.nan, hours.round()), dtype="Int64"),
        budget_execution=np.where(blank[1], np.nan, spent.round(1)),
    )
