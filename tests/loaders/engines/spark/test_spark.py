"""The same registers by DuckDB and by Spark: on two workers, through Connect, on this machine.

`make test` publishes on two workers and through Connect, `make endurance` does all: each start of
Spark takes longer than most tests.
"""

from contextlib import contextmanager
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
    as_unusual_parquet,
    create_table,
    in_parts_as_parquet,
    rows_named,
)
from tests.loaders.drawn_registers import LABS, TODAY, csv_file
from tests.loaders.engines.spark.builds import (
    NEEDED,
    build,
    on_this_machine,
    on_two_workers,
    refuse,
    through_connect,
    whole,
)
from tests.loaders.engines.spark.webhdfs import DATA_NODE, served

pytestmark = NEEDED


@contextmanager
def as_file(source: Path):
    yield (source / "standards.parquet").as_uri()


@contextmanager
def as_webhdfs_folder(source: Path):
    with served(source) as server:
        yield f"webhdfs://{server.host}/"
        assert f"OPEN {DATA_NODE}" in server.operations


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
    assert len(tables["registers/evaluations.parquet"]) == 6
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
    refusal = refuse(source, tmp_path / "out", csv, labs.as_uri())
    assert "没有读到" in refusal and "整列核对" in refusal


@whole
def test_an_address_that_spark_cannot_read_is_refused_in_a_sentence(source, tmp_path):
    reasons = {
        "file:///nowhere/x": "没有这个地址",
        "webhdfs://127.0.0.1:1/x": "连不上主机（localhost:1: Connection refused）",
        "hdfs://127.0.0.1:1/x": "连不上主机",
        "s3a://bucket/x": "hadoop-aws",
    }
    refusal = refuse(source, tmp_path / "out", *reasons)
    for address, reason in reasons.items():
        assert f"《{address}》：Spark 没有读到登记册：" in refusal and reason in refusal
