"""What the server says of the pictures it can or cannot draw."""

import pytest

from briefings.pictures import availability, fonts
from catalog.definitions import words


@pytest.fixture(autouse=True)
def untried():
    availability.close()
    yield
    availability.close()


def test_a_server_without_a_browser_says_so_for_every_picture(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    text = availability.refusals(words())
    assert set(text) == {"png", "svg", "pdf"}
    assert set(text.values()) == {"服务器上没有绘图用的浏览器（chromium-headless-shell）。"}


def test_a_server_without_a_font_offers_no_pdf_alone(monkeypatch):
    monkeypatch.setattr(availability, "_try", lambda: "")
    monkeypatch.setenv("CHART_FONT", "/nowhere.ttf")
    text = availability.refusals(words())
    assert text["png"] == text["svg"] == "" and "fonts-wqy-microhei" in text["pdf"]


def test_a_trial_that_came_out_is_not_repeated_and_a_failed_one_only_after_a_while(monkeypatch):
    reasons = ["slow", "", "never asked"]
    monkeypatch.setattr(availability, "_try", lambda: reasons.pop(0))
    assert [availability.trial(), availability.trial()] == ["slow", "slow"]
    monkeypatch.setattr(availability.time, "monotonic", lambda: 1e9)
    assert [availability.trial(), availability.trial()] == ["", ""]
    assert reasons == ["never asked"]


def test_a_server_s_files_go_with_it(monkeypatch):
    made = []

    class Noted(fonts.DrawingFiles):
        def __init__(self):
            super().__init__()
            made.append(self)

    monkeypatch.setattr(availability, "DrawingFiles", Noted)
    monkeypatch.setenv("BROWSER_PATH", "/nowhere")
    availability.trial()
    assert len(made) == 1 and not made[0].fonts.exists()
