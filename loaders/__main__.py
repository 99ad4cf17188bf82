"""The command line: python -m loaders build | check | mapping-draft | template | sample | status.

A front door like dashboard.py: it introduces the judgement of a version to the loaders, which
publish it with the version and know nothing of how it is made.
"""

import gc
import sys

from catalog import interrupts


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    from catalog.typed_toml import Refusal

    try:
        return _run(arguments)
    except Refusal as refusal:  # a faulty definition in data/catalog
        print(refusal, file=sys.stderr)
        return 2


def _run(arguments: list[str] | None) -> int:
    from content.changes.published_changes import compare_versions
    from content.closing.published_judgement import judge_version, name_method
    from loaders.cli.exit_status import run_command
    from loaders.cli.parser import command_parser
    from loaders.store.publication_record import Judge

    judge = Judge(name_method(), judge_version, compare_versions)
    interrupts.raise_keyboard_interrupt()
    return run_command(command_parser(judge), arguments)


if __name__ == "__main__":
    gc.set_threshold(50_000)  # as in dashboard.py: not some dozen times while importing
    interrupts.end_without_traceback()
    sys.exit(main())
