"""Province geometry and map.json: nothing lost, nothing overlapping, the same every time."""

import json

import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely import get_num_geometries, get_parts

from loaders.geography.boundaries import load_boundaries, polygon_rows
from loaders.geography.geometry import build_lines, build_provinces
from loaders.geography.map_json import map_layer

PARTS = 555  # of the packaged file, 前三岛 counted once
SPHEROID = Geod(ellps="GRS80")


@pytest.fixture(scope="module")
def boundaries():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MAP_BOUNDARY_FILE", raising=False)
        return load_boundaries()


@pytest.fixture(scope="module")
def provinces(boundaries):
    return build_provinces(boundaries)


@pytest.fixture(scope="module")
def lines(boundaries):
    return build_lines(boundaries)


@pytest.fixture(scope="module")
def layer(provinces, lines):
    return map_layer(provinces, lines)


def path_count(shape):
    return shape["x"].count(None) + 1 if shape["x"] else 0


def test_one_row_per_province_by_code(provinces):
    assert list(provinces.columns) == ["province", "name", "area_km2", "geometry"]
    assert len(provinces) == 34
    assert provinces.province.is_monotonic_increasing
    assert provinces.province.str.fullmatch(r"\d{6}").all()


def test_every_part_survives_simplification(provinces):
    shapes = provinces.geometry.to_numpy()
    assert get_num_geometries(shapes).sum() == PARTS
    assert shapely.is_valid(shapes).all()
    assert {part.geom_type for part in get_parts(shapes)} == {"Polygon"}


def test_neighbours_share_borders_without_gap_or_overlap(provinces):
    assert shapely.coverage_is_valid(provinces.geometry.to_numpy())
    assert len(shapely.get_coordinates(provinces.geometry.to_numpy())) < 25_000


def test_areas_are_those_of_the_ellipsoid(boundaries, provinces):
    units = polygon_rows(boundaries).set_index("province").geometry
    areas = provinces.set_index("province").area_km2
    for code, shape in units.items():
        square_metres, _ = SPHEROID.geometry_area_perimeter(shapely.orient_polygons(shape))
        assert areas[code] == pytest.approx(square_metres / 1e6, rel=1.3e-5), code


def test_areas_are_taken_before_simplifying(provinces):
    macao = provinces.set_index("province").loc["820000"]
    assert macao.area_km2 == pytest.approx(25.15, abs=0.01)
    assert abs(macao.geometry.area / 1e6 - macao.area_km2) > 5


def test_lines_fall_into_three_kinds(lines):
    counts = dict(zip(lines.kind, get_num_geometries(lines.geometry.to_numpy()), strict=True))
    assert counts == {"dashes": 10, "undefined": 1, "sea": 20}


def test_building_leaves_its_argument_alone(boundaries):
    before = boundaries.to_wkb()
    build_provinces(boundaries)
    build_lines(boundaries)
    assert boundaries.to_wkb().equals(before)


def test_map_layer_holds_every_ring(provinces, layer):
    for row in provinces.itertuples():
        rings = sum(1 + len(part.interiors) for part in row.geometry.geoms)
        assert path_count(layer["main"][row.province]) == rings


def test_holes_run_against_their_outline(provinces, layer):
    """Signed areas of the rings add up to the province: Plotly then leaves the holes unfilled."""
    for row in provinces.itertuples():
        rings = layer["main"][row.province]
        x, y = pd.Series(rings["x"], dtype=float), pd.Series(rings["y"], dtype=float)
        signed = ((x * y.shift(-1) - x.shift(-1) * y) / 2).sum()  # NaN between rings adds nothing
        assert signed == pytest.approx(row.geometry.area / 1e6, rel=0.01, abs=2), row.name


def test_map_layer_shows_ten_dashes_and_those_inside_the_inset(layer):
    assert path_count(layer["lines"]["dashes"]) == 10
    # The tenth dash, east of 台湾, lies north of the inset's box (23.67°N) and on the main map.
    assert path_count(layer["inset_lines"]["dashes"]) == 9
    assert layer["inset_lines"]["undefined"] == {"x": [], "y": []}


def test_inset_stays_in_its_box(layer):
    box = layer["inset_box"]
    for shape in [*layer["inset"].values(), *layer["inset_lines"].values()]:
        for axis in ("x", "y"):
            low, high = box[axis]
            assert all(low <= v <= high for v in shape[axis] if v is not None)
    assert {"460000", "440000", "710000"} <= set(layer["inset"])


def test_territory_down_to_hainan_lies_in_the_main_ranges(provinces, layer):
    west, _, east, north = provinces.total_bounds / 1000
    low, high = layer["ranges"]["x"]
    assert low < west and east < high and north < layer["ranges"]["y"][1]
    hainan = provinces.set_index("province").geometry["460000"]
    island = max(hainan.geoms, key=lambda part: part.area)
    assert island.bounds[1] / 1000 > layer["ranges"]["y"][0]


def test_every_province_has_a_label_and_hits_inside_itself(provinces, layer):
    for row in provinces.itertuples():
        hits = layer["hits"][row.province]
        points = shapely.points(hits["x"], hits["y"]) if hits["x"] else []
        assert len(points) >= 1
        # coordinates are rounded to 100 m
        assert shapely.dwithin(
            shapely.transform(row.geometry, lambda c: c / 1000), points, 0.1
        ).all()
        assert len(layer["labels"][row.province]["x"]) == 1
    assert 1_000 < sum(len(hits["x"]) for hits in layer["hits"].values()) < 2_000


def test_map_json_is_small_and_the_same_every_time(boundaries, layer):
    text = json.dumps(layer, allow_nan=False)
    again = map_layer(build_provinces(boundaries), build_lines(boundaries))
    assert json.dumps(again, allow_nan=False) == text
    assert len(text) < 900_000
