"""What every run of the application sends first."""

from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from content.links import HOME
from tests.pages.frame import opened


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
