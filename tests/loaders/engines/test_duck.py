"""What DuckDB does beside what every backend of Ibis does."""

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.engines import duck
from loaders.engines.engine import SortedRows

GROUP_ROWS, GROUPS = 2048, 3


def test_rows_are_sorted_with_their_words_as_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(duck, "GROUP_ROWS", GROUP_ROWS)
    monkeypatch.setattr(duck, "FEW_WORDS", 100)
    count = GROUP_ROWS * GROUPS
    things = pa.table(
        {
            "number": [f"{count - place:07}" for place in range(count)],
            # the first words stand in the last group alone
            "word": [
                None if place % 7 == 0 else f"词{place * 9 // count}" for place in range(count)
            ],
            "blank": pa.nulls(count, pa.string()),
            "title": [f"题 {place * 31 % count}" for place in range(count)],
            "received": [
                f"{count - place:07}" if place % 3 else f"第 {place} 号" for place in range(count)
            ],
        }
    )
    paths = [tmp_path / name for name in ("first.parquet", "second.parquet")]
    for path in paths:
        engine = duck.connect_duckdb(tmp_path)
        rows = SortedRows(ibis.memtable(things), ["number"], things.column_names)
        engine.write_sorted(rows, path)
        engine.disconnect()
    assert pq.read_table(paths[0]).equals(things.sort_by("number"))
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with pq.ParquetFile(paths[0], read_dictionary=["word"]) as file:
        groups = [file.read_row_group(n, ["word"]).column(0).chunk(0) for n in range(GROUPS)]
    assert [group.dictionary.to_pylist() for group in groups] == [[f"词{n}" for n in range(9)]] * 3
    with pq.ParquetFile(paths[0]) as file:
        columns = [file.metadata.row_group(0).column(n) for n in range(len(things.schema))]
    bounds = {column.path_in_schema: column.statistics for column in columns}
    assert (bounds["number"].min, bounds["number"].max) == ("0000001", f"{GROUP_ROWS:07}")
    assert bounds["blank"].null_count == GROUP_ROWS  # tells that the column has no word at all
    assert bounds["word"] is None  # take long and tell nothing
