"""Native charts: the numbers of the exhibit, in the chart and in the workbook behind it."""

import io
import math

import pytest
from openpyxl import load_workbook

from briefings.shared.chart.plots import plots
from briefings.shared.chart.xml import KINDS, chart_part, is_native
from catalog.figure_parts import Line
from tests.briefings.slides.example_decks import exhibit_of, find_nodes

SLIDE = (11_000_000, 4_400_000)


def drawn(exhibit):
    """The chart's XML and the rows of its workbook."""
    xml, book = chart_part(exhibit, SLIDE)
    return xml, [list(row) for row in load_workbook(io.BytesIO(book)).active.values]


def numbers_of(series) -> list:
    """The cached numbers of a series, None where there is none."""
    (cache,) = find_nodes(series, "c:val//c:numCache | c:yVal//c:numCache")
    points = {int(p.get("idx")): float(p[0].text) for p in find_nodes(cache, "c:pt")}
    return [points.get(at) for at in range(int(find_nodes(cache, "c:ptCount/@val")[0]))]


def written(number) -> str:
    """A number as a workbook keeps it: sixteen digits."""
    return "" if number is None else f"{float(number):.16G}"


def test_an_exhibit_without_lines_or_with_a_reason_is_no_chart():
    assert not is_native(exhibit_of("column", {}))
    assert not is_native(exhibit_of("column", {"数": (1, 2)}, empty="暂无数据"))
    assert not is_native(exhibit_of("heat", {"数": (1, 2)}))


def test_every_number_of_every_page_is_in_the_chart_and_in_its_workbook(exhibits):
    native = [exhibit for exhibit in exhibits if is_native(exhibit)]
    assert {exhibit.kind for exhibit in native} == KINDS
    for exhibit in native:
        xml, rows = drawn(exhibit)
        series = find_nodes(xml, "//c:ser")
        columns = [list(column) for column in zip(*rows[1:], strict=True)]
        columns = columns[len(columns) - len(series) :]
        for first, column in zip(series, columns, strict=True):
            assert [written(v) for v in numbers_of(first)] == [written(v) for v in column]
        if exhibit.kind == "waterfall":
            continue  # its own test: four columns stand for one line
        lines = [
            [None if v is None else float(v) for v in line.values]
            for plot in plots(exhibit) for line in plot.traces
        ]  # fmt: skip
        assert [numbers_of(first) for first in series] == lines
        values = {line.name: list(line.values) for line in exhibit.lines}
        assert {
            t.name: list(t.ahead or t.values) for p in plots(exhibit) for t in p.traces
        } == values


def test_the_pieces_of_a_waterfall_rebuild_its_steps(exhibits):
    exhibit = next(e for e in exhibits if e.kind == "waterfall")
    xml, _ = drawn(exhibit)
    base, rise, fall, total = (
        [v or 0.0 for v in numbers_of(s)] for s in find_nodes(xml, "//c:ser")
    )
    steps = [r - f + t for r, f, t in zip(rise, fall, total, strict=True)]
    assert steps == list(exhibit.lines[0].values)
    running = 0.0
    for at, step in enumerate(exhibit.settings["steps"]):
        running = running + steps[at] if step == "relative" else total[at]
        edge = base[at] + rise[at] if step == "relative" and not fall[at] else base[at] + total[at]
        assert math.isclose(running, edge)


def test_a_missing_number_is_a_gap_and_never_zero():
    xml, rows = drawn(exhibit_of("line", {"数": (1.5, None)}))
    assert find_nodes(xml, "//c:val//c:pt/@idx") == ["0"]
    assert find_nodes(xml, "//c:dispBlanksAs/@val") == ["gap"]
    assert rows == [["地区", "数"], ["甲", 1.5], ["乙", None]]


@pytest.mark.parametrize("name", ["=1+1", "=HYPERLINK(1)", "http://a.b", "+86", "007", "@x"])
def test_names_that_look_like_formulas_stay_text(name):
    _, book = chart_part(exhibit_of("column", {name: (1, 2)}, (name, "乙")), SLIDE)
    page = load_workbook(io.BytesIO(book)).active
    for cell in (page["A2"], page["B1"]):
        assert cell.value == name and cell.data_type == "s" and cell.hyperlink is None


def test_signs_that_xml_cannot_hold_are_left_out():
    xml, _ = drawn(exhibit_of("column", {"a<b&\x01": (1, 2)}))
    assert find_nodes(xml, "//c:ser/c:tx//c:v/text()") == ["a<b&"]


def test_bars_start_at_zero_and_negative_ones_do_not():
    low = "//c:valAx/c:scaling/c:min/@val"
    assert find_nodes(drawn(exhibit_of("column", {"数": (97, 98)}))[0], low) == ["0"]
    assert find_nodes(drawn(exhibit_of("column", {"数": (-1, 98)}))[0], low) == []


def test_a_share_is_written_in_percent_and_a_count_as_it_is():
    form = "//c:ser//c:numCache/c:formatCode/text()"
    assert find_nodes(
        drawn(exhibit_of("line", {"数": (0.5, 1)}, unit="%", decimals=1))[0], form
    ) == ["0.0%"]
    assert find_nodes(drawn(exhibit_of("line", {"数": (5, 1)}))[0], form) == ["#,##0"]


