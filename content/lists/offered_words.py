"""The words, groups and laboratories by which a list can be narrowed, and what they are called."""

import functools
import re
from collections.abc import Iterable

import pandas as pd

from catalog.definitions import UNSTATED, Classification, Words, words
from catalog.sentences import LANGUAGES
from content.lists.register_lists import RegisterList
from content.view import View

_JOINTS = re.compile(r"[；;，,、/\s]+")  # between the codes of one cell


@functools.lru_cache(maxsize=16)
def list_held_words(view: View, listing: RegisterList, column: str) -> list[str]:
    """Every word of a vocabulary, and UNSTATED last, where a cell is empty. Do not edit."""
    codes = dict(listing.vocabularies)
    cells = view.published.registers.read_columns(listing.register, [column])[column]
    return list(view.catalog.codes[codes[column]].names) + _list_unstated(cells)


@functools.lru_cache(maxsize=16)
def list_held_groups(view: View, listing: RegisterList, column: str) -> list[str]:
    """The groups of a classification that any row of the register is of, in order of their codes.

    Of the whole register, so that an address keeps its meaning under every scope; UNSTATED last,
    where a cell is empty. Do not edit.
    """
    cells = view.published.registers.read_columns(listing.register, [column])[column]
    classification = view.catalog.classifications[column]
    held = {
        group for text in cells.dropna().unique() for group in list_groups(text, classification)
    }
    return sorted(held) + _list_unstated(cells)


def _list_unstated(cells: pd.Series) -> list[str]:
    return [UNSTATED] if cells.isna().any() else []


def list_groups(text: str, classification: Classification) -> list[str]:
    """The groups of the codes in one cell, each once.

    >>> from catalog.definitions import catalog
    >>> list_groups("29.160；29.020、35.030", catalog().classifications["ics"])
    ['29', '35']
    """
    codes = [code for code in _JOINTS.split(text.strip().upper()) if code]
    return list(dict.fromkeys(code[: classification.length] for code in codes))


def name_group(t: Words, classification: Classification, group: str) -> str:
    """A group as a word to choose: code and name, the code alone where no group has it."""
    if group not in classification.groups:
        return t.name(group)  # UNSTATED is a word of the catalogue
    return f"{group} {t.name(classification.groups[group].name)}"


def spell_groups(t: Words, classification: Classification, groups: Iterable[str]) -> dict[str, str]:
    """The word that `t` chooses a group by, by its code and its words in every language."""
    spellings = {}
    for group in groups:
        name = name_group(t, classification, group)
        spellings[group] = name
        for language in LANGUAGES:
            spellings[name_group(words(language), classification, group)] = name
    return spellings


@functools.lru_cache(maxsize=4)
def name_labs(view: View) -> pd.DataFrame:
    """Every laboratory of the register: lab_id and lab_name, each name once. Do not edit."""
    labs = view.published.registers["labs"][["lab_id", "lab_name"]]
    alike = labs["lab_name"].duplicated(keep=False)
    also = [
        view.t("joint.also", name=row.lab_name, also=row.lab_id) for row in labs[alike].itertuples()
    ]
    names = labs["lab_name"].astype(object)
    names[alike] = also
    return labs.assign(lab_name=names)
