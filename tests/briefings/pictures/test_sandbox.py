"""The drawing browser uses its sandbox where the account may have one, and says where not."""

import logging
from dataclasses import dataclass

import pytest

from briefings.pictures import browser
from briefings.pictures.browser import Browser
from tests.server.waiting import finished


@dataclass
class Starts:
    """Which browsers were tried, with the sandbox (True) or without; `sandboxed` may fail."""

    tried: list[bool]
    sandboxed_works: bool = True


@pytest.fixture
def starts(monkeypatch):
    starts = Starts([])

    async def start(_files: object, _path: str | None, sandbox: bool) -> Browser:
        starts.tried.append(sandbox)
        if sandbox and not starts.sandboxed_works:
            raise RuntimeError("No usable sandbox!")
        return Browser(None, None, None)

    monkeypatch.setattr(Browser, "_start_with", start)
    monkeypatch.setattr(browser, "_no_sandbox_here", [])
    return starts


@pytest.mark.parametrize(
    ("account", "works", "tried", "sentence"),
    [
        (1000, True, [True, True], "runs in its sandbox"),
        (1000, False, [True, False, False], "runs without its sandbox"),
        (0, True, [False, False], "runs without its sandbox"),
    ],
)
def test_the_sandbox_is_used_where_it_can_be(
    starts, monkeypatch, caplog, account, works, tried, sentence
):
    monkeypatch.setattr(browser.os, "geteuid", lambda: account)
    starts.sandboxed_works = works
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            finished(Browser.start(None, None))
    assert starts.tried == tried and sentence in caplog.text
