"""The boundary layer: one row per province polygon or boundary line, as received.

Every load passes the boundary gate. The gate is a smoke test, not a map review.
"""

import geopandas as gpd
import pandas as pd
from pyproj import CRS
from shapely import MultiLineString, Point, force_2d, get_parts
from shapely.errors import ShapelyError

from catalog.definitions import catalog
from loaders.geography.boundary_file import boundary_file
from loaders.geography.packaged_boundaries import BoundaryRefused

ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=36 +lon_0=105 +ellps=GRS80 +units=m"

AREA_KM2 = (9_400_000, 9_700_000)
DASH_COUNT = 10
DASHES_SOUTH_OF_DEG = 10.0  # the ten dashes are the line feature that reaches south of 10°N
# A dash in a file with one feature per dash: south of 26°N and over 60 km long. The dashes
# measure 108 km and more; every other boundary line down there stays below 30 km.
LONE_DASH_NORTH, LONE_DASH_M = 26.0, 60_000

MUST_COVER = (
    ("710000", "台湾", "台湾岛", 121.0, 23.7),
    ("710000", "台湾", "钓鱼岛", 123.474, 25.744),
    ("540000", "西藏", "藏南地区（东段）", 93.617, 27.084),
    ("540000", "西藏", "藏南地区（西段）", 91.865, 27.588),
    ("650000", "新疆", "阿克赛钦", 79.3, 35.2),
    ("460000", "海南", "曾母暗沙", 112.28, 3.97),
    ("460000", "海南", "西沙群岛", 112.34, 16.835),
    ("460000", "海南", "太平岛", 114.366, 10.377),
    ("810000", "香港", "香港", 114.17, 22.38),
)


def load_boundaries(path=None):
    """The accepted boundary layer of boundary_file(path); raises BoundaryRefused."""
    layer = _read(boundary_file(path))
    layer = merge_dashes(layer) if not _form_faults(layer) else layer
    reasons = gate(layer)
    if reasons:
        raise BoundaryRefused(reasons)
    return layer


def gate(layer):
    """One Chinese sentence for each failed check; empty when the layer may be drawn."""
    faults = _form_faults(layer)
    # Without codes or geographic coordinates the other checks would only echo this failure.
    return faults or [
        *_unit_faults(layer),
        *_cover_faults(layer),
        *_dash_faults(layer),
    ]


def province_codes(layer):
    """Six-digit code of each row, "" for boundary lines."""
    column = "gb" if "gb" in layer.columns else "adcode"
    text = layer[column].astype("string").str.replace(r"\.0+$", "", regex=True)
    return text.str.extract(r"(\d{6})$", expand=False).fillna("").astype(str)


def merge_dashes(layer):
    """The layer with ten dashes given as ten rows gathered into one row; else unchanged."""
    lines = line_rows(layer)
    south = lines.total_bounds[1] < DASHES_SOUTH_OF_DEG if len(lines) else False
    long = lines.to_crs(ALBERS).geometry.map(lambda g: min(p.length for p in get_parts(g)))
    dashes = lines[(lines.bounds["maxy"] < LONE_DASH_NORTH) & (long > LONE_DASH_M)]
    if not south or len(dashes) < 2:
        return layer
    merged = dashes.iloc[:1].copy()
    merged.geometry = [MultiLineString(list(get_parts(dashes.geometry.to_numpy())))]
    return pd.concat([layer.drop(index=dashes.index), merged]).sort_index()


def line_rows(layer):
    """The boundary lines of the layer: rows without a code that are drawn as lines."""
    is_line = layer.geom_type.isin(["LineString", "MultiLineString"])
    return layer[is_line & (province_codes(layer) == "")]


def polygon_rows(layer):
    """The province polygons of the layer, geometry made valid, code in `province`."""
    is_polygon = layer.geom_type.isin(["Polygon", "MultiPolygon"])
    rows = layer[is_polygon & (province_codes(layer) != "")]
    return rows.assign(province=province_codes(rows), geometry=rows.geometry.make_valid())


def dash_rows(lines):
    """Which boundary lines are the ten dashes: those reaching south of 10°N."""
    return lines.bounds["miny"] < DASHES_SOUTH_OF_DEG


def _read(path):
    try:
        layer = gpd.read_file(path)
    except (OSError, ValueError, RuntimeError, ShapelyError) as error:
        raise BoundaryRefused([f"边界文件 {path.name} 无法读取：{error}"]) from error
    if not isinstance(layer, gpd.GeoDataFrame) or layer.empty:
        raise BoundaryRefused([f"边界文件 {path.name} 中没有图形要素。"])
    drawn = layer[layer.geometry.notna() & ~layer.geometry.is_empty].reset_index(drop=True)
    return drawn.set_geometry(force_2d(drawn.geometry.to_numpy()), crs=layer.crs)


def _form_faults(layer):
    """Faults of coordinate system and columns."""
    faults = []
    geographic = layer.crs is not None and (
        layer.crs.to_epsg() in (4490, 4326) or layer.crs == CRS("OGC:CRS84")
    )
    if not geographic:
        received = layer.crs.to_string() if layer.crs is not None else "未注明"
        faults.append(f"坐标系应为 EPSG:4490 或 EPSG:4326，文件为 {received}。")
    if "name" not in layer.columns:
        faults.append("缺少名称列 name。")
    if not {"gb", "adcode"} & set(layer.columns):
        faults.append("缺少代码列 gb 或 adcode。")
    return faults


def _unit_faults(layer):
    """Faults of the units, those of GB/T 2260 and no others, and of their summed area."""
    units, known = polygon_rows(layer), catalog().provinces
    received, area = set(units.province), units.to_crs(ALBERS).area.sum() / 1e6
    low, high = AREA_KM2
    faults = []
    lacking = known[~known.code.isin(received)]
    unknown = sorted(received - set(known.code))
    if len(lacking) or unknown:
        fault = f"省级单位应为 {len(known)} 个，文件中有 {len(received)} 个"
        if len(lacking):
            fault += "，缺少" + "、".join(lacking.short + "（" + lacking.code + "）")
        faults.append(fault + ("，不认识的代码 " + "、".join(unknown) if unknown else "") + "。")
    if not low <= area <= high:
        faults.append(
            f"总面积应在 {low / 1e4:.0f} 万至 {high / 1e4:.0f} 万平方千米之间，"
            f"文件为 {area / 1e4:.1f} 万平方千米。"
        )
    return faults


def _cover_faults(layer):
    """Places that the right unit does not cover."""
    units = polygon_rows(layer)
    return [
        f"{unit}（{code}）的范围未包含{place}（东经 {lon}°，北纬 {lat}°）。"
        for code, unit, place, lon, lat in MUST_COVER
        if not units[units.province == code].covers(Point(lon, lat)).any()
    ]


def _dash_faults(layer):
    """Fault of the dashes in the South China Sea and east of Taiwan."""
    lines = line_rows(layer)
    dashes = lines[dash_rows(lines)].geometry
    count = len(get_parts(dashes.to_numpy())) if len(dashes) else 0
    if count == DASH_COUNT:
        return []
    return [f"南海断续线应为 {DASH_COUNT} 段，文件中有 {count} 段。"]
