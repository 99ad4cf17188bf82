"""Where each laboratory stands on the map: at its city, else at the provincial capital.

Build time only. Laboratories of one city are spread around its point so that they can be seen and
pointed at; the spread is for the eye alone, distances are measured from the city itself.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from catalog.definitions import CATALOG, read_csv_text
from loaders.geography.boundaries import ALBERS
from loaders.geography.places import centres, cities, counties

SCHEMAS = {
    # one row per laboratory: place it stands at, how exactly that is known, lon and lat of the
    # place in degrees, x and y on the map in km (as in map.json), spread apart
    "labs": pa.schema(
        [
            ("lab_id", pa.string()),
            ("province", pa.string()),
            ("place", pa.string()),
            ("precision", pa.string()),
            ("lon", pa.float64()),
            ("lat", pa.float64()),
            ("x", pa.float64()),
            ("y", pa.float64()),
        ]
    ),
    # one row per county-level unit of the mainland
    "counties": pa.schema(
        [
            ("code", pa.string()),
            ("name", pa.string()),
            ("province", pa.string()),
            ("lon", pa.float64()),
            ("lat", pa.float64()),
        ]
    ),
    # one row per province: the middle of its ground
    "centres": pa.schema([("code", pa.string()), ("lon", pa.float64()), ("lat", pa.float64())]),
}
# What a received name may leave out at its end
ENDINGS = r"(特别行政区|自治州|自治县|地区|林区|市|盟|州|区|县|旗)$"
SPACING_KM, REACH_KM = 20.0, 80.0  # between neighbours; of the farthest from its city
MAX_HALVINGS = 8  # times the spacing is halved at most
GOLDEN = np.pi * (3 - 5**0.5)


def place_tables(labs: pd.DataFrame, provinces: gpd.GeoDataFrame) -> dict[str, pa.Table]:
    """The tables of the folder places/ of a version."""
    mainland = read_csv_text(CATALOG / "capitals.csv")["code"]
    known = counties()
    tables = {
        "labs": lab_points(labs, provinces),
        "counties": known[known["province"].isin(mainland)],
        "centres": centres(provinces),
    }
    return {
        name: pa.Table.from_pandas(table, schema=SCHEMAS[name], preserve_index=False)
        for name, table in tables.items()
    }


def lab_points(labs: pd.DataFrame, provinces: gpd.GeoDataFrame) -> pd.DataFrame:
    """One row per laboratory, by id: place, precision (city, county or capital), lon, lat, x, y.

    Without a point of any kind (no package of places) lon to y are NaN and the precision is "".
    """
    located = place_labs(labs)
    flat = gpd.GeoSeries.from_xy(located["lon"], located["lat"], crs=4490).to_crs(ALBERS)
    located["x"], located["y"] = flat.x, flat.y
    shapes = provinces.set_index("province").geometry
    for (province, _, _), group in located.dropna().groupby(["province", "lon", "lat"]):
        located.loc[group.index, ["x", "y"]] = spread_points(
            group[["x", "y"]].iloc[0], len(group), shapes[province]
        )
    located[["x", "y"]] = (located[["x", "y"]] / 1000).round(1)
    return located


def place_labs(labs: pd.DataFrame) -> pd.DataFrame:
    """The place of each laboratory, by id: its city, else its county, else the capital.

    A name is looked for in the laboratory's own province only, and counts where it is the only one;
    what is not found stands at the capital, never at a guess.
    """
    rows = labs[["lab_id", "province"]].sort_values("lab_id", ignore_index=True)
    received = labs.sort_values("lab_id", ignore_index=True)["city"].fillna("").astype(str)
    capitals = read_csv_text(CATALOG / "capitals.csv").set_index("code")["city"]
    seats = _by_name(cities())
    ways = (
        ("city", received, seats),
        ("county", received, _by_name(counties())),
        ("capital", rows["province"].map(capitals).fillna(""), seats),
        ("capital", pd.Series("", index=rows.index), _only_city()),
    )
    located = pd.DataFrame(index=rows.index, columns=["place", "precision", "lon", "lat"])
    for precision, names, points in ways:
        keys = pd.MultiIndex.from_arrays([rows["province"], _short(names)])
        at = points.reindex(keys).set_axis(rows.index).rename(columns={"name": "place"})
        new = located["precision"].isna() & at["lon"].notna()
        located.loc[new, at.columns] = at[new]
        located.loc[new, "precision"] = precision
    located = located.astype({"lon": float, "lat": float})
    return rows.join(located.fillna({"place": "", "precision": ""}))


def spread_points(centre: pd.Series, count: int, shape) -> np.ndarray:
    """Points in a spiral around a centre, in metres, all inside the shape as far as it has room.

    The seeds of a sunflower: each turned on by the golden angle, as dense in the middle as outside;
    denser where there is no room for all.
    """
    k = np.arange(8 * count)
    step = min(SPACING_KM, REACH_KM / count**0.5) * 1000
    for _ in range(MAX_HALVINGS):
        x = centre["x"] + step * k**0.5 * np.cos(k * GOLDEN)
        y = centre["y"] + step * k**0.5 * np.sin(k * GOLDEN)
        inside = shapely.contains_xy(shape, x, y)
        inside[0] = True  # the city itself, wherever a simplified coast may run
        if inside.sum() >= count:
            break
        step /= 2
    chosen = np.resize(np.flatnonzero(inside)[:count], count)
    return np.column_stack([x[chosen], y[chosen]])


def _by_name(points: pd.DataFrame) -> pd.DataFrame:
    """Points by province and short name; a name that two of them share belongs to neither."""
    named = points.assign(short=_short(points["name"])).set_index(["province", "short"])
    return named[~named.index.duplicated(keep=False)][["name", "lon", "lat"]]


def _only_city() -> pd.DataFrame:
    """The city of each province that has but one (香港, 澳门, 台湾 have no capital in the list)."""
    only_city = cities().drop_duplicates("province", keep=False).assign(short="")
    return only_city.set_index(["province", "short"])[["name", "lon", "lat"]]


def _short(names: pd.Series) -> pd.Series:
    return names.str.strip().str.replace(ENDINGS, "", regex=True)
