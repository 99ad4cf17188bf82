"""What the first run of a script would make while its reader waits, made before anybody asks."""

import inspect
from importlib import import_module

from catalog.sentences import LANGUAGES, words


def prepare_first_run() -> None:
    """Make what a process needs once, for its first page: a third of a second.

    Streamlit compiles its pattern of all emojis at the first label that is not ASCII, and looks at
    the first element whether it was started from a prompt, for which `inspect` goes through the
    files of all modules. An address is compared with the words of both languages. The icon of the
    page goes through the library of pictures.
    """
    import_module("streamlit.emojis")
    import_module("PIL.ImageFile")
    inspect.stack()  # which keeps what it learns of the modules
    for language in LANGUAGES:
        words(language)
