"""A replaced boundary file: accepted or refused, with the reasons on the terminal and kept."""

import json

import geopandas as gpd
import pytest

from loaders.__main__ import main
from loaders.geography import packaged_boundaries
from loaders.geography.boundaries import province_codes
from loaders.geography.boundary_refusal import read_refusal
from loaders.geography.packaged_boundaries import find_packaged_file
from loaders.store import build
from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, csv_file


@pytest.fixture(scope="module")
def packaged():
    return gpd.read_file(find_packaged_file("province.geojson"))


@pytest.fixture
def replaced(packaged, tmp_path, monkeypatch):
    """A function that puts a changed layer in the operator's place and builds with it."""
    source, out = csv_file(tmp_path / "labs.csv", LABS), tmp_path / "tables"

    def build(layer, command="build"):
        path = tmp_path / "中国_省.geojson"
        layer.to_file(path)
        monkeypatch.setenv("MAP_BOUNDARY_FILE", str(path))
        options = ["--source", str(source), "--report", str(tmp_path / "report.json")]
        options += ["--out", str(out)] if command == "build" else []
        return main([command, *options]), out, tmp_path / "report.json"

    return build


def without_taiwan(layer):
    return layer[province_codes(layer) != "710000"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_refused_file_is_told_reason_by_reason(replaced, packaged, capsys, command):
    code, _, report = replaced(without_taiwan(packaged), command)
    text = capsys.readouterr().err.splitlines()
    assert code == 1 and text[0].startswith("没有发布")
    first = "省级单位应为 34 个，文件中有 33 个，缺少台湾（710000）。"
    assert f"底图《中国_省.geojson》：{first}" in text
    assert sum("钓鱼岛" in line for line in text) == 1
    kept = json.loads(report.read_text())["refused_boundaries"]
    assert kept["file"] == "中国_省.geojson" and len(kept["reasons"]) == 3


def test_a_check_knows_the_packaged_file_by_its_digest_and_draws_nothing(tmp_path, monkeypatch):
    check = ["check", "--source", str(csv_file(tmp_path / "labs.csv", LABS))]
    drawings = []
    monkeypatch.delenv("MAP_BOUNDARY_FILE", raising=False)
    monkeypatch.setattr(build, "base_map", lambda: drawings.append("drawn"))
    assert main(check) == 0 and drawings == []
    monkeypatch.setitem(packaged_boundaries.DIGESTS, "province.geojson", "0" * 64)
    assert main(check) == 1


def test_an_accepted_file_is_named_and_what_was_refused_is_kept_until_one_is(replaced, packaged):
    code, out, report = replaced(packaged)
    assert code == 0 and read_refusal(out) is None
    published = open_published(out)
    version, origin = published.version, published.manifest["boundaries"]
    assert origin["file"] == "中国_省.geojson" and origin["packaged"] is False
    assert len(origin["sha256"]) == 64
    assert "refused_boundaries" not in json.loads(report.read_text())
    replaced(without_taiwan(packaged))
    assert open_published(out).version == version
    message = read_refusal(out)
    assert message["file"] == "中国_省.geojson" and any("台湾岛" in r for r in message["reasons"])
    assert replaced(packaged)[0] == 0
    assert read_refusal(out) is None


def test_a_damaged_note_says_nothing(tmp_path):
    (tmp_path / "refused_boundaries.json").write_text("{")
    assert read_refusal(tmp_path) is None
    assert read_refusal(tmp_path / "nowhere") is None


def test_codes_of_another_list_are_refused_by_name(packaged):
    from loaders.geography.boundaries import gate

    other = packaged.assign(gb=packaged["gb"].replace("156500000", "156599999"))
    assert gate(other) == [
        "省级单位应为 34 个，文件中有 34 个，缺少重庆（500000），不认识的代码 599999。"
    ]
