"""What Streamlit works out again of its theme at every run of a page."""

import pytest
from streamlit import config
from streamlit.config import CustomThemeCategories
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from widgets.frame.kept_theme import keep_sections, keep_theme

SETTINGS = {"theme": {"baseFontSize": 15}, "theme.dark": {"textColor": "#e6edf5"}}


@pytest.fixture
def sections(monkeypatch):
    """The sections whose settings have been read."""
    read = []

    def read_settings(section: str) -> dict:
        read.append(section)
        return SETTINGS.get(section, {"textColor": None})

    monkeypatch.setattr(config, "get_options_for_section", read_settings)
    # as Streamlit has it: a test of a page may have started the dashboard in this process before
    describe = app_session._populate_theme_msg
    describe = getattr(describe, "__wrapped__", describe)
    monkeypatch.setattr(app_session, "_populate_theme_msg", describe)
    return read


def describe_theme() -> CustomThemeConfig:
    """The theme as the message of a run describes it."""
    theme = CustomThemeConfig()
    app_session._populate_theme_msg(theme)
    for category, part in (
        (CustomThemeCategories.DARK, theme.dark),
        (CustomThemeCategories.SIDEBAR, theme.sidebar),
    ):
        app_session._populate_theme_msg(part, f"theme.{category.value}")
    return theme


@pytest.mark.parametrize(("kept", "reads"), [(False, 6), (True, 3)])
def test_each_section_of_the_theme_is_read_once(sections, kept, reads):
    """Streamlit reads them at every run: where it no longer does, nothing need be kept."""
    if kept:
        keep_theme()
    first, second = describe_theme(), describe_theme()
    assert len(sections) == reads
    assert first == second
    assert (first.base_font_size, first.dark.text_color) == (15, "#e6edf5")


def test_a_theme_that_was_kept_is_the_same_message(sections):
    anew = describe_theme()
    keep_theme()
    describe_theme()
    assert describe_theme() == anew
    assert not describe_theme().HasField("sidebar"), "a section without settings is left out"


def test_nothing_but_the_new_message_of_a_run_is_filled(sections):
    """What is described is added to the message that is handed over."""
    theme = CustomThemeConfig(code_text_color="#000000")
    keep_sections(app_session._populate_theme_msg)(theme, "theme.dark")
    assert theme == CustomThemeConfig(code_text_color="#000000", text_color="#e6edf5")
