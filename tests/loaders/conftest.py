"""A real PostgreSQL for the tests that ask for one, started once."""

import socket

import pytest

from tests.loaders.endurance.extent import FULL
from tests.loaders.files.postgres_cluster import cluster


@pytest.fixture(scope="session")
def server():
    """A running server with an empty database and a role that may only read."""
    with cluster() as running:
        yield running


@pytest.fixture
def tables(server):
    """The server with its database emptied for one test."""
    server.run(
        "DROP SCHEMA IF EXISTS hubei CASCADE",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO reader",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO reader",
    )
    return server


@pytest.fixture
def stub():
    """A server that takes one connection and answers as told."""
    listening = socket.create_server(("127.0.0.1", 0))
    yield listening
    listening.close()


def pytest_terminal_summary(terminalreporter):
    """What `make endurance` measured, as a table."""
    ended = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    measured = [
        pair for report in ended if report.when == "call" for pair in report.user_properties
    ]
    if FULL and measured:
        terminalreporter.section("endurance")
        for name, value in measured:
            terminalreporter.write_line(f"| {name} | {value} |")
