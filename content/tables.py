"""The tables of each page in order, under the names that chapters, pages and page files use."""

from content.closing import verdict
from content.data import catalog_tables, publication_tables
from content.guideline import direction_steps, methods, policy, status_history
from content.items import Table
from content.layout import distance, lorenz
from content.lifecycle import careers
from content.provinces import compare, profile, province
from content.siting import proposal, scenario_tables
from content.siting.trial import Trial
from content.view import View


def build_state_tables(view: View) -> list[Table]:
    """What is published, where it came from and what loading did with it."""
    return [
        publication_tables.build_sources(view),
        publication_tables.build_ledger(view),
        publication_tables.build_problems(view),
        publication_tables.build_falls(view),
        publication_tables.build_reach(view),
        publication_tables.build_publications(view),
    ]


def build_definition_tables(view: View) -> list[Table]:
    """The clauses, the indicators and the statistics behind rates."""
    return [
        catalog_tables.build_clauses(view),
        catalog_tables.build_indicators(view),
        catalog_tables.build_statistics(view),
    ]


def build_method_tables(view: View) -> list[Table]:
    """What each published method says of the same numbers, and the methods themselves."""
    return [methods.build_judgements(view), methods.build_formulas(view)]


def build_direction_tables(view: View, indicator: str = "") -> list[Table]:
    """Method D1 step by step for one indicator, and the direction of every clause."""
    steps = direction_steps.build_steps(view, indicator)
    return [steps, direction_steps.build_clause_directions(view)]


def build_history_tables(view: View) -> list[Table]:
    """How judgements changed from publication to publication."""
    return [status_history.build_moves(view), status_history.build_grid(view)]


def build_closing_tables(view: View) -> list[Table]:
    """The sealed facts of the goals whose year is over, and later corrections."""
    return [verdict.build_facts(view), verdict.build_corrections(view)]


def build_event_tables(view: View) -> list[Table]:
    """The steps of the policy."""
    return [policy.build_events(view)]


def build_exit_tables(view: View) -> list[Table]:
    """The labs that left."""
    return [careers.build_exits(view)]


def build_weight_tables(view: View) -> list[Table]:
    """The indices under three weights."""
    return [lorenz.build_side_by_side(view)]


def build_moran_tables(view: View) -> list[Table]:
    """Moran's I, or why it cannot be computed."""
    return [distance.build_moran(view)]


def build_scenario_tables(view: View, trial: Trial) -> list[Table]:
    """Both scenarios against today, under the mark of a trial."""
    return [scenario_tables.build_comparison(view, trial)]


def build_step_tables(view: View, trial: Trial) -> list[Table]:
    """The proposal step by step, under the mark of a trial."""
    return [proposal.build_steps(view, trial)]


def build_profile_tables(view: View, code: str) -> list[Table]:
    """A province's figures with rank."""
    return [profile.build_profile(view, code)]


def build_lab_tables(view: View, code: str) -> list[Table]:
    """The labs of a province."""
    return [province.build_labs(view, code)]


def build_comparison_tables(view: View, codes: tuple[str, ...]) -> list[Table]:
    """Provinces side by side."""
    return [compare.build_comparison(view, codes)]
