"""Chance for the fictional registers: one repeatable stream per register, all vectorised."""

import zlib

import numpy as np
import pandas as pd

AS_OF = np.datetime64("2026-10-31")
NEVER = np.datetime64("NaT", "D")
PREFIX = "示例"


def stream(seed: int, register: str) -> np.random.Generator:
    """The register's own stream, so that asking for more standards changes no laboratory."""
    return np.random.default_rng([seed, zlib.crc32(register.encode())])


def draw_positions(rng: np.random.Generator, shares: dict[str, float], size: int) -> np.ndarray:
    """Positions in `shares`, each as often as its share of their sum."""
    reached = np.cumsum(list(shares.values()))
    return np.searchsorted(reached / reached[-1], rng.random(size), side="right")


def spread_positions(rng: np.random.Generator, shares: dict[str, float], size: int) -> np.ndarray:
    """Positions in `shares` in random order, each as often as its share of `size` to within one."""
    reached = np.cumsum(list(shares.values()))
    turn = np.argsort(np.argsort(rng.random(size)))
    return np.searchsorted(reached / reached[-1], (turn + 0.5) / max(size, 1), side="right")


def choose_words(
    rng, shares: dict[str, float], counts: np.ndarray, barred: np.ndarray
) -> np.ndarray:
    """Per row `counts` different words as a row of booleans, never a barred one."""
    # Gumbel keys: the largest k are a weighted draw of k without replacement.
    keys = np.log(list(shares.values())) + rng.gumbel(size=barred.shape)
    keys[barred] = -np.inf
    places = np.argsort(np.argsort(-keys, axis=1), axis=1)
    return (places < counts[:, None]) & ~barred


def words(names, positions: np.ndarray):
    """The names at `positions` as one column of text; position -1 is a blank."""
    return pd.array(list(names), dtype="str").take(positions, allow_fill=True)


def blank_share(rng, positions: np.ndarray, share: float) -> np.ndarray:
    """The positions with `share` of them left blank."""
    return np.where(rng.random(len(positions)) < share, -1, positions)


def workday(days: np.ndarray) -> np.ndarray:
    """The same day or the last working day before it."""
    return np.busday_offset(days.astype("M8[D]"), 0, roll="backward")


def year_of(days: np.ndarray) -> np.ndarray:
    """Calendar years of days that are never blank."""
    return days.astype("M8[Y]").astype(int) + 1970


def number_ids(prefix, years: np.ndarray, width: int):
    """Identifiers prefix-year-serial of rows in time order, the serial anew each year."""
    serials = pd.Series(years).groupby(years).cumcount().to_numpy() + 1
    years, serials = pd.Series(years).astype("str"), pd.Series(serials).astype("str")
    return (prefix + "-" + years + "-" + serials.str.zfill(width)).array
