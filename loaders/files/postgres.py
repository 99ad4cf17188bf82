"""Registers read from PostgreSQL tables that bear their canonical names.

All registers come from one read-only, repeatable-read transaction, so that they fit together.
人大金仓 and openGauss speak the same protocol, but their default sha256 password digest cannot be
used by this driver: the refusal says so.
"""

import hashlib
import re

import psycopg
from psycopg import sql
from psycopg.abc import Loader
from psycopg.types.datetime import DateLoader, TimestampLoader, TimestamptzLoader
from psycopg.types.numeric import FloatLoader

from catalog.definitions import catalog
from loaders.files.database_url import parts_of
from loaders.problems import FileRejected

CONNECT_SECONDS = 10
STATEMENT_MILLISECONDS = 300_000
_BATCH = 10_000
# what the driver says where there is no connection, and why that is
_CAUSES = {
    "refused": "该端口没有程序在监听",
    "resolve host|translate host name": "找不到这台主机",
    "timeout expired": f"{CONNECT_SECONDS} 秒内没有应答",
    "administrator command": "连接被管理员中断",
    "closed the connection|connection lost|reset by peer": "服务器断开了连接",
    'database ".*" does not exist': "没有这个数据库",
    "too many clients|connection slots": "数据库的连接数已满",
    "not permitted to log in": "该用户不允许登录",
    "no pg_hba.conf entry": "服务器不接受该用户从本机连接，见其 pg_hba.conf",
    "does not support SSL": "服务器没有开启 SSL",
    "certificate": "服务器的证书没有通过核对",
}
# openGauss asks for its sha256 under number 10, by which PostgreSQL means SASL: the driver finds
# none of the mechanisms it knows
_OTHER_DIGEST = "SASL authentication mechanisms are supported|authentication method .*not supported"
# a server that falls silent, as behind a cut cable, is given up after a minute
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def _or_text(loader: type[Loader]) -> type[Loader]:
    """A loader that gives what it cannot read, such as 'infinity', as text: one cell's problem."""

    class Lenient(loader):
        def load(self, data):
            try:
                return super().load(data)
            except psycopg.DataError:
                return bytes(data).decode()

    return Lenient


_DAYS = {
    "date": _or_text(DateLoader),
    "timestamp": _or_text(TimestampLoader),
    "timestamptz": _or_text(TimestamptzLoader),
}


def read_tables(url: str) -> tuple[list[tuple[str, list[list]]], str]:
    """(table, rows with the heading row first) of every register table, and a content digest.

    Raises FileRejected with the reason when the database cannot be reached or read.
    """
    password = parts_of(url).get("password", "")
    try:
        with _connection(url) as connection:
            present = _present(connection)
            if not present:
                names = "、".join(catalog().registers)
                raise FileRejected("no_register", f"数据库里没有 {names} 中的任何一张表")
            tables = [(name, _rows(connection, name)) for name in present]
    except psycopg.Error as failure:
        raise FileRejected(*_reason(failure, password)) from failure
    digest = hashlib.sha256()
    for name, rows in tables:
        digest.update(repr((name, rows)).encode())
    return tables, digest.hexdigest()


def _connection(url: str) -> psycopg.Connection:
    connection = psycopg.connect(
        url, connect_timeout=CONNECT_SECONDS, application_name="registers", **_KEEPALIVES
    )
    # numeric as float: counts and money of the registers fit, and converters know it
    connection.adapters.register_loader("numeric", FloatLoader)
    for name, loader in _DAYS.items():
        connection.adapters.register_loader(name, loader)
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    # said in the session: options of the address, such as its search_path, stay as given
    connection.execute(
        sql.SQL("SET statement_timeout = {}").format(sql.Literal(STATEMENT_MILLISECONDS))
    )
    return connection


def _present(connection: psycopg.Connection) -> list[str]:
    """Register tables on the search path, in the catalogue's order."""
    names = [
        name
        for name in catalog().registers
        if connection.execute("SELECT to_regclass(%s)", (name,)).fetchone()[0]
    ]
    return names


def _rows(connection: psycopg.Connection, name: str) -> list[list]:
    """The table with its column names first, in the order of its key, so that rows have numbers."""
    with connection.cursor(name=f"read_{name}") as cursor:
        cursor.itersize = _BATCH
        columns = _columns(connection, name)
        known = [c for c in catalog().registers[name].key if c in columns]
        order = sql.SQL(", ").join(map(sql.Identifier, known)) if known else sql.SQL("1")
        query = sql.SQL("SELECT * FROM {} ORDER BY {}")
        cursor.execute(query.format(sql.Identifier(name), order))
        return [columns, *map(list, cursor)]


def _columns(connection: psycopg.Connection, name: str) -> list[str]:
    empty = sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(name))
    return [column.name for column in connection.execute(empty).description]


def _reason(failure: psycopg.Error, password: str) -> tuple[str, str]:
    """Problem code and what the server said, in one line and without the password."""
    sentence = " ".join(str(failure).split())
    sentence = sentence.replace(password, "…") if password else sentence
    if re.search(_OTHER_DIGEST, sentence):
        return "database_digest", ""
    if isinstance(failure, psycopg.errors.InsufficientPrivilege):
        return "database_denied", sentence
    if isinstance(failure, psycopg.OperationalError) and "password" in sentence:
        return "database_password", ""
    if isinstance(failure, psycopg.errors.QueryCanceled):
        return "database_slow", f"{STATEMENT_MILLISECONDS // 1000} 秒"
    if isinstance(failure, psycopg.OperationalError):
        known = [cause for words, cause in _CAUSES.items() if re.search(words, sentence)]
        return "database_lost", known[0] if known else sentence
    return "database_failed", sentence
