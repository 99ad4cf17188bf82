"""Who counts as a neighbour: the answer of Moran's I under each way to say it."""

import numpy as np
import pandas as pd

from measures.distance import great_circle_km
from measures.moran import morans_i, weighted_morans_i

MIN_HOLDERS = 10  # provinces with labs below which counts are told and no Moran's I
NEAREST_NEIGHBOURS = 4
PERMUTATIONS = 9999


def distances(points: pd.DataFrame) -> pd.DataFrame:
    """Great-circle distances in km between points (lon and lat in degrees), labelled as they are.

    >>> far = distances(pd.DataFrame({"lon": [0.0, 90.0], "lat": [0.0, 0.0]}, index=["a", "b"]))
    >>> round(far.loc["a", "b"])
    10008
    """
    lon, lat = points["lon"].to_numpy(float), points["lat"].to_numpy(float)
    far = great_circle_km(lon[:, None], lat[:, None], lon, lat)
    return pd.DataFrame(far, points.index, points.index)


def nearest(points: pd.DataFrame, k: int) -> pd.DataFrame:
    """1 where the column's point is among the k nearest of the row's, ties by order; else 0.

    >>> nearest(pd.DataFrame({"lon": [0, 1, 5], "lat": [0, 0, 0]}), 1).values.tolist()
    [[0, 1, 0], [1, 0, 0], [0, 1, 0]]
    """
    far = distances(points).to_numpy(copy=True)
    np.fill_diagonal(far, np.inf)
    chosen = np.zeros(far.shape, dtype=int)
    k = min(k, len(far) - 1)
    if k > 0:
        order = np.argsort(far, axis=1, kind="stable")[:, :k]
        np.put_along_axis(chosen, order, 1, axis=1)
    return pd.DataFrame(chosen, points.index, points.index)


def inverse_distance(points: pd.DataFrame) -> pd.DataFrame:
    """1 / km between points, 0 on the diagonal; points in the same place are refused."""
    far = distances(points).to_numpy(copy=True)
    np.fill_diagonal(far, np.inf)
    if (far == 0).any():
        raise ValueError("two units in one place have no inverse distance")
    return pd.DataFrame(1 / far, points.index, points.index)


def sensitivity(
    values: pd.Series,
    edges,
    island: str,
    also: str,
    points: pd.DataFrame,
    permutations: int = PERMUTATIONS,
) -> pd.DataFrame:
    """Moran's I, E[I], p and the units used, under each way to treat an island and neighbours.

    Rows: strait (edges as given, the island joined across its strait), without (the island left
    out), both (joined to `also` as well), nearest (the k = 4 nearest centres), inverse (all
    centres by inverse distance). A unit without a value is left out; without centres the last two
    are NaN. One value across 0.05 in one row and not in another is no finding. Seeded.
    """
    known = values.dropna()
    mainland = known.drop(island, errors="ignore")
    centres = points[points.index.isin(known.index)]
    results = {
        "strait": morans_i(known, edges, permutations),
        "without": morans_i(mainland, edges, permutations),
        "both": morans_i(known, [*edges, (also, island)], permutations),
        "nearest": weighted_morans_i(known, nearest(centres, NEAREST_NEIGHBOURS), permutations),
        "inverse": weighted_morans_i(known, inverse_distance(centres), permutations),
    }
    table = pd.DataFrame(results, index=["i", "expected", "p"]).T
    units = [len(mainland) if variant == "without" else len(known) for variant in table.index]
    return table.assign(units=units)
