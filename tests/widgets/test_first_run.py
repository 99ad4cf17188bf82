"""What Streamlit does not look for in the labels of buttons."""

from importlib.util import module_from_spec

import pytest
from streamlit import emojis
from streamlit.string_util import extract_leading_icon

from catalog.definitions import catalog
from catalog.sentences import LANGUAGES, words
from widgets.frame.address import CONTROLS
from widgets.frame.first_run import leave_emojis_in_labels


@pytest.fixture
def untouched(monkeypatch):
    """The emojis as Streamlit has them: the dashboard may have been started in this process."""
    module = module_from_spec(emojis.__spec__)
    emojis.__spec__.loader.exec_module(module)
    monkeypatch.setattr(emojis, "EMOJI_EXTRACTION_REGEX", module.EMOJI_EXTRACTION_REGEX)


@pytest.mark.parametrize(("left", "icon"), [(False, "🚨"), (True, "")])
def test_no_emoji_is_looked_for_in_a_label(untouched, left, icon):
    """Streamlit does look by itself: where it no longer does, nothing need be replaced."""
    if left:
        leave_emojis_in_labels()
    assert extract_leading_icon("🚨 演示数据")[0] == icon


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_a_button_begins_with_an_emoji(untouched, language):
    t = words(language)
    labels = [t(key, **parts) for key, parts in CONTROLS] + [t.name(r) for r in catalog().regions]
    assert [label for label in labels if extract_leading_icon(label)[0]] == []
