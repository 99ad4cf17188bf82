"""Which register a sheet holds and where its columns stand."""

import time

import pytest

from catalog.definitions import catalog
from loaders.problems import FileRejected
from loaders.sheets.find_register import (
    SEARCHED_ROWS,
    column_of,
    find_layout,
    heading_names,
    nearest,
)
from loaders.sheets.second_table import check_single_table
from loaders.text import fold
from tests.loaders.drawn_registers import EVENTS, LABS

REGISTERS = catalog().registers


def refusal(name, rows):
    with pytest.raises(FileRejected) as refused:
        find_layout(name, rows)
    return refused.value.code, refused.value.where.get("column")


def test_an_empty_sheet_is_no_register():
    assert find_layout("Sheet1", []) is None
    assert find_layout("Sheet1", [[], [None, " "]]) is None


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_headings_alone_name_the_register(register):
    for row in ([c.heading for c in register.columns.values()], list(register.columns)):
        layout = find_layout("Sheet1", [row])
        assert layout.register.name == register.name and layout.extras == []
        assert list(layout.places) == list(register.columns)
        assert list(layout.places.values()) == list(range(len(row)))


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_every_alias_finds_its_column(register):
    for column in register.columns.values():
        for alias in column.aliases:
            row = [alias if c is column else c.heading for c in register.columns.values()]
            assert find_layout(register.sheet, [row]).places[column.name] == row.index(alias)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_a_heading_means_one_column_of_its_register(register):
    names = heading_names(catalog(), register.name)
    for column in register.columns.values():
        for form in (column.name, column.heading, *column.aliases):
            assert names[fold(form)] == column.name, form


def test_columns_in_another_order_and_dressed_up():
    heading = ["批准日期", "省 份*", "依托单位（全称）", "實驗室名稱", "实验室编号\nLab id"]
    layout = find_layout("Sheet1", [heading])
    assert layout.places == {
        "approved_on": 0, "province": 1, "host_unit": 2, "lab_name": 3, "lab_id": 4,
    }  # fmt: skip


@pytest.mark.parametrize("above", [0, 1, 2, 25, SEARCHED_ROWS - 1])
def test_the_heading_row_need_not_be_the_first(above):
    rows = [["2025年实验室名录"], *[[None]] * above][:above] + LABS
    assert find_layout("Sheet1", rows).heading_row == above


def test_a_heading_below_the_searched_rows_is_not_found():
    assert find_layout("Sheet1", [["说明"]] * SEARCHED_ROWS + LABS) is None


def test_a_sheet_name_decides_between_registers():
    both = ["实验室编号", "实验室名称", "依托单位", "省份", "批准日期", "事件", "日期"]
    assert find_layout("进退事件", [both]).register.name == "lab_events"
    assert find_layout("lab_events", [both]).register.name == "lab_events"
    assert find_layout("名录", [both]).register.name == "labs"


def test_a_named_sheet_without_a_required_column_is_refused():
    assert refusal("进退事件", [["实验室编号", "事件"]]) == ("missing_column", "日期")
    assert refusal("实验室名录", [["甲", "乙"]]) == ("missing_column", "实验室编号")


@pytest.mark.parametrize("rows", [[], [[None, " "]], [["本表不填"]], [["说明"], [], ["一、无"]]])
def test_an_empty_or_prose_sheet_is_no_register_whatever_its_name(rows):
    assert find_layout("标准", rows) is None


def test_a_sheet_that_is_nearly_a_register_is_refused_and_one_that_is_far_is_not():
    nearly = [h for h in LABS[0] if h != "省份"]
    assert refusal("Sheet1", [nearly]) == ("missing_column", "省份")
    # the headings of a list that has nothing to do with us but shares two words with us
    assert find_layout("Sheet1", [["officer", "year", "index", "name", "province"]]) is None


def test_what_a_foreign_sheet_comes_nearest_to():
    words = nearest("Sheet1", [["year", "index", "result", "province", "institution"]])
    assert words == "“Sheet1”（最接近“考核评价”，缺少“实验室编号”）"
    assert nearest("说明", [["随便"]]) == "“说明”"


def test_a_doubled_heading_is_refused_and_an_unknown_one_is_told():
    assert refusal("Sheet1", [[*LABS[0], "所在省份"]]) == ("duplicate_heading", "省份”“所在省份")
    assert find_layout("Sheet1", [[*LABS[0], "备注", "备注"]]).extras == ["备注", "备注"]


def test_units_in_headings_are_part_of_no_name():
    stats = ["省份", "年份", "常住人口（万人）", "GDP（亿元）", "来源"]
    assert find_layout("Sheet1", [stats]).places["gdp_100m"] == 3
    assert find_layout("Sheet1", [[*EVENTS[0], "备注（人）"]]).register.name == "lab_events"
    stats[3] = "GDP（万美元）"
    assert refusal("Sheet1", [stats]) == ("wrong_unit", "GDP（万美元）")
    evaluations = ["实验室编号", "年度", "结果", "开放共享机时（机时）", "预算执行率（％）"]
    assert find_layout("Sheet1", [evaluations]).places["open_hours"] == 3


