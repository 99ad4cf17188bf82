"""The section that a reader was sent last, for whoever prepares what may be asked for next."""

import threading

from content.downloads.rebuilding import DrawnSection


class LatestSection:
    """The newest section noted, handed out once."""

    def __init__(self) -> None:
        self._section: DrawnSection | None = None
        self._noted = threading.Event()

    @property
    def waiting(self) -> bool:
        """Whether a section has been noted since one was last taken."""
        return self._noted.is_set()

    def note(self, section: DrawnSection | None) -> None:
        """A page was sent this section; None only wakes whoever waits for one."""
        self._section = section
        self._noted.set()

    def take(self) -> DrawnSection | None:
        """The section noted since this was last asked; waits for one."""
        self._noted.wait()
        self._noted.clear()
        section, self._section = self._section, None  # it holds the tables of its version
        return section


latest_section = LatestSection()
