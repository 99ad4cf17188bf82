"""The command line: python -m loaders build | check | template | sample | status.

A front door like dashboard.py: it introduces the judgement of a version to the loaders, which
publish it with the version and know nothing of how it is made.
"""

import signal
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the number returned is the exit status of the contract."""
    from loaders.answers import answer
    from loaders.chronicle import Judge
    from widgets.specs.judgement import judge, method

    return answer(arguments, Judge(method(), judge))


if __name__ == "__main__":
    # while the libraries load, an interrupt ends the program without a word
    listening = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from loaders import answers  # noqa: F401 - loaded here and used by main
    from widgets.specs import judgement  # noqa: F401

    signal.signal(signal.SIGINT, listening)
    sys.exit(main())
