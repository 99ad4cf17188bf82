"""A real PostgreSQL on a free port for as long as a test needs it, removed afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

USER, PASSWORD, DATABASE = "reader", "s3cret-示例", "registers"


def binaries() -> Path:
    """Where the server's programs lie; Debian keeps them off the PATH."""
    result = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    assert result or on_path, "缺少 postgresql：请运行 make test，它会通过 apt 安装"
    return result[-1].parent if result else Path(on_path).parent


def _as_server(command: list) -> list:
    """PostgreSQL refuses to run as root: then its own account does."""
    change = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return [*change, *map(str, command)]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A running server; `url` is the reader's address."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, port
        self.admin = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}"
        self.url = self.address(PASSWORD)

    def address(self, password: str, database: str = DATABASE) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def control(self, action: str, *options: str) -> None:
        log = ["-l", self.folder / "log"] if action == "start" else []
        command = [binaries() / "pg_ctl", action, "-D", self.folder / "data", "-w", *log, *options]
        subprocess.run(_as_server(command), check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self.control("start", "-o", options)

    def run(self, *statements: str) -> None:
        """As administrator of the registers' database."""
        with psycopg.connect(f"{self.admin}/{DATABASE}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


@contextmanager
def cluster():
    """A started cluster with an empty database and a role that may only read."""
    folder = Path(tempfile.mkdtemp(prefix="registers-pg-"))
    port = _free_port()
    secret = folder / "secret"
    secret.write_text(PASSWORD, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres")
    made = Cluster(folder, port)
    try:
        initdb = [binaries() / "initdb", "-D", folder / "data", "-U", "postgres", "-E", "UTF8",
                  "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}"]  # fmt: skip
        subprocess.run(_as_server(initdb), check=True, stdout=subprocess.DEVNULL)
        made.start()
        with psycopg.connect(f"{made.admin}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {DATABASE}")
            connection.execute(f"CREATE ROLE {USER} LOGIN PASSWORD '{PASSWORD}'")
        made.run(f"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {USER}")
        yield made
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            made.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)
