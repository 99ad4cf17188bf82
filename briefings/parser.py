"""The commands of the command line and their options; the front door brings parser and words."""

from collections.abc import Callable
from pathlib import Path

SECTION = "taking"  # of the sentences that explain them
UNCHANGED, CHANGED, USAGE = 0, 1, 2
REFUSED = 1
BUILT = ("pptx", "docx", "xlsx", "csv")  # what needs no browser


def add_commands(made, words, **runs: Callable) -> None:
    """Give a parser of catalog.command_line the commands; runs: by name what each does."""
    title = words("terminal.command")
    names = made.add_subparsers(required=True, title=title, metavar=title)
    command = _command(names, words, "stamp", runs)
    command.set_defaults(failed=USAGE)
    positional = command.add_argument_group(words("taking.given"))
    about = words("taking.files")
    positional.add_argument("files", nargs="+", type=Path, metavar="FILE", help=about)
    command.option("--tables", type=Path)
    command = _command(names, words, "build", runs)
    positional = command.add_argument_group(words("taking.given"))
    about = words("taking.briefing")
    positional.add_argument("briefing", type=Path, metavar="NAME.toml", help=about)
    command.option("--out", type=Path, required=True)
    command.option("--tables", "build_tables", type=Path)
    command.option("--format", action="append", choices=BUILT)
    command.option("--template-pptx", type=Path)
    command.option("--template-docx", type=Path)


def _command(names, words, name: str, runs: dict[str, Callable]):
    about = words(f"{SECTION}.{name}")
    command = names.add_parser(name, section=SECTION, help=about, description=about)
    command.set_defaults(run=runs[name])
    return command
