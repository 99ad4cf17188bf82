"""Registers read from a real PostgreSQL: tables, types, blanks, row numbers, names."""

import json
from datetime import date

import pytest

from loaders.__main__ import main
from loaders.files.database_url import public_name, public_names
from loaders.files.postgres import read_tables
from loaders.load import load
from loaders.sheets.mapping import Mapping
from loaders.store.published import open_published
from tests.loaders.drawn_registers import TODAY, account, problems
from tests.loaders.files.postgres_cluster import PASSWORD

LABS = """CREATE TABLE labs (lab_id text, lab_name text, host_unit text, province text,
          domain text, approved_on date)"""
EVALUATIONS = """CREATE TABLE evaluations (lab_id text, year int, result text,
          open_hours numeric(9, 1), budget_execution numeric(5, 2))"""
ROWS = """INSERT INTO labs VALUES
    ('SL-1', '示例实验室一', '示例大学', '湖北', '新材料', '2023-05-06'),
    ('SL-2', '示例实验室二', '示例集团', '内蒙古自治区', NULL, '2024-01-02'),
    ('SL-3', '示例实验室三', '示例集团', '湖北路', '新材料', '2024-01-02')"""


def loaded(*urls):
    return load(list(urls), Mapping(), None, TODAY)


def test_tables_become_registers_and_bad_rows_are_named(tables, tmp_path, capsys):
    tables.run(LABS, ROWS, EVALUATIONS,
               "INSERT INTO evaluations VALUES ('SL-1', 2024, '优秀', 120.5, 98.25)")  # fmt: skip
    assert main(["build", "--source", tables.url, "--out", str(tmp_path)]) == 0
    text = "".join(capsys.readouterr())
    assert "“labs”第 4 行：“省份”的值“湖北路”" in text
    result = open_published(tmp_path)
    labs = result.registers["labs"]
    assert labs["lab_id"].tolist() == ["SL-1", "SL-2"]
    assert labs["province"].astype(str).tolist() == ["420000", "150000"]
    assert result.registers["evaluations"]["budget_execution"].tolist() == [98.25]


def test_rows_are_numbered_in_the_order_of_their_key_below_a_heading(tables):
    tables.run(LABS, ROWS, "UPDATE labs SET province = '?' WHERE lab_id = 'SL-2'")
    assert problems(loaded(tables.url)) == [
        ("unknown_province", "labs", 3), ("unknown_province", "labs", 4),
    ]  # fmt: skip


def test_null_and_empty_text_are_both_missing(tables):
    """An Oracle-compatible database stores '' as NULL."""
    tables.run(
        LABS, ROWS, "UPDATE labs SET province = '湖北'",
        "UPDATE labs SET domain = '', lab_name = ' ' WHERE lab_id = 'SL-1'",
        "UPDATE labs SET domain = NULL, lab_name = NULL WHERE lab_id = 'SL-2'",
    )  # fmt: skip
    result = loaded(tables.url)
    assert problems(result) == [("missing_required", "labs", 2), ("missing_required", "labs", 3)]
    tables.run("UPDATE labs SET lab_name = '示例' || lab_id")
    domains = loaded(tables.url).registers["labs"]["domain"]
    assert [d if d == d else None for d in domains] == [None, None, "新材料"]


@pytest.mark.parametrize(
    ("kind", "value", "day"),
    [
        ("date", "2023-05-06", date(2023, 5, 6)),
        ("timestamp", "2023-05-06 23:59:59.5", date(2023, 5, 6)),
        ("timestamptz", "2023-05-05 16:00:00+00", date(2023, 5, 6)),  # midnight in Beijing
        ("timestamptz", "2023-05-05 15:59:59+00", date(2023, 5, 5)),
        ("text", "2023年5月6日", date(2023, 5, 6)),
        ("integer", "20230506", date(2023, 5, 6)),
        ("numeric", "45052", date(2023, 5, 6)),
    ],
)
def test_days_of_every_type(tables, kind, value, day):
    tables.run(
        LABS, ROWS, "DELETE FROM labs WHERE lab_id <> 'SL-1'",
        f"ALTER TABLE labs ALTER approved_on TYPE {kind} USING '{value}'::{kind}",
    )  # fmt: skip
    assert loaded(tables.url).registers["labs"]["approved_on"].tolist() == [day]


@pytest.mark.parametrize("kind", ["date", "timestamp", "timestamptz"])
@pytest.mark.parametrize("value", ["infinity", "0044-03-15 BC"])
def test_a_day_beyond_all_calendars_is_one_rows_problem(tables, kind, value):
    tables.run(
        LABS, ROWS, f"ALTER TABLE labs ALTER approved_on TYPE {kind}",
        f"UPDATE labs SET province = '湖北', approved_on = '{value}' WHERE lab_id = 'SL-3'",
    )  # fmt: skip
    result = loaded(tables.url)
    assert problems(result) == [("bad_date", "labs", 4)]
    assert account(result, "labs") == (3, 2, 0, 1, 0)


