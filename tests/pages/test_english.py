"""Every page in English: it draws, judges as in Chinese, and says nothing in Chinese but what is
quoted from the guideline or came with the registers."""

import re

import orjson
import pytest
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from catalog.definitions import catalog
from catalog.files import REFERENCE, read_csv_text
from tests.pages.test_pages import cards
from widgets.frame import address as opened_address

HAN = re.compile("[\u3400-\u9fff]")
# pages, with what must be in the address for them to show all they can
PAGES = {
    "overview": {}, "milestones": {}, "domains": {}, "breakthroughs": {}, "standards": {},
    "lifecycle": {}, "layout": {"measure": "Location quotient", "dots": "true"},
    "siting": {"a": "Hubei-新材料-2_安徽-1", "b": "Nowhere-1"},
    "province": {"of": "Hubei"}, "compare": {"with": ["Hubei", "Anhui"]},
    "lab": {"id": "SL-2022-002"},
    "data_and_methods": {}, "how_to_read": {},
}  # fmt: skip
TABS = ("Over time", "Curves and weights", "Domains and provinces", "Distance and neighbours")
SHOWN = [*PAGES.items(), *(("layout", {"tab": tab}) for tab in TABS)]


def page_script(name: str, folder: str, lang: str):
    """One page under its marks in a language, the whole country and period."""
    from datetime import date
    from importlib import import_module

    from catalog.definitions import catalog, words
    from catalog.translated import translate_catalog
    from content.view import View
    from measures.scope import Scope
    from tests.pages.opened_tables import open_once
    from widgets.frame.page_frame import draw_page

    t, scope = words(lang), Scope(start=2022, end=2026)
    view = View(open_once(folder), translate_catalog(catalog(), t), scope, t, date(2026, 11, 24))
    draw_page((view, ""), import_module(f"pages.{name}"), t)


def open_page(name: str, folder, lang: str = "en", **address) -> AppTest:
    """The page after one run, without any exception."""
    at = AppTest.from_function(
        page_script, kwargs={"name": name, "folder": str(folder), "lang": lang}
    )
    for key, words in address.items():
        at.query_params[key] = words
    at.run(timeout=60)
    assert not at.exception, at.exception
    return at


def texts_of(at: AppTest) -> list[str]:
    """Every text that the page sends to the browser: labels, sentences, cells, charts."""
    result = []
    for element in at.main:
        if element.type in ("dataframe", "arrow_data_frame", "table"):
            table = element.value
            result += [str(word) for word in (*table.columns, *table.index, *table.to_numpy().flat)]
        elif element.type == "bidi_component":
            sent = orjson.loads(element.proto.bytes)
            result += texts(sent.get("figures", sent))
        elif getattr(element, "proto", None) is not None:
            result += texts(MessageToDict(element.proto))
    return result


def texts(part) -> list[str]:
    """All strings in nested lists and dicts; keys of clicks and fonts are no words."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        unseen = ("customdata", "key", "keys", "id", "family", "url", "queryParamKey")
        return [text for key, value in part.items() if key not in unseen for text in texts(value)]
    return [text for first in part for text in texts(first)] if isinstance(part, list) else []


@pytest.fixture(scope="module")
def received(sample) -> list[str]:
    """What is shown as it is, longest first: official words, and what came with the registers."""
    result = [word for clause in catalog().clauses for word in (clause.quote, clause.rest)]
    result += [source["file"] for source in sample.manifest["sources"]]
    free = {"labs": ("lab_name", "host_unit", "city"), "lab_events": ("document_no",),
            "technologies": ("technology_name",), "standards": ("title", "standard_no"),
            "targets": ("set_by", "basis")}  # fmt: skip
    for register, columns in free.items():
        result += [word for c in columns for word in sample.registers[register][c].dropna()]
    if "labs" in sample.places:
        result += list(sample.places["labs"]["place"].dropna())
    events = read_csv_text(REFERENCE / "policy_events.csv")
    result += [*events["document_no"], *events["source_title"]]
    return sorted({word for word in result if word}, key=len, reverse=True)


def without(text: str, received: list[str]) -> str:
    text = text.replace("\\", "")  # before a sign in Markdown (widgets/literal.py)
    for word in received:
        text = text.replace(word, "")
    return text


@pytest.mark.parametrize(("name", "address"), SHOWN, ids=str)
def test_a_page_says_nothing_in_chinese_of_its_own(name, address, sample_tables, received):
    result = texts_of(open_page(name, sample_tables, **address))
    assert len(result) > 20
    left = {text for text in result if HAN.search(text) and HAN.search(without(text, received))}
    assert not left


@pytest.mark.parametrize("name", ["overview", "milestones"])
def test_every_clause_stands_as_in_chinese(name, sample_tables):
    """One English word for each Chinese status, card by card, with the same tone and shape."""
    there, here = cards(open_page(name, sample_tables, "zh")), cards(open_page(name, sample_tables))
    assert list(there) == list(here)
    pairs = {(card["status"], here[key]["status"]) for key, card in there.items()
             if card.get("status")}  # fmt: skip
    assert (
        len(pairs) == len({first for first, _ in pairs}) == len({other for _, other in pairs}) > 1
    )
    for key, card in there.items():
        for part in ("tone", "shape", "sign", "value", "spark"):
            assert card.get(part) == here[key].get(part), (key, part)


def test_keys_of_clicks_stay_as_published(sample_tables):
    there, here = (
        cards(open_page("layout", sample_tables, "zh")),
        cards(open_page("layout", sample_tables)),
    )
    for key in ("layout_ranking", "layout_industry"):
        old, new = there[key]["data"][0], here[key]["data"][0]
        assert old["customdata"] == new["customdata"] and old["x"] == new["x"]
        assert HAN.search("".join(old["y"])) and not HAN.search("".join(new["y"]))


def test_the_frame_reads_an_address_of_either_language(monkeypatch, sample_tables):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    for lang, province in (("en", "湖北"), ("zh", "Hubei"), ("en", "Hubei"), ("zh", "湖北")):
        # AppTest gives all its sessions one name: each has a list of its own here
        monkeypatch.setattr(opened_address, "_sessions", list)
        at = AppTest.from_file("../../pages/frame.py")
        at.query_params["lang"], at.query_params["province"] = lang, province
        at.run(timeout=60)
        assert not at.exception, at.exception
        scope = " ".join(text.value for text in at.text)
        assert {"en": "Hubei;", "zh": "· 湖北 ·"}[lang] in scope
