"""How a command ends: its exit status, and one Chinese sentence where it failed."""

from catalog.definitions import words
from loaders.cli import commands
from loaders.cli.parser import Parser, parser
from loaders.cli.terminal import kept_details, open_terminal, warn
from loaders.os_errors import BuildFailed, named
from loaders.registers.row_ledger import LedgerError
from loaders.sheets.mapping_file import MappingError
from loaders.store.publication_record import Judge


def answer(arguments: list[str] | None, judge: Judge) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    return answered(parser(judge), arguments)


def answered(made: Parser, arguments: list[str] | None, section: str = "terminal") -> int:
    """Run the command that the arguments name; its exit status.

    No failure reaches the terminal as a traceback: one that nobody foresaw is kept in a file.
    section: of the sentences for failures; a command may set `failed`, its own status for them.
    """
    open_terminal()
    options = made.parse_args(arguments)
    try:
        return options.run(options)
    except MappingError as failure:
        warn(words()("terminal.sentence", text=failure))
        return commands.USAGE
    except (OSError, MemoryError, LedgerError, BuildFailed) as failure:
        warn(words()(f"{section}.failed", reason=named(failure)))
    except KeyboardInterrupt:
        warn(words()(f"{section}.interrupted"))
    except Exception as failure:
        kind, place = type(failure).__name__, kept_details(failure)
        warn(words()(f"{section}.unforeseen", kind=kind, path=place))
    return getattr(options, "failed", commands.REFUSED)
