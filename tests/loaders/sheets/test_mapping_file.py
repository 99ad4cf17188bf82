"""Slips in a mapping file are named before any register is read."""

import pytest

from catalog.definitions import ROOT
from loaders.sheets.mapping_file import MappingError, read_mapping

EXAMPLE = ROOT.parent / "docs/examples/state_key_labs.toml"


def complaint(folder, text):
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as refused:
        read_mapping(str(path))
    assert "m.toml" in str(refused.value)
    return str(refused.value)


def test_an_empty_file_maps_nothing(tmp_path):
    (tmp_path / "m.toml").write_text("")
    assert read_mapping(str(tmp_path / "m.toml")).registers == ()


def test_a_file_that_is_missing_or_no_toml(tmp_path):
    assert "无法读取" in complaint(tmp_path, "[labs")
    with pytest.raises(MappingError, match="无法读取"):
        read_mapping(str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[laboratories]\n", "laboratories"),
        ("labs = 5\n", "[labs] 应当是表"),
        ("title = 5\n", "“title”应当是文字"),
        ('as_of = "2020-12-31"\n', "“as_of”应当是日期"),
        ("as_of = 2020-12-31T08:00:00\n", "“as_of”应当是日期"),
        ("[labs]\nfile = 'a'\n", "“file”不是可用的键"),
        ("[labs]\nfiles = 5\n", "“files”应当是文字"),
        ("[labs]\nheadings = 'a'\n", "“headings”应当是表"),
        ("[labs]\njoin = 'host_unit'\n", "“join”应当是数组"),
        ("[labs]\njoin = ['hosts']\n", "“hosts”不是该登记册的列"),
        ("[labs]\njoin = ['approved_on']\n", "只能用于文字列"),
        ("[labs.headings]\nname = 'labname'\n", "“labname”不是该登记册的列"),
        ("[labs.headings]\nname = ['lab_name']\n", "不是该登记册的列"),
        ("[labs.headings]\na = 'city'\nb = 'city'\n", "列“city”有不止一个出处"),
        ("[labs.headings]\na = 'city'\n[labs.constants]\ncity = 'x'\n", "不止一个出处"),
        ("[labs.constants]\ncity = ['a']\n", "“constants.city”应当是一个值"),
        ("[labs.defaults]\nlevel = 'a'\n", "“level”不是该登记册的列"),
        ("[labs.values]\ndomain = 'a'\n", "“values.domain”应当是表"),
        ("[labs.values.domain]\na = ['b']\n", "“values.domain.a”应当是一个值"),
        ("[labs.templates]\nlab_id = 5\n", "“templates.lab_id”应当是文字"),
        ("[labs.templates]\nlab_id = 'L1'\n", "没有 {表头}"),
        ("[labs.precision]\napproved_on = 'month'\n", "precision.approved_on"),
        ("[labs.precision]\ncity = 'year'\n", "precision.city"),
        ("[labs.bounds]\napproved_on = 1984\n", "“bounds.approved_on”应当是表"),
        ("[labs.bounds]\napproved_on = { min = 1984 }\n", "bounds.approved_on.min"),
        ("[labs.bounds]\napproved_on = { from = 1984-01-01 }\n", "bounds.approved_on.from"),
        ("[evaluations.bounds]\nyear = { min = 2018-01-01 }\n", "bounds.year.min"),
    ],
)
def test_each_slip_is_named(tmp_path, text, named):
    assert named in complaint(tmp_path, text)


def test_bounds_and_precision_change_the_columns_of_the_register(tmp_path):
    (tmp_path / "m.toml").write_text("[evaluations.bounds]\nyear = { min = 2018, max = 2020 }\n")
    column = read_mapping(str(tmp_path / "m.toml")).registers[0].register.columns["year"]
    assert (column.min, column.max) == (2018, 2020)


def test_the_documented_example_is_a_mapping():
    mapping = read_mapping(str(EXAMPLE))
    (labs,) = mapping.registers
    assert labs.template_headings == {"type", "index"} and labs.join == ("host_unit",)
    assert labs.register.columns["approved_on"].min == "1984-01-01"


def test_the_manual_names_every_key():
    manual = (ROOT.parent / "docs/mapping.md").read_text(encoding="utf-8")
    from loaders.sheets.mapping_file import _SHAPES

    for key in (*_SHAPES, "title", "note", "as_of"):
        assert f"`{key}`" in manual, key
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        assert line in manual
