"""The catalogue as a reader meets it: names, headings and definitions in the reader's language."""

import functools
from dataclasses import replace

from catalog.definitions import Catalog, Register
from catalog.sentences import Words

INDICATOR = ("name", "unit", "formula", "caveat")
CLAUSE = ("title", "article", "missing", "partly")
METHOD = ("name", "symbol", "formula", "caution", "source", "unconfirmed")
CLASS = ("name", "when")


@functools.cache
def spoken(source: Catalog, t: Words) -> Catalog:
    """The catalogue in the language of `t`, the same one for the same two.

    What data are matched by stays as published: domains, code lists, provinces, categories; so do
    the official words of a clause, `quote` and `rest`.
    """
    if t.language == "zh":
        return source
    return replace(
        source,
        registers={name: _register(found, t) for name, found in source.registers.items()},
        clauses=tuple(_told(clause, CLAUSE, t) for clause in source.clauses),
        indicators={i: _told(found, INDICATOR, t) for i, found in source.indicators.items()},
        problems={code: _told(found, ("rule",), t) for code, found in source.problems.items()},
        methods={
            name: {
                **_told(method, METHOD, t),
                "classes": [_told(one, CLASS, t) for one in method["classes"]],
            }
            for name, method in source.methods.items()
        },
    )


def _register(register: Register, t: Words) -> Register:
    columns = {
        name: replace(column, heading=t.name(column.heading), unit=t.name(column.unit))
        for name, column in register.columns.items()
    }
    return replace(register, sheet=t.name(register.sheet), columns=columns)


def _told(entry: dict, fields: tuple[str, ...], t: Words) -> dict:
    return {**entry, **{field: t.name(entry[field]) for field in fields if entry.get(field)}}
