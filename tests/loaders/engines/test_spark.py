"""The same registers by DuckDB and by Spark: on two workers, through Connect, on this machine.

`make test` publishes on two workers and through Connect, `make endurance` does all: each start of
Spark takes longer than most tests.
"""

import json
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.columns import large_file, staged_table, table_edges
from loaders.load import Loaded, load
from loaders.sheets.mapping import Mapping
from tests.loaders.columns.test_read_columns import (
    IN_PARTS_MAPPING,
    KEPT,
    TABLES,
    as_parquet,
    as_unusual_parquet,
    create_table,
    in_parts_as_parquet,
    rows_named,
)
from tests.loaders.command import run
from tests.loaders.drawn_registers import EVENTS, LABS, TODAY, csv_file, with_cell
from tests.loaders.endurance.extent import FULL
from tests.loaders.engines.webhdfs import DATA_NODE, served

pytestmark = [
    pytest.mark.endurance,
    pytest.mark.skipif(
        find_spec("pyspark") is None,
        reason="没有 PySpark：make spark 安装它（requirements-spark.lock）",
    ),
    pytest.mark.skipif(shutil.which("java") is None, reason="没有 Java 17 或 21"),
]
whole = pytest.mark.skipif(not FULL, reason="`make endurance`")
# of a program that computes a few rows and ends, to compile well is most of the work
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    # as on any Hadoop cluster: a path without a scheme is none of this machine's; nobody listens
    "spark.hadoop.fs.defaultFS": "hdfs://127.0.0.1:1",
}
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
SECONDS = 1800  # for one build: three JVMs on a busy machine
HALVES = (0.00005, 1.00005, 2.67495, 33.33335, 1e-5, 95.12345)  # between two ten-thousandths


@pytest.fixture(scope="module", autouse=True)
def quick_java():
    """Every Java that the tests start, those of the workers too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK_JAVA, prepend=" ")
        yield


@contextmanager
def on_this_machine(folder: Path):
    yield {}


@contextmanager
def on_two_workers(folder: Path):
    settings = {"spark.master": "local-cluster[2,1,1024]", **SETTINGS}
    lines = [f"{name} {value}\n" for name, value in settings.items()]
    (folder / "spark-defaults.conf").write_text("".join(lines), encoding="utf-8")
    yield {"SPARK_CONF_DIR": str(folder)}


@contextmanager
def through_connect(folder: Path):
    import pyspark

    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = {"spark.connect.grpc.binding.address": "127.0.0.1",
               "spark.connect.grpc.binding.port": port}  # fmt: skip
    settings = {**SETTINGS, **address}
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


def wait_for(server: subprocess.Popen, port: int) -> None:
    """Until the server answers; AssertionError where it ends before."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the Connect server ended with {server.wait(1)}")


@contextmanager
def as_file(source: Path):
    yield (source / "standards.parquet").as_uri()


@contextmanager
def as_webhdfs_folder(source: Path):
    with served(source) as server:
        yield f"webhdfs://{server.host}/"
        assert f"OPEN {DATA_NODE}" in server.operations


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    csv_file(folder / "labs.csv", with_cell(LABS, 3, "主领域", "新材料"))
    csv_file(folder / "进退事件.csv", EVENTS)
    heading = ["实验室编号", "年度", "结果", "开放共享机时"]
    keys = [(lab, year) for lab in ("L1", "L2", "L3") for year in (2023, 2024)]
    hours = [[*key, "优秀", f"{number:.5f}"] for key, number in zip(keys, HALVES, strict=True)]
    csv_file(folder / "考核评价.csv", [heading, *hours])
    as_parquet(folder)
    return folder


@pytest.fixture(scope="module")
def by_duckdb(source, tmp_path_factory) -> tuple[dict, dict]:
    return build(source, tmp_path_factory.mktemp("duckdb"), source / "standards.parquet")


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


