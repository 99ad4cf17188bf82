"""A briefing in every form as one ZIP, made beside the page: progress, cancel, then the file.

A pack of many charts takes a minute. The server makes it in its queue of packs, where the session
waits as any reader of the pack's address does: the page stays alive, and whoever asks for the
address then, or after a restart, gets the same file.
"""

import logging
from concurrent.futures import CancelledError, wait

import streamlit as st

from briefings.abandonment import Cancelled
from briefings.pictures.availability import refusals
from catalog.clock import now
from catalog.definitions import Words
from content.downloads.file_making import Key, Making, QueueFull
from content.downloads.making_queues import PACK, begin_pack, find_made, leave_pack
from content.exports.registry import Make
from widgets.components.downloads.page_download import control
from widgets.literal import literal

log = logging.getLogger(__name__)
REPORT_EVERY_S = 1.0  # seconds between two looks at the progress
FIRST_WAIT_S = 0.2  # seconds in which a small pack is done and needs no bar


class Packing:
    """The pack that a session asked for: its making until that is over; then its name, or why there
    is none.

    address: below /exports, with the digest of what the pack shows before the "?".
    """

    def __init__(self, address: str, make: Make, t: Words):
        self.address, self.name, self.failed = address, "", ""
        self.making: Making | None = None
        key = Key(self.key, PACK, t.language)
        if file := find_made(key):
            self.name = file.name
            return
        try:
            self.making = begin_pack(make, key, t)
        except QueueFull:
            self.failed = t("download.busy")

    @property
    def key(self) -> str:
        """The digest of what it shows."""
        return self.address.partition("?")[0]

    def settle(self, t: Words, seconds: float = 0.0) -> bool:
        """Whether its making is over, after so many seconds at most; then it says how it ended."""
        if self.making is None:
            return True
        if not wait([self.making.future], seconds).done:
            return False
        try:
            self.name = self.making.future.result().name
        except (Cancelled, CancelledError):  # the server ends
            self.failed = t("download.offline")
        except Exception:
            log.exception("no pack of %s", self.key)
            self.failed = t("download.failed", time=now().strftime("%H:%M:%S"))
        self.making = None  # it holds the file, which the server keeps or makes again
        return True

    def leave(self) -> None:
        """Wait no longer: it is given up before its next file unless others wait too."""
        if self.making is not None:
            leave_pack(self.making)
            self.making = None


def _leave_packs(packs: list[Packing]) -> None:
    for packing in packs:
        packing.leave()
    packs.clear()


@st.cache_resource(scope="session", show_spinner=False, on_release=_leave_packs)
def _packs() -> list[Packing]:
    """The session's pack, if it asked for one."""
    return []


def ask_for_pack(address: str, make: Make, t: Words) -> None:
    """Make a pack in place of the session's earlier one."""
    packs = _packs()
    _leave_packs(packs)
    packs.append(Packing(address, make, t))
    packs[0].settle(t, FIRST_WAIT_S)


def draw_button(address: str, make: Make, t: Words) -> None:
    """Ask for a pack; not while one is being made."""
    st.button(
        t("briefing.pack"),
        disabled=not all(packing.settle(t) for packing in _packs()),
        help=t("briefing.pack_help"),
        on_click=ask_for_pack,
        args=(address, make, t),
    )


def draw_state(key: str, t: Words) -> None:
    """How far the session's pack is, then the pack itself; nothing where none was asked for."""
    for packing in _packs():
        if not packing.settle(t):
            _watch(packing, t)
        elif packing.failed:
            st.error(literal(packing.failed))
        else:
            _offer_pack(packing, key, t)


@st.fragment(run_every=REPORT_EVERY_S)
def _watch(packing: Packing, t: Words) -> None:
    making = packing.making
    if making is None or packing.settle(t):
        st.rerun()
    begun = t("briefing.pack_begins" if making.future.running() else "pack.waiting")
    with st.container(horizontal=True, vertical_alignment="center", key="pack_state"):
        st.progress(making.share, literal(making.sentence or begun))
        st.button(t("briefing.pack_cancel"), on_click=_leave_packs, args=(_packs(),))


def _offer_pack(packing: Packing, key: str, t: Words) -> None:
    without = dict.fromkeys(reason for reason in refusals(t).values() if reason)
    for sentence in (*without, *([t("briefing.pack_older")] if packing.key != key else [])):
        st.caption(literal(sentence))
    label = t("briefing.pack_take", name=packing.name)
    control(packing.address, (PACK,), label, t, "take_pack")
