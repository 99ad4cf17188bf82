"""What the first run of a script would make while its reader waits, made before anybody asks."""

import inspect
import re
from importlib import import_module

from catalog.sentences import LANGUAGES, words

NOTHING = re.compile("(?!)")


def prepare_first_run() -> None:
    """Make what a process needs once, for its first page: a third of a second.

    Streamlit compiles its pattern of all emojis at the first label that is not ASCII, and looks at
    the first element whether it was started from a prompt, for which `inspect` goes through the
    files of all modules. An address is compared with the words of both languages. The icon of the
    page goes through the library of pictures.
    """
    leave_emojis_in_labels()
    import_module("PIL.ImageFile")
    inspect.stack()  # which keeps what it learns of the modules
    for language in LANGUAGES:
        words(language)


def leave_emojis_in_labels() -> None:
    """Let Streamlit look for no emoji at the start of a button's label, to draw it as its icon.

    None of ours begins with an emoji. To look costs a twentieth of a page's run, for Python hashes
    the whole pattern each time; Streamlit has no setting for it, so the pattern is replaced by one
    that matches nothing.
    """
    import_module("streamlit.emojis").EMOJI_EXTRACTION_REGEX = NOTHING
