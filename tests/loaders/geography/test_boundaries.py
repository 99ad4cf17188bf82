"""The boundary gate: what it accepts, what it refuses, and that it names the reason."""

import json

import geopandas as gpd
import pytest
import shapely

from loaders.geography import packaged_boundaries
from loaders.geography.boundaries import (
    BoundaryRefused,
    gate,
    line_rows,
    load_boundaries,
    province_codes,
)


@pytest.fixture(scope="module")
def layer():
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("MAP_BOUNDARY_FILE", raising=False)
        return load_boundaries()


def replaced(layer, code, geometry):
    changed = layer.copy()
    changed.loc[province_codes(layer) == code, "geometry"] = geometry
    return changed


def one_row_per_dash(layer):
    return layer.explode(ignore_index=True)


def test_packaged_file_is_accepted(layer):
    assert gate(layer) == []
    assert (province_codes(layer) != "").sum() == 34


def test_layer_without_taiwan_is_refused(layer):
    reasons = gate(layer[province_codes(layer) != "710000"])
    assert "省级单位应为 34 个，文件中有 33 个，缺少台湾（710000）。" in reasons
    assert any("台湾" in reason for reason in reasons)
    assert any("钓鱼岛" in reason for reason in reasons)


def test_33_codes_are_refused_even_when_nothing_else_is_wrong(layer):
    assert gate(layer[province_codes(layer) != "820000"]) == [
        "省级单位应为 34 个，文件中有 33 个，缺少澳门（820000）。"
    ]


def test_layer_without_the_ten_dashes_is_refused(layer):
    southern = layer.bounds["miny"] < 10
    bare = layer[~(southern & (province_codes(layer) == ""))]
    assert gate(bare) == ["南海断续线应为 10 段，文件中有 0 段。"]


def test_nine_dashes_are_refused(layer):
    changed = layer.copy()
    at = line_rows(layer).bounds["miny"].idxmin()
    changed.loc[at, "geometry"] = shapely.MultiLineString(list(layer.geometry[at].geoms)[:9])
    assert gate(changed) == ["南海断续线应为 10 段，文件中有 9 段。"]


def test_layer_without_southern_tibet_is_refused(layer):
    tibet = layer.geometry[province_codes(layer) == "540000"].iloc[0]
    reasons = gate(replaced(layer, "540000", tibet.difference(shapely.box(91, 26, 97, 28))))
    assert sum("藏南地区" in reason for reason in reasons) == 2
    assert all("西藏（540000）" in reason for reason in reasons if "藏南" in reason)


def test_disputed_ground_under_another_code_is_refused(layer):
    swapped = layer.assign(gb=layer.gb.replace("156650000", "156999999"))
    assert any("阿克赛钦" in reason for reason in gate(swapped))


def test_wrong_area_is_refused(layer):
    mongolia = shapely.box(90, 43, 115, 49)
    inner = layer.geometry[province_codes(layer) == "150000"].iloc[0]
    reasons = gate(replaced(layer, "150000", inner.union(mongolia)))
    assert [reason[:20] for reason in reasons] == ["总面积应在 940 万至 970 万平方千米之间"[:20]]


def test_wrong_projection_is_the_only_reason_given(layer):
    assert gate(layer.to_crs(3857)) == ["坐标系应为 EPSG:4490 或 EPSG:4326，文件为 EPSG:3857。"]
    assert "未注明" in gate(layer.set_crs(None, allow_override=True))[0]


def test_missing_columns_are_named(layer):
    assert gate(layer[["geometry"]]) == ["缺少名称列 name。", "缺少代码列 gb 或 adcode。"]


@pytest.mark.parametrize("crs", [4326, "OGC:CRS84"])
def test_wgs84_is_accepted(layer, crs):
    assert gate(layer.set_crs(crs, allow_override=True)) == []


def test_adcode_as_number_is_accepted(layer):
    codes = province_codes(layer)
    numbers = layer.drop(columns="gb").assign(adcode=[float(c) if c else None for c in codes])
    assert gate(numbers) == []
    assert set(province_codes(numbers)) == set(codes)


def test_one_row_per_dash_is_merged_before_the_gate(layer, tmp_path):
    path = tmp_path / "exploded.gpkg"
    one_row_per_dash(layer).to_file(path)
    assert "文件中有 3 段" in gate(gpd.read_file(path))[0]
    assert gate(load_boundaries(path)) == []


def test_operator_file_comes_from_the_environment(layer, tmp_path, monkeypatch):
    path = tmp_path / "缺台湾.geojson"
    layer[province_codes(layer) != "710000"].to_file(path)
    monkeypatch.setenv("MAP_BOUNDARY_FILE", str(path))
    with pytest.raises(BoundaryRefused, match="33 个") as refused:
        load_boundaries()
    assert len(refused.value.reasons) >= 3


@pytest.mark.parametrize(
    "content",
    ["", "不是地图", '{"type": "FeatureCollection", "features": [', "a,b\n1,2\n"],
    ids=["empty", "text", "cut", "table"],
)
@pytest.mark.parametrize("suffix", ["geojson", "csv", "gpkg"])
def test_unreadable_file_is_named(tmp_path, content, suffix):
    path = tmp_path / f"省界.{suffix}"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BoundaryRefused, match=f"边界文件 省界.{suffix}"):
        load_boundaries(path)


def test_absent_file_and_folder_are_named(tmp_path):
    for path in (tmp_path / "没有.geojson", tmp_path):
        with pytest.raises(BoundaryRefused, match=f"找不到边界文件 {path.name}"):
            load_boundaries(path)


def test_empty_collection_and_lone_polygon_are_refused(tmp_path):
    path = tmp_path / "空.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": []}), encoding="utf-8")
    with pytest.raises(BoundaryRefused):
        load_boundaries(path)
    lone = gpd.GeoDataFrame(
        {"name": ["台湾省"], "gb": ["156710000"]},
        geometry=[shapely.box(120, 22, 122, 25)],
        crs=4490,
    )
    assert any("1 个" in reason for reason in gate(lone))


def test_altered_packaged_file_is_refused(monkeypatch):
    monkeypatch.delenv("MAP_BOUNDARY_FILE", raising=False)
    monkeypatch.setitem(packaged_boundaries.DIGESTS, "province.geojson", "0" * 64)
    with pytest.raises(BoundaryRefused, match="sha256"):
        load_boundaries()


def test_missing_package_is_told(monkeypatch):
    monkeypatch.delenv("MAP_BOUNDARY_FILE", raising=False)
    monkeypatch.setattr(packaged_boundaries, "find_spec", lambda name: None)
    with pytest.raises(BoundaryRefused, match="MAP_BOUNDARY_FILE"):
        load_boundaries()
