"""The sections that readers are likely to ask for: those of the pages looked at most in the usual
scopes, and what one press of a region's button makes of the section that a reader looks at.
"""

from collections.abc import Iterator
from dataclasses import replace

from catalog.clock import today
from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.downloads.rebuilding import DrawnSection
from content.downloads.sections import SECTIONS
from content.layout.map_and_ranking import MEASURES
from content.public_detail import PublicDetail
from content.scope_url import compose_scope, find_years
from content.view import View
from loaders.store.published import Published
from measures.scope import Scope

# by name the choices with which their pages open
USUAL_CHOICES = {
    "overview": (),
    "domains": (),
    "standards": (),
    "layout": (MEASURES[0], "", ""),
}


def list_usual_scopes(tables: Published) -> list[Scope]:
    """The whole country, each region alone, the provinces of each preset; all years, any domain."""
    source, years = catalog(), find_years(tables, catalog())
    presets = [
        tuple(source.mainland_codes[name] for name in preset.provinces) for preset in source.presets
    ]
    return [
        Scope((), (), (), *years),
        *(Scope((), (), (region,), *years) for region in source.regions),
        *(Scope((), codes, (), *years) for codes in presets),
    ]


def list_usual_sections(
    tables: Published, base_path: str, detail: PublicDetail
) -> Iterator[DrawnSection]:
    """The sections in Chinese, all of a scope before those of the next."""
    t = words()
    spoken_catalog = translate_catalog(catalog(), t)
    for scope in list_usual_scopes(tables):
        view = View(tables, spoken_catalog, scope, t, today(), base_path, detail=detail)
        for name, choices in USUAL_CHOICES.items():
            yield DrawnSection(view, name, SECTIONS[name].build, choices)


def list_next_sections(section: DrawnSection) -> Iterator[DrawnSection]:
    """The section with each region chosen or no longer, where that leaves a province."""
    scope = section.view.scope
    years = scope.start, scope.end
    for region in catalog().regions:
        regions = {*scope.regions} ^ {region}
        toggled = compose_scope(scope.domains, scope.provinces, regions, years, catalog())
        view = replace(section.view, scope=toggled)
        if view.provinces:
            yield replace(section, view=view)
