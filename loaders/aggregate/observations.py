"""The five observation tables: sums of the counted rows, as Ibis expressions.

One shape for all: indicator, month (first day), domain, province, category, value. Only flows
are stored; stocks, shares and ratios are derived, so that totals and filters never disagree.
"""

import ibis
import pyarrow as pa
from ibis import _

from catalog.definitions import catalog

SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("month", pa.date32()),
        ("domain", pa.string()),
        ("province", pa.string()),
        ("category", pa.string()),
        ("value", pa.float64()),
    ]
)
TABLES = (
    "lab_counts",
    "domain_coverage",
    "breakthroughs",
    "standards_produced",
    "geographic_distribution",
)
_KEYS = ["indicator", "month", "domain", "province", "category"]


def observe(counted: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The five observation tables, sorted by their keys, from loaders.aggregate.counted_rows."""
    engine = ibis.duckdb.connect()
    observed = add_up(engine, {name: ibis.memtable(rows) for name, rows in counted.items()})
    engine.disconnect()
    return observed


def add_up(engine: ibis.BaseBackend, counted: dict[str, ibis.Table]) -> dict[str, pa.Table]:
    """The five tables, where the engine holds the counted rows."""
    observed = {name: engine.create_table(name, sums(rows)) for name, rows in counted.items()}
    observed["geographic_distribution"] = geographic_distribution(observed)
    read = {name: engine.to_pyarrow(observed[name].order_by(_KEYS)) for name in TABLES}
    return {name: table.cast(SCHEMA) for name, table in read.items()}


def sums(rows):
    """Counted rows added up by month, domain, province and category.

    Sums are exact decimals: the version is a hash of the content, and the last bit of a sum of
    floats depends on the order in which threads add.
    """
    value = _.value.cast("decimal(18, 4)").sum().cast("float64")
    return rows.mutate(month=_.day.truncate("M").cast("date")).group_by(_KEYS).agg(value=value)


def geographic_distribution(observed: dict):
    """Labs entering and leaving, technologies and standards by province, category its region."""
    regions = ibis.memtable(catalog().provinces[["code", "region"]])
    flows = ibis.union(
        observed["lab_counts"].filter(_.indicator.isin(["lab_entries", "lab_exits"])),
        observed["breakthroughs"].mutate(indicator=ibis.literal("technologies")),
        observed["standards_produced"]
        .filter(_.indicator != "standards_abolished")
        .mutate(indicator=ibis.literal("standards")),
    )
    placed = flows.drop("category").left_join(regions, flows.province == regions.code)
    placed = placed.mutate(category=ibis.coalesce(_.region, ""))
    return placed.group_by(_KEYS).agg(value=_.value.sum())
