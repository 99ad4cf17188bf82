"""Fictional results: technologies of each laboratory, and the reference targets beside them."""

import numpy as np
import pandas as pd

from catalog.definitions import catalog
from loaders.sample.labs import DOMAINS
from loaders.sample.random_draws import (
    AS_OF,
    PREFIX,
    blank_share,
    draw_positions,
    number_ids,
    stream,
    words,
    year_of,
)

TOPICS = (
    "无损检测",
    "在线监测",
    "可靠性评价",
    "失效分析",
    "量值溯源",
    "成分分析",
    "环境适应性",
    "智能识别",
    "寿命预测",
    "风险评估",
    "数据质量",
    "一致性评价",
)
KINDS = {"检验检测新技术": 0.42, "共性关键技术": 0.34, "智能化高端检测设备": 0.24}
KIND_ENDS = ("检测方法", "关键技术", "检测装置")
INSTRUMENT = "智能化高端检测设备"
LEVELS = ("国际领先", "国际先进", "国内领先", "国内先进")
NO_STANDARD = ("认证方法", "标准样品")
# Factors on what is recorded at the as-of date, for each aimed year: some in reach, some not,
# one year over already.
AIMED_YEARS = (2025, 2030, 2035)
AIMS = {
    "labs_in_operation": (0.6, 1.7, 2.2),
    "breakthroughs": (0.6, 1.9, 2.8),
    "instruments": (0.4, 3.8, 6.0),
    "standards": (0.5, 2.7, 4.2),
    "certification_methods": (0.5, 1.6, 2.3),
}


def productive(careers: pd.DataFrame, idle_days: int) -> tuple[np.ndarray, np.ndarray]:
    """Per laboratory the first day results are possible and how many such days there were."""
    opened = careers.approved_on.to_numpy().astype("M8[D]") + idle_days
    left = careers.left_on.to_numpy().astype("M8[D]")
    last = np.where(np.isnat(left), AS_OF, left - 1)
    return opened, (last - opened).astype(int).clip(0)


def domain_positions(careers: pd.DataFrame) -> np.ndarray:
    """Each laboratory's domain as a position in DOMAINS."""
    return pd.Index(list(DOMAINS)).get_indexer(pd.Index(careers.domain))


def subjects(rng, domain: np.ndarray):
    """Beginnings of fictional names: the mark of demonstration data, the domain, a topic."""
    names = [f"{PREFIX}{'综合' if d == '其他' else d}{topic}" for d in DOMAINS for topic in TOPICS]
    return words(names, domain * len(TOPICS) + rng.integers(0, len(TOPICS), len(domain)))


def fictional_technologies(careers: pd.DataFrame, seed: int) -> pd.DataFrame:
    """One row per technology or instrument in order of completion."""
    rng = stream(seed, "technologies")
    opened, days = productive(careers, 120)
    lab = np.repeat(np.arange(len(careers)), rng.poisson(days / 365 * 1.5))
    achieved = opened[lab] + np.floor(rng.random(len(lab)) ** 0.8 * days[lab]).astype(int)
    order = np.argsort(achieved, kind="stable")
    lab, achieved = lab[order], achieved[order]
    kind = draw_positions(rng, KINDS, len(lab))
    serial = pd.array(np.arange(1, len(lab) + 1), dtype="Int64").astype("str")
    name = subjects(rng, domain_positions(careers)[lab]) + words(KIND_ENDS, kind)
    return pd.DataFrame(
        {
            "technology_id": number_ids("ST", year_of(achieved), 4),
            "lab_id": words(careers.lab_id, lab),
            "technology_name": name + serial,
            "kind": words(KINDS, kind),
            "level": words(LEVELS, _levels(rng, achieved)),
            "achieved_on": achieved,
        }
    )


def _levels(rng, achieved: np.ndarray) -> np.ndarray:
    """Positions of the levels: upper ones a little more frequent each year, some not filled in."""
    rank = rng.random(len(achieved)) ** (1 + 0.12 * (year_of(achieved) - 2022))
    return blank_share(rng, np.searchsorted((0.05, 0.28, 0.66), rank), 0.12)


def fictional_targets(careers, technologies, standards) -> pd.DataFrame:
    """One row per indicator and aimed year, scaled to what the other registers hold."""
    instruments = int((technologies.kind == INSTRUMENT).sum())
    methods = int((standards.kind == NO_STANDARD[0]).sum())
    recorded = {
        "labs_in_operation": int(careers.left_on.isna().sum()),
        "breakthroughs": len(technologies) - instruments,
        "instruments": instruments,
        "standards": int((~standards.kind.isin(NO_STANDARD)).sum()),
        "certification_methods": methods,
    }
    rows = [
        (catalog().indicators[indicator].name, year, max(10, round(recorded[indicator] * f, -1)))
        for indicator, factors in AIMS.items()
        for year, f in zip(AIMED_YEARS, factors, strict=True)
        if len(careers)
    ]
    frame = pd.DataFrame(rows, columns=["indicator", "year", "value"])
    return frame.astype({"indicator": "str", "year": "Int64", "value": "Int64"}).assign(
        kind="内部参考值",
        set_by=f"{PREFIX}规划处",
        basis="仅供演示：按示例登记册的规模推算，不是官方目标，也不代表任何单位的意见",
    )
