"""The content of a long file, kept on disk: no file that one reader takes fills the server."""

import tempfile
from collections.abc import Iterator
from threading import Lock

MEMORY_BYTES = 8 << 20  # of a file whose content is still handed on as bytes
PART_BYTES = 1 << 20


class StoredContent:
    """Bytes in a temporary file without a name: the system removes it once nobody holds it.

    Any number of readers may read it at the same time.
    """

    def __init__(self, file: tempfile.SpooledTemporaryFile):
        self._file, self._bytes = file, file.tell()
        self._lock = Lock()

    def __len__(self) -> int:
        return self._bytes

    def read_parts(self) -> Iterator[bytes]:
        """The bytes in their order."""
        for first in range(0, len(self), PART_BYTES):
            with self._lock:
                self._file.seek(first)
                part = self._file.read(PART_BYTES)
            yield part


Content = bytes | StoredContent


def new_file() -> tempfile.SpooledTemporaryFile:
    """A file to write content into, in memory until it is long."""
    return tempfile.SpooledTemporaryFile(MEMORY_BYTES)


def content_of(file: tempfile.SpooledTemporaryFile) -> Content:
    """All that was written into a file of `new_file`, up to where it was written last."""
    if file.tell() > MEMORY_BYTES:
        return StoredContent(file)
    file.seek(0)
    return file.read()
