"""What readers are likely to ask for, prepared before anybody asks.

A thread looks for a new version or a new day and builds the usual sections, another what one press
of a region's button makes of the section that a reader was sent last; one section at a time and
only while no viewer does anything. What the first run of a page would make once for all,
and the first section, with which the pages open, it makes as soon as the server starts, while the
first reader's browser still fetches Streamlit's scripts.
"""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

from catalog.clock import today
from catalog.definitions import words
from catalog.wall_files import is_wall_only
from content.board.latest_section import latest_section
from content.board.ready_section import ready_section
from content.board.usual_sections import list_next_sections, list_usual_sections
from content.downloads.rebuilding import DrawnSection
from content.public_detail import PublicDetail
from loaders.store.pointer import NothingPublished, current_version, tables_folder
from server.search_routes import ReadTables
from server.viewers import viewers

log = logging.getLogger(__name__)
LOOK_S = 5.0  # between two looks at what is published
QUIET_S = 2.0  # since a viewer last did anything, before the next usual section is built
NEXT_QUIET_S = 1.0  # before what the next press may ask for: a page just opened is being drawn
SETTING = "PREPARE_SCOPES"  # "0": readers wait for what they are the first to ask for


class Preparation:
    """Builds the usual sections of each version, once a day, and those of the next press, until
    `stop`."""

    def __init__(
        self,
        read_tables: ReadTables,
        base_path: str,
        detail: PublicDetail,
        prepare_run: Callable[[], None],
    ) -> None:
        self.read_tables, self.base_path, self.detail = read_tables, base_path, detail
        self.prepare_run = prepare_run
        self.prepared: tuple[str, date] | None = None
        self._stopped = threading.Event()
        self._building = threading.Lock()

    def run(self) -> None:
        """Prepare what opens first, then look and prepare until `stop`.

        What the first run makes comes first: a run that comes before waits for the section while it
        is built, but would make the rest a second time.
        """
        self._attempt(self.prepare_run)
        self._attempt(self.prepare_opening)
        while not self._stopped.wait(LOOK_S):
            self._attempt(self.prepare_new)

    def run_next(self) -> None:
        """Prepare what the next press may ask for until `stop`."""
        while not self._stopped.is_set():
            self._attempt(self.prepare_next)

    def _attempt(self, prepare: Callable[[], None]) -> None:
        try:
            prepare()
        except NothingPublished:
            return  # the pages say so, and why
        except Exception:  # nobody foresaw it; readers meet it on the page, with its sentence
            log.exception("preparing the usual scopes")

    def stop(self) -> None:
        """End `run` and `run_next` before their next section."""
        self._stopped.set()
        latest_section.note(None)

    def prepare_opening(self) -> None:
        """Build the section with which the pages open, whether a viewer acts or not."""
        ready_section(next(self._list_sections()))

    def prepare_new(self) -> None:
        """Build the usual sections where version or day is new since they were built last."""
        edition = current_version(tables_folder()), today()
        if edition == self.prepared:
            return
        self.prepared = edition  # what fails is not tried again and again
        count = 0
        for section in self._list_sections():
            if not self._wait_for_quiet(QUIET_S):
                return
            self._build(section)
            count += 1
        log.info(words()("front.prepared", count=count, version=edition[0]))

    def prepare_next(self) -> None:
        """Wait for a section that a page was sent and build those one press away from it, unless a
        newer one comes."""
        section = latest_section.take()
        for following in list_next_sections(section) if section else ():
            if not self._wait_for_quiet(NEXT_QUIET_S) or latest_section.waiting:
                return
            self._build(following)

    def _list_sections(self) -> Iterator[DrawnSection]:
        tables, _ = self.read_tables()
        return list_usual_sections(tables, self.base_path, self.detail)

    def _wait_for_quiet(self, quiet_s: float) -> bool:
        """Wait until no viewer has done anything for a while; False once the server ends."""
        while (rest := quiet_s - (time.monotonic() - viewers.heard_at)) > 0:
            if self._stopped.wait(rest):
                return False
        return not self._stopped.is_set()

    def _build(self, section: DrawnSection) -> None:
        """One at a time, whichever thread builds."""
        with self._building:
            ready_section(section)


_preparation: Preparation | None = None


def start(
    read_tables: ReadTables,
    base_path: str,
    detail: PublicDetail,
    prepare_run: Callable[[], None],
) -> None:
    """Start the preparation in threads of its own; of a run alone, no scopes, where the operator
    does without them, and none where the server shows the wall alone."""
    global _preparation
    setting = os.environ.get(SETTING, "").strip() or "1"
    if setting not in ("0", "1"):
        sys.exit(words()("front.bad_prepare", value=setting[:20]))
    if is_wall_only():
        return
    prepare = prepare_run
    if setting == "1":
        _preparation = Preparation(read_tables, base_path, detail, prepare_run)
        prepare = _preparation.run
        threading.Thread(target=_preparation.run_next, name="next sections", daemon=True).start()
    threading.Thread(target=prepare, name="preparation", daemon=True).start()


def stop() -> None:
    """The server ends: no further section."""
    if _preparation is not None:
        _preparation.stop()
