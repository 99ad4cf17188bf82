"""Figures off by orders of magnitude, against official ones and against their own column."""

import numpy as np
import pandas as pd
import pytest

from loaders.registers.official_statistics import official_figures
from loaders.registers.plausibility import drop_implausible, is_outlying, log_distances
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, load_tables, problems

STATS = ["省份", "年份", "常住人口", "地区生产总值", "来源"]
TRUSTING = """
[province_stats]
files = "地区*"
plausible = ["population_10k"]

[province_stats.headings]
"省份" = "province"
"年份" = "year"
"常住人口" = "population_10k"
"地区生产总值" = "gdp_100m"
"来源" = "source"
"""
EVALUATIONS = ["实验室编号", "年度", "结果", "开放共享机时"]


def codes(result):
    return [code for code, _, _ in problems(result)]


def stats(tmp_path, *rows, mapping=None):
    return load_tables(tmp_path, mapping, 实验室名录=LABS, 地区基础数据=[STATS, *rows])


@pytest.mark.parametrize(
    ("row", "kept"),
    [(["湖北", 2024, 5834, 60012.97, "示例年鉴"], True),
     (["湖北", 2023, 5838, 55803.6, "示例年鉴"], True),
     (["湖北", 2000, 5646, 3545.4, "示例年鉴"], True),
     (["湖北", 2023, 58380000, 55803.6, "示例年鉴"], False),
     (["湖北", 2023, 5838, 558036, "示例年鉴"], False),
     (["湖北", 2023, 5838, 5580.36, "示例年鉴"], False),
     (["湖北", 2023, 583.8, 55803.6, "示例年鉴"], False),
     (["湖北", 2025, 5838, 558036000, "示例年鉴"], False),
     (["湖北", 2023, 5838, 5.58036, "示例年鉴"], False)],
)  # fmt: skip
def test_a_figure_ten_times_off_the_official_one_is_refused(tmp_path, row, kept):
    assert ("implausible_number" not in codes(stats(tmp_path, row))) == kept


def test_the_sentence_names_both_figures_and_the_year(tmp_path):
    result = stats(tmp_path, ["湖北", 2023, 58380000, 55803.6, "示例年鉴"])
    (problem,) = [p for f in result.files for p in f.problems if p.code == "implausible_number"]
    assert "58380000万人" in problem.message and "湖北 2024 年是 5834万人" in problem.message
    assert "第 2 行" in problem.message and "plausible" in problem.message
    assert "相差约 10000 倍" in problem.message


def test_a_mapping_may_say_that_it_is_right(tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text(TRUSTING, encoding="utf-8")
    row = ["湖北", 2023, 58380000, 55803.6, "示例年鉴"]
    assert "implausible_number" in codes(stats(tmp_path, row))
    assert "implausible_number" not in codes(stats(tmp_path, row, mapping=read_mapping(mapping)))


def test_a_figure_off_its_own_column_by_orders_is_refused(tmp_path):
    labs = [LABS[0]] + [
        [f"L{n}", f"示例{n}", "示例大学", "湖北", "新材料", "2022-03-01"] for n in range(9)
    ]
    hours = [800, 1200, 950, 4000, 60, 0, 2100, 1500, 700000]
    rows = [EVALUATIONS, *[[f"L{n}", 2024, "合格", h] for n, h in enumerate(hours)]]
    assert "implausible_number" not in codes(load_tables(tmp_path, 实验室名录=labs, 考核评价=rows))
    rows.append(["L0", 2023, "合格", 0.9])  # typed in thousands of hours
    result = load_tables(tmp_path, 实验室名录=labs, 考核评价=rows)
    assert codes(result).count("implausible_number") == 1
    detail = [p for f in result.files for p in f.problems][-1].detail
    assert detail == "本文件这一列的中位数是 1200小时，相差约 1330 倍"


def test_a_widely_spread_honest_column_is_kept():
    spread = 10 ** np.random.default_rng(14).normal(2.5, 1.0, 20_000)  # 99.7 % from 0.3 to 316 000
    assert not is_outlying(log_distances(pd.Series(spread))).any()


def test_the_figure_put_right_is_accepted(tmp_path):
    assert "implausible_number" in codes(stats(tmp_path, ["湖北", 2023, 5838, 558036, "示例年鉴"]))
    mended = stats(tmp_path, ["湖北", 2023, 5838, 55803.6, "示例年鉴"])
    assert codes(mended) == ["reference_replaced"]


def test_a_few_figures_are_no_column():
    assert log_distances(pd.Series([1.0, 1e6, 1e9])).isna().all()
    assert log_distances(pd.Series([], dtype=float)).empty


def test_official_figures_are_plausible_to_themselves():
    official = official_figures()
    _, refused = drop_implausible({"province_stats": official}, official, [])
    assert refused == []


def test_shares_written_as_fractions_beside_a_per_cent_sign_are_refused(tmp_path):
    labs = [LABS[0]] + [
        [f"L{n}", f"示例{n}", "示例大学", "湖北", "新材料", "2022-03-01"] for n in range(5)
    ]
    heads = ["实验室编号", "年度", "结果", "预算执行率"]
    #  the column                                        -> how many rows are refused
    cases = [
        (["0.865%", "0.92%", "0.775%", "0.98%", "0.6%"], 5),
        (["0.865%", "0%", "0.92%", "1%", "0.5%"], 4),
        (["0.865%", "", "", "", ""], 1),
        (["86.5%", "92%", "77.5%", "0.5%", "60%"], 0),
        (["0%", "0%", "0%", "", ""], 0),
    ]
    outcomes = []
    for number, (column, _) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        rows = [[f"L{n}", 2024, "合格", cell] for n, cell in enumerate(column)]
        result = load_tables(folder, 实验室名录=labs, 考核评价=[heads, *rows])
        outcomes.append((column, codes(result).count("implausible_number")))
    assert outcomes == cases
    folder = tmp_path / "message"
    folder.mkdir()
    result = load_tables(folder, 实验室名录=labs, 考核评价=[heads, ["L0", 2024, "合格", "0.865%"]])
    (problem,) = [p for f in result.files for p in f.problems]
    assert "0.865%" in problem.message and "86.5%" in problem.message
