"""The counted rows: one per count, each naming the row of the register that it counts."""

import pandas as pd
import pytest

from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, counted, load_tables

KEYS = ["indicator", "month", "domain", "province", "category"]
EVALUATIONS = [
    ["实验室编号", "年度", "结果", "开放共享机时"],
    ["L1", 2024, "优秀", 1200],
    ["L2", 2024, "合格", ""],
]
STANDARDS = [
    ["标准号", "名称", "类别", "实验室编号", "领域", "发布日期", "状态"],
    ["GB 1-2024", "示例", "强标", "L3", "", "2024-05-05", "废止"],
    ["示例/R 2-2025", "示例", "认证规则", "", "信息技术", "2025-05-05", "现行"],
]


def rows(folder, table, *columns, **registers):
    """Rows of one table in order, as tuples of the columns."""
    result = counted(load_tables(folder, 实验室名录=LABS, **registers))[table].to_pandas()
    return list(result[list(columns)].itertuples(index=False, name=None))


def test_an_evaluation_counts_once_and_what_it_states_beside_it(tmp_path):
    result = rows(
        tmp_path, "lab_counts", "register", "row", "indicator", "value", 考核评价=EVALUATIONS
    )
    assert [row for row in result if row[0] == "evaluations"] == [
        ("evaluations", 0, "evaluations", 1),
        ("evaluations", 0, "open_hours", 1200),
        ("evaluations", 0, "open_hours_filed", 1),
        ("evaluations", 1, "evaluations", 1),
    ]
    assert [row[1] for row in result if row[2] == "lab_entries"] == [0, 1, 2]


def test_an_abolished_standard_counts_twice_under_the_place_of_its_lab(tmp_path):
    columns = ("row", "indicator", "domain", "province", "category")
    assert rows(tmp_path, "standards_produced", *columns, 标准与认证方法=STANDARDS) == [
        (0, "standards", "其他", "440000", "强制性国家标准"),
        (0, "standards_abolished", "其他", "440000", "强制性国家标准"),
        (1, "certification_methods", "信息技术", "000000", "认证方法"),
    ]


def test_covered_domains_and_focuses_stand_in_the_order_of_the_register(tmp_path):
    labs = [
        ["实验室编号", "实验室名称", "依托单位", "省份", "批准日期", "主领域", "其他领域",
         "研究重点"],
        ["L1", "示例", "示例", "湖北", "2022-03-01", "新材料", "生物医药；新材料；信息技术",
         "质量政策；质量基础"],
    ]  # fmt: skip
    result = counted(load_tables(tmp_path, 实验室名录=labs))["domain_coverage"].to_pandas()
    names = ["indicator", "domain", "category", "role"]
    cells = result[names].fillna("").to_numpy().tolist()
    stem, policy, basis = "covered_domain_entries", "质量政策体系研究", "质量基础研究"
    assert cells == [
        [stem, "生物医药", "其他领域", "其他领域"],
        [stem, "新材料", "主领域", "主领域"],
        [stem, "信息技术", "其他领域", "其他领域"],
        ["covered_focus_entries", "生物医药", policy, "其他领域"],
        ["covered_focus_entries", "生物医药", basis, "其他领域"],
        ["covered_focus_entries", "新材料", policy, "主领域"],
        ["covered_focus_entries", "新材料", basis, "主领域"],
        ["covered_focus_entries", "信息技术", policy, "其他领域"],
        ["covered_focus_entries", "信息技术", basis, "其他领域"],
        ["main_focus_entries", "新材料", policy, ""],
        ["main_focus_entries", "新材料", basis, ""],
    ]


@pytest.mark.parametrize("tables", ["sample", "other"])
def test_the_published_rows_add_up_to_the_published_observations(tables, request):
    published = open_published(request.getfixturevalue(f"{tables}_tables"))
    for name, rows in published.counted.items():
        month = rows["day"].dt.to_period("M").dt.to_timestamp()
        plain = dict.fromkeys([key for key in KEYS if key != "month"], object)
        result = rows.assign(month=month).astype(plain).groupby(KEYS)["value"].sum()
        observed = published.observations[name].astype(plain).set_index(KEYS)["value"]
        pd.testing.assert_series_equal(result, observed, check_index_type=False, check_dtype=False)


def test_every_published_row_names_a_row_of_its_register(sample):
    tables = {**sample.registers, "rectifications": sample.lifetimes["rectifications"]}
    for rows in sample.counted.values():
        for register, part in rows.groupby("register", observed=True):
            assert part["row"].between(0, len(tables[register]) - 1).all()
