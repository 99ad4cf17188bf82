"""A scenario: labs added in thought, by province and domain; its text and its counts."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

import pandas as pd

MAX_LABS_PLACED = 99  # labs of one placement: a slip of the finger must not place thousands


class Placement(NamedTuple):
    """Labs added in one province; domain "" where none is named."""

    province: str
    domain: str
    labs: int


class Fault(NamedTuple):
    """A part of a scenario's text that was left out, and why: a key of the fault sentences."""

    part: str
    reason: str


Scenario = tuple[Placement, ...]


def parse(
    text: str, provinces: Mapping[str, str], domains: Collection[str], outside: Collection[str] = ()
) -> tuple[Scenario, tuple[Fault, ...]]:
    """The scenario a text describes, and its parts that could not be read.

    Parts are joined by _ , ; 、 or blanks and read province, province-labs, province-domain or
    province-domain-labs, a colon as good as the hyphen; one lab where no number stands. provinces
    maps every spelling to the code; those in outside are known but have no statistics. Equal
    places are added up.

    >>> provinces = {"420000": "420000", "湖北": "420000", "香港": "810000"}
    >>> parse("420000:2,湖北-新材料", provinces, ["新材料"])[0]  # doctest: +NORMALIZE_WHITESPACE
    (Placement(province='420000', domain='', labs=2),
     Placement(province='420000', domain='新材料', labs=1))
    >>> parse("火星-1_香港-1", provinces, [], {"810000"})[1]  # doctest: +NORMALIZE_WHITESPACE
    (Fault(part='火星-1', reason='province'), Fault(part='香港-1', reason='no_statistics'))
    """
    placed, faults = {}, []
    for part in filter(None, re.split(r"[,，;；、_\s]+", text)):
        placement = _placement(part, provinces, domains, outside)
        if isinstance(placement, Fault):
            faults.append(placement)
            continue
        *place, labs = placement
        total = placed.get(tuple(place), 0) + labs
        if total > MAX_LABS_PLACED:
            faults.append(Fault(part, "count"))
        else:
            placed[tuple(place)] = total
    return _order_placements(placed, domains), tuple(faults)


def _placement(
    part: str, provinces: Mapping[str, str], domains: Collection[str], outside: Collection[str]
) -> Placement | Fault:
    place, *rest = re.split(r"[-:：]", part)
    code = provinces.get(place)
    labs = rest.pop() if rest and rest[-1].isdecimal() else "1"
    if code is None:
        return Fault(part, "province")
    if code in outside:
        return Fault(part, "no_statistics")
    if len(rest) > 1 or (rest and rest[0] not in domains):
        return Fault(part, "domain")
    if len(labs) > 4 or not 1 <= int(labs) <= MAX_LABS_PLACED:
        return Fault(part, "count")
    return Placement(code, rest[0] if rest else "", int(labs))


def _order_placements(placed: Mapping[tuple[str, str], int], domains: Collection[str]) -> Scenario:
    order = ["", *domains]
    places = sorted(placed, key=lambda place: (place[0], order.index(place[1])))
    return tuple(Placement(*place, placed[place]) for place in places if placed[place] > 0)


def write_scenario(scenario: Scenario) -> str:
    """The text of a scenario: parse reads it back. No sign in it is escaped in an address.

    >>> write_scenario((Placement("420000", "", 2), Placement("610000", "新材料", 1)))
    '420000-2_610000-新材料-1'
    """
    return "_".join("-".join(filter(None, (p.province, p.domain, str(p.labs)))) for p in scenario)


def change_scenario(
    scenario: Scenario, province: str, domain: str, change: int, domains: Collection[str]
) -> Scenario:
    """The scenario with so many labs more (or fewer) at one place, from 0 to MOST there.

    >>> change_scenario((Placement("420000", "", 1),), "420000", "", -1, [])
    ()
    """
    placed = {(p.province, p.domain): p.labs for p in scenario}
    placed[province, domain] = min(
        MAX_LABS_PLACED, max(0, placed.get((province, domain), 0) + change)
    )
    return _order_placements(placed, domains)


def counts_here(placement: Placement, provinces: Collection[str], domains: Collection[str]) -> bool:
    """Whether a placement lies in a scope: its provinces and its domains, none meaning all."""
    inside = not domains or placement.domain in domains
    return placement.province in provinces and inside


def additions(scenario: Scenario, provinces: list[str], domains: Collection[str] = ()) -> pd.Series:
    """Labs the scenario adds to each province of a scope, zero where none."""
    added = dict.fromkeys(provinces, 0.0)
    for placement in scenario:
        if counts_here(placement, provinces, domains):
            added[placement.province] += placement.labs
    return pd.Series(added, dtype=float)


def layout_with(counts: pd.Series, scenario: Scenario, domains: Collection[str] = ()) -> pd.Series:
    """Labs by province together with those the scenario adds there.

    >>> layout_with(pd.Series({"420000": 3.0}), (Placement("420000", "", 2),)).to_dict()
    {'420000': 5.0}
    """
    return counts + additions(scenario, list(counts.index), domains)


def gap_count(matrix: pd.DataFrame) -> int:
    """Cells without a lab.

    >>> gap_count(pd.DataFrame({"x": [1, 0], "y": [0, 2]}))
    2
    """
    return int((~matrix.gt(0)).sum().sum())


def covering(matrix: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Labs by domain (rows) and province (columns) with the scenario's labs that name a domain."""
    result = matrix.astype(float)
    for placement in scenario:
        if placement.domain in result.index and placement.province in result.columns:
            result.loc[placement.domain, placement.province] += placement.labs
    return result


def by_region(
    matrix: pd.DataFrame, region_of: Mapping[str, str], regions: list[str]
) -> pd.DataFrame:
    """Labs by domain (rows) and region (columns, those with a province in the matrix)."""
    summed = matrix.T.groupby([region_of[code] for code in matrix.columns]).sum().T
    return summed[[region for region in regions if region in summed.columns]]
