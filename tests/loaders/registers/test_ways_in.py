"""The same dirty tables by every way in, as workbook, text, columns and database, give the same."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from psycopg import sql

from tests.loaders.drawn_registers import account, csv_file, loaded, workbook
from tests.loaders.files.drawn_ods import cell, document, open_document, row, sheet

# a column of numbers holds numbers where the way in knows them
TABLES = {
    "labs": [
        ["实验室编号", "实验室名称", "依托单位", "省份", "主领域", "批准日期"],
        [1001.0, "示例甲", "示例大学", "四川成都", "新材料、信息技术", "2022-03-01"],
        [1002.0, "示例乙", "同上", "湖北", "量子计算", "2023年5月10日"],
        [1003.0, "示例丙", "〃", "⼴东", "信息技术", "3月15日"],
        [1004.0, "示例丁", "同上", "湖北武汉市", "信息技术", "20240720"],
        [1005.0, "锟斤拷", "示例公司", "北京", "信息技术", "2024-07-20"],
        [1006.0, "示例己", "待定", "北京", "信息技术", "2024-07-20"],
    ],
    "standards": [
        ["标准号", "名称", "类别", "发布日期", "领域"],
        ["GB 2——2023", "示例乙", "国家标准", "2023-05-06", ""],
        ["GB/T 1——2024", "示例甲", "推标", "2024-05-06", "新材料"],
        ["GB/T 3", "示例丙", "推标", "2024-05-06", "新材料"],
        ["GB/T 4-2024、GB/T 5-2024", "示例丁", "推标", "2024-05-06", "新材料"],
        ["GB/T 6-2024", "示例己", "推标", "2024-05-06", "新材料"],
        ["GB/T 6-2024", "示例庚", "推标", "2024-05-06", "新材料"],
        ["GB/T 7-2024", "示例辛", "推标", "2024-05-06", "#N/A"],
        ["GB/T 8-2024", "示例壬", "推标", "2999-01-01", "新材料"],
        ["GB/T 9-2024", "示例癸", "行业标准", "2024-05-06", "新材料"],
        ["GBT1-2024", "示例甲", "推标", "2024-05-06", "新材料"],
        ["ISO 9001:2015(E)", "示例戊", "国际标准", "2024-05-06", "新材料、信息技术"],
        ["合计", "", "", "", ""],
    ],
    "evaluations": [
        ["实验室编号", "年度", "结果", "开放共享机时（千小时）", "预算执行率"],
        [1001.0, 2023.0, "优秀", 1.5, "95.5%"],
        [1001.0, 2024.0, "合格", 2.0, "0.85"],
        [1002.0, 2024.0, "合格", 2.5, "0.85%"],
        [1004.0, 2024.0, "优秀", 900.5, "同上"],
    ],
    "province_stats": [
        ["省份", "年份", "常住人口", "地区生产总值（万元）", "来源"],
        ["湖北", 2024.0, 5834.0, 600129700.0, "示例年鉴"],
        ["湖南", 2024.0, 6539.0, 53231.0, "示例年鉴"],
    ],
}


def as_workbook(folder, _server):
    return workbook(folder / "a.xlsx", **TABLES)


def as_open_document(folder, _server):
    def drawn(value):
        if isinstance(value, float):
            return cell(f"{value:g}", "float", f'office:value="{value!r}"')
        return cell(value)

    sheets = [sheet(*(row(*map(drawn, r)) for r in rows), name=n) for n, rows in TABLES.items()]
    return open_document(folder / "a.ods", document(*sheets))


def as_text(folder, _server):
    for name, rows in TABLES.items():
        csv_file(folder / f"{name}.csv", rows)
    return folder


def as_columns(folder, _server):
    for name, (heads, *rows) in TABLES.items():
        frame = pd.DataFrame(rows, columns=heads)
        pq.write_table(pa.Table.from_pandas(frame), folder / f"{name}.parquet")
    return folder


def as_database(_folder, server):
    for name, (heads, *rows) in TABLES.items():
        kinds = ["double precision" if isinstance(value, float) else "text" for value in rows[0]]
        columns = [f'"{head}" {kind}' for head, kind in zip(heads, kinds, strict=True)]
        server.run(f"CREATE TABLE {name} ({', '.join(columns)})")
        for values in rows:
            literals = sql.SQL(", ").join(map(sql.Literal, values))
            server.run(sql.SQL("INSERT INTO {} VALUES ({})").format(sql.Identifier(name), literals))
    return server.url


WAYS = [as_workbook, as_open_document, as_text, as_columns, as_database]


def outcome(way, folder, server) -> dict:
    """Records, account and problems of each register, whatever the names of the files."""
    folder.mkdir()
    result = loaded(way(folder, server))
    problems = {(p.sheet, p.row or 0, p.code, p.column) for f in result.files for p in f.problems}
    records = {
        name: result.registers[name].drop(columns=["_file"]).astype(str).to_dict("records")
        for name in TABLES
    }
    accounts = {name: account(result, name) for name in TABLES}
    return {"problems": sorted(problems), "accounts": accounts, "records": records}


ACCOUNTS = {
    "labs": (6, 2, 0, 4, 0),
    "standards": (12, 2, 1, 8, 1),
    "evaluations": (4, 1, 0, 3, 0),
    "province_stats": (2, 1, 0, 1, 0),
}
REJECTED = {  # (sheet, row): why
    ("labs", 3): "unknown_domain",
    ("labs", 4): "bad_date",
    ("labs", 6): "not_text",
    ("labs", 7): "placeholder",
    ("standards", 4): "bad_standard_no",
    ("standards", 5): "bad_standard_no",
    ("standards", 6): "conflicting_duplicate",
    ("standards", 7): "conflicting_duplicate",
    ("standards", 8): "cell_error",
    ("standards", 9): "date_out_of_range",
    ("standards", 10): "kind_against_number",
    ("standards", 12): "several_domains",
    ("evaluations", 3): "two_readings",
    ("evaluations", 4): "broken_reference",
    ("evaluations", 5): "ditto_refused",
    ("province_stats", 3): "implausible_number",
}


def test_every_way_in_gives_the_same_records_and_problems(tmp_path, tables):
    outcomes = {way: outcome(way, tmp_path / way.__name__, tables) for way in WAYS}
    first = outcomes[as_workbook]
    assert first["accounts"] == ACCOUNTS
    codes = {(name, number): code for name, number, code, _ in first["problems"]}
    assert {place: codes[place] for place in REJECTED} == REJECTED
    assert [lab["lab_id"] for lab in first["records"]["labs"]] == ["1001", "1004"]
    assert first["records"]["province_stats"][0]["gdp_100m"] == "60012.97"
    for way, result in outcomes.items():
        assert result == first, way.__name__


def test_the_year_of_a_heading_counts_by_every_way_in(tmp_path, tables, monkeypatch):
    drawn = {
        "labs": [
            TABLES["labs"][0],
            [1001.0, "示例甲", "示例大学", "湖北", "信息技术", "2022-03-01"],
        ],
        "province_stats": [
            ["省份", "年份", "常住人口(2023年)", "来源"],
            ["湖北", 2023.0, 5838.0, "示例年鉴"],
            ["湖北", 2024.0, 5834.0, "示例年鉴"],
        ],
    }
    monkeypatch.setattr(f"{__name__}.TABLES", drawn)
    for way in WAYS:
        folder = tmp_path / way.__name__
        folder.mkdir()
        result = loaded(way(folder, tables))
        refused = [(p.code, p.row) for f in result.files for p in f.problems if p.row]
        assert refused == [("year_of_heading", 3)], way.__name__
