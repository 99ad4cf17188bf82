"""The words of the command line: commands, options, and in Chinese what is wrong with them."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders import commands
from loaders.catalog import words
from loaders.chronicle import Judge
from loaders.pointer import TABLES

# what argparse says, and the sentence of ours that says the same
_SAID = {
    r"the following arguments are required: (.+)": "required",
    r"argument (.+?): expected .+": "lacking",
    r"argument (.+?): invalid choice: (.+) \(choose from (.+)\)": "choice",
    r"argument (.+?): (.+)": "argument",
    r"unrecognized arguments: (.+)": "unknown",
    r"ambiguous option: (.+) could match (.+)": "ambiguous",
}


class Parser(argparse.ArgumentParser):
    """A parser that says in Chinese that the command is not one."""

    def error(self, message: str):
        """Exit with status 2."""
        usage = self.format_usage()[7:]
        told = words()("terminal.usage", message=_in_chinese(message), usage=usage)
        self.exit(commands.USAGE, told)


def _in_chinese(message: str) -> str:
    for pattern, key in _SAID.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words()(f"usage.{key}", **{f"part{i}": p for i, p in enumerate(found.groups())})
    return message


def parser(judge: Judge) -> Parser:
    """The commands of the contract and their options; `judge` goes with what publishes."""
    made = Parser(prog="python -m loaders", description=__doc__)
    names = made.add_subparsers(required=True, metavar=words()("terminal.command"))
    for name, run in (("build", commands.build), ("check", commands.check)):
        command = _command(names, name, run)
        command.set_defaults(judge=judge)
        command.add_argument("--source", action="append", required=True, type=_named)
        command.add_argument("--mapping", metavar="FILE.toml", type=_named)
        command.add_argument("--out", type=_place, default=TABLES)
        command.add_argument("--strict", action="store_true")
        command.add_argument("--report", type=_place)
        command.add_argument("--engine", choices=["duckdb"], default="duckdb")
        command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
    command = _command(names, "template", commands.template)
    command.add_argument("--out", type=_place, required=True)
    command = _command(names, "sample", commands.sample)
    command.add_argument("--out", type=_place, required=True)
    command.add_argument("--labs", type=_count, default=120)
    command.add_argument("--standards", type=_count)
    command.add_argument("--seed", type=_seed, default=2022)
    command.add_argument("--format", choices=["xlsx", "csv", "parquet"], default="xlsx")
    command = _command(names, "status", commands.status)
    command.add_argument("--out", type=_place, default=TABLES)
    command.add_argument("--json", action="store_true")
    return made


def _command(names, name: str, run: Callable) -> argparse.ArgumentParser:
    command = names.add_parser(name, help=run.__doc__, description=run.__doc__)
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
