"""The drawing thread: everybody's own picture, and what happens when there is no browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefings.pictures import NoPictures
from briefings.pictures.browser import LEAN, browser_path
from briefings.pictures.renderer import Renderer, renderer
from catalog.definitions import ROOT
from catalog.temporary_folders import MIN_AGE_S, PREFIX, remove_abandoned_folders


def bar(color: str) -> dict:
    return {"data": [{"type": "bar", "x": ["a"], "y": [1], "marker": {"color": color}}],
            "layout": {}}  # fmt: skip


def children(parent: int) -> list[int]:
    """The processes below one, at any depth."""
    text = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True).stdout
    own = [int(line) for line in text.split()]
    return own + [below for child in own for below in children(child)]


def drawn_by(pid: int) -> bool:
    """Is this one of the drawing browser's processes, and of no browser that tests look through?"""
    text = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True)
    return "headless-shell" in text.stdout and any(flag in text.stdout for flag in LEAN)


def test_five_threads_get_each_its_own_pictures(artist):
    """Kaleido's shared server gave 31 of 40 callers somebody else's."""
    wanted = [f"rgb({caller}, {figure}, 7)" for caller in range(5) for figure in range(2)]
    with ThreadPoolExecutor(5) as callers:
        drawn = list(callers.map(lambda color: artist.svg(bar(color), 200, 120), wanted))
    assert [set(re.findall(r"fill: (rgb\(\d, \d, 7\))", svg)) for svg in drawn] == [
        {color} for color in wanted
    ]


def test_a_figure_that_cannot_be_drawn_is_its_caller_s_fault_alone(artist):
    browser = artist._browser
    with pytest.raises(ValueError, match="cannot be drawn"):
        artist.svg({"data": "nothing"}, 200, 120)
    assert "rgb(1, 2, 3)" in artist.svg(bar("rgb(1, 2, 3)"), 200, 120)
    assert artist._browser is browser  # no other reader waits for a new one


KILLED = """
import os, signal
from briefings.pictures.browser import browser_path
from briefings.pictures.fonts import DrawingFiles
from briefings.pictures.renderer import Renderer
renderer = Renderer(DrawingFiles(), browser_path())
renderer.svg({"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {}}, 200, 120)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_server_and_its_browser_leave_is_in_the_folder_that_is_removed(
    tmp_path, monkeypatch
):
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=ROOT.parent, env=environment, capture_output=True
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = list(tmp_path.iterdir())
    assert len(left) == 1 and left[0].name.startswith(PREFIX), left
    deadline = time.monotonic() + 30  # the browser ends a moment after its owner
    while subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True).stdout:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    then = time.time() - 2 * MIN_AGE_S
    os.utime(left[0], (then, then))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert remove_abandoned_folders() == left and list(tmp_path.iterdir()) == []


def test_a_killed_browser_is_replaced_within_the_call(artist):
    artist.svg(bar("rgb(1, 2, 3)"), 200, 120)
    for pid in filter(drawn_by, children(os.getpid())):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # it went with its parent
    assert "rgb(4, 5, 6)" in artist.svg(bar("rgb(4, 5, 6)"), 200, 120)


@pytest.mark.parametrize(("path", "reason"), [("/nowhere", "absent"), ("/bin/false", "broken")])
def test_no_browser_is_told_and_nobody_waits_for_it(path, reason, drawing_files):
    lone = Renderer(drawing_files, path)
    with pytest.raises(NoPictures) as refused:
        lone.svg(bar("red"), 200, 120)
    assert refused.value.reason == reason
    lone.close()


def test_without_a_renderer_there_are_no_pictures(monkeypatch):
    monkeypatch.setattr("briefings.pictures.renderer._installed", [])
    with pytest.raises(NoPictures, match="absent"):
        renderer()


def test_a_map_asks_no_server_for_anything(drawing_files, exhibits, monkeypatch):
    """Behind a proxy that counts, even one of Plotly's own maps is drawn without a question."""
    request = []

    def count(server: socket.socket) -> None:
        while True:
            try:
                caller, _ = server.accept()
            except OSError:
                return
            request.append(caller.recv(200))
            caller.close()

    server = socket.create_server(("127.0.0.1", 0))
    counting = threading.Thread(target=count, args=(server,), daemon=True)
    counting.start()
    monkeypatch.setenv("CHOREO_PROXY_SERVER", f"http://127.0.0.1:{server.getsockname()[1]}")
    lone = Renderer(drawing_files, browser_path())
    drawn = next(drawn for drawn in exhibits if drawn.kind == "map")
    assert lone.svg(drawn.figure, 900, 600).count("<path") > 100
    world = {"data": [{"type": "scattergeo", "lon": [116], "lat": [40]}], "layout": {}}
    assert lone.svg(world, 300, 200).startswith("<svg")
    lone.close()
    server.close()
    assert request == []


def test_a_browser_is_renewed_and_rests_when_nobody_draws(drawing_files, monkeypatch):
    monkeypatch.setattr("briefings.pictures.renderer.PICTURES_PER_BROWSER", 1)
    lone = Renderer(drawing_files, browser_path())
    assert lone.svg(bar("red"), 200, 120)
    assert lone._browser is None  # its one figure is drawn
    monkeypatch.setattr("briefings.pictures.renderer.PICTURES_PER_BROWSER", 9)
    monkeypatch.setattr("briefings.pictures.renderer.IDLE_S", 0.2)
    rested = threading.Event()
    monkeypatch.setattr(lone, "_drop", _telling(lone._drop, rested))  # before the rest can begin
    assert lone.svg(bar("red"), 200, 120)
    assert rested.wait(5)
    assert lone._browser is None
    lone.close()


def _telling(drop, message: threading.Event):
    async def dropped() -> None:
        await drop()
        message.set()

    return dropped
