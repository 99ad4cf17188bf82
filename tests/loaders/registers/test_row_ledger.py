"""The ledger: rows read = kept + merged + rejected + skipped, whatever is thrown at it."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.definitions import catalog
from loaders.problems import Problem
from loaders.registers.read_file import FileReading
from loaders.registers.read_sheet import Reading
from loaders.registers.register_rows import RegisterRows
from loaders.registers.row_ledger import Entry, Ledger, LedgerError
from tests.loaders.drawn_registers import LABS, account, csv_file, load_tables, loaded, with_row


def labs_reading(read, skipped=0):
    rows = range(2, 100)
    records = pd.DataFrame({"lab_id": []})
    return Reading("labs", "名录", records, read=read, skipped=skipped, numbers=rows)


def kept_rows(**counts):
    """A register with so many rows of each file: a=2 for two of a.csv."""
    files = [f"{f}.csv" for f, count in counts.items() for _ in range(count)]
    return RegisterRows(catalog().registers["labs"], pd.DataFrame({"_file": files}))


def closed(reading, kept, problems=(), merged=0):
    """The ledger of one file with this reading, `kept` rows and these problems."""
    ledger = Ledger()
    file = FileReading("a.csv", readings=[reading], problems=list(problems))
    ledger.enter([file])
    ledger.merge("labs", Counter({"a.csv": merged} if merged else {}))
    ledger.close({**EMPTY, "labs": kept_rows(a=kept)}, [file])
    return ledger.entries["labs"]


EMPTY = {name: kept_rows() for name in catalog().registers}


def rejection(row, code="bad_date", sheet="名录"):
    return Problem(code, "a.csv", sheet, row)


def test_nothing_read_is_balanced():
    assert Entry().balanced and closed(labs_reading(0), 0) == Entry()


def test_every_row_is_booked_once():
    entry = closed(labs_reading(9, skipped=2), 3, [rejection(2), rejection(5)], merged=2)
    assert entry == Entry(read=9, kept=3, merged=2, rejected=2, skipped=2)
    assert list(entry.as_record().values()) == [9, 3, 2, 2, 2]


def test_two_faults_of_one_row_are_one_rejected_row():
    assert closed(labs_reading(2), 1, [rejection(2), rejection(2, "not_text")]).rejected == 1


def test_mild_problems_and_other_sheets_reject_nothing_here():
    mild = [Problem("year_only", "a.csv", "名录", 2), rejection(2, sheet="别的")]
    assert closed(labs_reading(1), 1, mild).rejected == 0


def test_each_file_has_an_account_of_its_own():
    """
    file   read = kept + merged + rejected + skipped
    a.csv     3      2        0          1         0
    b.csv     4      2        1          0         1
    """
    first = FileReading("a.csv", readings=[labs_reading(3)], problems=[rejection(2)])
    two = FileReading("b.csv", readings=[labs_reading(4, skipped=1)])
    ledger = Ledger()
    ledger.enter([first, two])
    ledger.merge("labs", Counter({"b.csv": 1}))
    ledger.close({**EMPTY, "labs": kept_rows(a=2, b=2)}, [first, two])
    assert ledger.of_file("a.csv") == {"labs": Entry(read=3, kept=2, rejected=1)}
    assert ledger.of_file("b.csv") == {"labs": Entry(read=4, kept=2, merged=1, skipped=1)}
    assert ledger.entries["labs"] == Entry(read=7, kept=4, merged=1, rejected=1, skipped=1)


def test_files_that_balance_only_together_do_not_balance():
    files = [FileReading(f"{name}.csv", readings=[labs_reading(2)]) for name in "ab"]
    ledger = Ledger()
    ledger.enter(files)
    with pytest.raises(LedgerError, match="《a.csv》登记册 labs"):
        ledger.close({**EMPTY, "labs": kept_rows(a=1, b=3)}, files)


def test_a_row_that_came_from_no_file_stops_everything():
    file = FileReading("a.csv", readings=[labs_reading(1)])
    ledger = Ledger()
    ledger.enter([file])
    with pytest.raises(LedgerError, match="全部文件登记册 labs"):
        ledger.close({**EMPTY, "labs": kept_rows(a=1, nowhere=1)}, [file])


@pytest.mark.parametrize("kept", [0, 2])
def test_a_row_lost_or_invented_stops_everything(kept):
    with pytest.raises(LedgerError, match="labs"):
        closed(labs_reading(1), kept)


def test_a_rejected_row_that_was_kept_all_the_same_stops_everything():
    with pytest.raises(LedgerError):
        closed(labs_reading(1), 1, [rejection(2)])


def test_the_account_in_words(tmp_path):
    result = load_tables(tmp_path, 实验室名录=with_row(LABS, LABS[1], ["合计"], ["L9"]))
    assert result.ledger.lines() == ["实验室名录：读取 6 = 采用 3 + 合并 1 + 拒收 1 + 跳过 1"]


CELLS = {
    "实验室编号": ["L1", "L2", "Ｌ１", "", "合计"],
    "实验室名称": ["示例甲", "示例乙", "示\x07例"],
    "依托单位": ["示例大学", "示例院", ""],
    "省份": ["湖北", "湖北省", "湖北路", ""],
    "主领域": ["新材料", "量子", ""],
    "批准日期": ["2023-01-01", "2023年1月1日", "05/06/2023", "2099-01-01", ""],
}
ROWS = st.lists(st.tuples(*map(st.sampled_from, CELLS.values())).map(list), max_size=12)
BLANKS = st.lists(st.sampled_from([[], [""] * 6, ["注：示例"], list(CELLS)]), max_size=3)
EVENT_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["L1", "L2", "L9"]),
        st.sampled_from(["批准建设", "取消资格", "搬迁"]),
        st.sampled_from(["2022-12-31", "2023-01-01", "2024-05-06"]),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, blanks=BLANKS, events=EVENT_ROWS)
def test_no_dirt_unbalances_the_ledger(tmp_path_factory, rows, blanks, events):
    folder = tmp_path_factory.mktemp("drawn")
    labs = csv_file(
        folder / "labs.csv", [list(CELLS), *rows, *blanks, ["L7", "示例庚", *LABS[1][2:]]]
    )
    table = [["lab_id", "event", "event_date"], *events]
    result = loaded(labs, csv_file(folder / "events.csv", table), as_of=date(2026, 1, 1))
    read, *parts = account(result, "labs")
    assert read == sum(parts) and read >= len(rows) + 1
    assert parts[0] == len(result.registers["labs"]) >= 1
    assert account(result, "lab_events")[0] == len(events)
    for name, register in catalog().registers.items():
        assert not result.registers[name].duplicated(list(register.key)).any()
