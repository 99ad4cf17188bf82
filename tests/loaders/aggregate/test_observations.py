"""The five tables of observations, checked on paper: flows, coverage, places, shape."""

import pyarrow as pa
import pytest

from catalog.definitions import catalog
from loaders.aggregate.counted_rows import count_rows
from loaders.aggregate.lab_lifetimes import lab_lifetimes
from loaders.aggregate.observations import SCHEMA, TABLES, observe
from loaders.load import stack_records
from loaders.registers.column_store import ColumnStore
from loaders.store.build import register_table
from tests.loaders.drawn_registers import TODAY, cells, load_tables, observed

HEADINGS = "实验室编号 实验室名称 依托单位 依托单位类型 省份 批准日期 主领域 其他领域 研究重点"
FOCUSES = "质量基础；质量政策；质量基础"
LABS = [
    HEADINGS.split(),
    [
        "L1",
        "示例甲",
        "示例大学",
        "高校",
        "湖北",
        "2022-03-01",
        "新材料",
        "ICT；新材料；ICT",
        FOCUSES,
    ],
    ["L2", "示例乙", "示例院", "科研机构", "北京", "2023-05-10", "信息技术", "", "质量基础"],
    ["L3", "示例丙", "示例公司", "", "广东", "2024-07-20", "", "生物医药", ""],
    ["L4", "示例丁", "示例大学", "高校", "湖北", "2024-07-31", "新材料", "", ""],
]
EVENTS = [
    ["实验室编号", "事件", "日期"],
    ["L1", "批准建设", "2022-04-02"],  # the event counts, not the day in the register of labs
    ["L1", "批准建设", "2023-04-02"],  # nor a later approval
    ["L2", "限期整改", "2024-01-05"],
    ["L2", "取消资格", "2025-02-03"],
    ["L2", "主动退出", "2025-03-03"],  # it left the first time
]
TECHNOLOGIES = [
    ["成果编号", "实验室编号", "名称", "类别", "水平", "完成日期"],
    ["T1", "L1", "示例成果", "共性关键技术", "国际领先", "2024-01-01"],
    ["T2", "L1", "示例成果", "共性关键技术", "国际领先", "2024-01-31"],
    ["T3", "L3", "示例仪器", "检测设备", "", "2024-01-31"],
    ["T4", "L2", "示例方法", "检验检测新技术", "国内先进", "2026-01-31"],
]
STANDARDS = [
    ["标准号", "名称", "类别", "实验室编号", "领域", "发布日期", "状态"],
    ["GB 1-2024", "示例标准", "强标", "L1", "", "2024-02-01", "现行"],
    ["GB 2-2024", "示例标准", "强标", "L1", "生物医药", "2024-02-01", "废止"],
    ["GB/T 3-2024", "示例标准", "推标", "", "信息技术", "2024-02-01", ""],
    ["GB/T 4-2024", "示例标准", "推标", "", "", "2024-02-01", "现行"],
    ["示例规则1", "示例方法", "认证规则", "L3", "", "2024-03-01", ""],
    ["示例样品1", "示例样品", "标样", "L3", "", "2024-03-01", ""],
]
EVALUATIONS = [["实验室编号", "年度", "结果"], ["L1", 2023, "优秀"], ["L2", 2023, "限期整改"]]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    drawn = {"实验室名录": LABS, "进退事件": EVENTS, "技术与设备": TECHNOLOGIES,
             "标准与认证方法": STANDARDS, "考核评价": EVALUATIONS}  # fmt: skip
    return observed(load_tables(tmp_path_factory.mktemp("drawn"), **drawn))


def test_empty_registers_give_empty_tables_of_the_one_shape():
    empty = {name: register_table(name, stack_records(name, [])) for name in catalog().registers}
    lifetimes, engine = lab_lifetimes(empty, TODAY), ColumnStore().engine
    assert all(len(table) == 0 for table in lifetimes.values())
    for name, table in observe(count_rows(empty, lifetimes, engine), engine).items():
        assert name in TABLES and table.schema == SCHEMA and len(table) == 0


def test_all_tables_have_one_shape_and_no_blank_key(tables):
    assert list(tables) == list(TABLES)
    for table in tables.values():
        assert list(table.columns) == SCHEMA.names and table.notna().all(axis=None)
        keys = SCHEMA.names[:-1]
        assert not table.duplicated(keys).any() and table[keys].equals(
            table[keys].sort_values(keys)
        )
        assert table.month.str.endswith("-01").all() and (table.value > 0).all()
        assert table.province.str.fullmatch(r"\d{6}").all()


