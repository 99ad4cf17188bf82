"""What every run of the application sends first."""

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from content.links import HOME
from content.scope_url import LANGUAGE
from tests.pages.frame import opened
from widgets.frame import page_frame


def test_the_page_is_set_up_before_anything_is_drawn(monkeypatch, sample_tables):
    """The first run of a session is often cut short by the second: whichever is the first to reach
    the browser tells the width of the menu, which Streamlit takes when the menu appears."""
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    at = opened(HOME, {})
    sent: list[str] = []
    enqueue = ScriptRunContext.enqueue

    def record(self, message) -> None:
        sent.append(message.WhichOneof("type"))
        enqueue(self, message)

    monkeypatch.setattr(ScriptRunContext, "enqueue", record)
    at.run()
    assert sent[0] == "page_config_changed"
    assert "delta" in sent


def test_the_menu_is_made_once_for_a_session_and_a_language(monkeypatch, sample_tables):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    menus: dict = {}
    monkeypatch.setattr(page_frame, "_menus", lambda: menus)
    made: list[st.Page] = []
    make = st.Page.__init__

    def record(self, *args, **settings) -> None:
        made.append(self)
        make(self, *args, **settings)

    monkeypatch.setattr(st.Page, "__init__", record)
    at = opened(HOME, {})
    count = len(made)
    titles = {info["page_name"] for info in at._registered_pages.values()}
    assert count == len(titles)
    at.run()
    assert len(made) == count and not at.exception
    assert {info["page_name"] for info in at._registered_pages.values()} == titles
    at.segmented_control(key=LANGUAGE).set_value("en").run()
    assert len(made) == 2 * count and list(menus) == ["zh", "en"]
    assert titles.isdisjoint(info["page_name"] for info in at._registered_pages.values())
