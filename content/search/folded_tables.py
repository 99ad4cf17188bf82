"""What a search looks through, folded once for each published version."""

import functools
from dataclasses import dataclass

import pandas as pd

from content.search.ranks import fold_names, fold_numbers, fold_texts
from loaders.store.published import Published


@dataclass(frozen=True)
class FoldedTables:
    """Folded columns of the registers, row by row: about 90 bytes to a standard."""

    lab_ids: pd.Series
    lab_names: pd.Series
    hosts: pd.Series
    standard_numbers: pd.Series
    standard_titles: pd.Series
    technology_ids: pd.Series
    technology_names: pd.Series
    documents: pd.Series
    events: pd.Series


@functools.lru_cache(maxsize=1)  # of the version that is asked for; the one before it goes
def fold_tables(published: Published) -> FoldedTables:
    """The folded columns of a version."""
    registers = published.registers
    labs, events = registers["labs"], registers["lab_events"]
    standards = registers.read_columns("standards", ["standard_no", "title"])
    technologies = registers.read_columns("technologies", ["technology_id", "technology_name"])
    return FoldedTables(
        lab_ids=fold_texts(labs["lab_id"]),
        lab_names=fold_names(labs["lab_name"]),
        hosts=fold_names(labs["host_unit"]),
        standard_numbers=fold_numbers(standards["standard_no"]),
        standard_titles=fold_texts(standards["title"]),
        technology_ids=fold_texts(technologies["technology_id"]),
        technology_names=fold_texts(technologies["technology_name"]),
        documents=fold_names(events["document_no"]),
        events=fold_texts(events["event"]),
    )
