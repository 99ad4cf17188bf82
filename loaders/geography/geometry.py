"""Province geometry in the national Albers projection, ready to draw and to publish."""

import geopandas as gpd
import pandas as pd
import shapely

from loaders.geography.boundaries import ALBERS, BoundaryRefused, dash_rows, line_rows, polygon_rows

SNAP_M = 1
TOLERANCE_M = 2000
UNDEFINED_WEST_OF_DEG = 76.0  # the undefined boundary in the Pamirs ends west of 76°E


def build_provinces(layer, tolerance=TOLERANCE_M):
    """One row per province: code, name, true area in km², simplified Albers geometry."""
    units = _without_overlaps(_snap_units(polygon_rows(layer)))
    # 澳门 changes by half when simplified: areas are taken before.
    areas = units.area / 1e6
    simple = shapely.coverage_simplify(units.geometry.to_numpy(), tolerance)
    if not shapely.coverage_is_valid(simple):
        raise BoundaryRefused(["相邻省份的边界不重合（存在缝隙或重叠），无法化简。"])
    units = units.assign(area_km2=areas).set_geometry(simple, crs=ALBERS)
    return units[["province", "name", "area_km2", "geometry"]]


def build_lines(layer):
    """One row per kind of boundary line: dashes, undefined, sea (Albers geometry)."""
    rows = line_rows(layer)
    kind = pd.Series("sea", index=rows.index)
    kind[rows.bounds["maxx"] < UNDEFINED_WEST_OF_DEG] = "undefined"
    kind[dash_rows(rows)] = "dashes"
    flat = rows.to_crs(ALBERS).geometry
    merged = [
        shapely.MultiLineString(list(shapely.get_parts(flat[kind == name].to_numpy())))
        for name in ("dashes", "undefined", "sea")
    ]
    return gpd.GeoDataFrame({"kind": ["dashes", "undefined", "sea"]}, geometry=merged, crs=ALBERS)


def _snap_units(units):
    """Units by code, one row each, in Albers metres snapped to whole metres."""
    flat = units.to_crs(ALBERS)
    flat.geometry = shapely.set_precision(flat.geometry.to_numpy(), SNAP_M)
    return flat[["province", "name", "geometry"]].dissolve("province").reset_index()


def _without_overlaps(units):
    """Units that share no ground: the lower code keeps it (前三岛 is drawn in 江苏 and 山东)."""
    shapes = list(units.geometry)
    pairs = zip(*units.sindex.query(shapes, predicate="intersects").tolist(), strict=True)
    for first, second in sorted(pair for pair in pairs if pair[0] < pair[1]):
        shapes[second] = shapely.difference(shapes[second], shapes[first], grid_size=SNAP_M)
    return units.set_geometry([_polygons(shape) for shape in shapes], crs=ALBERS)


def _polygons(shape):
    """The polygon parts of a shape; shared borders leave lines and points behind."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return shapely.MultiPolygon(parts)
