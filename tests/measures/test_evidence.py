"""From all rows to those of a period, and from these to the number, on drawn rows."""

from dataclasses import replace

import pandas as pd

from measures.evidence import counts_in, in_period, rows_behind, tally, with_register
from measures.scope import Scope
from tests.measures.drawn_indicator import indicator

STOCK = indicator(measure="stock", plus=("lab_entries",), minus=("lab_exits",))
SHARE = replace(STOCK, measure="share", kind="stock", by="domain")
FLOW = indicator(measure="share", kind="flow", plus=("evaluations",), by="category")


def labs():
    """Entered 2022, 2023 and 2025; the second left in 2024."""
    rows = pd.DataFrame(
        {
            "indicator": ["lab_entries", "lab_entries", "lab_exits", "lab_entries"],
            "lab_name": ["甲", "乙", "乙", "丙"],
            "domain": ["新材料", "新材料", "新材料", "其他"],
            "month": pd.to_datetime(["2022-05-01", "2023-06-01", "2024-07-01", "2025-01-01"]),
            "exited": pd.to_datetime([None, "2024-07-01", "2024-07-01", None]),
            "exit_document": [None, "三号", "三号", None],
        }
    )  # fmt: skip
    return rows


def names(rows) -> list[str]:
    return rows["lab_name"].tolist()


def test_a_stock_rests_on_all_that_came_until_the_period_s_end_latest_first():
    assert names(in_period(labs(), STOCK, Scope(start=2024, end=2026))) == ["丙", "乙", "甲"]
    assert names(in_period(labs(), STOCK, Scope(start=2024, end=2024))) == ["乙", "甲"]


def test_an_exit_after_the_period_is_not_told():
    then = in_period(labs(), STOCK, Scope(end=2023))
    assert then["exited"].isna().all() and then["exit_document"].isna().all()
    now = in_period(labs(), STOCK, Scope(end=2026)).set_index("lab_name")
    assert now.loc["乙", "exit_document"] == "三号"


def test_the_tally_of_a_stock_is_what_came_less_what_left():
    counts = tally(in_period(labs(), STOCK, Scope(end=2026)), STOCK, [], Scope(end=2026))
    assert (counts["rows"], counts["left"], counts["net"]) == (3, 1, 2)


def test_the_tally_of_a_share_names_numerator_and_denominator():
    rows = in_period(labs(), SHARE, Scope(end=2026))
    counts = tally(rows, SHARE, ["新材料"], Scope(end=2026))
    assert (counts["part"], counts["net"], counts["named"]) == (1, 2, 1)
    assert counts_in(rows, SHARE, ["新材料"]).tolist() == [False, False, True]


def test_a_flow_rests_on_its_period_and_its_last_year_with_rows():
    rows = pd.DataFrame(
        {
            "indicator": "evaluations", "lab_name": list("甲乙丙丁"),
            "category": ["优秀", "合格", "限期整改", "优秀"],
            "month": pd.to_datetime(["2022-01-01", "2024-01-01", "2024-01-01", "2023-01-01"]),
        }
    )  # fmt: skip
    scope = Scope(start=2023, end=2025)
    drawn = in_period(rows, FLOW, scope)
    assert names(drawn) == ["乙", "丙", "丁"]
    counts = tally(drawn, FLOW, ["优秀", "合格"], scope)
    assert (counts["year"], counts["part"], counts["net"]) == (2024, 1, 2)


def test_nothing_counts_as_nothing():
    empty = in_period(labs().iloc[:0], STOCK, Scope(end=2026))
    assert tally(empty, STOCK, [], Scope(end=2026))["net"] == 0


def counted(*rows):
    named = ["indicator", "day", "domain", "province", "category", "register", "row"]
    frame = pd.DataFrame(rows, columns=named).assign(value=1.0)
    return frame.assign(day=pd.to_datetime(frame["day"]))


def test_the_rows_behind_an_indicator_are_those_it_adds_up():
    rows = counted(
        ["lab_entries", "2022-05-01", "新材料", "420000", "高等院校", "labs", 0],
        ["lab_exits", "2024-07-01", "新材料", "420000", "高等院校", "labs", 0],
        ["lab_events", "2022-05-01", "新材料", "420000", "批准建设", "lab_events", 0],
    )
    result = rows_behind({"lab_counts": rows}, replace(STOCK, table="lab_counts"))
    assert result["indicator"].tolist() == ["lab_entries", "lab_exits"]


def test_counted_rows_carry_the_columns_of_what_they_count():
    labs = pd.DataFrame({"lab_id": ["a", "b"], "lab_name": ["甲", "乙"], "domain": ["其他"] * 2})
    standards = pd.DataFrame({"standard_no": ["GB 1", "GB 2"], "lab_id": ["b", None]})
    rows = counted(
        ["standards", "2024-05-05", "新材料", "420000", "行业标准", "standards", 1],
        ["standards", "2024-05-05", "新材料", "420000", "行业标准", "standards", 0],
    )
    result = with_register(rows, standards.iloc[rows["row"]], labs.set_index("lab_id")["lab_name"])
    assert result["standard_no"].tolist() == ["GB 2", "GB 1"]
    assert result["lab_name"].fillna("").tolist() == ["", "乙"]
    own = with_register(rows.assign(register="labs"), labs.iloc[rows["row"]])
    assert own["lab_name"].tolist() == ["乙", "甲"]
    assert own["domain"].tolist() == ["新材料"] * 2  # the one under which the row counts


def test_what_is_not_counted_row_by_row_has_none():
    counted = {"lab_counts": labs()}
    ratio = indicator(table="lab_counts", measure="per", plus=(), minus=())
    assert rows_behind(counted, ratio) is None
    strange = indicator(table="lab_counts", measure="total", plus=("open_hours",))
    assert rows_behind(counted, strange) is None
    elsewhere = replace(strange, table="breakthroughs", plus=("lab_entries",))
    assert rows_behind(counted, elsewhere) is None
