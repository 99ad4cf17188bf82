"""The command line: python -m loaders build | check | template | sample | status.

A front door like dashboard.py: it introduces the judgement of a version to the loaders, which
publish it with the version and know nothing of how it is made.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from loaders import commands
from loaders.catalog import words
from loaders.chronicle import Judge
from loaders.failures import BuildFailed, named
from loaders.ledger import LedgerError
from loaders.mapping_file import MappingError
from loaders.pointer import TABLES
from widgets.specs.judgement import judge, method


class Parser(argparse.ArgumentParser):
    """A parser that says in Chinese that the command is not one."""

    def error(self, message: str):
        """Exit with status 2."""
        usage = self.format_usage()[7:]
        self.exit(commands.USAGE, words()("terminal.usage", message=message, usage=usage))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except MappingError as failure:
        print(words()("terminal.sentence", text=failure), file=sys.stderr)
        return commands.USAGE
    except (OSError, MemoryError, LedgerError, BuildFailed) as failure:
        print(words()("terminal.failed", reason=named(failure)), file=sys.stderr)
        return commands.REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m loaders", description=__doc__)
    names = parser.add_subparsers(required=True, metavar=words()("terminal.command"))
    for name, run in (("build", commands.build), ("check", commands.check)):
        command = _command(names, name, run)
        command.set_defaults(judge=Judge(method(), judge))
        command.add_argument("--source", action="append", required=True)
        command.add_argument("--mapping", metavar="FILE.toml")
        command.add_argument("--out", type=Path, default=TABLES)
        command.add_argument("--strict", action="store_true")
        command.add_argument("--report", type=Path)
        command.add_argument("--engine", choices=["duckdb"], default="duckdb")
        command.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
    command = _command(names, "template", commands.template)
    command.add_argument("--out", type=Path, required=True)
    command = _command(names, "sample", commands.sample)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--labs", type=int, default=120)
    command.add_argument("--standards", type=int)
    command.add_argument("--seed", type=int, default=2022)
    command.add_argument("--format", choices=["xlsx", "csv", "parquet"], default="xlsx")
    command = _command(names, "status", commands.status)
    command.add_argument("--out", type=Path, default=TABLES)
    command.add_argument("--json", action="store_true")
    return parser


def _command(names, name: str, run: Callable) -> argparse.ArgumentParser:
    command = names.add_parser(name, help=run.__doc__, description=run.__doc__)
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
