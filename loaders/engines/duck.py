"""DuckDB in this process as an engine."""

from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend
from ibis.util import gen_name

from loaders.engines.engine import SortedRows

MEMORY_LIMIT = "600MB"  # what does not fit goes into the folder
# the words of a column whose rows are sorted as numbers of them: each group of rows of a file
# begins with all of them
FEW_WORDS, FEW_WORDS_BYTES = 10_000, 1 << 20
BYTE_WORDS = 256
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
        """The rows written down and read back, not compressed: that takes a sixth of the time, and
        what is written lasts as long as the build."""
        self.to_parquet(rows, path, compression="uncompressed")
        return self.read_parquet(path)

    def write_sorted(self, table: SortedRows, path: Path) -> None:
        """One Parquet file of the rows in their order.

        Texts of few different words are sorted as numbers of these, so that more rows fit into the
        memory, and written as such, each group of rows with all words of the column. DuckDB itself
        would write blanks among the words, not as many each time. Texts that repeat the first
        column of the key are sorted as blanks.
        """
        key, columns = table.key, table.columns
        unsorted = self.create_view(gen_name("unsorted"), table.rows).get_name()
        texts = [name for name in columns if table.rows[name].type().is_string()]
        asked = [name for name in texts if [name] != key]  # a key has as many words as rows
        few, many = (texts, []) if table.has_few_words else self._sort_out(unsorted, asked)
        others = [name for name in many if name != key[0]]
        repeating = self._list_repeating(unsorted, others, key[0])
        numbers = self._express_numbers(unsorted, few)
        sorted_as = {name: f'"{name}"' for name in columns} | numbers
        for name in repeating:
            sorted_as[name] = f'NULLIF("{name}", "{key[0]}") AS "{name}"'
        order = ", ".join(f'"{name}"' for name in key)
        query = f'SELECT {", ".join(sorted_as.values())} FROM "{unsorted}" ORDER BY {order}'
        groups = self.con.sql(query).to_arrow_reader(GROUP_ROWS)
        single = {name for name in key if name not in few}
        with pq.ParquetWriter(
            path,
            groups.schema,
            compression="zstd",
            compression_level=3,  # as DuckDB's
            use_dictionary=[name for name in columns if name not in (*single, *many)],
            # nobody asks for the bounds of few words, which stand everywhere; they take as long as
            # the column itself. Of a column without words they say that it has none.
            write_statistics=[name for name in columns if name not in numbers],
            store_schema=False,  # whoever reads texts gets texts
        ) as writer:
            for group in groups:
                for name in repeating:
                    whole = compute.coalesce(group[name], group[key[0]])
                    group = group.set_column(columns.index(name), name, whole)
                writer.write_batch(group, GROUP_ROWS)

    def _sort_out(self, table: str, texts: list[str]) -> tuple[list[str], list[str]]:
        """The columns of text with about FEW_WORDS different words or fewer, and those of which
        most words are different; of no more rows than a group none has few."""
        counts = [f'approx_count_distinct("{name}") AS "{name}"' for name in texts]
        counted = self.con.sql(f'SELECT count(*) AS rows, {", ".join(counts)} FROM "{table}"')
        rows, *words = counted.fetchall()[0]
        limit = FEW_WORDS if rows > GROUP_ROWS else 0
        few = [name for name, count in zip(texts, words, strict=True) if count <= limit]
        many = [name for name, count in zip(texts, words, strict=True) if count > rows / 2]
        return few, [name for name in many if name not in few]

    def _list_repeating(self, table: str, texts: list[str], key: str) -> list[str]:
        """The columns of text that repeat the key in more than half of the rows and are filled in
        all of them."""
        counts = [f'count("{name}"), count_if("{name}" = "{key}")' for name in texts]
        if not counts:
            return []
        counted = self.con.sql(f'SELECT count(*), {", ".join(counts)} FROM "{table}"')
        rows, *others = counted.fetchall()[0]
        filled, repeats = others[::2], others[1::2]
        return [
            name
            for name, cells, equal in zip(texts, filled, repeats, strict=True)
            if cells == rows and equal > rows / 2
        ]

    def _express_numbers(self, table: str, columns: list[str]) -> dict[str, str]:
        """By column the expression of its words as numbers in their order; without the columns
        that have no words, or such as take more than FEW_WORDS_BYTES."""
        if not columns:
            return {}
        lists = ", ".join(
            f'list(DISTINCT "{name}") AS "{name}", count_if("{name}" IS NULL) AS "{name}_blank"'
            for name in columns
        )
        words = self.con.sql(f'SELECT {lists} FROM "{table}"').to_arrow_table()
        numbers = {}
        for name in columns:
            different = compute.list_flatten(words[name]).drop_null()
            if len(different) and different.nbytes <= FEW_WORDS_BYTES:
                # CAST goes row by row, TRY_CAST by the words that a page of a file holds; but it is
                # ten times as slow where one is none of the type's, as the empty one that DuckDB
                # writes for the blanks among more words than a byte has numbers for
                is_quick = len(different) < BYTE_WORDS or words[f"{name}_blank"][0].as_py() == 0
                cast = "TRY_CAST" if is_quick else "CAST"
                kind = self._create_numbers(different)
                numbers[name] = f'{cast}("{name}" AS "{kind}") AS "{name}"'
        return numbers

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
