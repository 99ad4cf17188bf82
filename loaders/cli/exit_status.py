"""How a command ends: its exit status, and one Chinese sentence where it failed."""

from catalog.command_line import Parser
from catalog.definitions import words
from catalog.typed_toml import Refusal
from loaders.cli.commands import REFUSED, USAGE
from loaders.cli.terminal import keep_details, open_terminal, warn
from loaders.os_errors import BuildFailed, failure_sentence
from loaders.registers.row_ledger import LedgerError
from loaders.sheets.mapping_file import MappingError


def run_command(parser: Parser, arguments: list[str] | None, section: str = "terminal") -> int:
    """Run the command that the arguments name; its exit status.

    No failure reaches the terminal as a traceback: one that nobody foresaw is kept in a file.
    section: of the sentences for failures; a command may set `failed`, its own status for them.
    """
    open_terminal()
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except (MappingError, Refusal) as failure:
        warn(words()("terminal.sentence", text=str(failure).rstrip("。")))
        return USAGE
    except (OSError, MemoryError, LedgerError, BuildFailed) as failure:
        warn(words()(f"{section}.failed", reason=failure_sentence(failure)))
    except KeyboardInterrupt:
        warn(words()(f"{section}.interrupted"))
    except Exception as failure:
        kind, path = type(failure).__name__, keep_details(failure)
        warn(words()(f"{section}.unforeseen", kind=kind, path=path))
    return getattr(options, "failed", REFUSED)
