"""Build and check: sources to clean registers, observations and a published version."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.loading import Loaded
from loaders.publish import publish
from loaders.report import rows_of

SCHEMA_VERSION = 1


def acceptable(loaded: Loaded, strict: bool) -> bool:
    """May this be published? Strict refuses a build with any rejected row."""
    rejected = sum(entry.rejected for entry in loaded.ledger.entries.values())
    return loaded.acceptable and not (strict and rejected)


def publish_loaded(loaded: Loaded, out: Path, engine: str, say: Callable[[str], None]) -> str:
    """Publish what was loaded under `out`; returns the version."""
    from loaders.boundaries import load_boundaries
    from loaders.geometry import build_lines, build_provinces
    from loaders.map_layer import map_layer
    from loaders.observations import observe, register_table

    tables = {name: register_table(name, records) for name, records in loaded.registers.items()}
    say("汇总观测表")
    observed = observe(tables)
    say("生成省级底图")
    boundaries = load_boundaries()
    provinces, lines = build_provinces(boundaries), build_lines(boundaries)
    layer = map_layer(provinces, lines)
    provinces = with_statistics(provinces, tables["province_stats"])

    def write(folder: Path) -> None:
        (folder / "registers").mkdir()
        for name, table in tables.items():
            _write(table, folder / "registers" / f"{name}.parquet")
        for name, table in observed.items():
            _write(table, folder / f"{name}.parquet")
        provinces.to_parquet(folder / "provinces.parquet", compression="zstd")
        text = json.dumps(layer, ensure_ascii=False, separators=(",", ":"))
        (folder / "map.json").write_text(text, encoding="utf-8")

    say("发布")
    return publish(out, write, manifest(loaded, engine))


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd")


def manifest(loaded: Loaded, engine: str) -> dict:
    """What the version says of itself: where from, how far it reaches, fictional or not."""
    return {
        "schema_version": SCHEMA_VERSION,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "as_of": loaded.as_of.isoformat(),
        "fictional": loaded.fictional,
        "title": loaded.mapping.title,
        "note": loaded.mapping.note,
        "engine": engine,
        "sources": [
            {"file": f.file, "sha256": f.sha256, "rows": sum(r.read for r in f.readings)}
            for f in loaded.files
        ],
        "rows": rows_of(loaded),
        "ledger": {n: entry.as_record() for n, entry in loaded.ledger.entries.items()},
    }


def with_statistics(provinces, statistics: pa.Table):
    """Geometry plus, for each statistic, its latest value and that value's year."""
    frame = statistics.to_pandas().sort_values("year")
    for column in ("population_10k", "gdp_100m", "industry_va_100m", "rd_100m"):
        known = frame.dropna(subset=[column]).drop_duplicates("province", keep="last")
        known = known.set_index("province")
        provinces[column] = provinces["province"].map(known[column])
        provinces[f"{column}_year"] = provinces["province"].map(known["year"]).astype("Int32")
    return provinces
