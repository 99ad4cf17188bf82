"""Addresses of pages, for every link between them: the reader's language and scope go along."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from catalog.sentences import LANGUAGES
from charts.spec import Related
from content.scope_url import LANGUAGE, write_query
from content.view import View

HOME = "overview"  # the page at the root, where the navigation marks it as the one that is open


def link_page(view: View, page: str, *parameters: tuple[str, str]) -> str:
    """The address of a page within the reader's scope; its own parameters stand after the scope.

    A parameter of the scope (domain, region, province) replaces what the scope says of it.
    """
    path = "/" if page == HOME else f"/{page}"
    own = {key for key, _ in parameters}
    pairs = [pair for pair in list_scope_pairs(view) if pair[0] not in own]
    if view.t.language != LANGUAGES[0]:
        pairs.append((LANGUAGE, view.t.language))
    query = urlencode(pairs + list(parameters))
    return view.address(f"{path}?{query}" if query else path)


@lru_cache(maxsize=64)
def list_scope_pairs(view: View) -> tuple[tuple[str, str], ...]:
    """The reader's scope as parameters, written once for all links of a page."""
    return tuple(parse_qsl(write_query(view.scope, view.published, view.catalog)))


def link_lab(view: View, lab_id: str) -> str:
    """The address of the page of one laboratory."""
    return link_page(view, "lab", ("id", lab_id))


def link_province(view: View, code: str) -> str:
    """The address of the portrait of one province."""
    return link_page(view, "province", ("of", view.published_names[code]))


def link_domain(view: View, domain: str) -> str:
    """The address of 领域覆盖 of one domain, under its published name."""
    return link_page(view, "domains", ("domain", domain))


def start_lab_link(view: View) -> str:
    """The start of `link_lab`, which the number of a laboratory ends."""
    return link_lab(view, "")


def start_province_link(view: View) -> str:
    """The start of `link_province`, which the published name of a province ends."""
    return link_page(view, "province", ("of", ""))


def start_domain_link(view: View) -> str:
    """The start of `link_domain`, which the published name of a domain ends."""
    return link_domain(view, "")


def link_count_by_main_domain(view: View) -> Related:
    """Where a laboratory counts under its main domain alone: the domains of 布局均衡."""
    address = link_page(view, "layout", ("tab", view.t("layout.tab_domains")))
    return Related(view.t("domains.see_by_main", page=view.t("page.layout")), address)


def link_count_of_all_domains(view: View) -> Related:
    """Where a laboratory counts under each domain that it covers: 领域覆盖."""
    address = link_page(view, "domains")
    return Related(view.t("layout.see_all_domains", page=view.t("page.domains")), address)


def list_other_counts(view: View) -> tuple[Related, ...]:
    """The count by all domains for a chart by main domain: another one where domains are chosen."""
    return (link_count_of_all_domains(view),) if view.scope.domains else ()
