"""Registers read from a real PostgreSQL, and every way in which that can fail."""

import threading

import pytest

from loaders.__main__ import main
from loaders.database import public_name, read_tables
from loaders.published import open_published
from tests.loaders.cluster import PASSWORD, cluster

LABS = """CREATE TABLE labs (lab_id text, lab_name text, host_unit text, province text,
          domain text, approved_on date)"""
EVALUATIONS = """CREATE TABLE evaluations (lab_id text, year int, result text,
          open_hours numeric(9, 1), budget_execution numeric(5, 2))"""
ROWS = """INSERT INTO labs VALUES
    ('SL-1', '示例实验室一', '示例大学', '湖北', '新材料', '2023-05-06'),
    ('SL-2', '示例实验室二', '示例集团', '内蒙古自治区', NULL, '2024-01-02'),
    ('SL-3', '示例实验室三', '示例集团', '湖北路', '新材料', '2024-01-02')"""


@pytest.fixture(scope="module")
def server():
    with cluster() as running:
        yield running


@pytest.fixture
def tables(server):
    """The register tables, fresh for one test."""
    server.run(
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO reader",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader",
    )
    return server


def build(url, out, capsys):
    status = main(["build", "--source", url, "--out", str(out)])
    return status, "".join(capsys.readouterr())


def test_a_database_without_register_tables_is_refused(tables, tmp_path, capsys):
    status, said = build(tables.url, tmp_path, capsys)
    assert status == 1 and "labs" in said


def test_tables_become_registers_and_bad_rows_are_named(tables, tmp_path, capsys):
    tables.run(LABS, ROWS, EVALUATIONS,
               "INSERT INTO evaluations VALUES ('SL-1', 2024, '优秀', 120.5, 98.25)")  # fmt: skip
    status, said = build(tables.url, tmp_path, capsys)
    assert status == 0 and "湖北路" in said and "labs" in said
    found = open_published(tmp_path)
    labs = found.registers["labs"]
    assert labs["lab_id"].tolist() == ["SL-1", "SL-2"]
    assert labs["province"].astype(str).tolist() == ["420000", "150000"]
    assert found.registers["evaluations"]["budget_execution"].tolist() == [98.25]


def test_the_password_is_nowhere(tables, tmp_path, capsys):
    tables.run(LABS, ROWS)
    _, said = build(tables.url, tmp_path, capsys)
    kept = [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()]
    assert PASSWORD not in said and not any(PASSWORD.encode() in part for part in kept)
    assert public_name(tables.url) == f"postgresql://127.0.0.1:{tables.port}/registers"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ((), "用户名或密码不对"),
        (("DROP TABLE labs",), "labs"),
        (("ALTER TABLE labs DROP COLUMN province",), "缺少必需的列“省份”"),
        (("REVOKE SELECT ON labs FROM reader",), "没有读取权限"),
    ],
    ids=["wrong password", "missing table", "missing column", "no permission"],
)
def test_what_is_wrong_is_said_and_nothing_published_is_harmed(
    tables, tmp_path, capsys, spoil, sentence
):
    tables.run(LABS, ROWS)
    build(tables.url, tmp_path, capsys)
    before = (tmp_path / "CURRENT.json").read_bytes()
    tables.run(*spoil)
    url = tables.url if spoil else tables.address("wrong")
    status, said = build(url, tmp_path, capsys)
    assert status == 1 and sentence in said and "Traceback" not in said
    assert (tmp_path / "CURRENT.json").read_bytes() == before


def test_nobody_listening_is_said(tmp_path, capsys):
    status, said = build("postgresql://reader@127.0.0.1:1/registers", tmp_path, capsys)
    assert status == 1 and "连不上或连接中断" in said


def test_a_connection_lost_while_reading_is_said(tables, tmp_path, capsys):
    """The administrator ends the reader's session in the middle of a slow table."""
    tables.run(
        LABS,
        "ALTER TABLE labs RENAME TO kept",
        """CREATE VIEW labs AS SELECT 'SL-' || n AS lab_id, '示例' AS lab_name, '示例' AS host_unit,
           '湖北' AS province, pg_sleep(0.05)::text AS domain, DATE '2024-01-02' AS approved_on
           FROM generate_series(1, 400) n""",
    )
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'"
    killer = threading.Timer(2, tables.run, [end])
    killer.start()
    status, said = build(tables.url, tmp_path, capsys)
    killer.join()
    assert status == 1 and "连接中断" in said and not (tmp_path / "CURRENT.json").exists()


def test_equal_content_has_an_equal_digest(tables):
    tables.run(LABS, ROWS)
    assert read_tables(tables.url)[1] == read_tables(tables.url)[1]
