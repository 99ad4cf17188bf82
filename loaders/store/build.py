"""Build and check: sources to clean registers, observations and a published version."""

import functools
import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from catalog import clock
from catalog.definitions import catalog, words
from loaders.load import Loaded, latest_day
from loaders.os_errors import BuildFailed
from loaders.registers.row_ledger import add_entries
from loaders.report.province_of_row import Origins
from loaders.report.report import rows_of
from loaders.store.pointer import SCHEMA_VERSION
from loaders.store.publication_record import Judge, remembering
from loaders.store.publish import publish
from loaders.work_progress import report_step


def publish_registers(loaded: Loaded, out: Path, say: Callable[[str], None], judge: Judge) -> str:
    """Publish what was loaded under `out`; returns the version."""
    import duckdb

    from loaders.aggregate.lab_lifetimes import lab_lifetimes
    from loaders.geography.boundaries import BoundaryRefused
    from loaders.geography.lab_points import place_tables

    tables = {name: register_table(name, records) for name, records in loaded.registers.items()}
    say(words()("terminal.observing"))
    try:
        lifetimes = lab_lifetimes(tables, loaded.as_of)
        registers, counted, observed = _aggregate(loaded, tables, lifetimes)
        say(words()("terminal.mapping_provinces"))
        provinces, layer = base_map()
        places = place_tables(loaded.registers["labs"], provinces)
    except (duckdb.Error, BoundaryRefused) as failure:
        raise BuildFailed(f"{failure}") from failure
    provinces = with_statistics(provinces, tables["province_stats"])

    def write(folder: Path) -> None:
        report_step("writing")
        _write(registers, folder / "registers")
        _write(lifetimes, folder / "lifetimes")
        _write(counted, folder / "counted")
        _write(observed, folder)
        _write(places, folder / "places")
        provinces.to_parquet(folder / "provinces.parquet", compression="zstd")
        (folder / "map.json").write_text(layer, encoding="utf-8")

    say(words()("terminal.publishing"))
    record = manifest(loaded, judge.method)
    return publish(out, write, record, remembering(out, loaded, judge, say))


def find_refused_boundaries() -> dict:
    """The boundary file that may not be drawn and its `reasons`; no reasons where it may.

    The packaged file is known by its digest, and that it passes the gate is a test: drawing it
    would tell nothing more and takes longer than a check of most registers.
    """
    from loaders.geography.boundary_file import BoundaryRefused, boundary_name, boundary_origin

    try:
        if not boundary_origin()["packaged"]:
            base_map()
    except BoundaryRefused as why:
        return {"file": boundary_name(), "reasons": why.reasons}
    return {"file": boundary_name(), "reasons": []}


