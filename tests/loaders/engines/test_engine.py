"""The choice of an engine, and that no expression needs one of them."""

import ibis
import pytest

from catalog.definitions import catalog
from loaders.__main__ import main
from loaders.aggregate.counted_rows import express_counts, name_lifetimes, number_rows
from loaders.aggregate.lab_lifetimes import lab_lifetimes
from loaders.aggregate.observations import express_distribution, express_sums
from loaders.engines import engine
from loaders.load import stack_records
from loaders.store.build import register_table
from tests.loaders.drawn_registers import TODAY

MISSING = (
    ({"pyspark"}, None, "/usr/bin/java", "requirements-spark.lock"),
    (set(), None, None, "Java"),
    ({"grpc"}, "sc://localhost", None, "requirements-spark.lock"),
    (set(), None, "/usr/bin/java", None),
    (set(), "sc://localhost", None, None),
)


@pytest.mark.parametrize(("lacking", "remote", "java", "named"), MISSING)
def test_what_spark_lacks_is_named_before_anything_is_read(
    lacking, remote, java, named, monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(engine, "find_spec", lambda name: None if name in lacking else name)
    monkeypatch.setattr(engine.shutil, "which", lambda *_name, **_path: java)
    monkeypatch.setenv("SPARK_REMOTE", remote or "")
    if named is None:
        engine.require_engine(engine.SPARK)
        return
    out = tmp_path / "out"
    assert main(["build", "--source", "none", "--out", str(out), "--engine", "spark"]) == 1
    assert named in capsys.readouterr().err and not out.exists()


class Options(ibis.config.Config):
    """Those of Ibis' backend, which are there only with PySpark."""

    treat_nan_as_null: bool = False


def test_every_expression_can_be_put_to_spark(monkeypatch):
    """Ibis refuses what it cannot say in a dialect; Spark need not be there for that."""
    monkeypatch.setattr(ibis.options, "pyspark", Options())
    empty = {name: register_table(name, stack_records(name, [])) for name in catalog().registers}
    tables = empty | name_lifetimes(lab_lifetimes(empty, TODAY))
    numbered = {name: ibis.memtable(number_rows(table)) for name, table in tables.items()}
    counted = express_counts(numbered)
    observed = express_sums(counted)
    regions = ibis.memtable({"code": ["420000"], "region": ["中部"]})
    distributed = express_distribution({**observed, "regions": regions})
    for expression in (*counted.values(), *observed.values(), *distributed.values()):
        assert "`indicator`" in ibis.to_sql(expression, dialect="pyspark")
