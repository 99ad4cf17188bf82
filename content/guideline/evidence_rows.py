"""The rows behind an indicator as readers see them: Chinese headings, days, counts in words."""

from collections.abc import Container
from dataclasses import replace

import numpy as np
import pandas as pd

from catalog.definitions import NATIONWIDE
from catalog.nouns import Indicator
from charts.theme import number
from content.bounded_cache import BoundedCache
from content.guideline.readings import list_counted_words
from content.items import Table, read_formats
from content.query_words import find_every_word
from content.scope_url import find_years
from content.view import View
from measures.evidence import counts_in, in_period, rows_behind, tally, with_register
from measures.indicators import share
from measures.scope import within

# what is shown of each kind of row, in order
COLUMNS = {
    "labs": [
        "lab_id",
        "lab_name",
        "host_unit",
        "province",
        "domain",
        "role",
        "focus",
        "entered",
        "entry_document",
        "exited",
        "exit_event",
        "exit_document",
    ],
    "lab_events": ["event_date", "lab_name", "event", "document_no", "province", "domain"],
    "evaluations": [
        "year",
        "lab_name",
        "result",
        "open_hours",
        "budget_execution",
        "province",
        "domain",
    ],
    "technologies": [
        "technology_id",
        "technology_name",
        "kind",
        "level",
        "achieved_on",
        "lab_name",
        "province",
        "domain",
    ],
    "standards": [
        "standard_no",
        "title",
        "kind",
        "status",
        "published_on",
        "lab_name",
        "province",
        "domain",
        "ics",
        "ccs",
    ],
}
# columns whose words the catalogue names, in any language
WORDED = ("domain", "role", "focus", "exit_event", "event", "result", "kind", "level", "status")
EXIT_COLUMNS = ("exited", "exit_event", "exit_document")
# Where laboratories are not named: the columns by register that are not given, the registers of
# which every row is an event or a result of one laboratory, and what a laboratory is known by.
UNNAMED_COLUMNS = {
    "labs": EXIT_COLUMNS,
    "lab_events": ("lab_name", "document_no"),
    "evaluations": ("lab_name",),
}
EVENT_REGISTERS = ("lab_events", "evaluations")
IDENTITY_COLUMNS = ("lab_id", "lab_name", "host_unit", "entry_document")
# by the column that leads to a page, the column of what is known there
KEYS = {"lab_name": "lab_id", "province": "province", "domain": "domain"}
SAID = ("stock", "total", "flow", "covered", "share")  # measures with a sentence of their own

MAX_CACHED_BYTES = 64 << 20  # of the selected rows of all readers
# What a selection counts at least: each keeps its version of the tables, so that few are kept
MIN_ENTRY_BYTES = 2 << 20


_cache: BoundedCache[tuple[View, str, str], pd.DataFrame] = BoundedCache(
    MAX_CACHED_BYTES, lambda rows: max(int(rows.memory_usage(deep=True).sum()), MIN_ENTRY_BYTES)
)


def select_rows(view: View, indicator: str, search: str = "") -> pd.DataFrame:
    """The rows behind an indicator in scope and period, latest first, not yet as readers see them.

    Counted rows refer to their register by `row`; where none are counted one by one, they are the
    rows of the register itself. search: only those with each of its words in any cell as readers
    see it, letter case aside. Without those that the setting withholds. Shared by all sessions:
    never edited.
    """
    key = (view, indicator, search)
    rows = _cache.get(key)
    if rows is None:
        if search:
            every = select_rows(view, indicator)
            holding = find_every_word(search, lambda word: find_text(view, indicator, every, word))
            rows = every[holding]
        else:
            rows = drop_withheld(view, select_every_row(view, indicator))
        _cache.put(key, rows)
    return rows


def select_every_row(view: View, indicator: str) -> pd.DataFrame:
    """All rows of `select_rows`, with no more of the register's columns than the selection asks."""
    definition = view.catalog.indicators[indicator]
    counted_rows = rows_behind(view.published.counted, definition)
    if counted_rows is None:
        return find_registered_rows(view, definition.registers[0])
    counted_rows = within(with_focus(counted_rows), view.scope, view.region_of)
    register = str(counted_rows["register"].iloc[0]) if len(counted_rows) else "labs"
    counted_rows = with_register_name(counted_rows, register)
    return in_period(add_details(view, counted_rows, EXIT_COLUMNS), definition, view.scope)


