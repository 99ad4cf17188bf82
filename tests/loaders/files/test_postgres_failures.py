"""Every way in which a database can fail: said without its password, harming nothing."""

import struct
import threading
import time

import psycopg
import pytest

from loaders.__main__ import main
from loaders.files import postgres
from loaders.files.postgres import read_tables
from loaders.problems import FileRejected
from tests.loaders.files.postgres_cluster import PASSWORD
from tests.loaders.files.test_postgres import LABS, ROWS

SLOW = """CREATE VIEW labs AS SELECT 'SL-' || n AS lab_id, '示例' AS lab_name, '示例' AS host_unit,
          '湖北' AS province, pg_sleep(0.05)::text AS domain, DATE '2024-01-02' AS approved_on
          FROM generate_series(1, 1200) n"""


def build(url, out, capsys):
    status = main(["build", "--source", url, "--out", str(out)])
    return status, "".join(capsys.readouterr())


def refusal(url) -> tuple[str, str]:
    with pytest.raises(FileRejected) as why:
        read_tables(url)
    return why.value.code, why.value.detail


def test_a_database_without_register_tables_is_refused(tables, tmp_path, capsys):
    status, text = build(tables.url, tmp_path, capsys)
    assert status == 1 and "数据库里没有 labs、lab_events" in text


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ((), "用户名或密码不对"),
        (("DROP TABLE labs",), "labs"),
        (("ALTER TABLE labs DROP COLUMN province",), "缺少必需的列“省份”"),
        (("REVOKE SELECT ON labs FROM reader",), "没有读取权限"),
        (("ALTER ROLE reader NOLOGIN",), "不允许登录"),
        (("CREATE OR REPLACE FUNCTION fail() RETURNS text LANGUAGE plpgsql AS"
          " $$ BEGIN RAISE EXCEPTION '示例故障'; END $$", "ALTER TABLE labs RENAME TO kept",
          "CREATE VIEW labs AS SELECT *, fail() AS city FROM kept"), "读取数据库出错：示例故障"),
    ],
    ids=["wrong password", "missing table", "missing column", "no permission", "no login",
         "failing view"],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_published_is_harmed(
    tables, tmp_path, capsys, spoil, sentence
):
    tables.run(LABS, ROWS)
    build(tables.url, tmp_path, capsys)
    before = (tmp_path / "CURRENT.json").read_bytes()
    tables.run(*spoil)
    url = tables.url if spoil else tables.address("wrong-secret")
    status, text = build(url, tmp_path, capsys)
    tables.run("ALTER ROLE reader LOGIN")
    assert status == 1 and sentence in text and "Traceback" not in text
    assert PASSWORD not in text and "wrong-secret" not in text
    assert (tmp_path / "CURRENT.json").read_bytes() == before


def test_an_unknown_database_and_nobody_listening(tables):
    assert refusal(tables.address(PASSWORD, "nowhere")) == ("database_lost", "没有这个数据库")
    nobody = "postgresql://reader@127.0.0.1:1/registers"
    assert refusal(nobody) == ("database_lost", "该端口没有程序在监听")


def test_a_connection_lost_while_reading(tables, tmp_path, capsys):
    """The administrator ends the reader's session in the middle of a slow table."""
    tables.run(SLOW)
    busy = "usename = 'reader' AND state = 'active' AND query LIKE '%labs%'"
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {busy}"

    def kill():
        with psycopg.connect(f"{tables.admin}/registers", autocommit=True) as admin:
            while not admin.execute(end).fetchall():
                time.sleep(0.05)

    killer = threading.Thread(target=kill)
    killer.start()
    status, text = build(tables.url, tmp_path, capsys)
    killer.join()
    assert status == 1 and "连接中断：连接被管理员中断" in text
    assert not (tmp_path / "CURRENT.json").exists()


def test_a_server_that_dies_while_reading(tables):
    """The server's own process ends, as when its machine goes down."""
    tables.run(SLOW)

    def stop():
        with psycopg.connect(f"{tables.admin}/registers", autocommit=True) as admin:
            busy = "SELECT 1 FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active'"
            while not admin.execute(busy).fetchall():
                time.sleep(0.05)
        tables.control("stop", "-m", "immediate")

    stopper = threading.Thread(target=stop)
    stopper.start()
    code, detail = refusal(tables.url)
    stopper.join()
    tables.start()
    assert code == "database_lost" and detail in ("连接被管理员中断", "服务器断开了连接")


def test_a_statement_that_takes_too_long(tables, monkeypatch):
    monkeypatch.setattr(postgres, "STATEMENT_MILLISECONDS", 400)
    tables.run(SLOW)
    assert refusal(tables.url)[0] == "database_slow"


def answering(listening, answer: bytes | None):
    """The stub's address; it refuses encryption, reads the greeting and then answers."""

    def serve():
        with listening.accept()[0] as client:
            while length := client.recv(4):
                greeting = client.recv(struct.unpack("!i", length)[0] - 4)
                if greeting[:4] != struct.pack("!i", 80877103):  # the wish for encryption
                    break
                client.sendall(b"N")
            if answer is not None:
                client.sendall(answer)
            client.settimeout(20)
            client.recv(1)

    threading.Thread(target=serve, daemon=True).start()
    return f"postgresql://reader:{PASSWORD}@127.0.0.1:{listening.getsockname()[1]}/registers"


def answer_with_other_digest(listening) -> str:
    """Authentication code 10, stored as SHA256, then its salt, token and rounds."""
    body = struct.pack("!ii", 10, 2) + b"a" * 64 + b"b" * 8 + struct.pack("!i", 10_000)
    return answering(listening, b"R" + struct.pack("!i", len(body) + 4) + body)


def test_the_sha256_digest_of_opengauss_is_named_with_the_way_out(stub, tmp_path, capsys):
    url = answer_with_other_digest(stub)
    status, text = build(url, tmp_path, capsys)
    assert status == 1 and "password_encryption_type" in text and PASSWORD not in text


def test_a_server_that_never_answers_is_given_up(stub, monkeypatch):
    monkeypatch.setattr(postgres, "CONNECT_SECONDS", 2)
    began = time.monotonic()
    assert refusal(answering(stub, None))[0] == "database_lost"
    assert time.monotonic() - began < 15


def test_what_is_no_database_at_all(stub):
    assert refusal(answering(stub, b"HTTP/1.1 400 Bad Request\r\n\r\n"))[0] == "database_lost"


def test_a_password_within_what_the_server_says_is_masked():
    failure = psycopg.OperationalError(f"FATAL:  示例 {PASSWORD} 示例\nDETAIL: x")
    assert postgres._reason(failure, PASSWORD) == ("database_lost", "FATAL: 示例 … 示例 DETAIL: x")
