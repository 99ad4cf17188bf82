"""The published tables, held once per process and version; the last good one outlives a fault."""

import logging
from pathlib import Path

import streamlit as st

from loaders.store.pointer import NothingPublished, current_version, tables_folder
from loaders.store.published import Published, find_damage, open_last_good, open_published

log = logging.getLogger(__name__)


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(folder: str, version: str) -> Published:
    """One version, verified and shared by every session: never edit its frames."""
    tables = open_published(Path(folder))
    log.info("opened version %s (asked for %s)", tables.version, version)
    return tables


# what this process showed last, by the folder of the tables
_last_good: dict[Path, Published] = {}


def load_published() -> tuple[Published, str]:
    """The current version and an empty string, or the last good one and what went wrong.

    A version whose files are damaged after it was opened stays on show, with what went wrong.

    The last good one is what this process showed before, else the newest kept version that is
    whole. Raises NothingPublished when nothing readable is left.
    """
    folder = tables_folder()
    tables = _last_good.get(folder)
    try:
        version = current_version(folder)
        # every run asks: Streamlit's cache would hash folder and version each time
        if tables is None or tables.version != version:
            tables = _open(str(folder), version)
        damage = find_damage(folder)
    except NothingPublished as why:
        log.error("%s (%r)", why, why.__cause__)
        if folder not in _last_good:
            _last_good[folder], _ = open_last_good(folder)
        return _last_good[folder], str(why)
    _last_good[folder] = tables
    if damage:
        log.error("%s", damage)
    return tables, damage
