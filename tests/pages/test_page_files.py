"""导出本页: the file of a page holds what the page shows, under the same marks and scope."""

import orjson
import pytest

from briefings.exhibit import Briefing, Grid
from content.exports import registry
from tests.pages.test_pages import PAGES, cards, drawn
from tests.pages.test_provinces import opened
from widgets.page_record import PageRecord, note, recording


def menu(at) -> dict:
    """What the control of the page was given; {} where there is none."""
    payloads = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    return next((payload for payload in payloads if "key" in payload), {})


def make_offered(address: str) -> Briefing | registry.WrittenFile:
    """What a page keeps at an address that it offers in Chinese."""
    key, _, query = address.partition("?")
    return registry.recipe(key, registry.digest_words(query, "zh"))()


def file_of(at) -> Briefing:
    return make_offered(menu(at)["key"])


def chosen(name: str, tables, **scope):
    """A page with its provinces chosen where it asks for them."""
    if name == "province":
        return opened(name, tables, "湖北", **scope)
    return opened(name, tables, ["湖北", "广东"], **scope) if name == "compare" else drawn(
        name, tables, **scope)  # fmt: skip


def test_nothing_shown_is_no_file():
    with recording() as drawn:
        pass
    assert drawn == PageRecord()
    note(None, "outside of a page", list)  # no record, no fault


# 数据与方法 speaks of the data, 省份画像 of the province whatever the region
SILENT = [name for name in PAGES if name not in ("data_and_methods", "province")]


@pytest.mark.parametrize("name", SILENT)
def test_a_page_that_only_says_why_offers_no_file(name, sample_tables):
    at = drawn(name, sample_tables, provinces=("420000",), regions=("东北",))
    assert not menu(at)


@pytest.mark.parametrize("name", PAGES)
def test_the_file_holds_what_the_page_shows(name, sample_tables):
    at = chosen(name, sample_tables)
    made, drawn = file_of(at), cards(at).values()
    assert made.title == at.title[0].value and made.lead
    charts = {card["id"]: card for card in drawn if card["kind"] == "chart"}
    values = {part.id: part for part in made.exhibits}
    assert charts.keys() <= values.keys()
    for name_, card in charts.items():
        assert (values[name_].title, values[name_].takeaway) == (card["title"], card["takeaway"])
    clauses = {card["title"] for card in drawn if card["kind"] == "tile"}
    lines = {str(row[0]).split("\n")[0] for part in made.parts if isinstance(part, Grid)
            for row in part.rows}  # fmt: skip
    assert clauses <= lines
    frames = [table.value for table in (*at.table, *at.dataframe)]
    grids = [part for part in made.parts if isinstance(part, Grid)]
    assert len(grids) >= len(frames)


def test_the_file_of_the_layout_holds_all_five_tabs(sample_tables):
    values = {part.id for part in file_of(drawn("layout", sample_tables)).exhibits}
    assert {"layout_map", "layout_gini_equal", "layout_lorenz_industry", "layout_quotients",
            "layout_reach"} <= values  # fmt: skip


def test_a_trial_is_marked_and_other_pages_are_not(sample_tables):
    assert file_of(drawn("siting", sample_tables)).provenance.marks == ("推演", "演示数据")
    assert file_of(drawn("domains", sample_tables)).provenance.marks == ("演示数据",)


def test_the_file_is_of_the_page_s_scope_and_another_scope_is_another_file(sample_tables):
    whole, part = (drawn("domains", sample_tables, domains=d) for d in ((), ("新材料",)))
    assert menu(whole)["key"] != menu(part)["key"]
    assert (
        "新材料" in file_of(part).provenance.scope and "全部领域" in file_of(whole).provenance.scope
    )


def test_a_page_s_own_choice_is_in_its_file(sample_tables):
    at = drawn("lifecycle", sample_tables)
    at.text_input(key="lab").set_value("主动退出").run(timeout=30)
    careers = next(e for e in file_of(at).exhibits if e.id == "lifecycle_careers")
    assert careers.takeaway.startswith("第 1—3 家，共 3 家")
