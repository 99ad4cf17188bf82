"""What readers can take away: how to make each file, kept by a digest of what it shows.

A page keeps a recipe for everything it offers; the file itself is made only when somebody asks for
it, by a route of the front door. Neither a rerun of the page nor another reader's can change what
an address gives: equal content has an equal address, other content another one.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b

from briefings.exhibit import Briefing
from briefings.file_names import clean_title

MOST = 2000  # recipes; the ones longest unseen go first, and a page shown again brings its own back
MAX_TITLE_BYTES = 150  # in a file's name, of the 255 that file systems take

_kept: OrderedDict[str, Callable[[], Briefing]] = OrderedDict()
_lock = threading.Lock()


def keep(make_briefing: Callable[[], Briefing], signature: bytes) -> str:
    """Keep a recipe and return the key at which its files are found: /exports/<key>/<format>.

    said: all that the files depend on (numbers, words, provenance, filters) in any form; equal
    bytes mean the same files. make_briefing runs later, in another thread and outside any session.
    Call it at every run of the page, so that what is on a screen is not forgotten.
    """
    key = blake2b(signature, digest_size=16).hexdigest()
    with _lock:
        _kept[key] = make_briefing
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return key


def recipe(key: str) -> Callable[[], Briefing] | None:
    """The recipe kept under a key, None where there is none (any more)."""
    with _lock:
        return _kept.get(key)


def file_name(briefing: Briefing, key: str, suffix: str, t) -> str:
    """Title, as-of day and a mark of the content: no two different files share a name.

    What a file system refuses, or what would turn the name around on a screen, becomes "_".
    """
    title = clean_title(briefing.title).encode()[:MAX_TITLE_BYTES].decode(errors="ignore")
    return (
        f"{t('download.file', title=title, as_of=briefing.provenance.as_of, mark=key[:8])}.{suffix}"
    )
