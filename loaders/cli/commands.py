"""What each command does; the number returned is the exit status of the contract."""

import json
from datetime import date
from pathlib import Path

from catalog.clock import today
from catalog.definitions import words
from loaders.cli.progress_bar import progress_bar
from loaders.cli.terminal import say, warn
from loaders.geography.boundary_refusal import REFUSAL, tell_refusal
from loaders.os_errors import named
from loaders.problems import FileRejected, Problem
from loaders.registers.load import Loaded, load
from loaders.report.rejected_workbook import write_rejected
from loaders.report.report import reasons, refusal, report, summary, write_report
from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from loaders.store import published
from loaders.store.build import publish_loaded, refused_boundaries
from loaders.store.pointer import NothingPublished
from loaders.store.publication_record import fall_sentence, falls
from loaders.store.publish import LockedByAnother

DONE, REFUSED, USAGE, LOCKED = 0, 1, 2, 3
SHOWN = 10  # sentences of a kind on the terminal; the report has them all


def build(options) -> int:
    """Publish the sources, or change nothing and say why."""
    loaded = _load(options)
    if loaded is None or _refused(options, loaded):
        return REFUSED
    try:
        version = publish_loaded(loaded, options.out, options.engine, say, options.judge)
    except LockedByAnother:
        warn(words()("terminal.locked"))
        return LOCKED
    _announce("published", version=version, as_of=loaded.as_of, place=options.out / version)
    fallen = falls(options.out)
    for fall in fallen[:SHOWN]:
        warn(fall_sentence(fall))
    if len(fallen) > SHOWN:
        warn(words()("terminal.more_falls", count=len(fallen) - SHOWN))
    _write_rows(options, loaded)
    _report(options, loaded, version, fallen)
    return DONE


def check(options) -> int:
    """Validate the sources and publish nothing."""
    loaded = _load(options)
    if loaded is None or _refused(options, loaded):
        return REFUSED
    _report(options, loaded, None)
    _announce("acceptable")
    return DONE


def _refused(options, loaded: Loaded) -> bool:
    """Say why this may not be published, the last word on the terminal; False where it may."""
    boundaries = refused_boundaries()
    told = reasons(loaded, options.strict)
    told += [
        words()("terminal.boundary", file=boundaries["file"], reason=reason)
        for reason in boundaries["reasons"]
    ]
    if options.run is build and options.out.exists():
        _write(options.out / REFUSAL, lambda: tell_refusal(options.out, **boundaries))
    if told:
        if options.run is build and options.out.exists():
            _write_rows(options, loaded)
        _report(options, loaded, None, boundaries=boundaries)
        warn("\n".join([words()("terminal.refused"), *told]))
    return bool(told)


def _load(options) -> Loaded | None:
    mapping = read_mapping(options.mapping)
    _warn_of_future(options.as_of or mapping.as_of)
    try:
        loaded = load(options.source, mapping, options.as_of, today(), progress_bar)
    except FileRejected as why:
        problem = Problem(why.code, why.where.get("value", ""), **why.where)
        warn(problem.message)
        if options.report:
            _write(options.report, lambda: write_report(refusal(problem), options.report))
        return None
    for line in summary(loaded):
        say(line)
    _say_as_of(options.as_of, mapping, loaded)
    return loaded


def _warn_of_future(as_of: date | None) -> None:
    """A slip in the year would keep the data young for years."""
    if as_of and as_of > today():
        warn(words()("terminal.future", as_of=as_of, today=today()))


def _say_as_of(given: date | None, mapping: Mapping, loaded: Loaded) -> None:
    if given is None and mapping.as_of is None and loaded.as_of:
        _announce("as_of_found", as_of=loaded.as_of)


def _report(
    options,
    loaded: Loaded,
    version: str | None,
    fallen: list[dict] | None = None,
    boundaries: dict | None = None,
) -> None:
    if options.report:
        record = {**report(loaded, version), "falls": fallen or []}
        if boundaries and boundaries["reasons"]:
            record["refused_boundaries"] = boundaries
        _write(options.report, lambda: write_report(record, options.report))


def _write_rows(options, loaded: Loaded) -> None:
    path = options.out / "rejected.xlsx"
    count = _write(path, lambda: write_rejected(loaded, path))
    if count:
        _announce("rejected_rows", count=count, path=path)


def _write(path: Path, write) -> int | None:
    """Write something beside the tables; a failure is said and changes nothing else."""
    try:
        return write()
    except OSError as failure:
        warn(words()("terminal.not_written", name=path.name, reason=named(failure)))
        return None


def template(options) -> int:
    """Write the empty workbook that provinces fill in."""
    from loaders.template.workbook import write_template

    write_template(options.out)
    _announce("template", path=options.out)
    return DONE


def sample(options) -> int:
    """Write fictional registers."""
    from loaders.sample.registers import write_sample

    try:
        paths = write_sample(
            options.out, options.labs, options.standards, options.seed, options.format
        )
    except ValueError as why:
        warn(str(why))
        return USAGE
    for path in paths:
        _announce("sample", path=path)
    return DONE


def status(options) -> int:
    """Say what is published."""
    try:
        found = published.open_published(options.out)
    except NothingPublished as why:
        say(
            json.dumps({"status": "empty", "reason": str(why)}, ensure_ascii=False)
            if options.json
            else words()("terminal.sentence", text=why)
        )
        return REFUSED
    record = {
        "status": "published",
        "version": found.version,
        "as_of": found.as_of.isoformat(),
        "age_days": found.age_days(today()),
        **{k: found.manifest[k] for k in ("fictional", "title", "rows", "sources", "built_at")},
    }
    if options.json:
        say(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _print_status(record)
    return DONE


def _print_status(record: dict) -> None:
    t = words()
    mark = t("terminal.fictional_mark") if record["fictional"] else ""
    head = {name: record[name] for name in ("version", "as_of", "age_days")}
    _announce("status", mark=mark, **head)
    _announce(
        "status_rows",
        rows=t("terminal.comma").join(f"{name} {rows}" for name, rows in record["rows"].items()),
    )
    files = [source["file"] for source in record["sources"]]
    _announce("status_sources", files=t("scope.joint").join(files))


def _announce(key: str, **parts) -> None:
    """Say a sentence of the catalogue."""
    say(words()(f"terminal.{key}", **parts))
