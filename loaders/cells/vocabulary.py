"""Enumerated words: provinces, domains, code lists and indicators looked up by any usual form."""

import functools

from catalog.definitions import Catalog, Column, catalog
from loaders.problems import Unreadable
from loaders.text import folded, split_words


@functools.cache
def _province_forms(source: Catalog) -> dict[str, str]:
    forms = {}
    for row in source.provinces.itertuples():
        names = [row.full, row.short, row.name_en, *split_words(row.aliases)]
        for name in (*names, row.code, row.code[:2]):
            forms[folded(name)] = row.code
        forms.setdefault(folded(f"{row.short}省"), row.code)
        forms.setdefault(folded(f"{row.short}市"), row.code)
        forms.setdefault(folded(f"{row.short}自治区"), row.code)
        english = row.name_en.removesuffix(" SAR")
        for kind in ("", " province", " municipality", " city", " autonomous region"):
            forms.setdefault(folded(english + kind), row.code)
    return forms


@functools.cache
def _code_forms(source: Catalog, name: str) -> dict[str, str]:
    codes = source.codes[name]
    return {
        folded(form): word for word in codes.names for form in (word, *codes.aliases.get(word, ()))
    }


@functools.cache
def _domain_forms(source: Catalog) -> dict[str, str]:
    return {
        folded(form): entry.name
        for entry in source.domain_table
        for form in (entry.name, entry.name_en, *entry.aliases)
    }


@functools.cache
def _indicator_forms(source: Catalog) -> dict[str, str]:
    return {
        folded(form): name
        for name, entry in source.indicators.items()
        for form in (name, entry.name)
    }


def _form(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return folded(str(raw)).removesuffix(".0")


def province(_column: Column, raw: object):
    """Six-digit code of a province named in full, in short, in English or by code."""
    code = _province_forms(catalog()).get(_form(raw))
    if code is None:
        raise Unreadable("unknown_province")
    return code, None


def code(column: Column, raw: object):
    """The published word of a code list; its fallback, with a note, where it has one."""
    found = _code_forms(catalog(), column.codes).get(_form(raw))
    if found:
        return found, None
    codes_list = catalog().codes[column.codes]
    if codes_list.fallback:
        return codes_list.fallback, ("unknown_word_kept", codes_list.fallback)
    raise Unreadable("unknown_code", "、".join(codes_list.names))


def codes(column: Column, raw: object):
    """Several words of a code list, joined by ；, each once, in the order received."""
    return _several(code, column, raw)


def domain(_column: Column, raw: object):
    """A domain; a word outside the catalogue is kept under the fallback and told."""
    found = _domain_forms(catalog()).get(_form(raw))
    fallback = catalog().domain_fallback
    return (found, None) if found else (fallback, ("unknown_word_kept", fallback))


def domains(column: Column, raw: object):
    """Several domains, joined by ；, each once, in the order received."""
    return _several(domain, column, raw)


def _several(one, column: Column, raw: object):
    found = [one(column, word) for word in split_words(str(raw))]
    note = next((n for _, n in found if n), None)
    return "；".join(dict.fromkeys(name for name, _ in found)) or None, note


def indicator(_column: Column, raw: object):
    """Id of an indicator given by id or by name."""
    found = _indicator_forms(catalog()).get(_form(raw))
    if found is None:
        raise Unreadable("unknown_indicator")
    return found, None
