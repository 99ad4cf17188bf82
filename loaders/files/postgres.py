"""Registers read from PostgreSQL tables that bear their canonical names.

All registers come from one read-only, repeatable-read transaction, so that they fit together.
人大金仓 and openGauss speak the same protocol, but their default sha256 password digest cannot be
used by this driver: the refusal says so.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import psycopg
from psycopg import sql
from psycopg.abc import Loader
from psycopg.types.datetime import DateLoader, TimestampLoader, TimestamptzLoader
from psycopg.types.numeric import FloatLoader

from catalog.definitions import catalog
from loaders.files.database_url import parts_of
from loaders.files.parquet import scalar
from loaders.files.raw_sheet import Sheet
from loaders.problems import FileRejected
from loaders.work_progress import count_rows

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


DAY_LOADERS = {
    "date": _or_text(DateLoader),
    "timestamp": _or_text(TimestampLoader),
    "timestamptz": _or_text(TimestamptzLoader),
}


@dataclass(frozen=True)
class TableColumn:
    """A column: its name, its type by PostgreSQL's name, the zone in which its moments come.

    The type is empty where it is an array or made in the database itself.
    """

    name: str
    type: str
    zone: str


Held = TypeVar("Held")
Batch = list[tuple]
HoldTable = Callable[[str, list[TableColumn], Iterator[Batch]], Held]


def hold_rows(name: str, columns: list[TableColumn], batches: Iterator[Batch]) -> Sheet:
    """A table as a sheet: the names of its columns, then its rows."""
    rows = [[*map(scalar, row)] for batch in batches for row in batch]
    return Sheet(name, [[column.name for column in columns], *rows])


def read_tables(url: str, hold: HoldTable[Held] = hold_rows) -> tuple[list[Held], str]:
    """What `hold` makes of every register table, and a digest of their content.

    hold: takes the table's name, its columns and its rows, batch by batch in the order of the key,
    all of which it must take. Raises FileRejected where the database cannot be reached or read.
    """
    password = parts_of(url).get("password", "")
    digest = hashlib.sha256()
    try:
        with _connection(url) as connection:
            present = _present(connection)
            if not present:
                names = "、".join(catalog().registers)
                raise FileRejected("no_register", f"数据库里没有 {names} 中的任何一张表")
            tables = []
            for name in present:
                columns = _columns(connection, name)
                batches = _batches(connection, name, columns)
                tables.append(hold(name, columns, _digest(digest.update, name, columns, batches)))
    except psycopg.Error as failure:
        raise FileRejected(*_reason(failure, password)) from failure
    return tables, digest.hexdigest()


def _digest(
    take_in: Callable[[bytes], None],
    name: str,
    columns: list[TableColumn],
    batches: Iterator[Batch],
) -> Iterator[Batch]:
    """The batches as they are; a digest takes in the table's name, its columns and each of them."""
    take_in(repr((name, [column.name for column in columns])).encode())
    for batch in batches:
        take_in(repr(batch).encode())
        yield batch


def _connection(url: str) -> psycopg.Connection:
    connection = psycopg.connect(
        url, connect_timeout=CONNECT_SECONDS, application_name="registers", **_KEEPALIVES
    )
    # numeric as float: counts and money of the registers fit, and converters know it
    connection.adapters.register_loader("numeric", FloatLoader)
    for name, loader in DAY_LOADERS.items():
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


def _batches(
    connection: psycopg.Connection, name: str, columns: list[TableColumn]
) -> Iterator[Batch]:
    """The rows of the table in the order of its key, so that rows have numbers."""
    names = {column.name for column in columns}
    with connection.cursor(name=f"read_{name}") as cursor:
        cursor.itersize = _BATCH
        known = [c for c in catalog().registers[name].key if c in names]
        order = sql.SQL(", ").join(map(sql.Identifier, known)) if known else sql.SQL("1")
        query = sql.SQL("SELECT * FROM {} ORDER BY {}")
        cursor.execute(query.format(sql.Identifier(name), order))
        rows = iter(count_rows(cursor, "read"))
        while batch := list(islice(rows, _BATCH)):
            yield batch


def _columns(connection: psycopg.Connection, name: str) -> list[TableColumn]:
    empty = sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(name))
    zone = str(connection.info.timezone)
    columns = []
    for column in connection.execute(empty).description:
        known = connection.adapters.types.get(column.type_code)
        is_itself = known is not None and known.oid == column.type_code  # not an array of it
        columns.append(TableColumn(column.name, known.name if is_itself else "", zone))
    return columns


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
