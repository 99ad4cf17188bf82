"""Fictional laboratories: one row per laboratory with its place, subject and host."""

import numpy as np
import pandas as pd

from catalog.definitions import CATALOG, REFERENCE, catalog, read_csv_text
from loaders.sample.random_draws import (
    PREFIX,
    blank_share,
    choose_words,
    draw_positions,
    number_ids,
    spread_positions,
    stream,
    words,
    workday,
)

# Approval batches and their shares: few at first, then growing waves.
BATCHES = {
    "2022-09": 0.03,
    "2023-05": 0.05,
    "2023-11": 0.08,
    "2024-04": 0.10,
    "2024-10": 0.13,
    "2025-05": 0.14,
    "2025-11": 0.16,
    "2026-04": 0.15,
    "2026-10": 0.16,
}
DOMAINS = {
    "高端制造": 0.29,
    "新材料": 0.22,
    "信息技术": 0.17,
    "能源电子": 0.07,
    "生物医药": 0.15,
    "其他": 0.10,
}
FOCUSES = {
    "质量共性技术研究": 0.34,
    "质量基础研究": 0.22,
    "质量协同服务推进": 0.16,
    "新型产品安全问题研究": 0.13,
    "传统质量安全机理研究": 0.09,
    "质量政策体系研究": 0.06,
}
# Nobody in these domains works on these subjects, so that the coverage page has gaps to show.
GAPS = (("能源电子", "质量政策体系研究"), ("信息技术", "传统质量安全机理研究"))
HOSTS = {"大企业": 0.35, "科研机构": 0.33, "高等院校": 0.25, "其他": 0.07}
HOST_NAMES = ("集团", "研究院", "大学", "机构")
ORIGINS = {"择优推荐": 0.63, "定向设立": 0.37}
RESEARCH_PULL = 0.9  # of a province's pull on laboratories; the rest is industry's
CHANCE_POWER = 0.5  # a province has about a seventh more or fewer than its pull


def places() -> pd.DataFrame:
    """One row per mainland province: short name, capital, and its pull on laboratories (share).

    Laboratories follow research and industry: 90 % of the pull is spending on research and
    development times its share of the gross regional product, which favours the places where
    research is dense, and 10 % industrial value added; each as a share of the country's sum.
    """
    stats = read_csv_text(REFERENCE / "province_stats.csv")
    spent, product, industry = (
        _take_latest(stats, column) for column in ("rd_100m", "gdp_100m", "industry_va_100m")
    )
    research = spent * spent / product
    pull = RESEARCH_PULL * research / research.sum()
    pull += (1 - RESEARCH_PULL) * industry / industry.sum()
    capitals = read_csv_text(CATALOG / "capitals.csv").set_index("code").city
    mainland = catalog().mainland.set_index("code")
    return mainland[["short"]].assign(city=capitals, pull=pull)


def _take_latest(stats: pd.DataFrame, column: str) -> pd.Series:
    """The newest figure of each province."""
    known = stats[stats[column] != ""].sort_values("year")
    return known.groupby("province")[column].last().astype(float)


def fictional_labs(labs: int, seed: int, where: pd.DataFrame) -> pd.DataFrame:
    """One row per laboratory in order of approval."""
    rng = stream(seed, "labs")
    approved = _draw_approval_days(rng, labs)
    province = spread_positions(rng, _pull(rng, where), labs)
    domain = draw_positions(rng, DOMAINS, labs)
    host = draw_positions(rng, HOSTS, labs)
    others = _other_domains(rng, domain)
    return pd.DataFrame(
        {
            "lab_id": number_ids("SL", approved.astype("M8[Y]").astype(int) + 1970, 3),
            "lab_name": _names(where.short, province, domain),
            "host_unit": _host_names(host),
            "host_type": words(HOSTS, host),
            "established_by": words(
                ORIGINS, blank_share(rng, draw_positions(rng, ORIGINS, labs), 0.05)
            ),
            "province": words(where.short, province),
            "city": words(where.city, blank_share(rng, province, 0.4)),
            "domain": words(DOMAINS, domain),
            "other_domains": _join_names(DOMAINS, others),
            "focuses": _join_names(FOCUSES, _focuses(rng, domain, others)),
            "approved_on": approved,
        }
    )


def _draw_approval_days(rng, labs: int) -> np.ndarray:
    days = np.array(list(BATCHES), "M8[M]").astype("M8[D]") + rng.integers(10, 25, len(BATCHES))
    batch = np.searchsorted(np.cumsum(list(BATCHES.values()))[:-1], (np.arange(labs) + 0.5) / labs)
    return workday(days)[batch] if labs else np.array([], "M8[D]")


def _pull(rng, where: pd.DataFrame) -> dict[str, float]:
    # some chance, that the layout is worth looking at
    chance = rng.gamma(10, 1 / 10, len(where)) ** CHANCE_POWER
    return dict(zip(where.short, where.pull * chance, strict=True))


def _other_domains(rng, domain: np.ndarray) -> np.ndarray:
    counts = draw_positions(rng, {"none": 0.72, "one": 0.20, "two": 0.08}, len(domain))
    positions = np.arange(len(DOMAINS))
    barred = (positions == domain[:, None]) | (positions == len(DOMAINS) - 1)
    return choose_words(rng, DOMAINS, counts, barred)


def _focuses(rng, domain: np.ndarray, others: np.ndarray) -> np.ndarray:
    counts = draw_positions(rng, {"one": 0.45, "two": 0.38, "three": 0.17}, len(domain)) + 1
    barred = np.zeros((len(domain), len(FOCUSES)), bool)
    for gap_domain, focus in GAPS:
        place = list(DOMAINS).index(gap_domain)
        barred[:, list(FOCUSES).index(focus)] |= (domain == place) | others[:, place]
    return choose_words(rng, FOCUSES, counts, barred)


def _join_names(names, picked: np.ndarray):
    rows = ["；".join(n for n, on in zip(names, row, strict=True) if on) for row in picked]
    return pd.array([row or None for row in rows], dtype="str")


def _names(provinces: pd.Series, province: np.ndarray, domain: np.ndarray):
    number = pd.Series(province).groupby(province).cumcount().add(1).astype("str").str.zfill(2)
    subject = words(["综合" if name == "其他" else name for name in DOMAINS], domain)
    place = words(provinces, province)
    return (PREFIX + subject + "质量标准实验室（" + place + number + "）").array


def _host_names(host: np.ndarray):
    number = pd.Series(host).groupby(host).cumcount().add(1).astype("str").str.zfill(3)
    return (PREFIX + words(HOST_NAMES, host) + number).array
