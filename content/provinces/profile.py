"""A province in figures, with rank and reasons for what is missing: the rows of two pages."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from charts.theme import number
from content.builders import join_words, source_of
from content.items import Table
from content.layout.weights import STATISTICS, UNITS, province_statistic
from content.view import View
from measures.coverage import domain_by_province
from measures.profile import Rate, Standing, figures, nation, standing
from measures.rates import latest_statistic


class Row(NamedTuple):
    """One figure: the register it comes from, the decimals it is shown with, its unit."""

    register: str
    decimals: int = 0
    unit: str = ""


ROWS = {
    "labs": Row("labs"),
    "domains": Row("labs"),
    "industry": Row("labs", 2),
    "population": Row("labs", 2),
    "rd": Row("labs", 2),
    "testing_technologies": Row("technologies"),
    "key_technologies": Row("technologies"),
    "instruments": Row("technologies"),
    "standards": Row("standards"),
    "certification_methods": Row("standards"),
    "reference_materials": Row("standards"),
    "evaluated": Row("evaluations"),
    "passed": Row("evaluations", 0, "%"),
}
TABLES = ("lab_counts", "domain_coverage", "breakthroughs", "standards_produced")


def narrow_to(view: View, codes: tuple[str, ...]) -> View:
    """The view narrowed to these provinces instead of those of the filters."""
    return replace(view, scope=replace(view.scope, provinces=codes, regions=()))


def list_passing_results(view: View) -> list[str]:
    """The results of an evaluation that the catalogue counts as passed."""
    return list(view.catalog.indicators["evaluation_pass_share"].numerator)


def measure_provinces(view: View) -> tuple[pd.DataFrame, pd.Series]:
    """Figures of all 34 provinces and of the 31 with statistics together; missing is NaN.

    Of the view only domains and period count: a rank needs every province. Never edit them.
    """
    return _measure_nation(narrow_to(view, ()))


@lru_cache(maxsize=32)
def _measure_nation(view: View) -> tuple[pd.DataFrame, pd.Series]:
    rows = {name: view.rows(name) for name in TABLES}
    rates = {name: Rate(province_statistic(view, name)[0], unit) for name, unit in UNITS.items()}
    passing = list_passing_results(view)
    table = figures(rows, view.scope, list(view.names), view.domains, rates, passing)
    together = nation(table.loc[list(view.region_of)], rows, view.scope, view.domains, rates)
    missing = [name for name, row in ROWS.items() if not view.has(row.register)]
    return table.assign(**dict.fromkeys(missing, float("nan"))), together.drop(missing)


def format_figure(view: View, name: str, value: float) -> str:
    """A figure in words."""
    if pd.isna(value):
        return view.t("map.no_data")
    return number(value, ROWS[name].decimals, ROWS[name].unit)


def find_rank(view: View, name: str, code: str) -> Standing | None:
    """Rank of a province among those with statistics; None where it has none."""
    table, _ = measure_provinces(view)
    return standing(table.loc[list(view.region_of), name], code)


def format_rank(view: View, rank: Standing | None) -> str:
    """A rank in words, shared or not; a dash where there is none."""
    if rank is None:
        return view.t("province.no_rank")
    key = "province.tied" if rank.tied else "province.rank"
    return view.t(key, rank=rank.rank, among=rank.among)


def list_row_names(view: View) -> list[str]:
    """The names of the rows with their units."""
    return [view.t(f"province.row_{name}", domains=len(view.domains)) for name in ROWS]


def list_nation_figures(view: View) -> list[str]:
    """Each figure of the provinces with statistics together."""
    _, together = measure_provinces(view)
    return [format_figure(view, name, together.get(name, float("nan"))) for name in ROWS]


def build_profile(view: View, code: str) -> Table:
    """Rows: figures; columns: the province, its rank, all provinces together; all in words.

    Below it the domains, the reasons for what is missing and what a rank means.
    """
    t, table = view.t, measure_provinces(view)[0]
    frame = pd.DataFrame(
        {
            "row": list_row_names(view),
            "value": [format_figure(view, name, table.at[code, name]) for name in ROWS],
            "rank": [format_rank(view, find_rank(view, name, code)) for name in ROWS],
            "nation": list_nation_figures(view),
        }
    )
    headings = {
        "row": t("province.row"),
        "value": view.names[code],
        "rank": t("province.rank_column"),
        "nation": t("province.nation"),
    }
    sentences = [
        *describe_domains(view, code),
        *explain_gaps(view, (code,)),
        t("province.rank_note"),
    ]
    note, numbers = "　".join(sentences), ("value", "nation")
    return Table("province_profile", t("page.province"), frame, note, headings, numbers=numbers)


def explain_gaps(view: View, codes: tuple[str, ...]) -> list[str]:
    """Why figures are missing, each reason once; then the denominators of the rates."""
    t, table = view.t, measure_provinces(view)[0].loc[list(codes)]
    registers = view.catalog.registers
    absent = dict.fromkeys(row.register for row in ROWS.values() if not view.has(row.register))
    sentences = [t("province.not_sent", sheet=registers[name].sheet) for name in absent]
    outside = [view.names[code] for code in codes if code not in view.region_of]
    if outside:
        sentences.append(t("province.no_statistics", names=join_words(view, outside)))
    if view.has("evaluations") and table["passed"].isna().any():
        sentences.append(t("province.no_evaluation"))
    return [*sentences, *_describe_denominators(view)]


def _describe_denominators(view: View) -> list[str]:
    t, stats, sentences = view.t, view.published.registers["province_stats"], []
    headings = view.catalog.registers["province_stats"].columns
    for column in (STATISTICS[name] for name in UNITS):
        _, year = latest_statistic(stats, column)
        name = headings[column].heading
        if year is None:
            sentences.append(t("province.no_denominator", name=name))
        else:
            sentences.append(
                t(
                    "province.denominator",
                    name=name,
                    year=year,
                    source=source_of(view, column, year),
                )
            )
    return sentences


def describe_domains(view: View, code: str) -> list[str]:
    """Domains with and without a lab in the province."""
    rows = narrow_to(view, (code,)).rows("domain_coverage")
    held = domain_by_province(rows, view.scope, view.domains, [code])[code] > 0
    none = view.t("province.none")
    return [
        view.t("province.covered", names=join_words(view, list(held[held].index)) or none),
        view.t("province.uncovered", names=join_words(view, list(held[~held].index)) or none),
    ]
