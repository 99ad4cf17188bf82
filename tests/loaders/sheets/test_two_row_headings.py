"""Headings over two rows without a mapping: read for what they are, or refused by name."""

from openpyxl import load_workbook

from loaders.load import load
from loaders.sheets.mapping_file import read_mapping
from tests.loaders.drawn_registers import LABS, TODAY, account, csv_file, loaded, workbook

N = None
PEOPLE, MONEY = 5834.0, 60012.97
# heading over two rows or three, the row of figures, what is read of population and product
STATISTICS = [
    ([["省份", "年份", "常住人口", "地区生产总值", "来源"], [N, N, "万人", "万元", N]],
     ["湖北", 2024, 5834, 600129700, "示例"], PEOPLE, MONEY),
    ([["省份", "年份", "指标", N, "来源"], [N, N, "常住人口（万人）", "地区生产总值（万元）", N]],
     ["湖北", 2024, 5834, 600129700, "示例"], PEOPLE, MONEY),
    ([["省份", "年份", "地区生产总值（万元）", N, "来源"], [N, N, "总量", "其中：工业增加值", N]],
     ["湖北", 2024, 600129700, 5, "示例"], N, MONEY),
    ([["省份", "年份", "地区生产总值", N, "常住人口", "来源"],
      [N, N, "比上年增长（%）", "绝对数（万元）", "万人", N]],
     ["湖北", 2024, 5.8, 600129700, 5834, "示例"], PEOPLE, MONEY),
    ([["省份", "年份", "常住人口（万人）", N, N, "来源"], [N, N, "城镇", "乡村", "合计", N]],
     ["湖北", 2024, 3800, 2034, 5834, "示例"], PEOPLE, N),
    ([["省份", "年份", "常住人口", "常住人口", "来源"],
      ["省份", "年份", "年末（万人）", "城镇", "来源"]],
     ["湖北", 2024, 5834, 3800, "示例"], PEOPLE, N),
    ([["省份", "年份", "经济", N, "来源"], [N, N, "地区生产总值", "工业增加值", N],
      [N, N, "万元", "万元", N]],
     ["湖北", 2024, 600129700, 200000000, "示例"], N, MONEY),
    ([["省份", "年份", "常住人口", "地区生产总值", "来源"],
      ["Region", "Year", "Population", "GDP (10 000 yuan)", "Source"]],
     ["湖北", 2024, 5834, 600129700, "示例"], PEOPLE, MONEY),
    ([["省份", "年份", "常住人口", "地区生产总值", "来源"], [N, "年", "万人", "（万元）", N]],
     ["湖北", 2024, 5834, 600129700, "示例"], PEOPLE, MONEY),
    ([["省份", "年份", "常住人口", "地区生产总值", "来源"], ["甲", "乙", 1, 2, "丙"]],
     ["湖北", 2024, 5834, 60012.97, "示例"], PEOPLE, MONEY),
    ([[N, N, "城镇", "全省", N], ["省份", "年份", "常住人口", "地区生产总值", "来源"]],
     ["湖北", 2024, 3800, 60012.97, "示例"], N, MONEY),
]  # fmt: skip
UNCLEAR = [
    [["省份", "年份", "来源", "常住人口", N, N], [N, N, N, "2022年", "2023年", "2024年"]],
    [["省份", "年份", "来源", "常住人口", N, N], [N, N, N, 2022, 2023, 2024.0]],
    [["省份", "年份", "来源", "常住人口", N, N], [N, N, N, "城镇", "乡村", N]],
]


def statistics(tmp_path, rows, name="分省.csv"):
    labs = csv_file(tmp_path / "实验室名录.csv", LABS)
    result = loaded(labs, csv_file(tmp_path / name, rows))
    stats = result.registers["province_stats"]
    return result, stats[stats._file != ""]


def test_figures_below_two_heading_rows_are_read_for_what_they_are(tmp_path):
    for heading, figures, people, money in STATISTICS:
        rows = [*heading, figures]
        result, stats = statistics(tmp_path, rows)
        assert len(stats) == 1, rows
        row = stats.iloc[0]
        own = {name: row[name] for name in ("population_10k", "gdp_100m")}
        # what was not sent is the official figure, in whole numbers
        assert own == {"population_10k": people or 5834.0, "gdp_100m": money or 60013.0}, rows
        assert account(result, "province_stats")[3] == 0, rows


