"""The scope as the query of a page's address, and back: links, walls and saved briefings share it.

The words written are the published ones, whatever the reader's language; read are those of either
language, for the bound filters of widgets/frame/filters.py write what they show.
"""

import functools
from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import parse_qs, urlencode

from catalog.definitions import Catalog, words
from catalog.sentences import LANGUAGES
from loaders.cells.vocabulary import province_forms
from loaders.store.published import Published
from loaders.text import fold
from measures.scope import Scope

LANGUAGE = "lang"  # in the address; Chinese, the default, leaves it
# the names under which the filters stand in an address
PARAMETERS = ("domain", "region", "province", "period", LANGUAGE)


def find_years(published: Published, catalog: Catalog) -> tuple[int, int]:
    """First and last year a reader can choose: from the first record to the as-of day."""
    first = published.first_year or catalog.guideline_day.year
    return min(first, published.as_of.year), published.as_of.year


def write_query(scope: Scope, published: Published, catalog: Catalog) -> str:
    """The scope as a query; what restricts nothing is left out."""
    names = catalog.short_names
    pairs = [("domain", name) for name in scope.domains]
    pairs += [("region", name) for name in scope.regions]
    pairs += [("province", names[code]) for code in scope.provinces]
    if (scope.start, scope.end) != find_years(published, catalog):
        pairs += [("period", str(scope.start)), ("period", str(scope.end))]
    return urlencode(pairs)


def read_query(query: str, published: Published, catalog: Catalog) -> tuple[Scope, list[str]]:
    """The scope a query asks for, and the words in it that nothing is called by.

    An unknown word restricts nothing: whoever asks decides whether that is a fault.
    """
    asked, code_of = parse_qs(query), catalog.mainland_codes
    known = {
        "domain": list_spellings(catalog.domains),
        "region": list_spellings(catalog.regions),
        "province": {
            word: name
            for word in asked.get("province", [])
            if (name := find_province(word, catalog)) in code_of
        },
    }
    choices = {
        key: dict.fromkeys(known[key][word] for word in asked.get(key, []) if word in known[key])
        for key in known
    }
    strange = [w for key, forms in known.items() for w in asked.get(key, []) if w not in forms]
    start, end = find_years(published, catalog)
    year_of = {str(year): year for year in range(start, end + 1)}
    years = [year_of[word] for word in asked.get("period", []) if word in year_of]
    if len(years) == len(asked.get("period", [])) == 2:
        start, end = sorted(years)
    else:
        strange += asked.get("period", [])
    codes = tuple(code_of[name] for name in choices["province"])
    scope = compose_scope(choices["domain"], codes, choices["region"], (start, end), catalog)
    return scope, strange


def compose_scope(
    domains: Collection[str],
    codes: tuple[str, ...],
    regions: Collection[str],
    years: tuple[int, int],
    catalog: Catalog,
) -> Scope:
    """The scope of what was chosen, the years the first and the last.

    Domains and regions stand in the catalogue's order, whatever the order of choosing, so that what
    is computed for them serves everybody who chooses them; provinces as they were chosen, for so
    they are compared.
    """
    return Scope(
        tuple(name for name in catalog.domains if name in domains),
        codes,
        tuple(name for name in catalog.regions if name in regions),
        *years,
    )


def find_province(word: str, catalog: Catalog) -> str | None:
    """The published name of the province that a word means: by any form that registers may use
    (湖北省, 鄂, Hubei Province, 42), by pinyin, by initials that are of it alone; else None."""
    return _list_province_names(catalog).get(fold(word))


@functools.cache
def _list_province_names(catalog: Catalog) -> dict[str, str]:
    """The published name by each folded form; initials that several provinces share are in none."""
    provinces = catalog.provinces
    shared = Counter([*provinces.pinyin, *provinces.initials])
    names = {}
    for forms in (provinces.pinyin, provinces.initials):
        pairs = zip(forms, provinces.short, strict=True)
        names |= {form: short for form, short in pairs if shared[form] == 1}
    named = catalog.short_names
    return names | {form: named[code] for form, code in province_forms(catalog).items()}


def list_spellings(published: Iterable[str]) -> dict[str, str]:
    """The published word by each way to write it: in every language of the pages."""
    return {words(language).name(word): word for language in LANGUAGES for word in published}
