"""Each thing that the observations count, one row per count, as Ibis expressions.

The observation tables are sums of these rows. Both are published, so that every number can be
followed to the rows of the registers behind it. Run on any of loaders.engines.
"""

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from catalog.definitions import (
    FURTHER_DOMAIN,
    MAIN_DOMAIN,
    NATIONWIDE,
    UNSTATED,
    catalog,
)
from loaders.engines.engine import Engine
from loaders.engines.kept_queries import compute

# register and row name what is counted: the row, from 0, of the published table of that register,
# or of the lifetimes' rectifications
SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("day", pa.date32()),
        ("domain", pa.string()),
        ("province", pa.string()),
        ("category", pa.string()),
        ("value", pa.float64()),
        ("register", pa.string()),
        ("row", pa.int32()),
    ]
)
# under which a covered domain counts: the laboratory's own or another one
ROLE = pa.field("role", pa.string())
KIND_INDICATOR = {
    "检验检测新技术": "testing_technologies",
    "共性关键技术": "key_technologies",
    "智能化高端检测设备": "instruments",
    "认证方法": "certification_methods",
    "标准样品": "reference_materials",
}
# of rows of one thing on one day: by place in its own lists
ORDER = ["register", "row", "indicator", "place", "focus_place"]


def count_rows(
    registers: dict[str, pa.Table], lifetimes: dict[str, pa.Table], engine: Engine
) -> dict[str, pa.Table]:
    """The counted rows of four observation tables, in the order of the registers' rows.

    The fifth, geographic_distribution, counts rows of these four. domain_coverage also has ROLE.
    """
    tables = registers | name_lifetimes(lifetimes)
    numbered = {name: number_rows(table) for name, table in tables.items()}
    counted = compute(express_counts, numbered, engine)
    return {name: table.cast(schema_of(name)) for name, table in counted.items()}


