"""How kept recipes become files: the queues in which files wait, and what makes each kind."""

from functools import partial

from briefings.abandonment import stop_if_abandoned, stopping_when
from briefings.formats import FORMATS, make
from briefings.pictures import DRAWN_FORMATS
from briefings.pictures.availability import refusals
from briefings.zip_pack import pack
from catalog.sentences import Words
from content.downloads.file_making import FileCache, FileQueue, Key, MadeFile, Making
from content.downloads.rebuilding import NotRebuilt
from content.exports.registry import WRITTEN, WrittenFile, file_name
from content.exports.registry import Make as Contents

# Python computes one at a time: a second thread would make no reader's file sooner, but the honest
# one's later where others begin files and hang up
FILE_THREADS = 1
PICTURE_THREADS = 1  # one browser draws them, one after the other
MAX_FILES_WAITING = 24
FILE_RETRY_S = 5
PACK_THREADS = 1  # a pack keeps a processor busy for half a minute
MAX_PACKS_WAITING = 4
PACK_RETRY_S = 60
PACK = "zip"
PACK_TYPE = "application/zip"

_cache = FileCache()
_files = FileQueue(FILE_THREADS, MAX_FILES_WAITING, FILE_RETRY_S, _cache)
# No office file waits for a picture
_pictures = FileQueue(PICTURE_THREADS, MAX_FILES_WAITING, FILE_RETRY_S, _cache)
# A pack takes no place from single files
_packs = FileQueue(PACK_THREADS, MAX_PACKS_WAITING, PACK_RETRY_S, _cache)


class NotOffered(Exception):
    """A format that this server cannot make; the sentence says why."""


def find_made(key: Key) -> MadeFile | None:
    """A file that was made lately."""
    return _cache.get(key)


def find_queue(name: str) -> FileQueue:
    """Where files of a format wait."""
    if name == PACK:
        return _packs
    return _pictures if name in DRAWN_FORMATS else _files


def make_file(make_contents: Contents, key: Key, t: Words, making: Making) -> MadeFile:
    """The file of a briefing in one format, or one that is written already."""
    name = key.name
    if name in DRAWN_FORMATS and (reason := refusals(t)[name]):
        raise NotOffered(reason)
    with stopping_when(making.nobody_waits):
        stop_if_abandoned()
        contents = make_contents()
        stop_if_abandoned()
        if isinstance(contents, WrittenFile) != (name == WRITTEN):
            raise NotRebuilt
        if isinstance(contents, WrittenFile):
            return MadeFile(contents.name, contents.content, contents.media_type)
        content = make(contents, name, t)
        return MadeFile(file_name(contents, key.mark, name, t), content, FORMATS[name].media_type)


def make_pack(make_contents: Contents, key: Key, t: Words, making: Making) -> MadeFile:
    """The briefing in every form that this server can make."""
    refused = {format_name for format_name, reason in refusals(t).items() if reason}
    briefing = make_contents()
    if isinstance(briefing, WrittenFile):
        raise NotRebuilt
    formats = tuple(format_name for format_name in FORMATS if format_name not in refused)
    content = pack(briefing, formats, t, making.report, making.nobody_waits)
    return MadeFile(file_name(briefing, key.mark, key.name, t), content, PACK_TYPE)


def begin_pack(make_contents: Contents, key: Key, t: Words) -> Making:
    """The making of a pack for a page that shows how far it is; QueueFull. `leave_pack` ends it."""
    return _packs.join(key, partial(make_pack, make_contents, key, t))


def leave_pack(making: Making) -> None:
    """Wait no longer for a pack."""
    _packs.leave(making)


def close() -> None:
    """Drop the files that wait and ask those under way to stop: the server ends."""
    _files.close()
    _pictures.close()
    _packs.close()
