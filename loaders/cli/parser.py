"""The commands of the command line and their options."""

import argparse
import re
from datetime import date
from pathlib import Path

from catalog.command_line import Parser
from catalog.definitions import words
from loaders.cli import commands
from loaders.engines.engine import DUCKDB, ENGINES
from loaders.store.pointer import TABLES
from loaders.store.publication_record import Judge


def command_parser(judge: Judge) -> Parser:
    """The commands of the contract and their options; `judge` goes with what publishes."""
    parser = Parser(prog="python -m loaders", description=words()("usage.about"))
    title = words()("terminal.command")
    subparsers = parser.add_subparsers(required=True, title=title, metavar=title)
    for name in ("build", "check"):
        command = _add_command(subparsers, name)
        command.set_defaults(judge=judge)
        command.option("--source", action="append", required=True, type=_text)
        command.option("--mapping", metavar="FILE.toml", type=_text)
        command.option("--out", type=_path, default=TABLES)
        command.option("--strict", action="store_true")
        command.option("--report", type=_path)
        command.option("--engine", choices=ENGINES, default=DUCKDB)
        command.option("--as-of", type=_day, metavar="YYYY-MM-DD")
        if name == "build":
            command.option("--confirm", action="store_true")
    command = _add_command(subparsers, "template")
    command.option("--out", "template_out", type=_path, required=True)
    command = _add_command(subparsers, "sample")
    command.option("--out", "sample_out", type=_path, required=True)
    command.option("--labs", type=_count, default=120)
    command.option("--standards", type=_count)
    command.option("--seed", type=_seed, default=2022)
    command.option("--format", choices=["xlsx", "csv", "parquet"], default="xlsx")
    command.option("--assessments", action="store_true")
    command = _add_command(subparsers, "mapping-draft")
    command.option("file", "draft_file", type=_path, metavar="FILE")
    command.option("--out", "draft_out", type=_path, metavar="FILE.toml")
    command = _add_command(subparsers, "status")
    command.option("--out", type=_path, default=TABLES)
    command.option("--json", action="store_true")
    return parser


def _add_command(subparsers: argparse._SubParsersAction, name: str) -> Parser:
    about = words()(f"usage.{name}")
    command = subparsers.add_parser(name, help=about, description=about)
    command.set_defaults(run=commands.COMMANDS[name])
    return command


def _text(text: str) -> str:
    """A source or file that is not blank: a blank one would mean the current folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError(words()("usage.blank"))
    return text


def _path(text: str) -> Path:
    return Path(_text(text))


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
