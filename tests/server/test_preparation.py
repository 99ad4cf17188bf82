"""The usual scopes of a version, prepared while nobody does anything."""

import math
import sys
import threading
import time

import pytest

from catalog.clock import today
from catalog.definitions import catalog
from catalog.sentences import read_language
from content.board import ready_section
from content.downloads.rebuilding import DrawnSection
from content.outputs import domains
from content.scope_url import find_years
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
