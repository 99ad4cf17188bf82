"""What chance alone would make of a layout."""

from functools import lru_cache

import numpy as np

from measures.whole_lab_floor import floats, layout, layout_ginis, layout_theils, whole

MARKS = (5, 50, 95)
ROUNDING = 1e-9
INDICES = {"gini": layout_ginis, "theil": layout_theils}


def random_bands(labs: int, weights, draws: int = 2000, seed: int = 0) -> dict[str, dict]:
    """Weighted Gini and Theil of layouts made by chance alone: 5, 50 and 95 % of seeded draws.

    Each draw allots labs one by one with probability p_i = w_i / sum w (multinomial); the same
    draws serve both indices. An observed value inside p5..p95 does not differ from chance at this
    number of labs; bands of different numbers of labs are not comparable. Source: parametric Monte
    Carlo test (Hope 1968). Units: none (Gini), nats (Theil). NaN without labs, draws or two
    weighted units.

    >>> random_bands(1, [1, 1, 1, 1])["gini"]   # one lab is always 1 - 1/4
    {'p5': 0.75, 'p50': 0.75, 'p95': 0.75}
    """
    share = layout(np.zeros(len(weights)), floats(weights)).weight_share.to_numpy()
    if not labs > 0 or draws < 1 or len(share) < 2:
        return {index: {f"p{mark}": np.nan for mark in MARKS} for index in INDICES}
    marks = _draw_marks(whole(labs), tuple(share.tolist()), draws, seed)
    return {index: dict(quantiles) for index, quantiles in marks.items()}


def random_band(labs: int, weights, draws: int = 2000, seed: int = 0) -> dict:
    """The band of the weighted Gini alone, as in random_bands.

    >>> random_band(1, [1, 1, 1, 1])
    {'p5': 0.75, 'p50': 0.75, 'p95': 0.75}
    """
    return random_bands(labs, weights, draws, seed)["gini"]


@lru_cache(maxsize=512)
def _draw_marks(labs: int, share: tuple[float, ...], draws: int, seed: int) -> dict[str, dict]:
    """The marks by index. Kept, because years and filters that leave as many labs ask again."""
    chance = np.random.default_rng(seed).multinomial(labs, share, size=draws)
    return {
        index: {
            f"p{mark}": float(value)
            for mark, value in zip(
                MARKS, np.percentile(measure(chance, np.array(share)), MARKS), strict=True
            )
        }
        for index, measure in INDICES.items()
    }


def verdict(value: float, band: dict) -> str:
    """Where a value lies against its own band: inside, above, below, or "" where unknown.

    The last digit decides nothing: one lab has the same Gini wherever it falls.

    >>> verdict(0.4, {"p5": 0.1, "p95": 0.3}), verdict(0.3, {"p5": 0.1, "p95": 0.3})
    ('above', 'inside')
    """
    if not (value == value and band["p5"] == band["p5"]):
        return ""
    if value > band["p95"] + ROUNDING:
        return "above"
    return "below" if value < band["p5"] - ROUNDING else "inside"
