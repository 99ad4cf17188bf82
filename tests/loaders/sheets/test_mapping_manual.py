"""The three layouts of docs/mapping.md are read by the mapping files that stand there."""

import re
from datetime import date

import pytest

from catalog.definitions import ROOT
from loaders.load import load
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, TODAY, account, csv_file, workbook

MANUAL = (ROOT.parent / "docs/mapping.md").read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path):
    def read_layout(title, name, **sheets):
        """What the sheets give under the mapping that follows the title in the manual."""
        section = MANUAL.split(f"### {title}\n")[1]
        (tmp_path / "m.toml").write_text(re.search(r"```toml\n(.*?)```", section, re.DOTALL)[1])
        paths = [workbook(tmp_path / name, **sheets)]
        if "labs" not in (tmp_path / "m.toml").read_text():
            paths.append(csv_file(tmp_path / "实验室名录.csv", LABS))
        return load(list(map(str, paths)), read_mapping(str(tmp_path / "m.toml")), None, TODAY)

    return read_layout


def drawn(title: str, nth: int = 0) -> list[list]:
    """The nth table below a title of the manual, as a sheet of cells; figures as numbers."""
    section = MANUAL.split(f"### {title}\n")[1]
    table = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)[nth]
    lines = [line.strip("|\n").split("|")[1:] for line in table.splitlines()[2:]]
    texts = [[cell.strip() or None for cell in line] for line in lines]
    return [[int(c) if c and c.isdecimal() else c for c in line] for line in texts]


def refused(result) -> list:
    return [p for f in result.files for p in f.problems if p.action != "normalised"]


def test_a_heading_over_two_rows_with_its_units_above(read):
    title = "两行表头，单位写在表上"
    result = read(title, "分省指标.xlsx", **{"2024": drawn(title)})
    stats = result.registers["province_stats"]
    stats = stats[stats._file == "分省指标.xlsx"].set_index("province")
    assert dict(stats.population_10k) == {"420000": 5834, "430000": 6539}
    assert dict(stats.gdp_100m) == {"420000": 60012.97, "430000": 53230.9}
    assert refused(result) == []


def test_a_sheet_for_every_province(read):
    title = "一省一张工作表"
    result = read(title, "各省名单.xlsx", 湖北=drawn(title), 湖南=drawn(title, 1))
    labs = result.registers["labs"]
    assert list(labs.lab_id) == ["HB-1", "HN-1"] and list(labs.province) == ["420000", "430000"]
    assert list(labs.lab_name) == ["示例甲", "示例乙"]
    assert list(labs.host_unit) == ["示例大学", "示例研究院"]
    assert list(labs.approved_on) == [date(2024, 1, 2), date(2024, 1, 3)]
    assert refused(result) == []


def test_two_registers_below_each_other(read):
    title = "一张工作表里上下两个登记册"
    result = read(title, "年报.xlsx", 汇总=drawn(title))
    assert list(result.registers["labs"].lab_id) == ["A1", "A2"]
    assert list(result.registers["labs"].province) == ["420000", "430000"]
    (event,) = result.registers["lab_events"].to_dict("records")
    assert (event["lab_id"], event["event"], event["_row"]) == ("A1", "通过验收", 8)
    assert account(result, "lab_events")[1] == 1 and refused(result) == []
    (outside,) = (p for p in result.files[0].problems if p.code == "outside_range")
    assert outside.detail.startswith("第 1、6")
