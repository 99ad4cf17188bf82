"""The commands of the command line and their options; the front door brings parser and words."""

from collections.abc import Callable
from pathlib import Path

from catalog.sentences import LANGUAGES, Words

SECTION = "taking"  # of the sentences that explain them
UNCHANGED, CHANGED, USAGE = 0, 1, 2
REFUSED_STATUS = 1
NOTHING_CHANGED_STATUS = 3
DIGESTS = ("docx", "md")  # endings of the file
BUILT = ("pptx", "docx", "xlsx", "csv")  # what needs no browser


def add_commands(made, t: Words, **runs: Callable) -> None:
    """Give a parser of catalog.command_line the commands; runs: by name what each does."""
    title = t("terminal.command")
    names = made.add_subparsers(required=True, title=title, metavar=title)
    command = _command(names, t, "stamp", runs)
    command.set_defaults(failed=USAGE)
    positional = command.add_argument_group(t("taking.given"))
    about = t("taking.files")
    positional.add_argument("files", nargs="+", type=Path, metavar="FILE", help=about)
    command.option("--tables", type=Path)
    command = _command(names, t, "build", runs)
    positional = command.add_argument_group(t("taking.given"))
    about = t("taking.briefing")
    positional.add_argument("briefing", type=Path, metavar="NAME.toml", help=about)
    command.option("--out", type=Path, required=True)
    command.option("--tables", "build_tables", type=Path)
    command.option("--format", action="append", choices=BUILT)
    command.option("--template-pptx", type=Path)
    command.option("--template-docx", type=Path)
    command = _command(names, t, "digest", runs)
    command.option("--since", required=True)
    command.option("--out", "digest_out", type=Path, required=True)
    command.option("--tables", "build_tables", type=Path)
    command.option("--lang", choices=LANGUAGES, default=LANGUAGES[0])


def _command(names, t: Words, name: str, runs: dict[str, Callable]):
    about = t(f"{SECTION}.{name}")
    command = names.add_parser(name, section=SECTION, help=about, description=about)
    command.set_defaults(run=runs[name])
    return command
