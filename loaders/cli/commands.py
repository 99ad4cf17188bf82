"""What each command does; the number returned is the exit status of the contract."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path

from catalog.clock import today
from catalog.command_line import USAGE_STATUS
from catalog.definitions import words
from loaders.cli.progress_bar import progress_bar, say_above_steps, step_line
from loaders.cli.terminal import say, warn
from loaders.engines.engine import require_engine
from loaders.files.open_file import read_sheets
from loaders.files.paths import readable
from loaders.geography.boundary_refusal import REFUSAL, write_refusal
from loaders.load import Loaded, list_rejected_rows, load
from loaders.os_errors import failure_sentence
from loaders.problems import FileRejected, Problem
from loaders.registers.read_file import is_guide
from loaders.report.report import preview, reasons, refusal, report, summary, write_report
from loaders.sheets.mapping import Mapping
from loaders.sheets.mapping_file import read_mapping
from loaders.store.build import find_refused_boundaries, publish_registers
from loaders.store.pointer import NothingPublished
from loaders.store.publication_record import fall_sentence, falls
from loaders.store.publish import LockedByAnother
from loaders.store.published import open_published
from loaders.store.yardstick import objections, rejection_objections
from loaders.text import printable

DONE, REFUSED, USAGE, LOCKED = 0, 1, USAGE_STATUS, 3
MAX_FALLS_LISTED = 10  # on the terminal; the report has them all


def build(options: Namespace) -> int:
    """Publish the sources, or change nothing and say why."""
    loaded, objected = _load(options), []
    if loaded is None:
        return REFUSED
    if not options.confirm:
        declared = options.as_of or loaded.mapping.as_of
        objected = objections(options.out, loaded, declared, today())
    if _report_refusal(options, loaded, options.out, objected):
        return REFUSED
    try:
        with step_line():
            version = publish_registers(loaded, options.out, say_above_steps, options.judge)
    except LockedByAnother:
        warn(words()("terminal.locked"))
        return LOCKED
    _say("published", version=version, as_of=loaded.as_of, place=options.out / version)
    fallen = falls(options.out)
    for fall in fallen[:MAX_FALLS_LISTED]:
        warn(fall_sentence(fall))
    if len(fallen) > MAX_FALLS_LISTED:
        warn(words()("terminal.more_falls", count=len(fallen) - MAX_FALLS_LISTED))
    _write_rejected_rows(options.out, loaded)
    _write_report(options.report, {**report(loaded, version), "falls": fallen, "refusals": []})
    return DONE


def check(options: Namespace) -> int:
    """Validate the sources and publish nothing."""
    loaded = _load(options)
    if loaded is None:
        return REFUSED
    for line in preview(loaded):
        say(line)
    if _report_refusal(options, loaded, None, []):
        return REFUSED
    _write_report(options.report, {**report(loaded, None), "falls": [], "refusals": []})
    _say("acceptable")
    for problem in rejection_objections(loaded):
        warn(problem.message)
    return DONE


def template(options: Namespace) -> int:
    """Write the empty workbook that provinces fill in."""
    from loaders.template.workbook import write_template

    write_template(options.out)
    _say("template", path=options.out)
    return DONE


def mapping_draft(options: Namespace) -> int:
    """Write a mapping drafted from one file, or show it; a file that is there stays as it is."""
    from loaders.sheets.draft_text import draft_text, question_count
    from loaders.sheets.mapping_draft import draft_tables

    name = readable(options.file.name)
    if options.out and options.out.exists():
        _warn_of_draft("exists", name=readable(options.out.name))
        return USAGE
    try:
        if not options.file.exists():
            raise FileRejected("source_missing", value=readable(str(options.file)))
        sheets = [sheet for sheet in read_sheets(options.file) if not is_guide(sheet)]
    except FileRejected as reason:
        warn(Problem(reason.code, name, detail=reason.detail, **reason.where).message)
        return REFUSED
    for sheet in sheets:
        sheet.name = readable(sheet.name)
    tables = draft_tables(name, sheets)
    if not tables:
        _warn_of_draft("nothing", file=printable(name))
        return REFUSED
    drafted = {sheet for table in tables for sheet in table.sheets}
    text = draft_text(name, tables, [s.name for s in sheets if s.name not in drafted])
    if options.out is None:
        say(text.rstrip("\n"))
        return DONE
    try:
        with options.out.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:  # made by somebody else in the meantime
        _warn_of_draft("exists", name=readable(options.out.name))
        return USAGE
    say(words()("draft.made", path=options.out, count=question_count(text)))
    return DONE


def _warn_of_draft(key: str, **parts: str) -> None:
    warn(words()(f"draft.{key}", **parts))


def sample(options: Namespace) -> int:
    """Write fictional registers."""
    from loaders.sample.registers import write_sample

    try:
        paths = write_sample(
            options.out,
            options.labs,
            options.standards,
            options.seed,
            options.format,
            options.assessments,
        )
    except ValueError as reason:
        warn(str(reason))
        return USAGE
    for path in paths:
        _say("sample", path=path)
    return DONE


def status(options: Namespace) -> int:
    """Say what is published."""
    try:
        published = open_published(options.out)
    except NothingPublished as reason:
        if options.json:
            say(json.dumps({"status": "empty", "reason": str(reason)}, ensure_ascii=False))
        else:
            _say("sentence", text=reason)
        return REFUSED
    record = {
        "status": "published",
        "version": published.version,
        "as_of": published.as_of.isoformat(),
        "age_days": published.age_days(today()),
    }
    for name in ("fictional", "title", "rows", "sources", "built_at"):
        record[name] = published.manifest[name]
    if options.json:
        say(json.dumps(record, ensure_ascii=False, indent=1))
    else:
        _say_status(record)
    return DONE


COMMANDS = {
    "build": build,
    "check": check,
    "mapping-draft": mapping_draft,
    "template": template,
    "sample": sample,
    "status": status,
}


def _load(options: Namespace) -> Loaded | None:
    """The sources as read, told on the terminal; None where not even a list of files came of it."""
    require_engine(options.engine)
    mapping = read_mapping(options.mapping)
    _warn_of_future(options.as_of or mapping.as_of)
    try:
        with step_line():
            loaded = load(
                options.source, mapping, options.as_of, today(), progress_bar, options.engine
            )
    except FileRejected as reason:
        problem = Problem(reason.code, reason.where.get("value", ""), **reason.where)
        warn(problem.message)
        _write_report(options.report, refusal(problem))
        return None
    for line in summary(loaded):
        say(line)
    _say_as_of(options.as_of, mapping, loaded)
    return loaded


def _report_refusal(
    options: Namespace, loaded: Loaded, out: Path | None, objected: list[Problem]
) -> bool:
    """Say why this may not be published, as the last lines of the terminal; False where it may.

    out: the folder to publish to, where the refused rows and boundaries are written down if it
    exists; None for a check, which writes nothing but its report. objected: what the build as a
    whole needs a person's confirmation for.
    """
    boundaries = find_refused_boundaries()
    sentences = reasons(loaded, options.strict)
    sentences += [problem.message for problem in objected]
    for reason in boundaries["reasons"]:
        sentences.append(words()("terminal.boundary", file=boundaries["file"], reason=reason))
    writable = out is not None and out.exists()
    if writable:
        _write(out / REFUSAL, lambda: write_refusal(out, **boundaries))
    if not sentences:
        return False
    if writable:
        _write_rejected_rows(out, loaded)
    refusals = [{**problem.as_record(), "detail": problem.detail} for problem in objected]
    record = {**report(loaded, None), "falls": [], "refusals": refusals}
    if boundaries["reasons"]:
        record["refused_boundaries"] = boundaries
    _write_report(options.report, record)
    warn("\n".join([words()("terminal.refused"), *sentences]))
    return True


def _warn_of_future(as_of: date | None) -> None:
    """A slip in the year would keep the data young for years."""
    if as_of and as_of > today():
        warn(words()("terminal.future", as_of=as_of, today=today()))


def _say_as_of(as_of: date | None, mapping: Mapping, loaded: Loaded) -> None:
    """Say the as-of day where nobody set it."""
    if as_of is None and mapping.as_of is None and loaded.as_of:
        _say("as_of_found", as_of=loaded.as_of)


def _write_report(path: Path | None, record: dict) -> None:
    if path:
        _write(path, lambda: write_report(record, path))


def _write_rejected_rows(out: Path, loaded: Loaded) -> None:
    path = out / "rejected.xlsx"
    if not path.exists() and not list_rejected_rows(loaded):
        return
    from loaders.report.rejected_workbook import write_rejected  # with openpyxl: for few commands

    count = _write(path, lambda: write_rejected(loaded, path))
    if count:
        _say("rejected_rows", count=count, path=path)


def _write(path: Path, write: Callable[[], int | None]) -> int | None:
    """Write something beside the tables; a failure is a warning and changes nothing else."""
    try:
        return write()
    except OSError as failure:
        reason = failure_sentence(failure)
        warn(words()("terminal.not_written", name=path.name, reason=reason))
        return None


def _say_status(record: dict) -> None:
    t = words()
    mark = t("terminal.fictional_mark") if record["fictional"] else ""
    _say(
        "status",
        mark=mark,
        version=record["version"],
        as_of=record["as_of"],
        age_days=record["age_days"],
    )
    rows = [f"{name} {count}" for name, count in record["rows"].items()]
    _say("status_rows", rows=t("terminal.comma").join(rows))
    files = [source["file"] for source in record["sources"]]
    _say("status_sources", files=t.join(files))


def _say(key: str, **parts) -> None:
    """Say a sentence of the section `terminal`."""
    say(words()(f"terminal.{key}", **parts))
