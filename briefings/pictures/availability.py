"""Whether this server can draw pictures: tried once on a small one, told in words."""

import logging
import threading
import time
from contextlib import ExitStack

from briefings.formats import FORMATS
from briefings.pictures import NoPictures
from briefings.pictures.fonts import DrawingFiles, source_font
from catalog.definitions import Words

log = logging.getLogger(__name__)
AFTER = 15  # seconds from the start: the first readers' pages come before the trial
AGAIN = 300  # seconds until a failed trial may be repeated: the browser may have been installed
_TRIAL = {"data": [{"type": "bar", "x": ["1"], "y": [1]}], "layout": {}}
_lock = threading.Lock()
_tried: dict[str, float | str] = {}
_open = ExitStack()  # what is to be closed with the server: the browser's end, then its files


def trial() -> str:
    """Why no picture can be drawn: absent, broken or slow; "" where the trial came out.

    The first call starts the process's renderer and takes seconds; later ones only remember.
    """
    with _lock:
        if "reason" in _tried and (not _tried["reason"] or time.monotonic() < _tried["until"]):
            return _tried["reason"]
        _tried.update(reason=_try(), until=time.monotonic() + AGAIN)
        return _tried["reason"]


def _try() -> str:
    # here: the drawing library is a second of import that no page should wait for
    from briefings.pictures.browser import browser_path
    from briefings.pictures.renderer import Renderer, install

    for library in ("kaleido", "choreographer", "pikepdf", "fontTools"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they tell of every figure
    files = DrawingFiles()
    artist = Renderer(files, browser_path())
    _open.callback(files.close)
    _open.callback(artist.close)
    try:
        artist.svg(_TRIAL, 200, 100)
    except NoPictures as fault:
        log.warning("no pictures on this server: %s", fault.reason)
        _open.close()
        return fault.reason
    install(artist)
    _open.callback(install, None)
    return ""


def close() -> None:
    """End the drawing browser and take its files away; the next trial starts anew."""
    with _lock:
        _open.close()
        _tried.clear()


def refusals(t: Words) -> dict[str, str]:
    """By drawn format the sentence why it is not to be had, "" where it is."""
    reason = trial()
    said = t(f"download.{reason}") if reason else ""
    found = {name: said for name, format_ in FORMATS.items() if format_.drawn}
    found["pdf"] = said or ("" if source_font() else t("download.no_font"))
    return found


def prepare() -> threading.Timer:
    """Run the trial in the background, a while after the start; cancel() the answer to stop it."""
    later = threading.Timer(AFTER, trial)
    later.daemon = True
    later.start()
    return later
