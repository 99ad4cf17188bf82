"""The five observation tables: sums of the counted rows, as Ibis expressions.

One shape for all: indicator, month (first day), domain, province, category, value. Only flows
are stored; stocks, shares and ratios are derived, so that totals and filters never disagree.
"""

import ibis
import pyarrow as pa
from ibis import _

from catalog.definitions import catalog
from loaders.engines.engine import Engine
from loaders.engines.kept_queries import compute

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
_REGIONS = pa.schema([("code", pa.string()), ("region", pa.string())])
_KEYS = ["indicator", "month", "domain", "province", "category"]


def observe(counted: dict[str, pa.Table], engine: Engine) -> dict[str, pa.Table]:
    """The five observation tables, sorted by their keys, from loaders.aggregate.counted_rows."""
    return _distribute(compute(express_sums, counted, engine), engine)


def add_up(counted: dict[str, ibis.Table], engine: Engine) -> dict[str, pa.Table]:
    """The five tables, where the engine holds the counted rows."""
    observed = {name: engine.to_pyarrow(rows) for name, rows in express_sums(counted).items()}
    return _distribute(observed, engine)


def _distribute(observed: dict[str, pa.Table], engine: Engine) -> dict[str, pa.Table]:
    """With the fifth table, which is made of the others: observations are few, whatever the number
    of rows behind them."""
    tables = {name: table.cast(SCHEMA) for name, table in observed.items()}
    provinces = catalog().provinces[["code", "region"]]
    regions = pa.Table.from_pandas(provinces, schema=_REGIONS, preserve_index=False)
    made = compute(express_distribution, {**tables, "regions": regions}, engine)
    tables |= {name: table.cast(SCHEMA) for name, table in made.items()}
    return {name: tables[name] for name in TABLES}


def express_sums(counted: dict[str, ibis.Table]) -> dict[str, ibis.Table]:
    """Four of the tables as expressions over the counted rows, sorted by their keys."""
    return {name: sums(rows).order_by(_KEYS) for name, rows in counted.items()}


def express_distribution(tables: dict[str, ibis.Table]) -> dict[str, ibis.Table]:
    """The fifth as an expression over the other four and the provinces' regions."""
    return {"geographic_distribution": geographic_distribution(tables).order_by(_KEYS)}


def sums(rows):
    """Counted rows added up by month, domain, province and category.

    Sums are exact decimals: the version is a hash of the content, and the last bit of a sum of
    floats depends on the order in which threads add.
    """
    value = _.value.cast("decimal(18, 4)").sum().cast("float64")
    return rows.mutate(month=_.day.truncate("M").cast("date")).group_by(_KEYS).agg(value=value)


def geographic_distribution(observed: dict):
    """Labs entering and leaving, technologies and standards by province, category its region."""
    regions = observed["regions"]
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