def test_long_texts_above_a_table_are_passed_in_time_that_grows_as_they_do():
    def measure(words):
        long, begun = " ".join(["示例", "1", "万元"] * words), time.process_time()
        assert find_layout("Sheet1", [[long, long], *LABS]).heading_row == 1
        return time.process_time() - begun

    # four times the text takes four times as long; sixteen, were each word held against each other
    assert measure(2_000) < 8 * measure(500)


REGIONS = [
    [*row, region] for row, region in zip(LABS, ["地区", "中部", "华北", "东部"], strict=True)
]


def test_of_two_headings_of_a_column_the_fitting_is_read():
    layout = find_layout("实验室名录", [list(row) for row in REGIONS])
    assert layout.places["province"] == 3 and layout.passed_over == {"地区": "省份"}
    first = [[row[-1], *row[:-1]] for row in REGIONS]
    assert find_layout("实验室名录", first).places["province"] == 4


def test_two_headings_whose_cells_both_fit_are_refused_by_name():
    rows = [list(row) for row in REGIONS]
    rows[1][-1] = "湖南"
    with pytest.raises(FileRejected) as refused:
        find_layout("实验室名录", rows)
    assert refused.value.where["column"] == "省份”“地区"


def test_two_headings_of_a_year_are_judged_without_its_bounds():
    rows = [["实验室编号", "年度", "结果", "年份"], ["L1", 2024, "优秀", "上半年"]]
    layout = find_layout("考核评价", rows)
    assert layout.places["year"] == 1 and layout.passed_over == {"年份": "年度"}


TRANSPOSED = [list(column) for column in zip(*LABS, strict=True)]


@pytest.mark.parametrize("name", ["Sheet1", "实验室名录"])
@pytest.mark.parametrize(
    ("rows", "letter"),
    [
        (TRANSPOSED, "A"),
        ([["2025年实验室名录"], [], *TRANSPOSED], "A"),
        ([[number, *row] for number, row in enumerate(TRANSPOSED, 1)], "B"),
        ([row[:2] for row in TRANSPOSED], "A"),  # the card of a single laboratory
        ([*TRANSPOSED, ["备注", "", "示例"]], "A"),
    ],
)
def test_a_transposed_table_is_refused_as_such(name, rows, letter):
    assert refusal(name, rows) == ("transposed_table", letter)


def test_a_list_of_fields_is_no_transposed_table():
    fields = [["字段", "说明"], *([heading, "必填，文字"] for heading in LABS[0])]
    assert find_layout("字段表", fields) is None


def other_table(rows):
    layout = find_layout("Sheet1", rows)
    with pytest.raises(FileRejected) as refused:
        check_single_table(layout, rows, 0)
    return refused.value.code, refused.value.where["row"], refused.value.detail


MARKED_EVENTS = [["实验室编号*", "事件*", "日期*"], *EVENTS[1:]]
SWAPPED_LABS = [[*reversed(row)] for row in LABS]


@pytest.mark.parametrize(
    ("rows", "row", "register"),
    [
        ([*LABS, [], [], *EVENTS], 7, "进退事件"),
        ([*LABS, *EVENTS], 5, "进退事件"),
        ([*LABS, [], ["二、进退事件"], *EVENTS], 7, "进退事件"),
        ([*LABS, [], *MARKED_EVENTS], 6, "进退事件"),
        ([*LABS, [], *([None, *row] for row in EVENTS)], 6, "进退事件"),
        ([*EVENTS, [], *LABS], 6, "实验室名录"),
        ([*LABS, [], *SWAPPED_LABS], 6, "实验室名录"),
    ],
)
def test_a_second_table_is_refused_with_its_first_row(rows, row, register):
    assert other_table(rows) == ("second_table", row, register)


@pytest.mark.parametrize(
    "rows",
    [LABS, [*LABS, [], LABS[0], *LABS[1:]], [*LABS, ["注：实验室编号", "事件", "日期为必填"]]],
)
def test_the_same_heading_again_and_notes_begin_no_table(rows):
    check_single_table(find_layout("Sheet1", rows), rows, 0)


PARTS = [
    "常住人口（城镇）", "常住人口/城镇", "常住人口〔户籍〕（万人）",
    "地区生产总值（第二产业）", "工业增加值（规模以上）（亿元）",
]  # fmt: skip
WHOLES = {
    "常住人口（年末）": "population_10k",
    "常住人口/万人": "population_10k",
    "地区生产总值（现价）（亿元）": "gdp_100m",
    "工业增加值（全口径）": "industry_va_100m",
    "研发经费（亿元）": "rd_100m",
}


def test_a_heading_of_only_some_of_a_quantity_is_not_its_column():
    assert [heading for heading in PARTS if column_of("province_stats", heading)] == []
    assert {heading: column_of("province_stats", heading) for heading in WHOLES} == WHOLES
