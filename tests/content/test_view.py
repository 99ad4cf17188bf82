"""What a View derives from its fields."""

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

from catalog.definitions import catalog, words
from content.cards import geometry_url
from content.links import link_domain, link_lab, link_page, link_province
from content.view import View
from measures.scope import Scope


def test_addresses_follow_the_base_path(sample):
    view = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    outlines = f"/tables/{sample.version}/map.json"
    assert geometry_url(view) == outlines
    assert geometry_url(replace(view, base_path="/qsl")) == f"/qsl{outlines}"


def test_links_between_pages_carry_scope_and_language(sample):
    view = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    metals = replace(view, scope=Scope(("新材料",), start=2022, end=2026), t=words("en"))
    links = [
        link_lab(view, "L 1&2"),
        unquote(link_lab(metals, "L1")),
        unquote(link_province(replace(view, base_path="/qsl"), "420000")),
        unquote(link_domain(metals, "信息技术")),
        link_page(view, "milestones"),
        link_page(replace(view, base_path="/qsl"), "overview"),
    ]
    assert links == [
        "/lab?id=L+1%262",
        "/lab?domain=新材料&lang=en&id=L1",
        "/qsl/province?of=湖北",
        "/domains?lang=en&domain=信息技术",
        "/milestones",
        "/qsl/",  # the root, whose entry the navigation marks
    ]
