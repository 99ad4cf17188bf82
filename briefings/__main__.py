"""The command line: python -m briefings stamp | build | digest.

A front door like dashboard.py: it introduces what is published to what was taken away.
"""

import sys
from pathlib import Path

from catalog import interrupts


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is its exit status."""
    from catalog.typed_toml import Refusal

    try:
        return _run(arguments)
    except Refusal as refusal:  # a faulty definition in data/catalog
        print(refusal, file=sys.stderr)
        return 2


def _run(arguments: list[str] | None) -> int:
    from briefings.parser import SECTION, add_commands
    from catalog.command_line import Parser
    from catalog.definitions import words
    from loaders.cli.exit_status import run_command

    parser = Parser(SECTION, prog="python -m briefings", description=words()("taking.about"))
    add_commands(parser, words(), stamp=stamp, build=build, digest=digest)
    interrupts.raise_keyboard_interrupt()
    return run_command(parser, arguments, SECTION)


def stamp(options) -> int:
    """Say what the files say of themselves, and whether the data have changed since.

    0: of the version now published; 1: of another one; 2: a file without a stamp, or nothing
    published to compare with.
    """
    from briefings.parser import UNCHANGED, USAGE
    from catalog.definitions import words
    from loaders.cli.terminal import warn
    from loaders.store.pointer import TABLES, NothingPublished, current_version

    try:
        current = current_version(options.tables or TABLES)
    except NothingPublished as reason:
        warn(words()("terminal.sentence", text=str(reason).rstrip("。")))
        return USAGE
    return max((_describe_file(path, current) for path in options.files), default=UNCHANGED)


def _describe_file(path: Path, current: str) -> int:
    """One file's account on the terminal; its exit status."""
    from briefings.describe_stamp import account, plain
    from briefings.parser import CHANGED, UNCHANGED, USAGE
    from briefings.read_stamp import MAX_BYTES, Unstamped, stamps
    from catalog.definitions import words
    from catalog.files import NotAFile, read_file
    from loaders.cli.terminal import say, warn
    from loaders.files.paths import readable
    from loaders.os_errors import failure_sentence

    name = plain(readable(path.name))
    try:
        members = stamps(read_file(path, MAX_BYTES))
    except Unstamped as failure:
        warn(words()(failure.reason, file=name))
        return USAGE
    except NotAFile:
        warn(
            words()("imprint.unreadable", file=name, reason=words()("imprint.no_file").rstrip("。"))
        )
        return USAGE
    except (OSError, ValueError) as failure:
        warn(words()("imprint.unreadable", file=name, reason=failure_sentence(failure)))
        return USAGE
    for member, file_stamp in members:
        inner = words()("imprint.member", file=name, member=plain(readable(member)))
        say(inner if member else words()("imprint.file", file=name))
        for line in account(file_stamp, current, words()):
            say(f"  {line}")
    versions = {file_stamp["version"] for _, file_stamp in members}
    return UNCHANGED if versions == {current} else CHANGED


def build(options) -> int:
    """Make the files of a saved briefing from what is published now.

    0: written; 1: a briefing that cannot be made, or nothing published; 2: a file that cannot be
    read, or is no TOML.
    """
    from briefings.parser import REFUSED_STATUS, USAGE
    from briefings.read_stamp import MAX_BYTES
    from briefings.shared.unfit_template import UnfitTemplate
    from catalog.definitions import words
    from catalog.files import NotAFile, read_file
    from content.briefing.saved_file import Refused, Unreadable
    from loaders.cli.terminal import warn
    from loaders.os_errors import failure_sentence
    from loaders.store.pointer import NothingPublished

    asked = {"pptx": options.template_pptx, "docx": options.template_docx}
    try:
        content = read_file(options.briefing, MAX_BYTES)
        templates = {name: read_file(path, MAX_BYTES) for name, path in asked.items() if path}
    except NotAFile:
        warn(words()("taking.failed", reason=words()("imprint.no_file").rstrip("。")))
        return USAGE
    except (OSError, ValueError) as failure:
        warn(words()("taking.failed", reason=failure_sentence(failure)))
        return USAGE
    try:
        return _write_files(options, content, templates)
    except Unreadable as failure:
        warn(words()("terminal.sentence", text=str(failure).rstrip("。")))
        return USAGE
    except (Refused, NothingPublished, UnfitTemplate) as failure:
        for reason in str(failure).splitlines():
            warn(words()("terminal.sentence", text=reason.rstrip("。")))
        return REFUSED_STATUS


def _write_files(options, content: bytes, templates: dict[str, bytes]) -> int:
    """Write every file or none; then name them, and the sentences that speak of older numbers."""
    from briefings.describe_stamp import plain
    from briefings.formats import make
    from briefings.local_files import write_file
    from catalog.definitions import words
    from content.briefing.build import build_briefing, make_files
    from loaders.cli.terminal import say, warn
    from loaders.files.paths import readable
    from loaders.store.pointer import TABLES

    name = plain(readable(options.briefing.name))
    briefing, old = build_briefing(content, options.tables or TABLES, name)
    wanted = options.format or ["pptx", "docx", "xlsx"]
    made = make_files(briefing, list(dict.fromkeys(wanted)), make, templates)
    for name, content_made in made.items():
        path = write_file(options.out, name, content_made)
        say(words()("taking.written", path=path))
    for sentence in old:
        warn(sentence)
    return 0


def digest(options) -> int:
    """Write what changed since a version.

    0: written; 1: an unknown version, or nothing published; 2: a file that is neither .docx nor
    .md; 3: nothing has changed, no file is written.
    """
    from briefings.formats import make
    from briefings.local_files import write_file
    from briefings.parser import DIGESTS, NOTHING_CHANGED_STATUS, REFUSED_STATUS, USAGE
    from catalog.definitions import words
    from catalog.sentences import read_language
    from content.changes.digest import make_digest
    from content.changes.note_text import UnknownVersion
    from content.public_detail import read_public_detail
    from loaders.cli.terminal import say, warn
    from loaders.store.pointer import TABLES, NothingPublished

    suffix, tables = options.out.suffix.lower().removeprefix("."), options.tables or TABLES
    if suffix not in DIGESTS:
        warn(words()("taking.digest_suffix", suffixes=words().join(DIGESTS)))
        return USAGE
    t = read_language(options.lang)
    try:
        content = make_digest(tables, options.since, suffix, t, read_public_detail(), make)
    except UnknownVersion:
        warn(words()("note.unknown", version=options.since))
        return REFUSED_STATUS
    except NothingPublished as failure:
        warn(words()("terminal.sentence", text=str(failure).rstrip("。")))
        return REFUSED_STATUS
    if content is None:
        say(words()("taking.digest_nothing"))
        return NOTHING_CHANGED_STATUS
    path = write_file(options.out.parent, options.out.name, content)
    say(words()("taking.written", path=path))
    return 0


if __name__ == "__main__":
    interrupts.end_without_traceback()
    sys.exit(main())
