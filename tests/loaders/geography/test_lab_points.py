"""Where laboratories stand: named cities, nothing guessed, nobody outside the province."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from catalog.definitions import catalog
from loaders.geography import packaged_boundaries
from loaders.geography.boundaries import ALBERS
from loaders.geography.lab_points import (
    SPACING_KM,
    lab_points,
    place_labs,
    place_tables,
    spread_points,
)
from loaders.geography.places import cities, counties
from loaders.store.build import base_map

# Centres of provincial capitals as atlases have them (degrees)
CAPITALS = {
    "北京市": (116.41, 39.90), "上海市": (121.47, 31.23), "重庆市": (106.55, 29.56),
    "广州市": (113.27, 23.13), "成都市": (104.07, 30.67), "郑州市": (113.65, 34.76),
    "哈尔滨市": (126.64, 45.76), "乌鲁木齐市": (87.62, 43.82), "拉萨市": (91.13, 29.66),
    "海口市": (110.33, 20.03),
}  # fmt: skip


@pytest.fixture(scope="module")
def provinces():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MAP_BOUNDARY_FILE", raising=False)
        return base_map()[0]


def labs(*rows):
    frame = pd.DataFrame(rows, columns=["province", "city"])
    return frame.assign(lab_id=[f"L{i}" for i in range(len(frame))])


def test_no_labs_have_no_points(provinces):
    assert lab_points(labs(), provinces).empty


@pytest.mark.parametrize(
    ("province", "city", "place", "precision"),
    [
        ("510000", "成都市", "成都市", "city"),
        ("510000", "成都", "成都市", "city"),
        ("320000", "昆山市", "昆山市", "county"),
        ("420000", "仙桃", "仙桃市", "city"),
        ("530000", "大理", "大理市", "county"),
        ("530000", "大理白族自治州", "大理白族自治州", "city"),
        ("440000", None, "广州市", "capital"),
        ("440000", "", "广州市", "capital"),
        ("440000", "成都市", "广州市", "capital"),  # of another province: never a guess
        ("110000", "朝阳区", "朝阳区", "county"),
        ("210000", "朝阳", "朝阳市", "city"),
        ("810000", None, "香港特别行政区", "capital"),
    ],
)
def test_a_name_is_looked_for_in_its_own_province(province, city, place, precision):
    (result,) = place_labs(labs((province, city))).itertuples()
    assert (result.place, result.precision) == (place, precision)


def test_a_name_that_two_places_share_stands_at_the_capital():
    shared = counties()[["province", "name"]].value_counts()
    (province, name), count = next(iter(shared.items()))
    if count > 1:
        assert place_labs(labs((province, name)))["precision"].tolist() == ["capital"]


def test_a_city_stands_at_its_centre_not_at_the_middle_of_its_ground(subtests):
    for name in CAPITALS:
        with subtests.test(name=name):
            (city,) = cities()[cities()["name"] == name].itertuples()
            lon, lat = CAPITALS[name]
            km = 111.2 * np.hypot((city.lon - lon) * np.cos(np.radians(lat)), city.lat - lat)
            assert km < 28


def test_counties_are_those_of_the_mainland_each_inside_its_province(provinces):
    tables = place_tables(labs(), provinces)
    result = tables["counties"].to_pandas()
    assert len(result) == 2852 and set(result["province"]) == set(catalog().mainland.code)
    points = gpd.GeoSeries.from_xy(result["lon"], result["lat"], crs=4490).to_crs(ALBERS)
    shapes = provinces.set_index("province").geometry[result["province"]]
    outside = ~shapely.contains(shapes.to_numpy(), points.to_numpy())
    assert outside.sum() <= 5  # on coasts cut by the simplification to 2 km
    assert tables["centres"].num_rows == 34


def test_labs_of_one_city_are_spread_and_stay_in_their_province(provinces):
    result = lab_points(labs(*[("460000", "海口市")] * 12, ("310000", "上海市")), provinces)
    haikou = result[result["province"] == "460000"]
    points = haikou[["x", "y"]].to_numpy()
    apart = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    assert (apart[np.triu_indices(12, 1)] > SPACING_KM / 3).all()
    island = provinces.set_index("province").geometry["460000"]
    assert shapely.contains_xy(island, *(points[1:] * 1000).T).all()
    assert haikou["lon"].nunique() == 1  # distances start from the city itself


def test_many_labs_keep_close_to_their_city(provinces):
    beijing = provinces.set_index("province").geometry["110000"]
    middle = pd.Series({"x": beijing.centroid.x, "y": beijing.centroid.y})
    points = spread_points(middle, 200, beijing)
    assert len(points) == 200 and len(np.unique(points, axis=0)) == 200
    assert np.hypot(*(points - middle.to_numpy()).T).max() < 160_000


def test_points_are_the_same_every_time(provinces):
    rows = labs(("440000", "广州市"), ("440000", None), ("110000", None))
    assert lab_points(rows, provinces).equals(lab_points(rows.iloc[::-1], provinces))


def test_without_the_package_there_are_no_points_and_no_failure(provinces, monkeypatch):
    monkeypatch.setattr(packaged_boundaries, "find_spec", lambda name: None)
    for read in (counties, cities):
        read.cache_clear()
    tables = place_tables(labs(("440000", "广州市")), provinces)
    for read in (counties, cities):
        read.cache_clear()
    assert tables["counties"].num_rows == 0
    assert tables["labs"].to_pandas()[["lon", "x"]].isna().all(axis=None)
    assert packaged_boundaries.places_origin() == ""
