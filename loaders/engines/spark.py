"""Apache Spark as an engine: the cluster that SPARK_REMOTE names, else spark.master.

PySpark reads SPARK_REMOTE=sc://… itself; spark.master and all else that a site sets comes from its
spark-defaults.conf (SPARK_CONF_DIR), local[*] without any.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ibis
import ibis.expr.operations as ops
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark import Backend
from ibis.backends.pyspark.datatypes import PySparkSchema
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from catalog.definitions import words
from loaders.engines.engine import FILE_ROW, SortedRows, is_remote
from loaders.engines.spark_failures import describe_failure, find_reason
from loaders.os_errors import BuildFailed

FAILURES = (PySparkException, Py4JError)
# this process asks for nothing but tables: it opens no port for people to look at
_LOCAL_SETTINGS = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
# these log the trace of Java where an address cannot be read, before the failure says why
_TRACING_LOGGERS = (
    "org.apache.spark.sql.execution.streaming.FileStreamSink",
    "org.apache.spark.executor.Executor",
    "org.apache.spark.scheduler.TaskSetManager",
    "org.apache.hadoop.hdfs",
)
_GROUP_ROWS = 122_880  # of a published file, as DuckDB writes them: pages read group by group


class SparkEngine(Backend):
    """Ibis' backend, whose tables come and go as Arrow, and what Engine asks beside it.

    Ibis 12 takes them through pandas, where a missing text is NaN and a whole number with a
    missing one beside it a float. Look here when the pin of Ibis moves.
    """

    def _register_in_memory_table(self, op: ops.InMemoryTable) -> None:
        self._name_table(op.name, op.data.to_pyarrow(op.schema), op.schema)

    def _name_table(self, name: str, rows: pa.Table, columns: ibis.Schema) -> None:
        schema = PySparkSchema.from_ibis(columns)  # Connect asks for it where there are no rows
        self._session.createDataFrame(rows, schema).createOrReplaceTempView(name)

    def query(self, queries: dict[str, str], tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The rows of queries over tables in memory, by their names."""
        with answering():
            for name, table in tables.items():
                self._name_table(name, table, ibis.Schema.from_pyarrow(table.schema))
            return {name: self._session.sql(sql).toArrow() for name, sql in queries.items()}

    def to_pyarrow(self, expr: ibis.Expr, /, **_options: object) -> pa.Table:
        """The rows of a table expression, the values of a column or a value."""
        table = expr.as_table()
        with answering():
            rows = self._frame(table).toArrow()
        return expr.__pyarrow_result__(rows.cast(table.schema().to_pyarrow()))

    def execute(self, expr: ibis.Expr, /, **_options: object) -> object:
        """The value of a scalar expression."""
        return self.to_pyarrow(expr).as_py()

    def read_parquet(self, path: Path, /, **_options: object) -> ibis.Table:
        """The rows of a file or folder that this engine has written; Ibis would take the scheme
        of its address away again."""
        name = ibis.util.gen_name("read")
        with answering():
            self._session.read.parquet(_as_address(path)).createOrReplaceTempView(name)
            return self.table(name)

    def read_numbered(self, path: Path | str) -> ibis.Table:
        """The rows of a file, or of one that the cluster sees at an address, with FILE_ROW."""
        name = ibis.util.gen_name("numbered")
        with answering():
            frame = self._session.read.parquet(_as_address(path))
            frame = frame.selectExpr("*", f"_metadata.row_index AS {FILE_ROW}")
            frame.createOrReplaceTempView(name)
            return self.table(name)

    def hold_words(self, words: pa.Table) -> ibis.Table:
        """The words as a table in memory."""
        return ibis.memtable(words)

    def keep(self, rows: ibis.Table, path: Path) -> ibis.Table:
        """The rows written down and read back, as a folder of parts."""
        with answering():
            self._frame(rows).write.parquet(_as_address(path))
            return self.read_parquet(path)

    def write_sorted(self, table: SortedRows, path: Path) -> None:
        """One Parquet file of the rows in their order: its parts, joined one by one."""
        rows = table.rows.order_by(table.key).select(table.columns)
        parts = path.with_suffix(".parts")
        with answering():
            self._frame(rows).write.parquet(_as_address(parts))
        if not (parts / "_SUCCESS").exists():  # the cluster has a folder of that name of its own
            raise BuildFailed(words()("engine.no_shared_folder", folder=path.parent))
        schema = rows.schema().to_pyarrow()
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for part in sorted(parts.glob("part-*.parquet")):
                with pq.ParquetFile(part) as file:
                    for group in range(file.num_row_groups):
                        received = file.read_row_group(group).cast(schema)
                        writer.write_table(received, row_group_size=_GROUP_ROWS)

    def list_files(self, address: str) -> list[tuple[str, int]]:
        """(address, bytes) of the Parquet file at an address, or of those in the folder there."""
        with answering():
            files = self._files(address).select("path", "length").orderBy("path").collect()
        return [(file.path, file.length) for file in files]

    def digest_file(self, address: str) -> str:
        """The sha256 of a file's bytes, taken where the file lies."""
        with answering():
            return self._files(address).selectExpr("sha2(content, 256)").head()[0]

    def _files(self, address: str) -> DataFrame:
        reader = self._session.read.format("binaryFile").option("recursiveFileLookup", True)
        return reader.option("pathGlobFilter", "*.parquet").load(address)

    def _frame(self, rows: ibis.Table) -> DataFrame:
        self._run_pre_execute_hooks(rows)
        return self._session.sql(self.compile(rows))


def _as_address(path: Path | str) -> str:
    """A path of this machine with its scheme; an address as it is.

    What has no scheme a Spark with the settings of a Hadoop cluster looks for in its fs.defaultFS.
    Hadoop takes an address as it is written, with no letter quoted.
    """
    return f"file://{path.absolute()}" if isinstance(path, Path) else path


def connect_spark() -> SparkEngine:
    """A session for this process. Raises BuildFailed where no Spark answers."""
    builder = SparkSession.builder.appName("loaders")
    if not is_remote():
        builder = builder.config(map=_LOCAL_SETTINGS)
    engine = SparkEngine()
    engine.register_options()
    try:
        session = builder.getOrCreate()
        if not is_remote():
            log4j = session.sparkContext._jvm.org.apache.logging.log4j
            for name in _TRACING_LOGGERS:
                log4j.core.config.Configurator.setLevel(name, log4j.Level.OFF)
        return engine.connect(session)
    except FAILURES as failure:
        reason = find_reason(str(failure))
        raise BuildFailed(words()("engine.no_answer", reason=reason)) from failure


@contextmanager
def answering() -> Iterator[None]:
    """Raise BuildFailed where Spark fails."""
    try:
        yield
    except FAILURES as failure:
        raise BuildFailed(describe_failure(str(failure))) from failure
