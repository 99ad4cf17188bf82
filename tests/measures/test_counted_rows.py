"""The rows behind the sums: drawn registers, then every published sum of the sample."""

import pandas as pd
import pytest

from loaders.store.published import open_published
from measures.counted_rows import FLOWS, TABLES, lives
from measures.scope import NATIONWIDE

KEYS = ["indicator", "month", "domain", "province", "category"]


def days(*texts):
    return pd.to_datetime(pd.Series(texts, dtype=object))


def registers():
    """Three labs in 湖北: one still there, one gone again, one known by its approval alone."""
    labs = pd.DataFrame(
        {
            "lab_id": ["a", "b", "c"], "lab_name": ["甲", "乙", "丙"],
            "province": ["420000"] * 3, "domain": ["新材料", "信息技术", None],
            "host_type": ["高等院校", None, None],
            "other_domains": ["信息技术；新材料", None, None],
            "focuses": ["质量基础研究；质量政策体系研究", None, "质量基础研究"],
            "approved_on": days("2022-03-01", "2022-03-01", "2024-01-01"),
            "approved_on_precision": ["day", "day", "year"],
        }
    )  # fmt: skip
    events = pd.DataFrame(
        {
            "lab_id": ["a", "b", "b", "b"],
            "event": ["批准建设", "批准建设", "取消资格", "主动退出"],
            "event_date": days("2022-05-01", "2023-06-01", "2025-07-01", "2025-09-01"),
            "event_date_precision": ["day"] * 4,
            "document_no": ["一号", "二号", "三号", None],
        }
    )  # fmt: skip
    technologies = pd.DataFrame(
        {
            "technology_id": ["t"], "lab_id": ["a"], "technology_name": ["方法"], "level": [None],
            "kind": ["共性关键技术"], "achieved_on": days("2024-02-03"),
        }
    )  # fmt: skip
    standards = pd.DataFrame(
        {
            "standard_no": ["GB 1", "GB 2"], "kind": ["行业标准", "认证方法"],
            "lab_id": ["c", None], "domain": [None, "信息技术"], "status": ["废止", "现行"],
            "published_on": days("2024-05-05", "2025-05-05"),
        }
    )  # fmt: skip
    judged = pd.DataFrame({"lab_id": ["a"], "year": [2024], "result": ["优秀"]})
    return {"labs": labs, "lab_events": events, "technologies": technologies,
            "standards": standards, "evaluations": judged}  # fmt: skip


def told(rows: pd.DataFrame, indicator: str, *columns: str) -> list[tuple]:
    chosen = rows[rows["indicator"] == indicator]
    return list(chosen[list(columns)].itertuples(index=False, name=None))


def test_a_life_is_told_with_its_first_approval_and_its_first_exit():
    found = lives(registers(), "其他").set_index("lab_id")
    assert found["entered"].dt.year.to_dict() == {"a": 2022, "b": 2023, "c": 2024}
    assert found["entered_precision"].to_dict() == {"a": "day", "b": "day", "c": "year"}
    gone = found.loc["b", ["exited", "exit_event", "exit_document", "entry_document"]].tolist()
    assert gone == [pd.Timestamp("2025-07-01"), "取消资格", "三号", "二号"]
    assert found["exited"].isna().to_dict() == {"a": True, "b": False, "c": True}
    assert found.loc["c", "domain"] == "其他"


def test_an_exit_known_by_its_year_does_not_precede_the_entry():
    given = registers()
    given["lab_events"].loc[2, "event_date"] = pd.Timestamp("2023-01-01")
    gone = lives(given, "其他").set_index("lab_id").loc["b", "exited"]
    assert gone == pd.Timestamp("2023-06-01")


def test_entries_exits_events_and_evaluations_one_row_each():
    rows = TABLES["lab_counts"](registers(), "其他")
    assert told(rows, "lab_entries", "lab_name", "category") == [
        ("甲", "高等院校"), ("乙", "未填"), ("丙", "未填"),
    ]  # fmt: skip
    assert told(rows, "lab_exits", "lab_name", "month") == [("乙", pd.Timestamp("2025-07-01"))]
    assert len(told(rows, "lab_events", "category")) == 4
    assert told(rows, "evaluations", "lab_name", "category", "month") == [
        ("甲", "优秀", pd.Timestamp("2024-01-01"))
    ]


def test_a_lab_counts_once_in_each_domain_it_covers_and_under_its_main_one_by_focus():
    rows = TABLES["domain_coverage"](registers(), "其他")
    covered = told(rows, "covered_domain_entries", "lab_name", "domain", "role")
    assert sorted(covered) == [
        ("丙", "其他", "主领域"), ("乙", "信息技术", "主领域"),
        ("甲", "信息技术", "其他领域"), ("甲", "新材料", "主领域"),
    ]  # fmt: skip
    assert len(told(rows, "covered_focus_entries", "focus")) == 5
    main = told(rows, "main_focus_entries", "lab_name", "domain", "focus")
    assert ("甲", "新材料", "质量政策体系研究") in main and len(main) == 3


def test_a_standard_takes_its_own_domain_then_its_lab_s_and_no_province_without_a_lab():
    rows = TABLES["standards_produced"](registers(), "其他")
    assert told(rows, "standards", "domain", "province") == [("其他", "420000")]
    assert told(rows, "certification_methods", "domain", "province") == [("信息技术", NATIONWIDE)]
    assert told(rows, "standards_abolished", "standard_no") == [("GB 1",)]


@pytest.mark.parametrize("table", TABLES)
def test_empty_registers_have_no_rows(table):
    empty = {name: frame.iloc[:0] for name, frame in registers().items()}
    assert TABLES[table](empty, "其他").empty


@pytest.mark.parametrize("tables", ["sample", "other"])
@pytest.mark.parametrize("name", TABLES)
def test_the_rows_add_up_to_what_is_published(name, tables, request):
    """Summed by month and key the rows are the observations, to the last one."""
    published = open_published(request.getfixturevalue(f"{tables}_tables"))
    rows = TABLES[name](published.registers, "其他")
    rows["month"] = rows["month"].dt.to_period("M").dt.to_timestamp()
    seen = published.observations[name]
    seen = seen[seen["indicator"].isin(FLOWS[name])].astype(dict.fromkeys(KEYS[2:], object))
    expected = seen.astype({"indicator": object}).groupby(KEYS)["value"].sum()
    found = rows.astype(dict.fromkeys(KEYS[2:], object)).groupby(KEYS)["value"].sum()
    assert found.to_dict() == expected.to_dict()
    assert len(expected) or tables == "other"
