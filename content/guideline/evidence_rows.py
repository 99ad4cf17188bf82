"""The rows behind an indicator as readers see them: Chinese headings, days, counts in words."""

import functools

import pandas as pd

from catalog.definitions import NATIONWIDE
from charts.theme import number
from content.guideline.readings import list_counted_words
from content.items import Table
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
SAID = ("stock", "total", "flow", "covered", "share")  # measures with a sentence of their own


@functools.lru_cache(maxsize=32)
def build_rows(view: View, indicator: str) -> Table:
    """The rows behind an indicator in scope and period, latest first, as readers write them.

    Missing cells are None. An indicator that is not counted from rows shows its register's rows of
    the laboratories in scope. Shared by all sessions: never edited.
    """
    definition, pieces = view.catalog.indicators[indicator], behind(view, indicator)
    rows = find_registered_rows(view, definition.registers[0]) if pieces is None else pieces
    register = register_of(rows)
    columns = [column for column in COLUMNS[register] if column in rows]
    frame = pd.DataFrame({column: cells(view, rows, column).to_numpy() for column in columns})
    headings = {column: heading(view, register, column, rows) for column in columns}
    if pieces is not None and definition.by is not None:
        inside = counts_in(pieces, definition, list_counted_words(view, definition))
        words = {True: view.t("evidence.yes"), False: view.t("evidence.no")}
        frame = frame.assign(counts=inside.map(words).to_numpy())
        headings["counts"] = view.t("evidence.counts")
    return Table("evidence", definition.name, frame, headings=headings)


@functools.lru_cache(maxsize=32)
def behind(view: View, indicator: str) -> pd.DataFrame | None:
    """The same rows with the columns of what they count; None where none are counted one by one."""
    definition = view.catalog.indicators[indicator]
    counted_rows = rows_behind(view.published.counted, definition)
    if counted_rows is None:
        return None
    counted_rows = within(with_focus(counted_rows), view.scope, view.region_of)
    registers = {**view.published.registers, "labs": view.published.lifetimes["labs"]}
    rows = with_register(counted_rows, register_of(counted_rows), registers)
    return in_period(rows, definition, view.scope)


def register_of(rows: pd.DataFrame) -> str:
    """The register that the rows are of; that of the laboratories where there is no row."""
    return str(rows["register"].iloc[0]) if len(rows) else "labs"


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
        return labs.assign(register=register)
    own = view.published.registers[register].drop(columns=places[1:], errors="ignore")
    return own.merge(labs[places], on="lab_id").assign(register=register)


def sentence(view: View, indicator: str) -> str:
    """How the number on the chart comes of the rows."""
    pieces, definition = behind(view, indicator), view.catalog.indicators[indicator]
    if pieces is None:
        return view.t("evidence.registered", rows=number(len(build_rows(view, indicator).frame)))
    counts = tally(pieces, definition, list_counted_words(view, definition), view.scope)
    words = {name: number(count) for name, count in counts.items()}
    words["share"] = number(share(counts["part"], counts["net"]), 1, "%")
    words |= {"unit": definition.unit, "year": str(counts["year"])}
    kind = definition.measure if definition.measure in SAID else "other"
    left = view.t("evidence.left", **words) if counts["left"] else ""
    return view.t(f"evidence.{kind}", left_words=left, **words)


def heading(view: View, register: str, column: str, pieces: pd.DataFrame) -> str:
    """The register's own heading; what it does not hold itself is the laboratory's or ours."""
    if column == "domain" and "role" in pieces:
        return view.t("filter.domain")
    for name in (register, "labs"):
        if column in view.catalog.registers[name].columns:
            return view.catalog.registers[name].columns[column].heading
    return view.t(f"evidence.{column}")


def cells(view: View, pieces: pd.DataFrame, column: str) -> pd.Series:
    """One column: provinces by name, days as far as they are known, what is still there as such."""
    values = pieces[column]
    if column == "province":
        return values.astype(object).map({**view.names, NATIONWIDE: view.t("evidence.nowhere")})
    if pd.api.types.is_datetime64_any_dtype(values):
        years = pieces[f"{column}_precision"].eq("year")
        values = values.dt.strftime("%Y-%m-%d").where(~years, values.dt.strftime("%Y"))
    if column == "year":
        return values.astype(int).astype(str)
    if column in ("exited", "exit_event", "exit_document") and view.has("lab_events"):
        staying = view.t("evidence.staying" if column == "exited" else "evidence.none")
        values = values.astype(object).where(pieces["exited"].notna(), staying)
    if pd.api.types.is_numeric_dtype(values):
        return values
    words = values.astype(object).where(values.notna(), None)
    if column not in WORDED:
        return words
    return pd.Series(view.t.names_of(list(words)), index=words.index, dtype=object)
