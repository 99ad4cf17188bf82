"""What one publication adds to the history: its facts, its rows by province, its judgement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from catalog.clock import day_of
from catalog.definitions import catalog, words
from loaders.load import Loaded
from loaders.registers.register_rows import LARGE_REGISTERS
from loaders.registers.row_ledger import add_entries
from loaders.report.province_of_row import kept_rows
from loaders.store.compared_versions import ComparedVersion, place_changes, read_compared
from loaders.store.history import Entry, add_publication, known_history, last, write_history
from loaders.store.pointer import content_name, read_pointer
from loaders.store.publish import Remember
from loaders.store.published import Published, open_folder
from loaders.work_progress import report_step


@dataclass(frozen=True)
class Judge:
    """How a version is judged: by which method, and the tables that come of it.

    judge(published) gives the tables `statuses` and `verdicts` of loaders.store.history, without
    counter. compare(version before, this one) gives the tables `lab_changes`, `row_counts` and
    `row_changes`, without counter and places. The front door introduces them; loading itself judges
    and compares nothing.
    """

    method: str = ""
    judge: Callable[[Published], dict[str, pd.DataFrame]] = lambda _: {}
    compare: Callable[[ComparedVersion, ComparedVersion], dict[str, pd.DataFrame]] = (
        lambda _before, _now: {}
    )


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
        version_before = out / before["version"] if "version" in before else None
        after = add_publication(known, entry(loaded, target, judge, version_before), counter)
        if after is known:
            return counter, None
        return counter, lambda folder: write_history(folder, after)

    return remember


def entry(loaded: Loaded, target: Path, judge: Judge, before: Path | None) -> Entry:
    """This publication, whose version lies in the target folder, as it is written down.

    before: the folder of the version published until now, None where there is none.
    """
    report_step("judging")
    published = open_folder(target, {name: list_judged_columns(name) for name in LARGE_REGISTERS})
    total = add_entries(list(loaded.ledger.entries.values()))
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
    return Entry(
        facts,
        kept_rows(loaded),
        reach=list_reach(published.manifest),
        **judge.judge(published),
        **list_differences(loaded, target, judge, before),
    )


def list_judged_columns(register: str) -> list[str]:
    """The columns that a judgement may look at: all but names and notes, which fill the memory."""
    columns = catalog().registers[register].columns.values()
    return [column.name for column in columns if column.kind != "text"]


def list_differences(
    loaded: Loaded, target: Path, judge: Judge, before: Path | None
) -> dict[str, pd.DataFrame]:
    """What differs from the version before, with the places of its rows; nothing where that one can
    no longer be read."""
    both = read_compared(before, target) if before is not None else None
    if both is None:
        return {}
    report_step("comparing")
    tables = judge.compare(*both)
    if "row_changes" in tables:
        tables["row_changes"] = place_changes(tables["row_changes"], loaded)
    return tables


def list_reach(manifest: dict) -> pd.DataFrame:
    """How far each register reaches, and whether that is too old on the day of building."""
    built = day_of(datetime.fromisoformat(manifest["built_at"]))
    rows = []
    for name, latest in manifest["reach"].items():
        age_days = (built - date.fromisoformat(latest)).days
        rows.append([name, latest, age_days > catalog().registers[name].update_period_days])
    return pd.DataFrame(rows, columns=["register", "latest", "stale"])


def falls(out: Path) -> list[dict]:
    """Registers and provinces that sent far fewer rows this time than the last, as records."""
    tables, _ = known_history(out, read_pointer(out)["histories"])
    rows = last(tables, "counts")
    columns = ["register", "province", "before", "rows"]
    return rows.loc[rows["dropped"], columns].astype({"before": int}).to_dict("records")


def fall_sentence(fall: dict) -> str:
    """A fall in words."""
    t = words()
    place = catalog().short_names.get(fall["province"], t("terminal.nationwide"))
    register = catalog().registers[fall["register"]].sheet
    return t("terminal.fall", **{**fall, "province": place, "register": register})