def test_columns_below_a_group_that_may_be_any_of_them_are_refused(tmp_path):
    for heading in UNCLEAR:
        rows = [*heading, ["湖北", 2024, "示例", 5844, 5838, 5834]]
        result, stats = statistics(tmp_path, rows)
        (problem,) = result.files[1].problems
        assert (problem.code, problem.column) == ("group_heading", "常住人口"), heading
    text = """[province_stats.headings]
    "省份" = "province"\n"年份" = "year"\n"来源" = "source"\n"常住人口/2024年" = "population_10k"
    """
    (tmp_path / "m.toml").write_text(text, encoding="utf-8")
    paths = [csv_file(tmp_path / "a.csv", [*UNCLEAR[0], rows[-1]]), tmp_path / "实验室名录.csv"]
    read = load([str(path) for path in paths], read_mapping(str(tmp_path / "m.toml")), None, TODAY)
    assert account(read, "province_stats")[1] == 1 and read.acceptable


LABORATORIES = [
    ([["基本情况", N, N, "依托单位类型", N, N],
      ["实验室编号", "实验室名称", "依托单位", N, "省份", "批准日期"]], ()),
    ([["实验室", N, "依托单位", "依托单位", "省份", "批准日期"],
      ["编号", "名称", "名称", "性质", N, N]], ()),
    ([["实验室编号", "实验室名称", "依托单位", N, "省份", "批准日期"],
      [N, N, "单位名称", "单位性质", N, N]], ()),
    ([["基本信息", N, "承担单位", N, "建设", N],
      ["实验室编号", "实验室名称", "单位全称", "性质", "省份", "批准日期"]], ()),
    ([["实验室编号", "实验室名称", "依托单位", "单位性质", "省份", "批准日期"],
      ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]], ()),
    ([["实验室编号", "实验室名称", "依托单位", "单位性质", "省份", "批准日期"],
      ["No.", "Laboratory", "Host", "Type of host", "Province", "Approved on"]], ()),
    ([["实验室", N, "依托单位", N, "省份", "批准日期"],
      ["编号", "名称", "名称", "性质", N, N]], ("A1:B1", "C1:D1", "E1:E2", "F1:F2")),
]  # fmt: skip
LAB = ["L1", "示例甲", "示例大学", "高等院校", "湖北", "2022-03-01"]


def test_laboratories_below_two_heading_rows_on_each_page(tmp_path):
    for heading, merges in LABORATORIES:
        path = workbook(tmp_path / "a.xlsx", 名单=[*heading, LAB, *heading, ["L2", "乙", *LAB[2:]]])
        book = load_workbook(path)
        for span in merges:
            book["名单"].merge_cells(span)
        book.save(path)
        result = loaded(path)
        labs = result.registers["labs"]
        if heading == LABORATORIES[0][0]:
            assert set(labs.host_type) == {"高等院校"}
        assert labs[["lab_id", "lab_name", "host_unit"]].to_numpy().tolist() == [
            ["L1", "示例甲", "示例大学"], ["L2", "乙", "示例大学"],
        ], heading  # fmt: skip
        assert account(result, "labs")[3] == 0, heading


def test_a_first_row_that_lacks_something_is_no_heading(tmp_path):
    """Texts in one half of a row below a whole heading: a row with gaps, refused as such."""
    heading = ["实验室编号", "实验室名称", "依托单位", "省份", "批准日期", "城市", "研究重点"]
    for row in ([N, "示例甲", "示例大学", N, N, N, N], [N, N, "示例大学", N, N, "武汉市", N],
                [N, N, N, N, N, "武汉市", "关键计量测试技术"]):  # fmt: skip
        rows = [heading, row, ["L1", "示例乙", "示例大学", "湖北", "2022-03-01", N, N]]
        result = loaded(csv_file(tmp_path / "a.csv", rows))
        assert account(result, "labs")[:4] == (2, 1, 0, 1), row
