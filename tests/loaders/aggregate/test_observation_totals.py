"""What must add up, whatever the registers hold: entries, exits, places, totals."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.definitions import catalog
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, account, csv_file, load_tables, loaded, observed

DAYS = st.dates(date(2022, 2, 17), date(2026, 6, 30)).map(date.isoformat)
WORDS = ["新材料", "信息技术", "生物医药", ""]
LAB = st.tuples(
    st.sampled_from(["湖北", "北京", "新疆兵团", "香港"]),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), max_size=3).map("；".join),
    DAYS,
)
EVENT = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["批准建设", "限期整改", "取消资格", "主动退出"]),
    DAYS,
)


def total(table: pd.DataFrame, *indicators: str) -> float:
    return table[table.indicator.isin(indicators)]["value"].sum()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(labs=st.lists(LAB, min_size=1, max_size=6), events=st.lists(EVENT, max_size=12))
def test_every_lab_kept_enters_once_and_no_stock_is_ever_negative(tmp_path_factory, labs, events):
    folder = tmp_path_factory.mktemp("drawn")
    rows = [
        [f"L{n}", f"示例{n}", "示例院", province, domain, others, day]
        for n, (province, domain, others, day) in enumerate(labs)
    ]
    heading = [
        "lab_id",
        "lab_name",
        "host_unit",
        "province",
        "domain",
        "other_domains",
        "approved_on",
    ]
    result = loaded(
        csv_file(folder / "labs.csv", [heading, *rows]),
        csv_file(
            folder / "lab_events.csv",
            [
                ["lab_id", "event", "event_date"],
                *([f"L{n}", event, day] for n, event, day in events),
            ],
        ),
    )
    tables = observed(result)
    kept = account(result, "labs")[1]
    assert total(tables["lab_counts"], "lab_entries") == kept == len(labs)
    for stem, table in (("lab", "lab_counts"), ("covered_domain", "domain_coverage")):
        flows = tables[table][tables[table].indicator.isin([f"{stem}_entries", f"{stem}_exits"])]
        sign = flows.indicator.str.endswith("entries").map({True: 1, False: -1})
        flows = flows.assign(value=flows.value * sign).sort_values("month", kind="stable")
        stock = flows.groupby(["month", "domain", "province"])["value"].sum()
        assert (stock.groupby(level=["domain", "province"]).cumsum() >= 0).all()


def test_places_agree_with_the_other_tables(tmp_path):
    technologies = [
        ["成果编号", "实验室编号", "名称", "类别", "完成日期"],
        ["T1", "L1", "示例", "共性关键技术", "2024-01-01"],
        ["T2", "L2", "示例", "检测设备", "2024-01-01"],
    ]
    standards = [
        ["标准号", "名称", "类别", "实验室编号", "发布日期", "状态"],
        ["GB 1-2024", "示例", "强标", "L1", "2024-01-01", "废止"],
        ["示例1", "示例", "标样", "", "2024-01-01", ""],
    ]
    events = [["实验室编号", "事件", "日期"], ["L2", "主动退出", "2025-01-01"]]
    tables = observed(
        load_tables(
            tmp_path,
            实验室名录=LABS,
            进退事件=events,
            技术与设备=technologies,
            标准与认证方法=standards,
        )
    )
    places = tables["geographic_distribution"]
    for indicator in ("lab_entries", "lab_exits"):
        assert total(places, indicator) == total(tables["lab_counts"], indicator)
    assert total(places, "lab_entries") == 3 and total(places, "lab_exits") == 1
    assert total(places, "technologies") == tables["breakthroughs"]["value"].sum() == 2
    assert total(places, "standards") == 2  # an abolished one was produced all the same
    regions = places.groupby("province")["category"].unique().map(list).to_dict()
    assert regions == {"420000": ["中部"], "110000": ["东部"], "440000": ["东部"], "000000": [""]}


def test_every_province_has_its_region(tmp_path):
    provinces = catalog().provinces
    rows = [
        [f"L{p.code}", "示例", "示例院", p.short, "", "2023-01-01"] for p in provinces.itertuples()
    ]
    places = observed(load_tables(tmp_path, 实验室名录=[LABS[0], *rows]))["geographic_distribution"]
    assert dict(zip(places.province, places.category, strict=True)) == dict(
        zip(provinces.code, provinces.region, strict=True)
    )
    assert (places.value == 1).all()


@pytest.mark.parametrize("left", ["2023", "2024"])
def test_an_exit_known_by_its_year_never_precedes_the_entry(tmp_path, left):
    text = '[lab_events]\nsheet = "进退事件"\n[lab_events.precision]\nevent_date = "year"\n'
    text += (
        '[lab_events.headings]\n"实验室编号" = "lab_id"\n"事件" = "event"\n"日期" = "event_date"\n'
    )
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    events = [["实验室编号", "事件", "日期"], ["L2", "取消资格", left]]
    mapping = read_mapping(str(tmp_path / "m.toml"))
    counts = observed(load_tables(tmp_path, mapping, 实验室名录=LABS, 进退事件=events))[
        "lab_counts"
    ]
    (month,) = counts[counts.indicator == "lab_exits"].month
    assert month == {"2023": "2023-05-01", "2024": "2024-01-01"}[left]


def test_what_evaluations_state_adds_up_to_the_register(sample):
    counts, register = sample.observations["lab_counts"], sample.registers["evaluations"]
    for column in ("open_hours", "budget_execution"):
        assert total(counts, column) == pytest.approx(register[column].sum()) and total(
            counts, column
        )
        assert total(counts, f"{column}_filed") == register[column].count() < len(register)


def test_no_order_to_rectify_is_settled_twice(sample):
    counts, register = sample.observations["lab_counts"], sample.registers["lab_events"]
    settled, ordered = total(counts, "rectifications_settled"), (register.event == "限期整改").sum()
    assert 0 < settled <= ordered
    kinds = set(counts[counts.indicator == "rectifications_settled"].category)
    assert {"按期通过", "逾期", "取消资格"} <= kinds
