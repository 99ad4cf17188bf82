"""Slips in a mapping file are named before any register is read."""

import dataclasses

import pytest

from catalog.definitions import ROOT
from catalog.typed_toml import Refusal
from loaders.sheets.mapping import MappingTable
from loaders.sheets.mapping_file import MappingError, MappingHead, read_mapping

EXAMPLE = ROOT.parent / "docs/examples/state_key_labs.toml"


def complaint(folder, text):
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_mapping(str(path))
    assert f"m.toml》 第 {refused.value.line} 行" in str(refused.value)
    return str(refused.value)


def test_an_empty_file_maps_nothing(tmp_path):
    (tmp_path / "m.toml").write_text("")
    assert read_mapping(str(tmp_path / "m.toml")).registers == ()


def test_a_file_that_is_missing_or_no_toml(tmp_path):
    assert "第 1 行不合 TOML 的写法" in complaint(tmp_path, "[labs")
    with pytest.raises(MappingError, match="无法读取"):
        read_mapping(str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[laboratories]\n", "1 行：不认识的键“laboratories”，可用的键：title、note、as_of、labs"),
        ("labs = 5\n", "1 行：“labs”的值“5”类型不对，应为表"),
        ("title = 5\n", "1 行：“title”的值“5”类型不对，应为文字"),
        ('as_of = "2020-12-31"\n', "“as_of”的值“2020-12-31”类型不对，应为日期"),
        ("as_of = 2020-12-31T08:00:00\n", "“as_of”的值“2020-12-31 08:00:00”类型不对，应为日期"),
        ("[labs]\nfile = 'a'\n", "2 行：不认识的键“labs.file”，可用的键：files、sheet、rows"),
        ("[labs]\nregister = 'a'\n", "2 行：不认识的键“labs.register”"),
        ("[labs]\nfiles = 5\n", "2 行：“labs.files”的值“5”类型不对，应为文字"),
        ("[labs]\nheadings = 'a'\n", "2 行：“labs.headings”的值“a”类型不对，应为表"),
        ("[labs]\njoin = 'host_unit'\n", "2 行：“labs.join”的值“host_unit”类型不对，应为数组"),
        ("[labs]\njoin = ['hosts']\n", "“labs.join”的值“hosts”不可用，可用：lab_id、lab_name"),
        ("[labs]\njoin = ['approved_on']\n", "只能用于文字列"),
        ("[labs]\nplausible = ['gdp']\n", "“labs.plausible”的值“gdp”不可用"),
        ("[labs.headings]\nname = 'labname'\n", "2 行：“labs.headings.name”的值“labname”不可用"),
        ("[labs.headings]\nname = ['lab_name']\n", "类型不对，应为文字"),
        ("[labs.headings]\na = 'city'\nb = 'city'\n", "“city”不合规定：这一列有不止一个出处"),
        ("[labs.headings]\na = 'city'\n[labs.constants]\ncity = 'x'\n", "不止一个出处"),
        ("[labs.constants]\ncity = ['a']\n", "2 行：“labs.constants.city”的值"),
        ("[labs.defaults]\nlevel = 'a'\n", "“labs.defaults.level”的值“level”不可用"),
        ("[labs.values]\ndomain = 'a'\n", "“labs.values.domain”的值“a”类型不对，应为表"),
        ("[labs.values.domain]\na = ['b']\n", "2 行：“labs.values.domain.a”的值"),
        ("[labs.templates]\nlab_id = 5\n", "“labs.templates.lab_id”的值“5”类型不对，应为文字"),
        ("[labs.templates]\nlab_id = 'L1'\n", "没有 {表头}；固定的值请用 constants"),
        ("[labs.precision]\napproved_on = 'month'\n", "“month”不可用，可用：year"),
        ("[labs.precision]\ncity = 'year'\n", "“labs.precision.city”的值“year”不合规定：只能用于"),
        ("[labs.bounds]\napproved_on = 1984\n", "“labs.bounds.approved_on”的值“1984”类型不对"),
        ("[labs.bounds]\napproved_on = { min = 1984 }\n", "“1984”类型不对，应为日期"),
        ("[labs.bounds]\napproved_on = { from = 1984-01-01 }\n", "可用的键：min、max"),
        ("[labs.bounds]\ncity = { min = 1 }\n", "只能用于日期和数值列"),
        ("[evaluations.bounds]\nyear = { min = 2018-01-01 }\n", "“2018-01-01”类型不对，应为数"),
        ("[[labs]]\nsheet = '甲'\n[[labs]]\nshet = '乙'\n", "4 行：不认识的键“labs.shet”"),
    ],
)
def test_each_slip_is_named(tmp_path, text, named):
    assert named in complaint(tmp_path, text)


def test_slips_in_ranges_and_patterns_are_named(tmp_path):
    slips = {
        "rows = { first = 0 }": "行从 1 数起",
        "rows = { first = 9, last = 3 }": "“9–3”不合规定：行从 1 数起，last 不能小于 first",
        "rows = { first = '3' }": "“labs.rows.first”的值“3”类型不对，应为整数",
        "rows = { from = 3 }": "可用的键：first、last",
        "rows = [3, 9]": "类型不对，应为表",
        "columns = { first = 'A', last = '9' }": "“A–9”不合规定：请写列的字母",
        "columns = { first = 'F', last = 'A' }": "last 不能在 first 之前",
        "columns = { first = 'AAAA' }": "至多到 ZZ",
        "matches = { name = 'a' }": "“labs.matches.name”的值“name”不可用",
        "matches = { city = '' }": "须有 1 至 80 个字符",
        f"matches = {{ city = '{'a' * 81}' }}": "须有 1 至 80 个字符",
        "matches = { city = '(城' }": "不是正则表达式",
        "matches = { city = '[城' }": "不是正则表达式",
        "matches = { city = '(城+)+' }": "括号后面不能跟",
        "matches = { city = '(城|城城)*市' }": "括号后面不能跟",
        "matches = { city = '.*.*.*.*.*' }": "合计至多 4 个",
        "matches = { city = 'a?a?a?a?a?aaaaa' }": "合计至多 4 个",
        "matches = { city = '(?=城).*' }": "不能用 (?",
        "matches = { city = '(?i)c' }": "不能用 (?",
        "matches = { city = '(城).*\\1' }": "不能用 (?",
        "headings = { a = 'city' }\nmatches = { city = 'a' }": "不止一个出处",
        "constants = { city = '甲' }\nmatches = { city = 'a' }": "不止一个出处",
    }
    for text, sentence in slips.items():
        assert sentence in complaint(tmp_path, f"[labs]\n{text}\n"), text


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
    for field in (*dataclasses.fields(MappingTable), *dataclasses.fields(MappingHead)):
        assert f"`{field.name}`" in manual, field.name
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        assert line in manual