def test_a_reference_is_dashed_and_a_projection_dotted():
    lines = [Line("实际", (1, None)), Line("内部参考值", (1, 2), "reference", "#c8553d", "line"),
             Line("推算", (None, 2), "projection", "#3572b0", "line"),
             Line("上限", (None, 3), "high", "#3572b0", "band")]  # fmt: skip
    xml, _ = drawn(exhibit_of("line", {line.name: line for line in lines}))
    dashes = {find_nodes(s, "c:tx//c:v/text()")[0]: find_nodes(s, "c:spPr//a:prstDash/@val")
              for s in find_nodes(xml, "//c:ser")}  # fmt: skip
    assert dashes == {"实际": [], "内部参考值": ["dash"], "推算": ["sysDot"], "上限": ["sysDot"]}


def test_what_lies_ahead_begins_at_the_last_observed_value():
    lines = (Line("实际", (4, 9, None, None)),
             Line("推算", (None, None, 12, 15), "projection", "#3572b0", "line"),
             Line("参考值", (None, 8, 9, 10), "reference", "#c8553d", "line"))  # fmt: skip
    (plot,) = plots(exhibit_of("line", {line.name: line for line in lines}))
    assert [trace.values for trace in plot.traces] == [
        (4, 9, None, None), (None, 9, 12, 15), (None, 8, 9, 10),
    ]  # fmt: skip


def test_a_target_over_columns_is_a_line_on_the_same_axes():
    aim = Line("内部参考值", (3, 3), "reference", "#c8553d", "line")
    xml, _ = drawn(exhibit_of("column", {"数": (1, 2), "aim": aim}))
    bars, lines = find_nodes(xml, "//c:barChart")[0], find_nodes(xml, "//c:lineChart")[0]
    assert find_nodes(bars, "c:axId/@val") == find_nodes(lines, "c:axId/@val")
    assert find_nodes(lines, ".//c:invertIfNegative") == []


def test_charts_of_every_kind_speak_chinese_and_smooth_nothing(of_each_kind):
    for exhibit in filter(is_native, of_each_kind):
        xml, _ = chart_part(exhibit, SLIDE)
        assert find_nodes(xml, "//c:lang/@val") == ["zh-CN"]
        assert len(find_nodes(xml, "//a:latin")) == len(find_nodes(xml, "//a:ea")) > 0
        assert set(find_nodes(xml, "//c:smooth/@val")) <= {"0"}
        assert set(find_nodes(xml, "//c:invertIfNegative/@val")) <= {"0"}
        assert not [at for at in find_nodes(xml, "//c:axId/@val") if at.startswith("-")]
        assert set(find_nodes(xml, "//c:numFmt/@sourceLinked")) <= {"0"}


def test_colours_are_those_of_the_exhibit():
    lines = {"数": Line("数", (1, 2), color="#112233"), "量": Line("量", (1, 2), color="#445566")}
    xml, _ = drawn(exhibit_of("stacked", lines))
    assert find_nodes(xml, "//c:ser/c:spPr/a:solidFill/a:srgbClr/@val") == ["112233", "445566"]
    ring, _ = drawn(
        exhibit_of("donut", {"数": (1, 2)}, settings={"colors": ("#112233", "#445566")})
    )
    assert find_nodes(ring, "//c:dPt/c:spPr/a:solidFill/a:srgbClr/@val") == ["112233", "445566"]


def test_points_have_their_names_where_there_is_room_and_both_numbers():
    exhibit = exhibit_of("scatter", {"数": Line("数", (1, 2), mark="point")}, x=(10.0, 20.0),
                    settings={"sides": ("right", ""), "point_name": "省份"})  # fmt: skip
    xml, rows = drawn(exhibit)
    assert find_nodes(xml, "//c:dLbl//a:t/text()") == ["甲"]
    assert find_nodes(xml, "//c:xVal//c:v/text()") == ["10.0", "20.0"]
    assert rows == [["省份", "地区", "数"], ["甲", 10, 1], ["乙", 20, 2]]


def test_the_letters_of_a_small_chart_are_small():
    big, small = (chart_part(exhibit_of("column", {"数": (1, 2)}), (w, 3_000_000))[0]
                  for w in (11_000_000, 5_000_000))  # fmt: skip
    size = "/c:chartSpace/c:txPr//a:defRPr/@sz"
    assert (find_nodes(big, size), find_nodes(small, size)) == (["1200"], ["900"])


def test_thirty_one_bars_all_have_their_name_in_letters_of_nine_points():
    names = tuple(f"省{at}" for at in range(31))
    bars = exhibit_of("bar", {"数": tuple(range(31))}, categories=names)
    for width in (SLIDE[0], 5_000_000):
        xml, _ = chart_part(bars, (width, 4_400_000))
        assert find_nodes(xml, "//c:catAx/c:txPr/a:bodyPr/@rot") == ["0"]  # else each other is left
        assert find_nodes(xml, "//c:catAx/c:tickLblSkip/@val") == ["1"]
        assert min(int(size) for size in find_nodes(xml, "//a:defRPr/@sz")) >= 900
