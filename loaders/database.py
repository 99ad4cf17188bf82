"""Registers read from PostgreSQL tables that bear their canonical names.

All registers come from one read-only, repeatable-read transaction, so that they fit together.
人大金仓 and openGauss speak the same protocol, but their default sha256 password digest cannot be
used by this driver: the refusal says so.
"""

import hashlib
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from psycopg.types.numeric import FloatLoader

from loaders.catalog import catalog
from loaders.problems import FileRejected

CONNECT_SECONDS = 10
STATEMENT_MILLISECONDS = 300_000
_BATCH = 10_000


def public_name(url: str) -> str:
    """The address without user and password, fit for reports and screens.

    >>> public_name("postgresql://reader:secret@db:5433/registers?sslmode=require")
    'postgresql://db:5433/registers'
    """
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"postgresql://{parts.hostname or 'localhost'}{port}{parts.path}"


def read_tables(url: str) -> tuple[list[tuple[str, list[list]]], str]:
    """(table, rows with the heading row first) of every register table, and a content digest.

    Raises FileRejected with the reason when the database cannot be reached or read.
    """
    try:
        with _connection(url) as connection:
            present = _present(connection)
            if not present:
                raise FileRejected("no_register", "、".join(catalog().registers))
            tables = [(name, _rows(connection, name)) for name in present]
    except psycopg.Error as failure:
        raise FileRejected(*_reason(failure)) from failure
    digest = hashlib.sha256()
    for name, rows in tables:
        digest.update(repr((name, rows)).encode())
    return tables, digest.hexdigest()


def _connection(url: str) -> psycopg.Connection:
    connection = psycopg.connect(
        url, connect_timeout=CONNECT_SECONDS, application_name="registers",
        options=f"-c statement_timeout={STATEMENT_MILLISECONDS}",
    )  # fmt: skip
    # numeric as float: counts and money of the registers fit, and converters know it
    connection.adapters.register_loader("numeric", FloatLoader)
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
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


def _reason(failure: psycopg.Error) -> tuple[str, str]:
    """Problem code and what the server said, in one line and without the password."""
    said = " ".join(str(failure).split())
    if "authentication method 10" in said or "authentication method not supported" in said:
        return "database_digest", ""
    if isinstance(failure, psycopg.errors.InsufficientPrivilege):
        return "database_denied", said
    if isinstance(failure, psycopg.OperationalError) and "password" in said:
        return "database_password", ""
    if isinstance(failure, psycopg.errors.QueryCanceled):
        return "database_slow", f"{STATEMENT_MILLISECONDS // 1000} 秒"
    if isinstance(failure, psycopg.OperationalError):
        return "database_lost", said
    return "database_failed", said
