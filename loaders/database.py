"""Registers read from PostgreSQL tables that bear their canonical names.

All registers come from one read-only, repeatable-read transaction, so that they fit together.
人大金仓 and openGauss speak the same protocol, but their default sha256 password digest cannot be
used by this driver: the refusal says so.
"""

import hashlib
import re

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.types.numeric import FloatLoader

from loaders.catalog import catalog
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
}
# a server that falls silent, as behind a cut cable, is given up after a minute
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


def public_name(url: str) -> str:
    """The address without user and password, fit for reports and screens.

    >>> public_name("postgresql://reader:secret@db:5433/registers?sslmode=require")
    'postgresql://db:5433/registers'
    >>> public_name("mysql://reader:secret@db/registers")
    'mysql://…'
    """
    try:
        parts = _parts(url)
    except FileRejected:  # where nothing is sure of its place nothing is shown
        return f"{url.split('://')[0]}://…"
    host, port = parts.get("host", "localhost"), parts.get("port", "")
    host = f"[{host}]" if ":" in host else host
    return f"postgresql://{host}{':' if port else ''}{port}/{parts.get('dbname', '')}"


def _parts(url: str) -> dict[str, str]:
    """The parts of an address. Raises FileRejected where it is none that we read.

    A sign such as / or @ in a password must be written as %2F or %40; unescaped, parts of the
    password land in the host, the port or the name and would be shown.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as failure:
        raise FileRejected("database_address") from failure
    shown = parts.get("host", "") + parts.get("dbname", "")
    ports = filter(None, parts.get("port", "").split(","))
    if re.search("[/@]", shown) or not all(map(_is_port, ports)):
        raise FileRejected("database_address")
    return parts


def _is_port(text: str) -> bool:
    return re.fullmatch("[0-9]{1,5}", text) is not None and 0 < int(text) < 1 << 16


def public_names(urls: list[str]) -> dict[str, str]:
    """A name for each address; numbered where they differ in what is not shown, as the user."""
    found = [public_name(url) for url in urls]
    return {
        url: name if found.count(name) == 1 else f"{name}（{number}）"
        for number, (url, name) in enumerate(zip(urls, found, strict=True), 1)
    }


def read_tables(url: str) -> tuple[list[tuple[str, list[list]]], str]:
    """(table, rows with the heading row first) of every register table, and a content digest.

    Raises FileRejected with the reason when the database cannot be reached or read.
    """
    password = _parts(url).get("password", "")
    try:
        with _connection(url) as connection:
            present = _present(connection)
            if not present:
                raise FileRejected("no_register", "、".join(catalog().registers))
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
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    # said in the session: options of the address, such as its search_path, stay as given
    connection.execute(
        sql.SQL("SET statement_timeout = {}").format(sql.Literal(STATEMENT_MILLISECONDS))
    )
    return connection


def _present(connection: psycopg.Connection) -> list[str]:
    """Register tables on the search path, in the catalogue's order."""
    names = [name for name in catalog().registers
             if connection.execute("SELECT to_regclass(%s)", (name,)).fetchone()[0]]  # fmt: skip
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
    said = " ".join(str(failure).split())
    said = said.replace(password, "…") if password else said
    if "authentication method 10" in said or "authentication method not supported" in said:
        return "database_digest", ""
    if isinstance(failure, psycopg.errors.InsufficientPrivilege):
        return "database_denied", said
    if isinstance(failure, psycopg.OperationalError) and "password" in said:
        return "database_password", ""
    if isinstance(failure, psycopg.errors.QueryCanceled):
        return "database_slow", f"{STATEMENT_MILLISECONDS // 1000} 秒"
    if isinstance(failure, psycopg.OperationalError):
        known = [cause for words, cause in _CAUSES.items() if re.search(words, said)]
        return "database_lost", known[0] if known else said
    return "database_failed", said
