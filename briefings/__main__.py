"""The command line: python -m briefings stamp.

A front door like dashboard.py: it introduces what is published to what was taken away.
"""

import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is its exit status."""
    from briefings.usage import SECTION, add_commands
    from loaders.answers import answered
    from loaders.catalog import words
    from loaders.usage import Parser

    made = Parser(SECTION, prog="python -m briefings", description=words()("taking.about"))
    add_commands(made, words(), stamp=stamp)
    return answered(made, arguments, SECTION)


def stamp(options) -> int:
    """Say what the files say of themselves, and whether the data have changed since.

    0: of the version now published; 1: of another one; 2: a file without a stamp, or nothing
    published to compare with.
    """
    from briefings.usage import UNCHANGED, USAGE
    from loaders.catalog import words
    from loaders.pointer import TABLES, NothingPublished, current_version
    from loaders.terminal import warn

    try:
        current = current_version(options.tables or TABLES)
    except NothingPublished as reason:
        warn(words()("terminal.sentence", text=str(reason).rstrip("。")))
        return USAGE
    return max((_told(path, current) for path in options.files), default=UNCHANGED)


def _told(path: Path, current: str) -> int:
    """One file's account on the terminal; its exit status."""
    from briefings.account import account, plain
    from briefings.reading import MOST, Unstamped, stamps
    from briefings.usage import CHANGED, UNCHANGED, USAGE
    from loaders.catalog import words
    from loaders.failures import named
    from loaders.sources import readable
    from loaders.taken import taken
    from loaders.terminal import say, warn

    name = plain(readable(path.name))
    try:
        found = stamps(taken(path, MOST))
    except Unstamped as failure:
        warn(words()(failure.reason, file=name))
        return USAGE
    except (OSError, ValueError) as failure:
        warn(words()("imprint.unreadable", file=name, reason=named(failure)))
        return USAGE
    for member, said in found:
        inner = words()("imprint.member", file=name, member=plain(readable(member)))
        say(inner if member else words()("imprint.file", file=name))
        for line in account(said, current, words()):
            say(f"  {line}")
    return UNCHANGED if {said["version"] for _, said in found} == {current} else CHANGED


if __name__ == "__main__":
    sys.exit(main())
