"""map.json: outlines, lines, label points and hit points of the map, in projected kilometres."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from catalog.figure_parts import MAP_EXTENT_KM
from loaders.geography.boundaries import ALBERS

MERCATOR = "+proj=merc +lat_ts=14 +lon_0=114 +ellps=GRS80 +units=m"
INSET_BOX = (105.6, 3.0, 123.2, 23.6)  # 河内 to 马尼拉, 曾母暗沙 to 北回归线
HIT_STEP_M = (9_000, 110_000)

# Longitude and latitude of labels that must not stand in the middle of their province:
# 北京, 天津 and 河北 would collide, 重庆 is widest at its edge; 上海, 香港 and 澳门 are written on
# the sea beside them.
LABEL_AT = {
    "110000": (116.35, 40.15),
    "120000": (118.05, 38.58),
    "130000": (115.3, 38.0),
    "500000": (107.75, 29.95),
    "310000": (122.2, 31.3),
    "810000": (114.4, 22.1),
    "820000": (113.3, 21.45),
}


def map_layer(provinces, lines):
    """What the browser needs to draw the map once, keyed by province code; ready for JSON."""
    codes = list(provinces.province)
    shapes = dict(zip(codes, provinces.geometry, strict=True))
    inset = _clip_to_inset(provinces.set_index("province").geometry)
    west, south, east, north = inset.attrs["box"]
    inset_lines = _clip_to_inset(lines.set_index("kind").geometry)
    return {
        "schema": 1,
        "ranges": MAP_EXTENT_KM,
        "main": {code: outline(shape) for code, shape in shapes.items()},
        "inset": {code: outline(shape) for code, shape in inset.items()},
        "inset_box": {"x": [west, east], "y": [south, north]},
        "lines": {k: outline(g) for k, g in zip(lines.kind, lines.geometry, strict=True)},
        "inset_lines": {
            kind: outline(inset_lines.get(kind, shapely.MultiLineString())) for kind in lines.kind
        },
        "labels": {code: _kilometres(point) for code, point in _label_points(shapes).items()},
        "hits": {
            row.province: _kilometres(_hit_points(row.geometry, row.area_km2 * 1e6))
            for row in provinces.itertuples()
        },
    }


def outline(shape):
    """All rings or lines of a shape in km, joined by None.

    Exteriors run against the clock and holes with it, so that Plotly leaves holes unfilled.
    """
    paths = []
    for part in shapely.get_parts(shapely.orient_polygons(shape)):
        paths += [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
    x, y = [], []
    for path in paths:
        points = _kilometres(path)
        x += [None, *points["x"]] if x else points["x"]
        y += [None, *points["y"]] if y else points["y"]
    return {"x": x, "y": y}


def _kilometres(shape):
    """Coordinates of a shape in km, to 100 m."""
    points = np.round(shapely.get_coordinates(shape) / 1000, 1) + 0.0  # + 0.0: no minus zero
    return {"x": points[:, 0].tolist(), "y": points[:, 1].tolist()}


def _clip_to_inset(shapes):
    """The shapes inside the inset box, in Mercator; the box in km stands in attrs."""
    box = gpd.GeoSeries([shapely.box(*INSET_BOX)], crs=4490).to_crs(MERCATOR).iloc[0]
    inside = shapes.to_crs(MERCATOR).make_valid().intersection(box)
    inside = inside[~inside.is_empty]
    inside.attrs["box"] = [round(side / 1000, 1) for side in box.bounds]
    return inside


def _label_points(shapes):
    """Where each province's name stands: inside its largest part unless LABEL_AT says so."""
    placed = pd.DataFrame(LABEL_AT, index=["lon", "lat"]).T
    fixed = gpd.GeoSeries.from_xy(placed.lon, placed.lat, index=placed.index, crs=4490)
    fixed = fixed.to_crs(ALBERS)
    return {
        code: fixed[code] if code in fixed.index else _middle(shape)
        for code, shape in shapes.items()
    }


def _middle(shape):
    """The point of a shape's largest part that is farthest from its border."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    return shapely.Point(shapely.maximum_inscribed_circle(largest).coords[0])


def _hit_points(shape, area_m2):
    """Grid of points inside a province, denser where it is small; at least one."""
    step = np.clip(area_m2**0.5 / 6, *HIT_STEP_M)
    west, south, east, north = shape.bounds
    columns, rows = np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step)
    grid = shapely.points(*np.meshgrid(columns, rows)).ravel()
    inside = grid[shapely.contains(shape, grid)]
    return shapely.MultiPoint(inside) if len(inside) else _middle(shape)
