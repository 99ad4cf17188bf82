"""The five observation tables as Ibis expressions over the clean registers.

One shape for all: indicator, month (first day), domain, province, category, value. Only flows
are stored; stocks, shares and ratios are derived, so that totals and filters never disagree.
Run on DuckDB in the process, or on any engine that Ibis speaks to.
"""

from datetime import date

import ibis
import pyarrow as pa
from ibis import _

from catalog.definitions import NATIONWIDE, catalog
from loaders.aggregate.lab_lifetimes import UNSTATED, lab_lives, settled

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
_KIND_INDICATOR = {
    "检验检测新技术": "testing_technologies",
    "共性关键技术": "key_technologies",
    "智能化高端检测设备": "instruments",
    "认证方法": "certification_methods",
    "标准样品": "reference_materials",
}


def observe(tables: dict[str, pa.Table], as_of: date) -> dict[str, pa.Table]:
    """The five observation tables, sorted by their keys, from registers that reach to `as_of`."""
    engine = ibis.duckdb.connect()
    # memtables: create_table of Arrow data fails with this sqlglot (empty name in its DROP VIEW)
    t = {name: ibis.memtable(table) for name, table in tables.items()}
    lives = engine.create_table("lives", lab_lives(t["labs"], t["lab_events"]))
    observed = {
        "lab_counts": lab_counts(lives, t["lab_events"], t["evaluations"], as_of),
        "domain_coverage": domain_coverage(lives),
        "breakthroughs": breakthroughs(lives, t["technologies"]),
        "standards_produced": standards_produced(lives, t["standards"]),
    }
    for name, table in observed.items():
        observed[name] = engine.create_table(name, table)
    observed["geographic_distribution"] = geographic_distribution(observed)
    read = {name: engine.to_pyarrow(observed[name].order_by(_KEYS)) for name in TABLES}
    engine.disconnect()
    return {name: table.cast(SCHEMA) for name, table in read.items()}


def _flow(table, indicator, day, category="", domain=None, province=None, amount=None):
    """Rows counted by month, domain, province and category; a column summed if `amount` names it.

    Sums are exact decimals: the version is a hash of the content, and the last bit of a sum of
    floats depends on the order in which threads add.
    """
    value = _.count() if amount is None else _[amount].cast("decimal(18, 4)").sum()
    counted = table.mutate(
        indicator=ibis.literal(indicator) if isinstance(indicator, str) else indicator,
        month=day.truncate("M").cast("date"),
        category=ibis.literal(category) if isinstance(category, str) else category,
        domain=table.domain if domain is None else domain,
        province=table.province if province is None else province,
    )
    return counted.group_by(_KEYS).agg(value=value.cast("float64"))


def _in_and_out(lives, stem, **parts):
    """Entries and exits of the same labs under `stem`_entries and `stem`_exits."""
    left = lives.filter(_.exited.notnull())
    return ibis.union(
        _flow(lives, f"{stem}_entries", lives.entered, **{k: v(lives) for k, v in parts.items()}),
        _flow(left, f"{stem}_exits", left.exited, **{k: v(left) for k, v in parts.items()}),
    )


def lab_counts(lives, events, evaluations, as_of):
    """Labs entering and leaving by type of host, events, settled rectifications, evaluations.

    What an evaluation states is summed, beside the number of labs that stated it.
    """
    placed = lives.select("lab_id", "domain", "province")
    happened = events.join(placed, "lab_id")
    days = catalog().indicators["rectified_in_time_share"]["within_days"]
    answered = settled(events, days, as_of).join(placed, "lab_id")
    judged = evaluations.join(placed, "lab_id")
    return ibis.union(
        _in_and_out(lives, "lab", category=lambda t: t.host_type),
        _flow(happened, "lab_events", happened.event_date, happened.event),
        _flow(answered, "rectifications_settled", answered.settled_on, answered.outcome),
        _flow(judged, "evaluations", ibis.date(judged.year, 1, 1), judged.result),
        _stated(judged, "open_hours"),
        _stated(judged, "budget_execution"),
    )


def _stated(judged, column):
    """The sum of a number that evaluations state, and under `column`_filed how many state it."""
    filed = judged.filter(judged[column].notnull())
    day = ibis.date(filed.year, 1, 1)
    return ibis.union(
        _flow(filed, column, day, filed.result, amount=column),
        _flow(filed, f"{column}_filed", day, filed.result),
    )


def domain_coverage(lives):
    """Labs by every domain they cover and every focus they work on.

    covered_domain: main and other domains, a lab in several counts in each; covered_focus:
    the same by focus; main_focus: under the main domain only, so that domains add up.
    """
    others = ibis.coalesce(lives.other_domains, "").split("；").filter(lambda d: d != "")
    covered = lives.mutate(covers=others.concat(ibis.array([lives.domain])).unique().unnest())
    role = (_.covers == _.domain).ifelse("主领域", "其他领域")
    focused = _by_focus(covered)
    return ibis.union(
        _in_and_out(
            covered.mutate(role=role),
            "covered_domain",
            category=lambda t: t.role,
            domain=lambda t: t.covers,
        ),
        _in_and_out(
            focused, "covered_focus", category=lambda t: t.focus, domain=lambda t: t.covers
        ),
        _in_and_out(_by_focus(lives), "main_focus", category=lambda t: t.focus),
    )


def _by_focus(labs):
    words = ibis.coalesce(labs.focuses, "").split("；").filter(lambda f: f != "").unique()
    return labs.mutate(focus=words.unnest())


def breakthroughs(lives, technologies):
    """Technologies and instruments by kind, category the level reached."""
    placed = technologies.join(lives.select("lab_id", "domain", "province"), "lab_id")
    return _flow(
        placed, _indicator(placed.kind), placed.achieved_on, ibis.coalesce(placed.level, UNSTATED)
    )


def standards_produced(lives, standards):
    """Standards, certification methods and reference materials, category their kind.

    A standard takes its own domain, else its lab's; without a lab it belongs to no province.
    """
    labs = lives.select("lab_id", "province", lab_domain=lives.domain)
    placed = standards.left_join(labs, "lab_id").drop("lab_id_right")
    domain = ibis.coalesce(placed.domain, placed.lab_domain, catalog().domain_fallback)
    province = ibis.coalesce(placed.province, NATIONWIDE)
    placed = placed.mutate(domain=domain, province=province)
    abolished = placed.filter(_.status == "废止")
    return ibis.union(
        _flow(placed, _indicator(placed.kind), placed.published_on, placed.kind),
        _flow(abolished, "standards_abolished", abolished.published_on, abolished.kind),
    )


def _indicator(kind):
    cases = [(kind == word, name) for word, name in _KIND_INDICATOR.items()]
    return ibis.cases(*cases, else_="standards")


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
