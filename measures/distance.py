"""How far places lie from the nearest lab, as the crow flies."""

import numpy as np
import pandas as pd

EARTH_KM = 6371.0088  # mean radius, IUGG
PLACES_AT_ONCE = 2_000_000  # pairs held at once


def great_circle_km(lon, lat, other_lon, other_lat) -> np.ndarray:
    """Distance on the sphere between points in degrees, by the haversine formula, in km.

    d = 2 R asin sqrt(sin^2(dlat/2) + cos lat cos lat' sin^2(dlon/2)). Within 0.6 % of the geodesic
    on the ellipsoid; a planar map projection is off by up to 1.8 %. Source: Sinnott 1984.

    >>> round(float(great_circle_km(0, 0, 0, 90)))   # a quarter of a meridian
    10008
    """
    lon, lat, other_lon, other_lat = map(np.radians, (lon, lat, other_lon, other_lat))
    half = np.sin((other_lat - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0)))


def nearest_km(places: pd.DataFrame, labs: pd.DataFrame) -> pd.Series:
    """Distance from each place to its nearest lab (both with lon and lat in degrees), in km.

    A lab without a position is left out. NaN for every place where no lab is left: no lab is no
    distance, not a long one.
    """
    points = labs[["lon", "lat"]].dropna().drop_duplicates().to_numpy(float)
    if not len(points):
        return pd.Series(np.nan, index=places.index)
    distances = np.empty(len(places))
    batch = max(1, PLACES_AT_ONCE // len(points))
    for start in range(0, len(places), batch):
        part = places.iloc[start : start + batch]
        lon, lat = part["lon"].to_numpy(float)[:, None], part["lat"].to_numpy(float)[:, None]
        distances[start : start + batch] = great_circle_km(lon, lat, *points.T).min(axis=1)
    return pd.Series(distances, index=places.index)


def within_share(distances: pd.Series, km: float) -> float:
    """Share of the places within `km` of a lab, each place counted once; NaN where none is known.

    >>> within_share(pd.Series([10.0, 300.0, 301.0, 900.0]), 300)
    0.5
    """
    known = distances.dropna()
    return float((known <= km).mean()) if len(known) else float("nan")


def within_share_by(distances: pd.Series, groups: pd.Series, km: float) -> pd.Series:
    """`within_share` of each group of places, a province say; groups labelled like distances.

    >>> within_share_by(pd.Series([10.0, 900.0]), pd.Series(["a", "b"]), 300).to_dict()
    {'a': 1.0, 'b': 0.0}
    """
    reached = (distances <= km).astype(float).where(distances.notna())
    return reached.groupby(groups.astype(str), sort=False).mean()


def within_percent_by(distances: pd.Series, groups: pd.Series, km: float) -> pd.Series:
    """`within_share_by` in percent.

    >>> within_percent_by(pd.Series([10.0, 900.0]), pd.Series(["a", "a"]), 300).to_dict()
    {'a': 50.0}
    """
    return within_share_by(distances, groups, km) * 100