@pytest.mark.parametrize(
    ("place", "door"),
    [
        (on_two_workers, as_webhdfs_folder),
        (through_connect, as_file),
        pytest.param(on_this_machine, as_file, marks=whole),
    ],
)
def test_spark_publishes_what_duckdb_publishes(place, door, source, by_duckdb, tmp_path):
    with place(tmp_path) as environment, door(source) as address:
        tables, account, engine = build(source, tmp_path, address, "--engine", "spark",
                                        TMPDIR=str(tmp_path), **environment)  # fmt: skip
    numbers = [row["standard_no"] for row in tables["registers/standards.parquet"]]
    assert sorted(numbers) == sorted(KEPT) and engine == "spark"
    assert len(tables["registers/evaluations.parquet"]) == len(HALVES)
    assert (tables, account) == by_duckdb[:2]


@whole
def test_spark_follows_a_mapping_as_duckdb_does(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    csv_file(source / "labs.csv", LABS)
    path = in_parts_as_parquet(source)
    (tmp_path / "m.toml").write_text(IN_PARTS_MAPPING, encoding="utf-8")
    mapped = ("--mapping", tmp_path / "m.toml")
    by_duckdb = build(source, tmp_path / "duckdb", path, *mapped)
    by_spark = build(source, tmp_path / "spark", path.as_uri(), *mapped, "--engine", "spark")
    assert len(by_duckdb[0]["registers/standards.parquet"]) > 5
    assert by_spark[:2] == by_duckdb[:2]


@whole
def test_spark_reads_tables_and_typed_cells_of_this_machine_as_duckdb_does(
    tables, tmp_path, monkeypatch
):
    monkeypatch.setattr(large_file, "MIN_PARQUET_BYTES", 1)
    monkeypatch.setattr(staged_table, "MIN_ROWS", 1)
    monkeypatch.setattr(table_edges, "HEAD_ROWS", 0)
    monkeypatch.setattr(table_edges, "TAIL_ROWS", 0)
    create_table(tables, TABLES["infinity"][0])
    path = as_unusual_parquet(tmp_path)
    labs = csv_file(tmp_path / "labs.csv", LABS)
    for source in (tables.url, str(path)):
        results = [load([str(labs), source], Mapping(), None, TODAY, engine=name)
                   for name in ("duckdb", "spark")]  # fmt: skip
        by_duckdb, by_spark = map(describe, results)
        assert by_spark == by_duckdb and by_duckdb[0] > 0


def describe(result: Loaded) -> tuple:
    """How many rows are plain, what is said of the others and how these came, and the account."""
    counts = [rows.count for rows in result.plain_of("standards")]
    records = result.registers["standards"].astype(str).to_dict("records")
    account = result.ledger.entries["standards"].as_record()
    return sum(counts), records, result.files[1].problems, rows_named(result), account


@whole
def test_what_cannot_be_checked_on_the_cluster_is_refused(source, tmp_path):
    csv = (source / "labs.csv").as_uri()
    labs = tmp_path / "labs.parquet"
    heading, *rows = LABS
    pq.write_table(
        pa.table(dict(zip(heading, map(list, zip(*rows, strict=True)), strict=True))), labs
    )
    out = tmp_path / "out"
    ended = run("build", "--source", source / "labs.csv", "--source", csv, "--source",
                labs.as_uri(), "--out", out, "--engine", "spark", seconds=SECONDS)  # fmt: skip
    assert ended[0] == 1 and not out.exists(), ended
    assert "没有读到" in ended[2] and "整列核对" in ended[2]


@whole
def test_an_address_that_spark_cannot_read_is_refused_in_a_sentence(source, tmp_path):
    reasons = {
        "file:///nowhere/x": "没有这个地址",
        "webhdfs://127.0.0.1:1/x": "连不上主机（localhost:1: Connection refused）",
        "hdfs://127.0.0.1:1/x": "连不上主机",
        "s3a://bucket/x": "hadoop-aws",
    }
    addresses = [word for address in reasons for word in ("--source", address)]
    out = tmp_path / "out"
    ended = run("build", "--source", source / "labs.csv", *addresses, "--out", out,
                "--engine", "spark", seconds=SECONDS)  # fmt: skip
    assert ended[0] == 1 and not out.exists(), ended
    for address, reason in reasons.items():
        assert f"《{address}》：Spark 没有读到登记册：" in ended[2] and reason in ended[2]
    assert "\tat " not in ended[2] and "Traceback" not in ended[2]
