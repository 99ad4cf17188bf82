"""One indicator under every method of the panel, on the same two values; and whether they agree."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from catalog.statuses import UNJUDGED
from measures.progress import Assessment
from measures.published import Verdict, escap, eurostat, open_sdg, sdg_index, straight_path

METHODS = (eurostat, open_sdg, sdg_index, escap, straight_path)
UNDEFINED = "undefined"


@dataclass(frozen=True)
class Comparison:
    """What the methods were given, (year, value) each, and what each says of it."""

    baseline: tuple
    latest: tuple
    verdicts: tuple[Verdict, ...]


def compare(
    series: pd.Series, target: float, target_year: int, direction: int, assessment: Assessment
) -> Comparison:
    """The first and last value of a yearly series under each of METHODS.

    assessment: the house's own, which speaks for the straight path where it judges nothing (too
    few points, too old), so that no page says two things.

    >>> from measures.progress import assess
    >>> labs = pd.Series({2022: 0, 2023: 3, 2024: 6, 2025: 9})
    >>> found = compare(labs, 20, 2027, 1, assess(labs, 20, 2027))
    >>> found.baseline, found.latest, [verdict.class_ for verdict in found.verdicts][-1]
    ((2022, 0.0), (2025, 9.0), 'lagging')
    """
    known = series.dropna()
    known = known[known.index <= target_year]
    ends = [(int(known.index[at]), float(known.iloc[at])) for at in (0, -1) if len(known)]
    baseline, latest = ends or [(None, None), (None, None)]
    verdicts = [method(baseline, latest, target, target_year, direction) for method in METHODS]
    if assessment.status in UNJUDGED:
        verdicts[-1] = replace(
            verdicts[-1], ratio=np.nan, class_=assessment.status, reason=assessment.reason
        )
    return Comparison(baseline, latest, tuple(verdicts))


def agreement(commons: list[str]) -> str:
    """Whether classes on the common scale are the same: agree, differ, or too_few to tell.

    >>> agreement(["good", "undefined", "good"]), agreement(["good", "bad"]), agreement(["good"])
    ('agree', 'differ', 'too_few')
    """
    judged = [common for common in commons if common != UNDEFINED]
    if len(judged) < 2:
        return "too_few"
    return "agree" if len(set(judged)) == 1 else "differ"