def test_a_lab_enters_on_its_first_approval_and_leaves_once(tables):
    counts = tables["lab_counts"]
    assert cells(counts, "lab_entries", "month", "domain", "province", "category") == {
        ("2022-04-01", "新材料", "420000", "高等院校"): 1,
        ("2023-05-01", "信息技术", "110000", "科研机构"): 1,
        ("2024-07-01", "其他", "440000", "未填"): 1,
        ("2024-07-01", "新材料", "420000", "高等院校"): 1,
    }
    assert cells(counts, "lab_exits", "month", "domain", "province", "category") == {
        ("2025-02-01", "信息技术", "110000", "科研机构"): 1
    }


def test_the_stock_over_time(tables):
    counts = tables["lab_counts"]
    stock = []
    for month in (
        "2022-03-01",
        "2022-04-01",
        "2023-12-01",
        "2024-07-01",
        "2025-01-01",
        "2025-02-01",
    ):
        until = counts[counts.month <= month]
        entered, left = (
            sum(cells(until, f"lab_{way}", "month").values()) for way in ("entries", "exits")
        )
        stock.append(entered - left)
    assert stock == [0, 1, 2, 4, 4, 3]


def test_every_event_and_evaluation_is_counted_where_its_lab_is(tables):
    counts = tables["lab_counts"]
    assert cells(counts, "lab_events", "category") == {
        "批准建设": 2, "限期整改": 1, "取消资格": 1, "主动退出": 1,
    }  # fmt: skip
    assert cells(counts, "evaluations", "month", "domain", "province", "category") == {
        ("2023-01-01", "新材料", "420000", "优秀"): 1,
        ("2023-01-01", "信息技术", "110000", "限期整改"): 1,
    }


def test_a_lab_covers_its_main_domain_and_each_other_one_once(tables):
    coverage = tables["domain_coverage"]
    assert cells(coverage, "covered_domain_entries", "domain", "category") == {
        ("新材料", "主领域"): 2, ("信息技术", "其他领域"): 1, ("信息技术", "主领域"): 1,
        ("其他", "主领域"): 1, ("生物医药", "其他领域"): 1,
    }  # fmt: skip
    assert cells(coverage, "covered_domain_exits", "domain") == {"信息技术": 1}


def test_a_focus_counts_in_every_covered_domain_or_in_the_main_one_only(tables):
    coverage = tables["domain_coverage"]
    assert cells(coverage, "covered_focus_entries", "domain", "category") == {
        ("新材料", "质量基础研究"): 1, ("新材料", "质量政策体系研究"): 1,
        ("信息技术", "质量基础研究"): 2, ("信息技术", "质量政策体系研究"): 1,
    }  # fmt: skip
    assert cells(coverage, "main_focus_entries", "category") == {
        "质量基础研究": 2, "质量政策体系研究": 1,
    }  # fmt: skip
    assert cells(coverage, "main_focus_exits", "domain", "category") == {
        ("信息技术", "质量基础研究"): 1
    }


def test_technologies_by_kind_and_level(tables):
    result = tables["breakthroughs"]
    key = ("month", "domain", "province", "category")
    assert cells(result, "key_technologies", *key) == {
        ("2024-01-01", "新材料", "420000", "国际领先"): 2
    }
    assert cells(result, "instruments", *key) == {("2024-01-01", "其他", "440000", "未填"): 1}
    assert cells(result, "testing_technologies", "month") == {"2026-01-01": 1}


def test_standards_take_their_own_domain_else_their_labs_and_without_lab_no_province(tables):
    result = tables["standards_produced"]
    assert cells(result, "standards", "domain", "province", "category") == {
        ("新材料", "420000", "强制性国家标准"): 1,
        ("生物医药", "420000", "强制性国家标准"): 1,
        ("信息技术", "000000", "推荐性国家标准"): 1,
        ("其他", "000000", "推荐性国家标准"): 1,
    }
    assert cells(result, "standards_abolished", "domain", "month") == {
        ("生物医药", "2024-02-01"): 1
    }
    assert cells(result, "certification_methods", "province") == {"440000": 1}
    assert cells(result, "reference_materials", "domain") == {"其他": 1}


def test_months_and_years_keep_their_types(tables):
    assert SCHEMA.field("month").type == pa.date32() and SCHEMA.field("value").type == pa.float64()
