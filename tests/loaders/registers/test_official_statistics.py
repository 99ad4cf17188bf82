"""Province statistics: built-in figures, received ones first, and a word where one is replaced."""

import pandas as pd

from loaders.load import stack_records
from loaders.registers.official_statistics import BUILT_IN, with_reference
from tests.loaders.drawn_registers import LABS, account, load_tables, problems

HEADINGS = ["省份", "年份", "常住人口", "工业增加值", "来源"]


def stats(result, province, year):
    frame = result.registers["province_stats"]
    return frame[(frame.province == province) & (frame.year == year)].iloc[0]


def test_without_received_rows_the_built_in_figures_stand():
    built_in, notes = with_reference(stack_records("province_stats", []))
    assert notes == [] and set(built_in.year) == {2023, 2024}
    assert built_in[built_in.year == 2024].province.nunique() == 31
    assert pd.read_csv(BUILT_IN).shape[0] == len(built_in)


def test_an_old_as_of_day_keeps_the_built_in_figures(tmp_path):
    from datetime import date

    result = load_tables(tmp_path, as_of=date(2022, 12, 31), 实验室名录=LABS)
    assert len(result.registers["province_stats"]) == 62


def test_received_rows_come_first_and_the_replacement_is_told_once_per_sheet(tmp_path):
    rows = [["湖北", 2024, 6000, 20000, "示例年鉴"], ["湖北", 2021, 5000, None, "示例年鉴"],
            ["广东", 2024, 13000, 50000, "示例年鉴"]]  # fmt: skip
    result = load_tables(tmp_path, 实验室名录=LABS, 地区基础数据=[HEADINGS, *rows])
    assert account(result, "province_stats") == (3, 3, 0, 0, 0)
    assert problems(result) == [("reference_replaced", "地区基础数据", None)]
    assert result.files[1].problems[0].value == "2"
    assert len(result.registers["province_stats"]) == 62 + 1
    assert stats(result, "420000", 2024).population_10k == 6000


def test_a_blank_in_a_received_row_keeps_the_built_in_figure_and_names_both_sources(tmp_path):
    result = load_tables(
        tmp_path, 实验室名录=LABS, 地区基础数据=[HEADINGS, ["湖北", 2024, 6000, None, "示例年鉴"]]
    )
    official = with_reference(stack_records("province_stats", []))[0].set_index(
        ["province", "year"]
    )
    row = stats(result, "420000", 2024)
    assert row.population_10k == 6000
    assert row.industry_va_100m == official.loc[("420000", 2024), "industry_va_100m"] > 0
    assert row.source.startswith("示例年鉴；《中国统计年鉴")


def test_other_years_and_provinces_stay_built_in(tmp_path):
    result = load_tables(
        tmp_path, 实验室名录=LABS, 地区基础数据=[HEADINGS, ["湖北", 2025, 6000, 17000, "示例年鉴"]]
    )
    assert problems(result) == [] and len(result.registers["province_stats"]) == 63
    assert "示例" not in stats(result, "420000", 2024).source