@pytest.mark.parametrize("kind", ["int", "bigint", "numeric", "numeric(9,2)", "real", "float8"])
def test_numbers_of_every_type(tables, kind):
    tables.run(LABS, ROWS, EVALUATIONS, f"ALTER TABLE evaluations ALTER open_hours TYPE {kind}",
               f"ALTER TABLE evaluations ALTER year TYPE {kind}",
               "INSERT INTO evaluations VALUES ('SL-1', 2024, '优秀', 120, 98.25)")  # fmt: skip
    result = loaded(tables.url).registers["evaluations"]
    assert result[["year", "open_hours"]].values.tolist() == [[2024, 120]]


def test_numbers_as_ids_and_lists_as_words(tables):
    tables.run(
        LABS, ROWS, "UPDATE labs SET lab_id = right(lab_id, 1)",
        "ALTER TABLE labs ALTER lab_id TYPE numeric USING lab_id::numeric",
        "ALTER TABLE labs ADD other_domains text[]",
        "UPDATE labs SET other_domains = '{信息技术,NULL,新材料}', province = '湖北'",
    )  # fmt: skip
    labs = loaded(tables.url).registers["labs"]
    assert labs["lab_id"].tolist() == ["1", "2", "3"]
    assert set(labs["other_domains"]) == {"信息技术；新材料"}


def test_the_password_is_nowhere(tables, tmp_path, capsys):
    tables.run(LABS, ROWS)
    report = tmp_path / "report.json"
    out = tmp_path / "out"
    main(["build", "--source", tables.url, "--out", str(out), "--report", str(report)])
    text = "".join(capsys.readouterr())
    kept = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]
    assert PASSWORD not in text and not any(PASSWORD.encode() in part for part in kept)
    name = f"postgresql://127.0.0.1:{tables.port}/registers"
    assert [s["file"] for s in open_published(out).manifest["sources"]] == [name]
    assert json.loads(report.read_text())["files"][0]["file"] == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("postgresql://u:p@db/registers", "postgresql://db/registers"),
        ("postgresql:///registers?user=u&password=p", "postgresql://localhost/registers"),
        ("postgresql://u:p@[::1]:5433/r", "postgresql://[::1]:5433/r"),
        ("postgresql://u:p@a:1,b:2/r?password=q", "postgresql://a,b:1,2/r"),
        ("postgresql://u:p%2Fw%40@db/r", "postgresql://db/r"),
        ("postgresql://u:p/w@db/r", "postgresql://…"),
        ("postgresql://u:p@w@db/r", "postgresql://…"),
        ("POSTGRESQL://u:p@db/r", "POSTGRESQL://…"),
        ("oracle://u:p@db/r", "oracle://…"),
    ],
)
def test_an_address_is_shown_without_user_and_password(url, name):
    assert public_name(url) == name


def test_addresses_that_differ_in_what_is_not_shown_are_numbered():
    urls = ["postgresql://a:p@db/r", "postgresql://b:p@db/r", "postgresql://a:p@other/r"]
    assert list(public_names(urls).values()) == [
        "postgresql://db/r（1）", "postgresql://db/r（2）", "postgresql://other/r",
    ]  # fmt: skip


def test_two_schemas_of_one_database_are_two_sources_and_one_twice_is_one(tables):
    tables.run(
        LABS, ROWS, "CREATE SCHEMA hubei", "GRANT USAGE ON SCHEMA hubei TO reader",
        "CREATE TABLE hubei.labs AS SELECT 'H' || lab_id AS lab_id, lab_name || '二' AS lab_name,"
        " host_unit, province, domain, approved_on FROM labs",
        "GRANT SELECT ON hubei.labs TO reader",
    )  # fmt: skip
    of_schema = f"{tables.url}?options=-csearch_path%3Dhubei"
    result = loaded(tables.url, of_schema, tables.url)
    assert [f.file.rsplit("/", 1)[1] for f in result.files] == ["registers（1）", "registers（2）"]
    assert account(result, "labs") == (6, 4, 0, 2, 0)
    assert set(result.registers["labs"]["lab_id"]) == {"SL-1", "SL-2", "HSL-1", "HSL-2"}


def test_equal_content_has_an_equal_digest(tables):
    tables.run(LABS, ROWS)
    before = read_tables(tables.url)[1]
    assert read_tables(tables.url)[1] == before
    tables.run("UPDATE labs SET lab_name = '别的' WHERE lab_id = 'SL-1'")
    assert read_tables(tables.url)[1] != before
