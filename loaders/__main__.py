"""The command line: python -m loaders build | check | template | sample | status.

A front door like dashboard.py: it introduces the judgement of a version to the loaders, which
publish it with the version and know nothing of how it is made.
"""

import signal
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    from content.guideline.published_judgement import judge_version, name_method
    from loaders.cli.exit_status import answer
    from loaders.store.publication_record import Judge

    return answer(arguments, Judge(name_method(), judge_version))


if __name__ == "__main__":
    # while the libraries load, an interrupt ends the program without a word
    listening = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from content.guideline import published_judgement  # noqa: F401
    from loaders.cli import exit_status  # noqa: F401 - loaded here and used by main

    signal.signal(signal.SIGINT, listening)
    sys.exit(main())
