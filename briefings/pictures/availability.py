"""Whether this server can draw pictures: tried once on a small one, told in words."""

import logging
import threading
import time
from contextlib import ExitStack

from briefings.pictures import DRAWN_FORMATS, NoPictures
from briefings.pictures.fonts import DrawingFiles, source_font
from catalog.definitions import Words
from catalog.temporary_folders import remove_abandoned_folders

log = logging.getLogger(__name__)
TRIAL_DELAY_S = 15  # from the start: the first readers' pages come before the trial
RETRY_AFTER_S = 300  # of a failed trial: the browser may have been installed since
_TRIAL = {"data": [{"type": "bar", "x": ["1"], "y": [1]}], "layout": {}}
_lock = threading.Lock()
_last_trial: dict[str, float | str] = {}
_open = ExitStack()  # what is to be closed with the server: the browser's end, then its files


def trial() -> str:
    """Why no picture can be drawn: absent, broken or slow; "" where the trial came out.

    The first call starts the process's renderer and takes seconds; later ones only remember.
    """
    with _lock:
        if "reason" in _last_trial and (
            not _last_trial["reason"] or time.monotonic() < _last_trial["until"]
        ):
            return _last_trial["reason"]
        _last_trial.update(reason=_try(), until=time.monotonic() + RETRY_AFTER_S)
        return _last_trial["reason"]


def _try() -> str:
    # here: the drawing library is a second of import that no page should wait for
    from briefings.pictures.browser import browser_path
    from briefings.pictures.renderer import Renderer, install

    remove_abandoned_folders()
    for library in ("kaleido", "choreographer", "pikepdf", "fontTools"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they tell of every figure
    files = DrawingFiles()
    new_renderer = Renderer(files, browser_path())
    _open.callback(files.close)
    _open.callback(new_renderer.close)
    try:
        new_renderer.svg(_TRIAL, 200, 100)
    except NoPictures as fault:
        log.warning("no pictures on this server: %s", fault.reason)
        _open.close()
        return fault.reason
    install(new_renderer)
    _open.callback(install, None)
    return ""


def close() -> None:
    """End the drawing browser and take its files away; the next trial starts anew."""
    with _lock:
        _open.close()
        _last_trial.clear()


def refusals(t: Words) -> dict[str, str]:
    """By drawn format the sentence why it is not to be had, "" where it is."""
    reason = trial()
    sentence = t(f"download.{reason}") if reason else ""
    sentences = dict.fromkeys(DRAWN_FORMATS, sentence)
    if not sentence and not source_font():
        sentences["pdf"] = t("download.no_font")
    return sentences


def prepare() -> threading.Timer:
    """Run the trial in the background, a while after the start; cancel() the answer to stop it."""
    later = threading.Timer(TRIAL_DELAY_S, trial)
    later.daemon = True
    later.start()
    return later
