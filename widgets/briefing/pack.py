"""A briefing in every form as one ZIP, made beside the page: progress, cancel, then the file.

A pack of many charts takes a minute. It is made in a thread of its own, so that the page stays
alive; the session keeps it and gives it up when its reader leaves.
"""

import logging
import threading
from collections.abc import Callable

import streamlit as st

from briefings.abandonment import Cancelled
from briefings.exhibit import Briefing
from briefings.formats import FORMATS
from briefings.pictures.availability import refusals
from briefings.zip_pack import pack
from catalog.clock import now
from catalog.definitions import Words
from content.exports.registry import file_name
from widgets.literal import literal

log = logging.getLogger(__name__)
REPORT_EVERY_S = 1.0  # seconds between two looks at the progress
FIRST_WAIT_S = 0.2  # seconds in which a small pack is done and needs no bar


class Packing:
    """One pack: how far it is (0 to 1), in words; then its content, or why there is none.

    key: the digest of what it shows; without: sentences of formats this server cannot make.
    """

    def __init__(self, key: str, make_briefing: Callable[[], Briefing], t: Words):
        self.key, self.share, self.state, self.failed = key, 0.0, t("briefing.pack_begins"), ""
        self.name, self.content, self.without = "", b"", ()
        self._make, self._t, self._stop = make_briefing, t, threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pack-{key[:8]}", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Still being made, or on its way to being given up."""
        return self._thread.is_alive()

    @property
    def cancelled(self) -> bool:
        """Nobody wants it any more."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Give it up before the next file."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Let it come to its end, for so long at most."""
        self._thread.join(seconds)

    def _run(self) -> None:
        t = self._t
        try:
            refused = {name: why for name, why in refusals(t).items() if why}
            self.without = tuple(dict.fromkeys(refused.values()))
            briefing = self._make()
            formats = tuple(name for name in FORMATS if name not in refused)
            self.content = pack(briefing, formats, t, self._report, self._stop.is_set)
            self.name = file_name(briefing, self.key, "zip", t)
        except Cancelled:
            log.info("pack %s was cancelled", self.key)
        except Exception:
            log.exception("no pack of %s", self.key)
            self.failed = t("download.failed", time=now().strftime("%H:%M:%S"))

    def _report(self, share: float, sentence: str) -> None:
        self.share, self.state = share, sentence


def _cancel_packs(packs: list[Packing]) -> None:
    for packing in packs:
        packing.cancel()


@st.cache_resource(scope="session", show_spinner=False, on_release=_cancel_packs)
def _packs() -> list[Packing]:
    """The session's pack, if it asked for one."""
    return []


def begin_pack(key: str, make_briefing: Callable[[], Briefing], t: Words) -> None:
    """Make a pack in place of the session's earlier one."""
    packs = _packs()
    _cancel_packs(packs)
    packs[:] = [Packing(key, make_briefing, t)]
    packs[0].wait(FIRST_WAIT_S)


def draw_button(key: str, make_briefing: Callable[[], Briefing], t: Words) -> None:
    """Ask for a pack; not while one is being made."""
    busy = any(packing.running for packing in _packs())
    st.button(
        t("briefing.pack"),
        disabled=busy,
        help=t("briefing.pack_help"),
        on_click=begin_pack,
        args=(key, make_briefing, t),
    )


def draw_state(key: str, t: Words) -> None:
    """How far the session's pack is, then the pack itself; nothing where none was asked for."""
    for packing in _packs():
        if packing.running:
            _watch(packing, t)
        elif packing.failed:
            st.error(literal(packing.failed))
        elif packing.content:
            _offer_pack(packing, key, t)


@st.fragment(run_every=REPORT_EVERY_S)
def _watch(packing: Packing, t: Words) -> None:
    if not packing.running:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", key="pack_state"):
        draw_state = t("briefing.pack_stops") if packing.cancelled else packing.state
        st.progress(packing.share, literal(draw_state))
        st.button(t("briefing.pack_cancel"), disabled=packing.cancelled, on_click=packing.cancel)


def _offer_pack(packing: Packing, key: str, t: Words) -> None:
    for sentence in (*packing.without, *([t("briefing.pack_older")] if packing.key != key else [])):
        st.caption(literal(sentence))
    st.download_button(
        literal(t("briefing.pack_take", name=packing.name)),
        packing.content,
        packing.name,
        "application/zip",
        type="primary",
        on_click="ignore",
    )
