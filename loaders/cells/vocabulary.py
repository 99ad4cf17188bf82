"""Enumerated words: provinces, domains, code lists and indicators looked up by any usual form."""

import functools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from catalog.definitions import Catalog, Column, catalog
from loaders.problems import Unreadable
from loaders.text import fold, plain, split_words

# what kind of place a name ends with: 成都 of 成都市, 恩施 of 恩施土家族苗族自治州
_CITY_KIND = re.compile(
    "(?:市|地区|盟|林区|新区|(?:(?:朝鲜|土家|苗|藏|羌|彝|布依|侗|哈尼|壮|傣|白|景颇|傈僳|回|蒙古|哈萨克)族?|柯尔克孜)+自治州)$"
)
# what may stand between a province and its city: 湖北（武汉）, 湖北·武汉
_BETWEEN_PLACES = re.compile(r"[·()]")
_BETWEEN_DOMAINS = re.compile(r"[;；、,，/／|+＋&＆\s和及与]+")


@dataclass(frozen=True)
class CatchAllColumn(Column):
    """A column for which a mapping says what stands for every unknown word."""

    catch_all: str = ""


class MainDomain(str):
    """The first of several domains in one cell; others: the rest."""

    others: tuple[str, ...] = ()


class PlaceName(str):
    """The code of a province that was received with a city; city: its name."""

    city: str = ""


class OpenWord(str):
    """A word that leaves open which of its list is meant; another cell of the row decides."""


@functools.cache
def province_forms(source: Catalog) -> dict[str, str]:
    """The code of a province by every form, folded, in which registers name it.

    A letter that stands for two provinces names neither.
    """
    forms = {}
    letters = [split_words(row.letters) for row in source.provinces.itertuples()]
    uses = Counter(fold(letter) for of_province in letters for letter in of_province)
    for row in source.provinces.itertuples():
        names = [row.full, row.short, row.name_en, *split_words(row.aliases)]
        for name in (*names, row.code, row.code[:2]):
            forms[fold(name)] = row.code
        forms.setdefault(fold(f"{row.short}省"), row.code)
        forms.setdefault(fold(f"{row.short}市"), row.code)
        forms.setdefault(fold(f"{row.short}自治区"), row.code)
        english = row.name_en.removesuffix(" SAR")
        for kind in ("", " province", " municipality", " city", " autonomous region"):
            forms.setdefault(fold(english + kind), row.code)
        for letter in split_words(row.letters):
            if uses[fold(letter)] == 1:
                forms.setdefault(fold(letter), row.code)
    return forms


@functools.cache
def _code_forms(source: Catalog, name: str) -> dict[str, str]:
    codes = source.codes[name]
    return {
        fold(form): word for word in codes.names for form in (word, *codes.aliases.get(word, ()))
    }


@functools.cache
def _domain_forms(source: Catalog) -> dict[str, str]:
    return {
        fold(form): entry.name
        for entry in source.domain_table
        for form in (entry.name, entry.name_en, *entry.aliases)
    }


@functools.cache
def _indicator_forms(source: Catalog) -> dict[str, str]:
    return {
        fold(form): name for name, entry in source.indicators.items() for form in (name, entry.name)
    }


@functools.cache
def _clause_forms(source: Catalog) -> dict[str, str]:
    """Folded id, title and official words of every clause -> its id."""
    return {
        fold(form): clause.id
        for clause in source.clauses
        for form in (clause.id, clause.title, clause.quote)
    }


def _form(raw: object) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return fold(str(raw)).removesuffix(".0")


@functools.cache
def _city_forms(source: Catalog) -> dict[str, tuple[str, str]]:
    """Folded city, whole or without what kind of place it is -> (province code, its name)."""
    forms = {}
    for code, name in source.cities:
        forms[fold(name)] = (code, name)
        bare = _CITY_KIND.sub("", name)
        if len(bare) > 1:
            forms[fold(bare)] = (code, name)
    return forms


def province(_column: Column, raw: object):
    """Six-digit code of a province named in full, in short, in English or by code.

    四川成都 is the province with its city; a city alone is refused with its province.
    """
    forms, form = province_forms(catalog()), _form(raw)
    if code := forms.get(form):
        return code, None
    cities = _city_forms(catalog())
    joined = _BETWEEN_PLACES.sub("", form)
    for length in range(len(joined) - 1, 1, -1):
        code, rest = forms.get(joined[:length]), joined[length:]
        # 青海海南 may be two provinces
        is_other_province = forms.get(rest, code) != code
        if code and not is_other_province and cities.get(rest, ("", ""))[0] == code:
            place = PlaceName(code)
            place.city = cities[rest][1]
            return place, None
    if form in cities:
        code, city = cities[form]
        raise Unreadable("city_as_province", f"{city}属于{_short_name(code)}")
    raise Unreadable("unknown_province")


def _short_name(code: str) -> str:
    provinces = catalog().provinces
    return provinces.loc[provinces["code"] == code, "short"].iloc[0]


def code(column: Column, raw: object):
    """The published word of a code list, or an OpenWord of it.

    An unknown word is refused, unless a mapping says what stands for all unknown ones.
    """
    word = _code_forms(catalog(), column.codes).get(_form(raw))
    if word:
        return word, None
    codes_list = catalog().codes[column.codes]
    if _form(raw) in map(fold, codes_list.open_words):
        return OpenWord(plain(raw)), None
    if isinstance(column, CatchAllColumn):
        return column.catch_all, ("unknown_word_kept", column.catch_all)
    raise Unreadable("unknown_code", "、".join(codes_list.names))


def codes(column: Column, raw: object):
    """Several words of a code list, joined by ；, each once, in the order received."""
    return _several(code, column, raw)


def domain(column: Column, raw: object):
    """A domain; of several known ones the first, as MainDomain with the others.

    An unknown word is refused: a chart would show it as something else. A mapping may say what
    stands for all unknown ones.
    """
    forms = _domain_forms(catalog())
    if name := forms.get(_form(raw)):
        return name, None
    words = _BETWEEN_DOMAINS.split(str(raw).strip())
    names = [forms.get(_form(word)) for word in words]
    if len(names) > 1 and all(names):
        main = MainDomain(names[0])
        main.others = tuple(dict.fromkeys(name for name in names[1:] if name != names[0]))
        return main, None
    if isinstance(column, CatchAllColumn):
        return column.catch_all, ("unknown_word_kept", column.catch_all)
    raise Unreadable("unknown_domain", "、".join(catalog().domains))


def domains(column: Column, raw: object):
    """Several domains, joined by ；, each once, in the order received."""
    return _several(domain, column, raw)


def _several(convert_word: Callable, column: Column, raw: object):
    results = [convert_word(column, word) for word in split_words(str(raw))]
    note = next((note for _, note in results if note), None)
    return "；".join(dict.fromkeys(name for name, _ in results)) or None, note


def indicator(_column: Column, raw: object):
    """Id of an indicator given by id or by name."""
    name = _indicator_forms(catalog()).get(_form(raw))
    if name is None:
        raise Unreadable("unknown_indicator")
    return name, None


def clause(_column: Column, raw: object):
    """Id of a clause given by id, by title or by its official words."""
    name = _clause_forms(catalog()).get(_form(raw))
    if name is None:
        raise Unreadable("unknown_clause")
    return name, None