def name_lifetimes(lifetimes: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """The lifetimes under the names that tell them apart from registers."""
    return {f"lifetimes_{name}": lifetimes[name] for name in ("labs", "rectifications")}


def schema_of(name: str) -> pa.Schema:
    """The columns of the counted rows of an observation table."""
    return SCHEMA.append(ROLE) if name == "domain_coverage" else SCHEMA


def express_counts(tables: dict[str, ibis.Table]) -> dict[str, ibis.Table]:
    """The counted rows in their order, as expressions over registers and lifetimes with the number
    of each row."""
    return {
        name: rows.order_by(ORDER).select(schema_of(name).names)
        for name, rows in express_rows(tables).items()
    }


def express_rows(tables: dict[str, ibis.Table]) -> dict[str, ibis.Table]:
    """The same rows in no order, with the columns that ORDER names beside their own."""
    labs, orders = tables["lifetimes_labs"], tables["lifetimes_rectifications"]
    return {
        "lab_counts": lab_counts(labs, tables["lab_events"], orders, tables["evaluations"]),
        "domain_coverage": domain_coverage(labs),
        "breakthroughs": breakthroughs(labs, tables["technologies"]),
        "standards_produced": count_standards(labs, tables["standards"]),
    }


def number_rows(table: pa.Table) -> pa.Table:
    """The table with the number of each row, from 0."""
    return table.append_column("row", pa.array(np.arange(len(table), dtype="int32")))


def rows_of(table, register: str, indicator, day, category, **columns):
    """The rows of a table as counted rows; `columns` are those that differ from the usual."""
    # a literal 1.0 is a decimal to the engine
    counted_once = ibis.literal(1).cast("float64")
    usual = {"domain": table.domain, "province": table.province, "value": counted_once}
    places = {"place": ibis.literal(0, "int64"), "focus_place": ibis.literal(0, "int64")}
    return table.select(
        indicator=indicator,
        day=day.cast("date"),
        category=category,
        register=ibis.literal(register),
        row=table.row,
        **{**usual, **places, **columns},
    )


def entries_and_exits(labs, stem: str, category: str, **columns: str):
    """The same laboratories under `stem`_entries and, those that left, under `stem`_exits.

    category and columns name columns of `labs`.
    """
    left = labs.filter(labs.exited.notnull())
    return ibis.union(
        *(
            rows_of(
                rows,
                "labs",
                ibis.literal(f"{stem}_{way}"),
                rows[day],
                rows[category],
                **{name: rows[source] for name, source in columns.items()},
            )
            for rows, way, day in ((labs, "entries", "entered"), (left, "exits", "exited"))
        )
    )


def lab_counts(labs, events, orders, evaluations):
    """Labs entering and leaving by type of host, events, settled orders to rectify, evaluations.

    What an evaluation states has a row of its own, beside one that counts that it was stated.
    """
    placed = labs.select("lab_id", "domain", "province")
    happened = events.join(placed, "lab_id")
    settled = orders.filter(_.settled_on.notnull()).join(placed, "lab_id")
    evaluated = evaluations.join(placed, "lab_id")
    year = ibis.date(evaluated.year, 1, 1)
    return ibis.union(
        entries_and_exits(labs, "lab", "host_type"),
        rows_of(
            happened,
            "lab_events",
            ibis.literal("lab_events"),
            happened.event_date,
            happened.event,
        ),
        rows_of(
            settled,
            "rectifications",
            ibis.literal("rectifications_settled"),
            settled.settled_on,
            settled.settlement,
        ),
        rows_of(evaluated, "evaluations", ibis.literal("evaluations"), year, evaluated.result),
        count_reported_numbers(evaluated, "open_hours"),
        count_reported_numbers(evaluated, "budget_execution"),
    )


def count_reported_numbers(evaluated, column: str):
    """A number that evaluations state, and under `column`_filed that it was stated."""
    filed = evaluated.filter(evaluated[column].notnull())
    year = ibis.date(filed.year, 1, 1)
    amount, count = ibis.literal(column), ibis.literal(f"{column}_filed")
    return ibis.union(
        rows_of(filed, "evaluations", amount, year, filed.result, value=filed[column]),
        rows_of(filed, "evaluations", count, year, filed.result),
    )


def domain_coverage(labs):
    """Labs by every domain they cover and every focus they work on.

    covered_domain: main and other domains, a lab in several counts in each; covered_focus:
    the same by focus; main_focus: under the main domain only, so that domains add up.
    """
    every = ibis.coalesce(labs.other_domains, "") + "；" + labs.domain
    covered = words_of(labs, every).rename(covers="word").join(labs, "row")
    covered = covered.mutate(role=(_.covers == _.domain).ifelse(MAIN_DOMAIN, FURTHER_DOMAIN))
    focuses = words_of(labs, ibis.coalesce(labs.focuses, ""))
    focuses = focuses.rename(focus="word", focus_place="place")
    focused = focuses.join(covered, "row")
    own = focuses.join(labs, "row").mutate(role=ibis.null("string"))
    places = {"place": "place", "focus_place": "focus_place"}
    return ibis.union(
        entries_and_exits(
            covered, "covered_domain", "role", domain="covers", role="role", place="place"
        ),
        entries_and_exits(
            focused, "covered_focus", "focus", domain="covers", role="role", **places
        ),
        entries_and_exits(own, "main_focus", "focus", role="role", focus_place="focus_place"),
    )


def words_of(labs, text):
    """One row per laboratory and different word of a list joined by ；: row, word and its place."""
    listed = labs.select("row", word=text.split("；")).unnest("word", offset="place")
    return listed.filter(_.word != "").group_by("row", "word").agg(place=_.place.min())


def breakthroughs(labs, technologies):
    """Technologies and instruments by kind, category the level reached."""
    placed = technologies.join(labs.select("lab_id", "domain", "province"), "lab_id")
    level = ibis.coalesce(placed.level, UNSTATED)
    return rows_of(placed, "technologies", indicator_of(placed.kind), placed.achieved_on, level)


def count_standards(labs, standards):
    """Standards, certification methods and reference materials, category their kind.

    A standard takes its own domain, else its lab's; without a lab it belongs to no province.
    """
    places = labs.select("lab_id", "province", lab_domain=labs.domain)
    placed = standards.left_join(places, "lab_id").drop("lab_id_right")
    domain = ibis.coalesce(placed.domain, placed.lab_domain, catalog().domain_fallback)
    province = ibis.coalesce(placed.province, NATIONWIDE)
    placed = placed.mutate(domain=domain, province=province)
    abolished = placed.filter(_.status == "废止")
    gone = ibis.literal("standards_abolished")
    return ibis.union(
        rows_of(placed, "standards", indicator_of(placed.kind), placed.published_on, placed.kind),
        rows_of(abolished, "standards", gone, abolished.published_on, abolished.kind),
    )


def indicator_of(kind):
    """The indicator under which a kind of result counts; any other kind is a standard."""
    cases = [(kind == word, name) for word, name in KIND_INDICATOR.items()]
    return ibis.cases(*cases, else_="standards")
