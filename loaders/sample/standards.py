"""Fictional standards, certification methods and reference materials; millions if asked for."""

import numpy as np
import pandas as pd

from loaders.sample.labs import DOMAINS
from loaders.sample.random_draws import (
    AS_OF,
    PREFIX,
    blank_share,
    draw_positions,
    stream,
    words,
    workday,
    year_of,
)
from loaders.sample.results import domain_positions, productive, subjects

KINDS = {
    "强制性国家标准": 0.02,
    "推荐性国家标准": 0.26,
    "指导性技术文件": 0.04,
    "行业标准": 0.16,
    "地方标准": 0.09,
    "团体标准": 0.19,
    "国际标准": 0.05,
    "认证方法": 0.11,
    "标准样品": 0.08,
}
# Per kind the beginning of the number (no real code looks like it) and the end of the title.
NUMBER_HEADS = [f"{PREFIX}{tail}" for tail in ("", "/T", "/Z", "/H", "/D", "/S", "/I", "/R", "/Y")]
TITLE_ENDS = (
    "安全技术要求",
    "试验方法",
    "指南",
    "技术规范",
    "实施规范",
    "评价准则",
    "术语和通用要求",
    "认证方法",
    "标准样品",
)
STATUSES = ("现行", "即将实施", "废止")
CLASSES = {  # domain: two pairs of ICS and CCS codes
    "高端制造": (("25.040.40", "N10"), ("19.100", "J04")),
    "新材料": (("77.040.10", "H22"), ("83.080.01", "G31")),
    "信息技术": (("35.240.50", "L67"), ("35.030", "L80")),
    "能源电子": (("27.160", "K83"), ("29.220.20", "K82")),
    "生物医药": (("11.040.01", "C30"), ("11.040.50", "C43")),
    "其他": (("03.120.10", "A00"), ("17.020", "A50")),
}
SHARE_WITH_LAB = 0.82
FIRST_ISSUE = np.datetime64("2022-03-01")


def fictional_standards(careers: pd.DataFrame, standards: int, seed: int) -> pd.DataFrame:
    """One row per standard, certification method or reference material in order of issue."""
    rng = stream(seed, "standards")
    lab, published = _draw_issues(rng, careers, standards)
    alone = lab < 0
    # Position -1 reads the appended -1: a standard without a laboratory has no domain from it.
    domain = np.append(domain_positions(careers), -1)[lab]
    domain = np.where(alone, draw_positions(rng, DOMAINS, standards), domain)
    kind = draw_positions(rng, KINDS, standards)
    pair = blank_share(rng, domain * 2 + rng.integers(0, 2, standards), 0.25)
    classes = [codes for name in DOMAINS for codes in CLASSES[name]]
    return pd.DataFrame(
        {
            "standard_no": _numbers(kind, published),
            "title": _titles(rng, domain, kind),
            "kind": words(KINDS, kind),
            "lab_id": words(careers.lab_id, lab),
            "domain": words(DOMAINS, np.where(alone, domain, blank_share(rng, domain, 0.5))),
            "published_on": published,
            "status": words(STATUSES, _status(rng, published)),
            "ics": words([ics for ics, _ in classes], pair),
            "ccs": words([ccs for _, ccs in classes], pair),
        }
    )


def _draw_issues(rng, careers: pd.DataFrame, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Laboratory (-1: none) and day of each standard in time order; more in later years."""
    opened, days = productive(careers, 150)
    lab = np.full(count, -1)
    if days.sum():
        by_days = draw_positions(rng, dict(enumerate(days)), count)
        lab = np.where(rng.random(count) < SHARE_WITH_LAB, by_days, lab)
    first = np.append(opened, FIRST_ISSUE)[lab]
    span = np.append(days, (AS_OF - FIRST_ISSUE).astype(int))[lab]
    published = workday(first + np.floor(rng.random(count) ** 0.6 * span).astype(int))
    order = np.argsort(published, kind="stable")
    return lab[order], published[order]


def _numbers(kind: np.ndarray, published: np.ndarray):
    """Unique numbers: the serial runs through all kinds and years."""
    serial = pd.Series(np.arange(1, len(kind) + 1)).astype("str").str.zfill(4).array
    years = np.arange(FIRST_ISSUE.astype(object).year, AS_OF.astype(object).year + 1)
    ends = words([f"-{year}" for year in years], year_of(published) - years[0])
    return words([f"{head} " for head in NUMBER_HEADS], kind) + serial + ends


def _titles(rng, domain: np.ndarray, kind: np.ndarray):
    parts = [f" 第{part}部分：{end}" for end in TITLE_ENDS for part in range(1, 10)]
    return subjects(rng, domain) + words(parts, kind * 9 + rng.integers(0, 9, len(kind)))


def _status(rng, published: np.ndarray) -> np.ndarray:
    """Mostly in force; the latest often not yet, of the older ones a few withdrawn."""
    age_days = (AS_OF - published).astype(int)
    chance = rng.random(len(published))
    upcoming = (age_days < 180) & (chance < 0.5)
    withdrawn = (age_days > 730) & (chance < 0.12)
    return np.select([upcoming, withdrawn], [1, 2], 0)
