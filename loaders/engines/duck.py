"""DuckDB in this process as an engine."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from ibis import selectors
from ibis.backends.duckdb import Backend
from ibis.util import gen_name

MEMORY_LIMIT = "600MB"  # what does not fit goes into the folder
# the words of a column whose rows are sorted as numbers of them: each group of rows of a file
# begins with all of them
FEW_WORDS, FEW_WORDS_BYTES = 10_000, 1 << 20
GROUP_ROWS = 122_880  # of a published file: pages read group by group


class DuckDBEngine(Backend):
    """Ibis' backend and what loaders.engines.engine.Engine asks beside it."""

    def query(self, queries: dict[str, str], tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
        """The rows of queries over tables in memory, by their names."""
        for name, table in tables.items():
            self.con.register(name, table)
        return {name: self.con.sql(sql).to_arrow_table() for name, sql in queries.items()}

    def read_numbered(self, path: Path) -> ibis.Table:
        """The rows of a file with FILE_ROW."""
        return self.read_parquet(path, file_row_number=True)

    def hold_words(self, words: pa.Table) -> ibis.Table:
        """The words, the texts of their values as numbers of these: the rows that they are joined
        to are written the quicker."""
        values = words["value"].drop_null()
        if values.type != pa.string() or not 0 < len(values) <= FEW_WORDS:
            return ibis.memtable(words)
        name, received = gen_name("words"), gen_name("received")
        numbers = self._create_numbers(values.unique())
        self.con.register(received, words)
        columns = f'* REPLACE (CAST("value" AS "{numbers}") AS "value")'
        self.con.execute(f'CREATE TABLE "{name}" AS SELECT {columns} FROM "{received}"')
        self.con.unregister(received)
        return self.table(name)

    def keep(self, rows: ibis.Table, path: Path) -> ibis.Table:
        """The rows written down and read back."""
        self.to_parquet(rows, path, compression="snappy")
        return self.read_parquet(path)

    def write_file(self, rows: ibis.Table, path: Path) -> None:
        """One Parquet file in the order of the expression."""
        self.to_parquet(rows, path, compression="zstd")

    def write_sorted(self, rows: ibis.Table, key: list[str], path: Path) -> None:
        """One Parquet file in the order of the key.

        Texts of few different words are sorted as numbers of these, so that more rows fit into the
        memory, and written as such, each group of rows with all words of the column. DuckDB itself
        would write blanks among the words, not as many each time.
        """
        columns = {name: f'"{name}"' for name in rows.columns}
        few, many = self._list_texts(rows.drop(key))
        for name in few:
            if words := self._number_words(rows[name]):
                # CAST goes row by row, TRY_CAST by the words that a page of a file holds
                columns[name] = f'TRY_CAST("{name}" AS "{words}") AS "{name}"'
        unsorted = self.create_view(gen_name("unsorted"), rows).get_name()
        order = ", ".join(f'"{name}"' for name in key)
        query = f'SELECT {", ".join(columns.values())} FROM "{unsorted}" ORDER BY {order}'
        groups = self.con.sql(query).to_arrow_reader(GROUP_ROWS)
        with pq.ParquetWriter(
            path,
            groups.schema,
            compression="zstd",
            compression_level=3,  # as DuckDB's
            use_dictionary=[name for name in columns if name not in (*key, *many)],
            store_schema=False,  # whoever reads texts gets texts
        ) as writer:
            for group in groups:
                writer.write_batch(group, GROUP_ROWS)

    def _list_texts(self, rows: ibis.Table) -> tuple[list[str], list[str]]:
        """The columns of text with about FEW_WORDS different words or fewer, and those of which
        most words are different."""
        texts = rows.select(selectors.of_type("string"))
        counts = {name: texts[name].approx_nunique() for name in texts.columns}
        counted = self.to_pyarrow(texts.aggregate(rows=texts.count(), **counts)).to_pylist()[0]
        few = [name for name in counts if counted[name] <= FEW_WORDS]
        many = [name for name in counts if counted[name] > counted["rows"] / 2]
        return few, [name for name in many if name not in few]

    def _number_words(self, column: ibis.expr.types.StringColumn) -> str | None:
        """The name of a type of the column's words as numbers in their order; None where there are
        none or they take more than FEW_WORDS_BYTES."""
        words = self.to_pyarrow(column.as_table().filter(column.notnull()).distinct())
        if not len(words) or words.nbytes > FEW_WORDS_BYTES:
            return None
        return self._create_numbers(words[words.column_names[0]])

    def _create_numbers(self, words: pa.ChunkedArray | pa.Array) -> str:
        """The name of a type of numbers that stand for these words, in their order."""
        name = gen_name("numbers")
        self.con.register(name, pa.table({"word": words}).sort_by("word"))
        self.con.execute(f'CREATE TYPE "{name}" AS ENUM (FROM "{name}")')
        self.con.unregister(name)
        return name


def connect_duckdb(folder: Path) -> DuckDBEngine:
    """DuckDB within MEMORY_LIMIT, its overflow in the folder."""
    return DuckDBEngine().connect(memory_limit=MEMORY_LIMIT, temp_directory=str(folder))
