"""What one publication adds to the history: its facts, its rows by province, its judgement."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from catalog.definitions import catalog, words
from loaders.registers.load import Loaded
from loaders.registers.row_ledger import add_entries
from loaders.report.province_of_row import kept_rows
from loaders.store.history import Entry, add_publication, known_history, last, write_history
from loaders.store.pointer import content_name, read_pointer
from loaders.store.publish import Remember
from loaders.store.published import Published, open_folder


@dataclass(frozen=True)
class Judge:
    """How a version is judged: by which method, and the tables that come of it.

    judge(published) gives the tables `statuses` and `verdicts` of loaders.store.history, without
    counter. The front door introduces one; loading itself judges nothing.
    """

    method: str = ""
    judge: Callable[[Published], dict[str, pd.DataFrame]] = lambda _: {}


def remembering(out: Path, loaded: Loaded, judge: Judge, say: Callable[[str], None]) -> Remember:
    """How `publish` learns what this publication adds to the history under `out`."""

    def remember(target: Path, before: dict):
        known, whole = known_history(out, before["histories"])
        if not whole:
            say(words()("terminal.history_damaged"))
        last_counter = (
            int(known["publications"]["counter"].max()) if len(known["publications"]) else 0
        )
        counter = max(before["counter"], last_counter) + 1
        after = add_publication(known, entry(loaded, target, judge), counter)
        if after is known:
            return counter, None
        return counter, lambda folder: write_history(folder, after)

    return remember


def entry(loaded: Loaded, target: Path, judge: Judge) -> Entry:
    """This publication, whose version lies in the target folder, as it is written down."""
    published, total = open_folder(target), add_entries(list(loaded.ledger.entries.values()))
    facts = {
        **{
            name: published.manifest[name] for name in ("version", "built_at", "as_of", "fictional")
        },
        "method": judge.method,
        "content": content_name(target),
        **vars(total),
        "files": len(loaded.files),
        "problems": sum(len(file.problems) for file in loaded.files),
    }
    return Entry(facts, kept_rows(loaded), **judge.judge(published))


def falls(out: Path) -> list[dict]:
    """Registers and provinces that sent far fewer rows this time than the last, as records."""
    tables, _ = known_history(out, read_pointer(out)["histories"])
    rows = last(tables, "counts")
    columns = ["register", "province", "before", "rows"]
    return rows.loc[rows["dropped"], columns].astype({"before": int}).to_dict("records")


def fall_sentence(fall: dict) -> str:
    """A fall in words."""
    t, provinces = words(), catalog().provinces
    names = dict(zip(provinces.code, provinces.short, strict=True))
    place = names.get(fall["province"], t("terminal.nationwide"))
    register = catalog().registers[fall["register"]].sheet
    return t("terminal.fall", **{**fall, "province": place, "register": register})
