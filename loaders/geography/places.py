"""Counties, cities and provinces as points, from the packaged boundary files. Build time only.

Only points leave this module. No file names the seats of government, so that a county stands at
the middle of its ground and a city at its most central urban district.
"""

import functools

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from loaders.geography.boundaries import province_codes
from loaders.geography.packaged_boundaries import find_packaged_file

COLUMNS = ["code", "name", "province", "lon", "lat"]
NO_PLACES = pd.DataFrame(columns=COLUMNS).astype({"lon": float, "lat": float})
MAX_URBAN_CODE = (
    20  # GB/T 2260: the last two digits 01 to 20 are urban districts, or cities of a prefecture
)


@functools.cache
def counties() -> pd.DataFrame:
    """One row per county-level unit, by code: name, province, lon and lat in degrees.

    The point is the centroid where it lies inside the unit, else a point that does. Empty without
    the package. The file is of about 2024: 和安县 and 和康县 are not in it yet.
    """
    path = find_packaged_file("district.geojson")
    if path is None:
        return NO_PLACES
    units = _select_coded(gpd.read_file(path))
    shapes = units.geometry.to_numpy()
    middle = shapely.centroid(shapes)
    inside = shapely.contains(shapes, middle)
    middle = np.where(inside, middle, shapely.point_on_surface(shapes))
    return pd.DataFrame(units.assign(lon=shapely.get_x(middle), lat=shapely.get_y(middle))[COLUMNS])


@functools.cache
def cities() -> pd.DataFrame:
    """One row per city, prefecture or municipality, by code, at its most central urban district.

    That is the district with the least total distance to the others (within 27 km of the centre of
    each provincial capital, 7 km in the middle); the polygon's own middle is off by up to 140 km.
    """
    path = find_packaged_file("city.geojson")
    if path is None:
        return NO_PLACES
    units, parts = _select_coded(gpd.read_file(path, ignore_geometry=True)), counties()
    stems = units["code"].map(_stem)
    first, last = (parts["code"].searchsorted(stems + end) for end in ("", "~"))  # sorted by code
    codes, points = parts["code"].to_numpy(str), parts[["lon", "lat"]].to_numpy()
    seats = [
        _seat(codes[i:j], points[i:j], stem) for i, j, stem in zip(first, last, stems, strict=True)
    ]
    return units.assign(**pd.DataFrame(seats, columns=["lon", "lat"]))[COLUMNS]


def centres(provinces: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per province of the map: the centroid of its polygon, lon and lat in degrees."""
    middle = provinces.geometry.centroid.to_crs(4490)
    return pd.DataFrame({"code": provinces["province"], "lon": middle.x, "lat": middle.y})


def _stem(code: str) -> str:
    """What the codes of a city's districts begin with.

    >>> _stem("420100"), _stem("110000"), _stem("429004")
    ('4201', '11', '429004')
    """
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def _seat(codes: np.ndarray, points: np.ndarray, stem: str) -> tuple[float, float]:
    """Lon and lat of the most central urban district of a city, ties to the lowest code."""
    if len(stem) == 2:  # a municipality: 01 are its districts, 02 its counties
        urban = [code[2:4] == "01" for code in codes]
    else:
        urban = [int(code[-2:]) <= MAX_URBAN_CODE for code in codes]
    points = points[urban] if any(urban) else points
    x, y = (points * [np.cos(np.radians(points[:, 1].mean())), 1.0]).T
    total = np.hypot(x[:, None] - x, y[:, None] - y).sum(axis=1)
    return tuple(points[int(total.round(6).argmin())])


def _select_coded(units: pd.DataFrame) -> pd.DataFrame:
    """Rows with a code, by it, and their province; boundary lines have none."""
    units = units.assign(code=province_codes(units))
    units = units[units["code"] != ""].sort_values("code", ignore_index=True)
    return units.assign(province=units["code"].str[:2] + "0000")
