"""The catalogue as a reader meets it: names, headings and definitions in the reader's language."""

import functools
from dataclasses import replace
from typing import TypeVar

from catalog.definitions import Catalog, Method, Register
from catalog.sentences import Words

Noun = TypeVar("Noun")

INDICATOR = ("name", "unit", "formula", "caveat")
CLAUSE = ("title", "article", "missing", "partly")
METHOD = ("name", "symbol", "formula", "caution", "source", "unconfirmed")
CLASS = ("name", "when")


@functools.cache
def translate_catalog(source: Catalog, t: Words) -> Catalog:
    """The catalogue in the language of `t`, the same one for the same two.

    What data are matched by stays as published: domains, code lists, provinces, categories; so do
    the official words of a clause, `quote` and `rest`.
    """
    if t.language == "zh":
        return source
    return replace(
        source,
        registers={name: _register(register, t) for name, register in source.registers.items()},
        clauses=tuple(_translate(clause, CLAUSE, t) for clause in source.clauses),
        indicators={
            name: _translate(indicator, INDICATOR, t)
            for name, indicator in source.indicators.items()
        },
        problems={
            code: _translate(problem, ("rule",), t) for code, problem in source.problems.items()
        },
        methods={name: _method(method, t) for name, method in source.methods.items()},
    )


def _register(register: Register, t: Words) -> Register:
    columns = {
        name: replace(column, heading=t.name(column.heading), unit=t.name(column.unit))
        for name, column in register.columns.items()
    }
    return replace(register, sheet=t.name(register.sheet), columns=columns)


def _method(method: Method, t: Words) -> Method:
    classes = tuple(_translate(class_, CLASS, t) for class_ in method.classes)
    return replace(_translate(method, METHOD, t), classes=classes)


def _translate(noun: Noun, fields: tuple[str, ...], t: Words) -> Noun:
    """A noun with some of its texts in the reader's language; what is empty stays so."""
    texts = {field: getattr(noun, field) for field in fields}
    return replace(noun, **{field: t.name(text) for field, text in texts.items() if text})
