"""The usual scopes of a version, prepared while nobody does anything."""

import math
import sys
import threading
import time

import pytest

from catalog.clock import today
from catalog.definitions import catalog, words
from catalog.sentences import read_language
from content.board import ready_section
from content.board.latest_section import latest_section
from content.downloads.rebuilding import DrawnSection, read_section
from content.outputs import domains
from content.scope_url import find_years, read_query
from content.view import View
from measures.scope import Scope
from server import preparation
from server.preparation import Preparation
from server.viewers import viewers
from widgets.frame.first_run import prepare_first_run


@pytest.fixture
def built(monkeypatch, sample, sample_tables):
    """The sections built in a process that keeps none, with what each of them costs left out."""
    sections = []

    def build(section, _headed):
        sections.append(section)
        return section

    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    monkeypatch.setattr(viewers, "heard_at", -math.inf)
    monkeypatch.setattr(ready_section, "build_ready_section", build)
    kept = ready_section.KeptSections(ready_section.KEPT_SECTIONS)
    monkeypatch.setattr(ready_section, "_kept", kept)
    return sections


def test_the_first_view_of_a_usual_scope_computes_nothing_anew(built, sample):
    prepare = Preparation(lambda: (sample, ""), "", "names", prepare_first_run)
    prepare.prepare_new()
    count = len(built)
    assert count == 4 * (1 + len(catalog().regions) + len(catalog().presets))
    assert count <= ready_section.KEPT_SECTIONS / 2, "half is left for what readers choose"

    years = find_years(sample, catalog())
    for regions in ((), ("东部",), ("东北",)):
        view = View(sample, catalog(), Scope((), (), regions, *years), read_language(None), today())
        section = DrawnSection(view, "domains", domains.build_charts)
        assert ready_section.ready_section(section) == section
    prepare.prepare_new()
    assert len(built) == count


def prepare_after(query: str, sample, built) -> tuple[View, list[tuple[str, ...]]]:
    """The view of who reads 领域覆盖 at an address, and the regions that are then prepared."""
    scope, _ = read_query(query, sample, catalog())
    view = View(sample, catalog(), scope, words(), today())
    latest_section.note(DrawnSection(view, "domains", domains.build_charts))
    Preparation(lambda: (sample, ""), "", "names", prepare_first_run).prepare_next()
    return view, [section.view.scope.regions for section in built]


def test_what_one_press_makes_of_the_latest_section_is_built_while_it_is_read(built, sample):
    """Under whatever other filters; as the request for it names it."""
    view, regions = prepare_after("domain=新材料&region=中部", sample, built)
    assert regions == [("东部", "中部"), (), ("中部", "西部"), ("中部", "东北")]
    query = "section=domains&domain=新材料&region=西部&region=中部"
    section = read_section(f"version={sample.version}&{query}", view)
    assert ready_section.ready_section(section) == section
    assert len(built) == 4


def test_a_press_that_would_leave_no_province_is_not_prepared_for(built, sample):
    _, regions = prepare_after("province=湖北", sample, built)
    assert regions == [("中部",)]


def test_what_a_press_may_ask_for_gives_way_to_a_newer_section(built, sample, monkeypatch):
    prepare = Preparation(lambda: (sample, ""), "", "names", prepare_first_run)
    whole, _ = read_query("", sample, catalog())
    section = DrawnSection(View(sample, catalog(), whole, words(), today()), "domains",
                           domains.build_charts)  # fmt: skip

    def list_after_a_newer_section(_):
        latest_section.note(section)
        yield section

    latest_section.note(section)
    monkeypatch.setattr(preparation, "list_next_sections", list_after_a_newer_section)
    prepare.prepare_next()
    assert built == []
    prepare.stop()
    prepare.run_next()
    assert built == []


def test_the_page_at_the_root_is_built_first_though_a_viewer_acts(built, sample, monkeypatch):
    """After what the first run of its script would make once for the process."""
    made_once = ("streamlit.emojis", "PIL.ImageFile")
    for name in made_once:
        monkeypatch.delitem(sys.modules, name, raising=False)
    lacking = []

    def read_tables():
        lacking.extend(name for name in made_once if name not in sys.modules)
        return sample, ""

    prepare = Preparation(read_tables, "", "names", prepare_first_run)
    monkeypatch.setattr(viewers, "heard_at", time.monotonic())
    monkeypatch.setattr(preparation, "LOOK_S", 3600)
    thread = threading.Thread(target=prepare.run)
    thread.start()
    deadline = time.monotonic() + 10
    while not built and time.monotonic() < deadline:
        time.sleep(0.01)
    prepare.stop()
    thread.join()
    assert [(section.name, section.view.nationwide) for section in built] == [("overview", True)]
    assert lacking == []


def test_nothing_is_built_while_a_viewer_acts_or_once_the_server_ends(built, sample, monkeypatch):
    prepare = Preparation(lambda: (sample, ""), "", "names", prepare_first_run)
    monkeypatch.setattr(preparation, "QUIET_S", 3600)
    monkeypatch.setattr(viewers, "heard_at", time.monotonic())
    prepare.stop()
    prepare.prepare_new()
    assert built == []
