"""What a search looks through: small registers folded once for each version, large ones as they
are read."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from content.search.ranks import fold_names, fold_numbers, fold_texts
from loaders.store.published import Published


@dataclass(frozen=True)
class FoldedTables:
    """Folded columns of the registers of laboratories, row by row."""

    lab_ids: pd.Series
    lab_names: pd.Series
    hosts: pd.Series
    documents: pd.Series
    events: pd.Series


@dataclass(frozen=True)
class FoldedResults:
    """Folded columns of some rows of a register of results: standards, or technologies."""

    numbers: pd.Series
    names: pd.Series


# by register of results: its columns of FoldedResults
RESULT_COLUMNS = {
    "standards": ["standard_no", "title"],
    "technologies": ["technology_id", "technology_name"],
}


@functools.lru_cache(maxsize=1)  # of the version that is asked for; the one before it goes
def fold_tables(published: Published) -> FoldedTables:
    """The folded columns of a version."""
    labs, events = published.registers["labs"], published.registers["lab_events"]
    return FoldedTables(
        lab_ids=fold_texts(labs["lab_id"]),
        lab_names=fold_names(labs["lab_name"]),
        hosts=fold_names(labs["host_unit"]),
        documents=fold_names(events["document_no"]),
        events=fold_texts(events["event"]),
    )


def prepare_tables(published: Published) -> None:
    """Fold what is kept before anybody asks."""
    fold_tables(published)
    for register in RESULT_COLUMNS:
        if not published.registers.is_large(register):
            _hold_results(published, register)


def fold_results(published: Published, register: str) -> Iterator[FoldedResults]:
    """A register of results in its order: a large one part by part, none of which is kept."""
    if published.registers.is_large(register):
        yield from _fold_parts(published, register)
    else:
        yield from _hold_results(published, register)


@functools.lru_cache(maxsize=len(RESULT_COLUMNS))
def _hold_results(published: Published, register: str) -> list[FoldedResults]:
    return list(_fold_parts(published, register))


def _fold_parts(published: Published, register: str) -> Iterator[FoldedResults]:
    number, name = RESULT_COLUMNS[register]
    fold = fold_numbers if register == "standards" else fold_texts
    for part in published.registers.read_parts(register, [number, name]):
        yield FoldedResults(fold(part[number]), fold_texts(part[name]))
