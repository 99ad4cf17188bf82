"""What an interrupt (Ctrl-C, `kill -INT`) does to a program of the command line.

Light on purpose: a program imports this before the libraries that take seconds to load.
"""

import signal


def end_without_traceback() -> None:
    """An interrupt ends the program at once and without a word: for while the libraries load."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def raise_keyboard_interrupt() -> None:
    """An interrupt raises KeyboardInterrupt: for while a command runs, which answers it in words.

    Set even where the program was born ignoring interrupts, as a shell's background jobs are.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
