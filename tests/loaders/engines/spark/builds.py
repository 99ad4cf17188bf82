"""Builds by Spark: where it runs, and what one build publishes."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.loaders.command import run
from tests.loaders.endurance.extent import FULL

NEEDED = [
    pytest.mark.endurance,
    pytest.mark.skipif(
        find_spec("pyspark") is None,
        reason="没有 PySpark：make spark 安装它（requirements-spark.lock）",
    ),
    pytest.mark.skipif(shutil.which("java") is None, reason="没有 Java 17 或 21"),
    pytest.mark.usefixtures("quick_java"),
]
whole = pytest.mark.skipif(not FULL, reason="`make endurance`")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    # as on any Hadoop cluster: a path without a scheme is none of this machine's; nobody listens
    "spark.hadoop.fs.defaultFS": "hdfs://127.0.0.1:1",
}
TWO_WORKERS = {"spark.master": "local-cluster[2,1,1024]"}
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
SECONDS = 1800  # for one build: three JVMs on a busy machine


@contextmanager
def on_this_machine(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """The environment of a build in whose process Spark runs, `more` its settings."""
    yield configure(folder, more) if more else {}


@contextmanager
def on_two_workers(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """The environment of a build that starts two workers."""
    yield configure(folder, TWO_WORKERS | SETTINGS | more)


def configure(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """The environment in which Spark has these settings."""
    lines = [f"{name} {value}\n" for name, value in settings.items()]
    (folder / "spark-defaults.conf").write_text("".join(lines), encoding="utf-8")
    return {"SPARK_CONF_DIR": str(folder)}


@contextmanager
def through_connect(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    """The environment of a build that asks a Connect server, started here with these settings."""
    import pyspark

    home = Path(pyspark.__file__).parent
    port = find_free_ports(1)[0]
    address = {"spark.connect.grpc.binding.address": "127.0.0.1",
               "spark.connect.grpc.binding.port": port}  # fmt: skip
    settings = SETTINGS | address | more
    options = [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    jar = next(home.glob("jars/spark-connect_*.jar"))
    command = [home / "bin" / "spark-submit", "--class", SERVER, *options, jar]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(server, port)
        yield {"SPARK_REMOTE": f"sc://127.0.0.1:{port}"}
    finally:
        server.terminate()
        server.wait(60)


def find_free_ports(count: int) -> list[int]:
    """Ports of the loopback on which nobody listens."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for(server: subprocess.Popen, port: int) -> None:
    """Until the server answers; AssertionError where it ends before."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"{server.args[0]} ended with {server.wait(1)}")
    raise AssertionError(f"{server.args[0]} does not answer")


def build(source: Path, out: Path, standards: object, *more: str, **environment: str):
    """({file: rows}, what is said of the standards) of one publication."""
    texts = [word for path in sorted(source.glob("*.csv")) for word in ("--source", path)]
    ended = run("build", *texts, "--source", standards, "--out", out, "--confirm",
                "--report", out / "report.json", *more, seconds=SECONDS, **environment)  # fmt: skip
    assert ended[0] == 0, ended
    version = next(out.glob("*/manifest.json")).parent
    tables = {str(path.relative_to(version)): pq.read_table(path).to_pylist()
              for path in version.rglob("*.parquet") if path.parent.name != "places"}  # fmt: skip
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    file = next(f for f in report["files"] if f["file"].endswith("standards.parquet"))
    problems = [{**problem, "message": ""} for problem in file["problems"]]
    manifest = json.loads((version / "manifest.json").read_text(encoding="utf-8"))
    digests = sorted(entry["sha256"] for entry in manifest["sources"])
    return tables, (problems, report["registers"], digests), manifest["engine"]


def refuse(source: Path, out: Path, *addresses: str, **environment: str) -> str:
    """What is said where nothing is published, in sentences and without a trace of Java."""
    words = [word for address in addresses for word in ("--source", address)]
    ended = run("build", "--source", source / "labs.csv", *words, "--out", out,
                "--engine", "spark", seconds=SECONDS, **environment)  # fmt: skip
    assert ended[0] == 1 and not out.exists(), ended
    assert "\tat " not in ended[2] and "Traceback" not in ended[2], ended[2]
    return ended[2]
