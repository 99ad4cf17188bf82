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


def observe(counted: dict[str, pa.Table], engine: ibis.BaseBackend) -> dict[str, pa.Table]:
    """The five observation tables, sorted by their keys, from loaders.aggregate.counted_rows."""
    return add_up({name: ibis.memtable(rows) for name, rows in counted.items()}, engine)


def add_up(counted: dict[str, ibis.Table], engine: ibis.BaseBackend) -> dict[str, pa.Table]:
    """The five tables, where the engine holds the counted rows."""
    observed = {name: _compute(sums(rows), engine) for name, rows in counted.items()}
    # observations are few, whatever the number of rows behind them
    sources = {name: ibis.memtable(rows) for name, rows in observed.items()}
    observed["geographic_distribution"] = _compute(geographic_distribution(sources), engine)
    return {name: observed[name] for name in TABLES}


def _compute(observations: ibis.Table, engine: ibis.BaseBackend) -> pa.Table:
    return engine.to_pyarrow(observations.order_by(_KEYS)).cast(SCHEMA)


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