def drop_withheld(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Where no laboratory is to be shown singly: no event, no result and none that left."""
    register = register_of(rows)
    if view.detail != "none" or register not in UNNAMED_COLUMNS:
        return rows
    if register in EVENT_REGISTERS:
        return rows.iloc[:0]
    return rows[~has_left(view, rows)]


def has_left(view: View, rows: pd.DataFrame) -> pd.Series:
    """Whether the laboratory of each row has left, on whatever day: no shorter period names it."""
    if "lab_id" not in rows:
        rows = add_details(view, rows, ("lab_id",))
    labs = view.published.lifetimes["labs"]
    return rows["lab_id"].isin(labs.loc[labs["exited"].notna(), "lab_id"])


def describe_detail(view: View, rows: pd.DataFrame) -> str:
    """Why selected rows do not name a laboratory or are not given; "" where they hide nothing."""
    return view.detail_words if register_of(rows) in UNNAMED_COLUMNS else ""


def list_columns(view: View, register: str) -> list[str]:
    """The columns of a register's rows that the setting lets a reader see, in order."""
    withheld = () if view.names_labs else UNNAMED_COLUMNS.get(register, ())
    return [column for column in COLUMNS[register] if column not in withheld]


def is_counted(rows: pd.DataFrame) -> bool:
    """Whether selected rows are counted one by one, and not a register's own."""
    return "row" in rows


def add_details(
    view: View, rows: pd.DataFrame, columns: Container[str] | None = None
) -> pd.DataFrame:
    """Selected rows with the columns of what they count: those wanted, None for all."""
    if not is_counted(rows):
        return rows
    register, labs = register_of(rows), view.published.lifetimes["labs"]
    tables = view.published.lifetimes if register == "labs" else view.published.registers
    wanted = None if columns is None else {*columns, "lab_id"}
    names = None
    if register != "labs" and (columns is None or "lab_name" in columns):
        names = labs.set_index("lab_id")["lab_name"]
    return with_register(rows, tables.take(register, rows["row"], wanted), names)


def word_rows(view: View, indicator: str, rows: pd.DataFrame) -> Table:
    """Selected rows, or some of them, as readers write them; missing cells are None."""
    definition, register = view.catalog.indicators[indicator], register_of(rows)
    details = add_details(view, rows)
    columns = [column for column in list_columns(view, register) if column in details]
    headings = {column: heading(view, register, column, details) for column in columns}
    if is_counted(rows) and definition.by is not None:
        columns.append("counts")
        headings["counts"] = view.t("evidence.counts")
    frame = pd.DataFrame(
        {
            column: cells(view, definition, register, details, column).to_numpy()
            for column in columns
        }
    )
    keys = {name: list_keys(view, details, name) for name in KEYS if name in frame}
    formats = read_formats(view.catalog.registers[register].columns)
    detail = describe_detail(view, rows)
    return Table("evidence", definition.name, frame, detail, headings, keys, formats)


def list_keys(view: View, details: pd.DataFrame, column: str) -> list[str]:
    """What each cell of a column leads to: no province where a row counts for the whole country,
    no laboratory where it is not to be named."""
    keys = details[KEYS[column]].astype(object)
    keys = keys.where(keys.notna(), "").replace(NATIONWIDE, "")
    if column == "lab_name" and not view.names_labs:
        keys = keys.where(~has_left(view, details), "")
    return keys.tolist()


def find_text(view: View, indicator: str, rows: pd.DataFrame, search: str) -> np.ndarray:
    """Which rows have a text in any cell as readers see it; equal cells are worded only once."""
    definition, register = view.catalog.indicators[indicator], register_of(rows)
    inside = np.zeros(len(rows), dtype=bool)
    for column in word_rows(view, indicator, rows.iloc[:1]).frame:
        sources = sources_of(definition, column)
        details = add_details(view, rows, sources)
        details = details[[name for name in details if name in sources]]
        places, first_rows = number_distinct(details)
        distinct = details.iloc[first_rows]
        texts = cells(view, definition, register, distinct, column).astype(object)
        texts = texts.where(texts.notna(), "").astype(str)
        inside |= texts.str.contains(search, case=False, regex=False).to_numpy()[places]
    return inside


def number_distinct(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The number of each row's combination of cells, and the place of the first row of each.

    >>> number_distinct(pd.DataFrame({"a": ["x", "y", "x"], "b": [1, 1, 1]}))
    (array([0, 1, 0]), array([0, 1]))
    """
    numbers, count = np.zeros(len(rows), dtype=np.int64), 1
    for column in rows:
        own, distinct = pd.factorize(rows[column], use_na_sentinel=False)
        if count == 1:  # the rows are alike so far
            numbers, count = own, len(distinct)
            continue
        numbers, combinations = pd.factorize(numbers * len(distinct) + own)
        count = len(combinations)
    # numbers go up in the order of their first rows; written from the end, the first row stays
    first_rows = np.zeros(count if len(rows) else 0, dtype=np.int64)
    first_rows[numbers[::-1]] = np.arange(len(rows))[::-1]
    return numbers, first_rows


def with_register_name(rows: pd.DataFrame, register: str) -> pd.DataFrame:
    """Rows with the name of the register that all of them are of, known without any row too."""
    names = pd.Categorical.from_codes(np.zeros(len(rows), dtype=np.int8), [register])
    return rows.assign(register=names)


def register_of(rows: pd.DataFrame) -> str:
    """The register that selected rows are of."""
    return str(rows["register"].cat.categories[0])


def with_focus(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of covered domains or focuses with their focus, and without a column that says nothing.

    Their category is the role of the domain or the focus; rows of anything else stay as they are.
    """
    if "role" not in rows:
        return rows
    category, role = rows["category"].astype("str"), rows["role"].astype("str")
    rows = rows.assign(focus=category.where(category != role))
    empty = [column for column in ("role", "focus") if rows[column].isna().all()]
    return rows.drop(columns=empty)


def find_registered_rows(view: View, register: str) -> pd.DataFrame:
    """A register's rows of the laboratories in scope, in the register's order."""
    places = ["lab_id", "lab_name", "province", "domain"]
    labs = within(view.published.registers["labs"], view.scope, view.region_of)
    if register == "labs":
        return with_register_name(labs, register)
    own = view.published.registers[register].drop(columns=places[1:], errors="ignore")
    return with_register_name(own.merge(labs[places], on="lab_id"), register)


def sentence(view: View, indicator: str) -> str:
    """How the number on the chart comes of the rows."""
    definition = view.catalog.indicators[indicator]
    rows = select_rows(replace(view, detail="names"), indicator)  # counts stay, whatever is listed
    if not is_counted(rows):
        return view.t("evidence.registered", rows=number(len(rows)))
    counts = tally(rows, definition, list_counted_words(view, definition), view.scope)
    words = {name: number(count) for name, count in counts.items()}
    words["share"] = number(share(counts["part"], counts["net"]), 1, "%")
    words |= {"unit": definition.unit, "year": str(counts["year"])}
    kind = definition.measure if definition.measure in SAID else "other"
    left = view.t("evidence.left", **words) if counts["left"] else ""
    counted = view.t(f"evidence.{kind}", left_words=left, **words)
    if definition.within_year or not is_period_chosen(view):
        return counted
    in_period = rows["month"].dt.year.between(view.scope.start, view.scope.end)
    inside = view.t("evidence.inside", period=view.period_words, count=number(in_period.sum()))
    return view.t("evidence.until", day=view.until, counted=counted, inside=inside)


def is_period_chosen(view: View) -> bool:
    """Whether the period begins later than the data: what came before it is cumulated too."""
    return view.scope.start > find_years(view.published, view.catalog)[0]


def put_flows_first(view: View, indicators: list[str]) -> list[str]:
    """Indicators in the order in which their rows are offered: where a period is chosen those that
    count within it come first."""
    if not is_period_chosen(view):
        return indicators
    flows = [name for name in indicators if view.catalog.indicators[name].measure == "flow"]
    return flows + [name for name in indicators if name not in flows]


def heading(view: View, register: str, column: str, pieces: pd.DataFrame) -> str:
    """The register's own heading; what it does not hold itself is the laboratory's or ours."""
    if column == "domain" and "role" in pieces:
        return view.t("filter.domain")
    for name in (register, "labs"):
        if column in view.catalog.registers[name].columns:
            return view.catalog.registers[name].columns[column].heading
    return view.t(f"evidence.{column}")


def sources_of(definition: Indicator, column: str) -> set[str]:
    """The columns that a cell of `cells` is made of, as far as the rows have them."""
    if column == "counts":
        by = (definition.by,) if isinstance(definition.by, str) else definition.by or ()
        return {"exited", *by}
    if column in EXIT_COLUMNS:
        return {column, f"{column}_precision", "exited"}
    if column in IDENTITY_COLUMNS:
        return {column, "lab_id"}
    return {column, f"{column}_precision"}


def cells(
    view: View, definition: Indicator, register: str, pieces: pd.DataFrame, column: str
) -> pd.Series:
    """One column of `write_cells`; `counts` says whether a row is among those that the indicator's
    share or cover counts."""
    if column == "counts":
        inside = counts_in(pieces, definition, list_counted_words(view, definition))
        return inside.map({True: view.t("evidence.yes"), False: view.t("evidence.no")})
    return write_cells(view, register, pieces, column)


def write_cells(view: View, register: str, pieces: pd.DataFrame, column: str) -> pd.Series:
    """One column: provinces by name, days as far as they are known, what is still there as such.

    Where laboratories are not named, of an event the year and of one that left no identity.
    """
    values = pieces[column]
    if column == "province":
        return values.astype(object).map({**view.names, NATIONWIDE: view.t("evidence.nowhere")})
    if pd.api.types.is_datetime64_any_dtype(values):
        if register == "lab_events" and not view.names_labs:
            return values.dt.strftime("%Y")
        years = pieces[f"{column}_precision"].eq("year")
        values = values.dt.strftime("%Y-%m-%d").where(~years, values.dt.strftime("%Y"))
    if column == "year":
        return values.astype(int).astype(str)
    if column in EXIT_COLUMNS and view.has("lab_events"):
        staying = view.t("evidence.staying" if column == "exited" else "evidence.none")
        values = values.astype(object).where(pieces["exited"].notna(), staying)
    if pd.api.types.is_numeric_dtype(values):
        return values
    words = values.astype(object).where(values.notna(), None)
    if register == "labs" and column in IDENTITY_COLUMNS and not view.names_labs:
        words = words.where(~has_left(view, pieces), view.t("evidence.unnamed"))
    if column not in WORDED:
        return words
    return pd.Series(view.t.names_of(list(words)), index=words.index, dtype=object)