def base_map():
    """Geometry of the provinces, one row each, and map.json as text. Raises BoundaryRefused."""
    from loaders.geography.boundary_file import boundary_file

    path = boundary_file()
    return _base_map(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _base_map(path: Path, _changed: int):
    from loaders.geography.boundaries import load_boundaries
    from loaders.geography.geometry import build_lines, build_provinces
    from loaders.geography.map_json import map_layer

    boundaries = load_boundaries(path)
    provinces = build_provinces(boundaries)
    layer = map_layer(provinces, build_lines(boundaries))
    return provinces, json.dumps(layer, ensure_ascii=False, separators=(",", ":"))


def _aggregate(
    loaded: Loaded, tables: dict[str, pa.Table], lifetimes: dict[str, pa.Table]
) -> tuple[dict[str, pa.Table | Path], dict[str, pa.Table | Path], dict[str, pa.Table]]:
    """The registers, the counted rows and the observations; what is large as files of the store."""
    if loaded.plain:
        from loaders.columns.large_tables import count_and_observe, sort_registers

        sorted_files = sort_registers(tables, loaded.plain, loaded.store)
        counted, observed = count_and_observe(tables, sorted_files, lifetimes, loaded.store)
        return {**tables, **sorted_files}, counted, observed
    from loaders.aggregate.counted_rows import count_rows
    from loaders.aggregate.observations import observe

    counted = count_rows(tables, lifetimes, loaded.store.engine)
    return tables, counted, observe(counted, loaded.store.engine)


def _write(tables: dict[str, pa.Table | Path], folder: Path) -> None:
    """Write the tables into the folder; those that are files already are moved there."""
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        if isinstance(table, Path):
            shutil.move(table, path)
        else:
            pq.write_table(table, path, compression="zstd")


def manifest(loaded: Loaded, method: str) -> dict:
    """What the version says of itself: where from, how far it reaches, fictional or not."""
    from loaders.geography.boundary_file import boundary_origin
    from loaders.geography.packaged_boundaries import places_origin

    return {
        "schema_version": SCHEMA_VERSION,
        "built_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        "as_of": loaded.as_of.isoformat(),
        "fictional": loaded.fictional,
        "title": loaded.mapping.title,
        "note": loaded.mapping.note,
        "engine": loaded.store.engine_name,
        "method": method,
        "boundaries": boundary_origin(),
        "places": places_origin(),
        "sources": [
            {"file": f.file, "sha256": f.sha256, **_account(loaded, f.file)} for f in loaded.files
        ],
        "rows": rows_of(loaded),
        "ledger": {n: entry.as_record() for n, entry in loaded.ledger.entries.items()},
        "problems": problem_counts(loaded),
        "reach": {
            name: day.isoformat() for name in loaded.registers if (day := reach(name, loaded))
        },
    }


def reach(register: str, loaded: Loaded) -> date | None:
    """The day up to which a register tells of what has been; None where it tells of no time.

    A register by years reaches to the end of its last one. Targets speak of years to come.
    """
    if not catalog().registers[register].tells_reach:
        return None
    records, as_of = loaded.registers[register], loaded.as_of
    if "year" in records and len(records):
        return min(date(int(records["year"].max()), 12, 31), as_of)
    return latest_day({register: records}, as_of, loaded.plain)


def _account(loaded: Loaded, file: str) -> dict:
    total = add_entries(list(loaded.ledger.of_file(file).values()))
    return {"rows": total.read, "ledger": total.as_record()}


def problem_counts(loaded: Loaded) -> list[dict]:
    """How often each problem of each province occurred in each file, the gravest kinds first."""
    origins, heads = Origins(loaded), ("file", "province", "action", "code")
    counts = Counter(
        (f.file, origins.of(p), p.action, p.code) for f in loaded.files for p in f.problems
    )
    order = sorted(counts, key=lambda key: (key[2] == "normalised", *key))
    return [dict(zip(heads, key, strict=True), count=counts[key]) for key in order]


def register_table(name: str, records: pd.DataFrame) -> pa.Table:
    """A clean register as Arrow: days as date32, numbers as float64, years as int32, else text."""
    kinds = {
        "date": pa.date32(),
        "number": pa.float64(),
        "target": pa.float64(),
        "year": pa.int32(),
    }
    fields = []
    for column in catalog().registers[name].columns.values():
        fields.append((column.name, kinds.get(column.kind, pa.string())))
        if column.beside:
            fields.append((column.beside, pa.string()))
    schema = pa.schema(fields)
    ordered = records.sort_values(list(catalog().registers[name].key), kind="stable")
    return pa.Table.from_pandas(ordered[schema.names], schema=schema, preserve_index=False)


def with_statistics(provinces, statistics: pa.Table):
    """Geometry plus, for each statistic, its latest value and that value's year."""
    provinces, frame = provinces.copy(), statistics.to_pandas().sort_values("year")
    for column in ("population_10k", "gdp_100m", "industry_va_100m", "rd_100m"):
        known = frame.dropna(subset=[column]).drop_duplicates("province", keep="last")
        known = known.set_index("province")
        provinces[column] = provinces["province"].map(known[column])
        provinces[f"{column}_year"] = provinces["province"].map(known["year"]).astype("Int32")
    return provinces
