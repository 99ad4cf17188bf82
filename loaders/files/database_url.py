"""Addresses of databases: their parts, and what of them may be shown."""

import re

import psycopg
from psycopg.conninfo import conninfo_to_dict

from loaders.problems import FileRejected


def public_name(url: str) -> str:
    """The address without user and password, fit for reports and screens.

    >>> public_name("postgresql://reader:secret@db:5433/registers?sslmode=require")
    'postgresql://db:5433/registers'
    >>> public_name("mysql://reader:secret@db/registers")
    'mysql://…'
    """
    try:
        parts = parts_of(url)
    except FileRejected:  # where nothing is sure of its place nothing is shown
        return f"{url.split('://')[0]}://…"
    host, port = parts.get("host", "localhost"), parts.get("port", "")
    host = f"[{host}]" if ":" in host else host
    return f"postgresql://{host}{':' if port else ''}{port}/{parts.get('dbname', '')}"


def parts_of(url: str) -> dict[str, str]:
    """The parts of an address. Raises FileRejected where it is none that we read.

    A sign such as / or @ in a password must be written as %2F or %40; unescaped, parts of the
    password land in the host, the port or the name and would be shown.
    """
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as failure:
        raise FileRejected("database_address") from failure
    address = parts.get("host", "") + parts.get("dbname", "")
    ports = filter(None, parts.get("port", "").split(","))
    if re.search("[/@]", address) or not all(map(_is_port, ports)):
        raise FileRejected("database_address")
    return parts


def _is_port(text: str) -> bool:
    return re.fullmatch("[0-9]{1,5}", text) is not None and 0 < int(text) < 1 << 16


def public_names(urls: list[str]) -> dict[str, str]:
    """A name for each address; numbered where they differ in what is not shown, as the user."""
    names = [public_name(url) for url in urls]
    return {
        url: name if names.count(name) == 1 else f"{name}（{number}）"
        for number, (url, name) in enumerate(zip(urls, names, strict=True), 1)
    }
