"""Scope: which domains, provinces and years a number speaks about."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from measures.numbered_rows import number_column


@dataclass(frozen=True)
class Scope:
    """A frozen choice of filters; empty tuples mean no restriction.

    provinces are six-digit codes, regions the four statistical regions; start and end are
    calendar years, both included.
    """

    domains: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    start: int = 2022
    end: int = 2035

    @property
    def years(self) -> range:
        """The years of the period."""
        return range(self.start, self.end + 1)

    def places(self, region_of: dict[str, str]) -> set[str] | None:
        """Codes of the provinces in scope; None when nothing restricts them.

        >>> Scope(regions=("东北",)).places({"210000": "东北", "110000": "东部"})
        {'210000'}
        """
        if not self.provinces and not self.regions:
            return None
        wanted = {code for code, region in region_of.items() if region in self.regions}
        if self.provinces and self.regions:
            return wanted & set(self.provinces)
        return wanted or set(self.provinces)


def within(frame: pd.DataFrame, scope: Scope, region_of: dict[str, str]) -> pd.DataFrame:
    """Rows of an observation table inside the scope's domains and provinces, all months.

    The table itself where the scope leaves nothing out: what is kept of it serves every reader.
    """
    places = scope.places(region_of)
    if not scope.domains and places is None:
        return frame
    chosen = np.ones(len(frame), bool)
    if scope.domains:
        chosen &= number_column(frame["domain"]).isin(scope.domains)
    if places is not None:
        chosen &= number_column(frame["province"]).isin(places)
    return frame[chosen]


def age_days(day: date, today: date) -> int:
    """Days since a day; a day in the future has no age, not a negative one.

    >>> age_days(date(2026, 1, 1), date(2026, 1, 31)), age_days(date(2027, 1, 1), date(2026, 1, 1))
    (30, 0)
    """
    return max(0, (today - day).days)
