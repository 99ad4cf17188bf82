"""The words, groups and laboratories by which a list can be narrowed, and what they are called."""

import functools
import re
from collections.abc import Iterable

import pandas as pd

from catalog.definitions import UNSTATED, Classification, Words, words
from catalog.sentences import LANGUAGES
from content.lists.register_lists import RegisterList
from content.view import View
from loaders.store.published import Published

_JOINTS = re.compile(r"[；;，,、/\s]+")  # between the codes of one cell


def list_held_words(view: View, listing: RegisterList, column: str) -> list[str]:
    """Every word of a vocabulary, and UNSTATED last, where a cell is empty."""
    codes = dict(listing.vocabularies)
    _, unstated = _list_held_cells(view.published, listing.register, column)
    return list(view.catalog.codes[codes[column]].names) + unstated


def list_held_groups(view: View, listing: RegisterList, column: str) -> list[str]:
    """The groups of a classification that any row of the register is of, in order of their codes.

    Of the whole register, so that an address keeps its meaning under every scope; UNSTATED last,
    where a cell is empty.
    """
    texts, unstated = _list_held_cells(view.published, listing.register, column)
    classification = view.catalog.classifications[column]
    held = {group for text in texts for group in list_groups(text, classification)}
    return sorted(held) + unstated


@functools.lru_cache(maxsize=16)
def _list_held_cells(
    published: Published, register: str, column: str
) -> tuple[list[str], list[str]]:
    """The distinct cells of a column, and UNSTATED where any is empty. Do not edit."""
    held, leaves_any_empty = published.registers.list_words(register, column)
    return list(held), [UNSTATED] if leaves_any_empty else []


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
