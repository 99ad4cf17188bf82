"""The words of the command line: commands, options, and in Chinese what is wrong with them."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from catalog.definitions import words
from loaders.cli import commands
from loaders.store.pointer import TABLES
from loaders.store.publication_record import Judge

# what argparse says, and the sentence of ours that says the same
_SAID = {
    r"the following arguments are required: (.+)": "required",
    r"argument (.+?): expected .+": "lacking",
    r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)": "choice",
    r"argument (.+?): (.+)": "argument",
    r"unrecognized arguments: (.+)": "unknown",
    r"ambiguous option: (.+) could match (.+)": "ambiguous",
}


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):
        ours = words()("usage.prefix") if prefix is None else prefix
        super().add_usage(usage, actions, groups, ours)


class Parser(argparse.ArgumentParser):
    """A parser that explains itself, and says what is no command, in Chinese.

    section: of the sentences that explain its options.
    """

    def __init__(self, section: str = "usage", **how):
        super().__init__(add_help=False, formatter_class=_Formatter, **how)
        self.section = section
        self.options = self.add_argument_group(words()("usage.options"))
        self.options.add_argument("-h", "--help", action="help", help=words()("usage.help"))

    def option(self, name: str, says: str = "", **how) -> None:
        """Take an option; its explanation is that of its own name unless `says` names another."""
        says = says or name.removeprefix("--").replace("-", "_")
        self.options.add_argument(name, help=words()(f"{self.section}.{says}"), **how)

    def error(self, message: str):
        """Exit with status 2."""
        told = words()("terminal.usage", message=_in_chinese(message), usage=self.format_usage())
        self.exit(commands.USAGE, told)


def _in_chinese(message: str) -> str:
    for pattern, key in _SAID.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words()(f"usage.{key}", **{f"part{i}": p for i, p in enumerate(found.groups())})
    return message


def parser(judge: Judge) -> Parser:
    """The commands of the contract and their options; `judge` goes with what publishes."""
    made = Parser(prog="python -m loaders", description=words()("usage.about"))
    title = words()("terminal.command")
    names = made.add_subparsers(required=True, title=title, metavar=title)
    for run in (commands.build, commands.check):
        command = _command(names, run)
        command.set_defaults(judge=judge)
        command.option("--source", action="append", required=True, type=_named)
        command.option("--mapping", metavar="FILE.toml", type=_named)
        command.option("--out", type=_place, default=TABLES)
        command.option("--strict", action="store_true")
        command.option("--report", type=_place)
        command.option("--engine", choices=["duckdb"], default="duckdb")
        command.option("--as-of", type=_day, metavar="YYYY-MM-DD")
    command = _command(names, commands.template)
    command.option("--out", "template_out", type=_place, required=True)
    command = _command(names, commands.sample)
    command.option("--out", "sample_out", type=_place, required=True)
    command.option("--labs", type=_count, default=120)
    command.option("--standards", type=_count)
    command.option("--seed", type=_seed, default=2022)
    command.option("--format", choices=["xlsx", "csv", "parquet"], default="xlsx")
    command = _command(names, commands.status)
    command.option("--out", type=_place, default=TABLES)
    command.option("--json", action="store_true")
    return made


def _command(names, run: Callable) -> Parser:
    about = words()(f"usage.{run.__name__}")
    command = names.add_parser(run.__name__, help=about, description=about)
    command.set_defaults(run=run)
    return command


def _named(text: str) -> str:
    """A source or file that is not blank: a blank one would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(words()("usage.blank"))
    return text


def _place(text: str) -> Path:
    return Path(_named(text))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words()("usage.day", text=text)) from None


def _count(text: str) -> int:
    return _whole(text, 9)


def _seed(text: str) -> int:
    return _whole(text, 18)


def _whole(text: str, digits: int) -> int:
    if not re.fullmatch(rf"\d{{1,{digits}}}", text, re.ASCII):
        raise argparse.ArgumentTypeError(words()("usage.whole", text=text, digits=digits))
    return int(text)
