"""What an indicator's definition asks of a view: words to count, weights, columns filled."""

from functools import lru_cache
from itertools import product

import pandas as pd

from catalog.nouns import Indicator
from content.view import View
from loaders.store.published import Published
from measures.numbered_rows import JOINED
from measures.rates import latest_statistic

PROVINCES = "provinces"
STATISTICS_KEPT = 16  # of a few views: indicators are measured against two or three


def list_counted_words(view: View, definition: Indicator) -> list[str]:
    """The words an indicator counts over, within the scope; joined ones for several columns."""
    if isinstance(definition.numerator, tuple):
        return list(definition.numerator)
    groups = definition.numerator or definition.among or ()
    lists = [group_words(view, g) for g in ([groups] if isinstance(groups, str) else groups)]
    return [JOINED.join(words) for words in product(*lists)] if lists else []


def group_words(view: View, group: str) -> list[str]:
    """A named list of words within the scope: provinces, a domain list or a word list."""
    if group == PROVINCES:
        return view.provinces
    if group in view.catalog.codes:
        return list(view.catalog.codes[group].names)
    return [d for d in view.catalog.domains_in(group) if d in view.domains]


def find_weights(view: View, definition: Indicator) -> tuple[pd.Series | None, int | None]:
    """The statistic an indicator is measured against, by province in scope, and its year."""
    if definition.weight is None:
        return None, None
    return _find_statistic(view, definition.weight)


@lru_cache(maxsize=STATISTICS_KEPT)
def _find_statistic(view: View, column: str) -> tuple[pd.Series, int | None]:
    """The series is shared by all who ask for it: never edit it."""
    values, year = _find_latest(view.published, column)
    return values.reindex(view.provinces), year


@lru_cache(maxsize=STATISTICS_KEPT)
def _find_latest(published: Published, column: str) -> tuple[pd.Series, int | None]:
    """Of every province, whatever the scope."""
    return latest_statistic(published.registers["province_stats"], column)


def explain_lack(view: View, definition: Indicator) -> str:
    """Why an indicator cannot be computed here: a register or a column not sent, or too few
    provinces for it to mean anything. Empty where it can be."""
    columns = {definition.registers[0]: definition.needs}
    if definition.weight is not None:
        columns["province_stats"] = definition.weight
    for name, column in columns.items():
        register = view.catalog.registers[name]
        if not view.has(name):
            return view.t("overview.no_register", sheet=register.sheet)
        if column and not view.has(name, column):
            heading = register.columns[column].heading
            return view.t("overview.no_column", sheet=register.sheet, heading=heading)
    fewest, count = definition.at_least, len(view.provinces)
    return view.t("overview.few_provinces", count=count, fewest=fewest) if count < fewest else ""
