"""Archives among the received files: a .zip of registers, and one register packed as .gz.

A member is unpacked alone into a folder of its own and read like any received file. A ZIP says
beforehand how large each member is, and its reader unpacks no more than that: what is too much is
refused before anything is written. A .gz says nothing reliable and is counted while it is unpacked.
"""

import gzip
import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from loaders.files.paths import READABLE, is_litter, megabytes_of, readable, require_kind
from loaders.problems import FileRejected

ARCHIVE_MEGABYTES = 256
MEMBER_LIMIT = 1_000  # files of one archive, whatever they are
UNPACKED_MEGABYTES = 1024  # of all registers of one archive together
GROWTH_LIMIT = 200  # times its packed size that a large file may have
GROWTH_FREE_MEGABYTES = 16  # up to here a file may repeat itself as it likes
# marks of members, of those in packed workbooks as well: each costs memory once the list is read
_MARK, _MARK_LIMIT = b"PK\x01\x02", 100_000
_CHUNK = 1 << 20
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|\x00")
# what zipfile raises of a damaged archive; NotImplementedError: of a compression it does not know
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError)


@dataclass(frozen=True)
class Member:
    """A file of a ZIP archive: its path inside, and its place in the archive's list of parts."""

    archive: Path
    name: str
    place: int

    @property
    def is_litter(self) -> bool:
        """No register by its name, such as the files that macOS packs along."""
        return is_litter(PurePosixPath(self.name))


def list_members(archive: Path) -> list[Member]:
    """The files of a ZIP archive by name. Raises FileRejected where none may be unpacked."""
    if archive.stat().st_size > ARCHIVE_MEGABYTES << 20:
        raise FileRejected("file_too_big", f"压缩包超过 {ARCHIVE_MEGABYTES} MB")
    _require_few_marks(archive)
    try:
        with zipfile.ZipFile(archive) as parts:
            entries = parts.infolist()
    except _DAMAGED as failure:
        raise FileRejected("unreadable_file", "不是 ZIP 压缩包，或已损坏") from failure
    named = [(_name(entry), place, entry) for place, entry in enumerate(entries)]
    _require_harmless([(name, entry) for name, _, entry in named])
    members = [
        Member(archive, str(PurePosixPath(name)), place)
        for name, place, _ in sorted(named)
        if not name.endswith("/")
    ]
    _require_archive([member.name for member in members])
    return members


def _require_few_marks(archive: Path) -> None:
    marks, end = 0, b""
    with archive.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            marks += (end + chunk).count(_MARK)
            end = chunk[-len(_MARK) + 1 :]
    if marks > _MARK_LIMIT:
        raise FileRejected("file_too_big", f"压缩包里的文件超过 {MEMBER_LIMIT:,} 个")


def _name(entry: zipfile.ZipInfo) -> str:
    """The path of a part: UTF-8 where it says so or is, else GB18030, as Chinese Windows packs.

    Some programs write the separators of Windows.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        name = readable(os.fsdecode(name.encode("cp437")))
    return name.replace("\\", "/")


def _is_unpacked(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in READABLE


def _require_harmless(named: list[tuple[str, zipfile.ZipInfo]]) -> None:
    """Refuse an archive with a path that leads out of it, with links, or with too much in it."""
    for name, entry in named:
        if _OUTSIDE.search(name):
            raise FileRejected("hostile_file", f"压缩包中的路径“{name}”")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise FileRejected("hostile_file", f"压缩包中的“{name}”不是普通文件")
    files = [(name, entry) for name, entry in named if not name.endswith("/")]
    if len(files) > MEMBER_LIMIT:
        raise FileRejected("file_too_big", f"压缩包里的文件超过 {MEMBER_LIMIT:,} 个")
    if len({str(PurePosixPath(name)) for name, _ in files}) < len(files):
        raise FileRejected("hostile_file", "压缩包中有同名的文件")
    if (
        sum(entry.file_size for name, entry in files if _is_unpacked(name))
        > UNPACKED_MEGABYTES << 20
    ):
        raise FileRejected("file_too_big", f"压缩包解压后超过 {UNPACKED_MEGABYTES:,} MB")


def _require_archive(names: list[str]) -> None:
    """Refuse a workbook that is called an archive, and an archive without a file to read."""
    if "[Content_Types].xml" in names or {"content.xml", "mimetype"} <= set(names):
        raise FileRejected("not_as_named", "工作簿", value=".zip")
    if all(is_litter(PurePosixPath(name)) for name in names):
        raise FileRejected("unreadable_file", "压缩包里没有登记册文件")


def unpack_member(member: Member, folder: Path) -> Path:
    """The member as a file of the folder. Raises FileRejected with the reason."""
    name = PurePosixPath(member.name)
    require_kind(name)
    plain = folder / name.name
    try:
        with zipfile.ZipFile(member.archive) as parts:
            entry = parts.infolist()[member.place]
            if entry.flag_bits & _ENCRYPTED:
                raise FileRejected("encrypted_file")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise FileRejected("unreadable_file", "压缩包用了少见的压缩方法")
            _require_size(name.suffix, entry.file_size, entry.compress_size)
            with parts.open(entry) as packed, plain.open("wb") as stream:
                shutil.copyfileobj(packed, stream, _CHUNK)
    except _DAMAGED as failure:
        raise FileRejected("unreadable_file", "压缩包已损坏") from failure
    return plain


def unpack_gz(path: Path, folder: Path) -> Path:
    """The register inside a .gz, such as 名录.csv.gz, as a file of the folder."""
    plain = folder / path.stem
    size, packed_size = 0, path.stat().st_size
    try:
        with gzip.open(path) as packed, plain.open("wb") as stream:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                _require_size(plain.suffix, size, packed_size)
                stream.write(chunk)
    except _DAMAGED as failure:
        raise FileRejected("unreadable_file", "压缩包已损坏") from failure
    except gzip.BadGzipFile as failure:
        raise FileRejected("unreadable_file", "不是 .gz 压缩包，或已损坏") from failure
    return plain


def _require_size(suffix: str, size: int, packed_size: int) -> None:
    """Refuse what grows beyond the limit of its kind, or as no register grows."""
    megabytes = megabytes_of(suffix)
    if size > megabytes << 20:
        raise FileRejected("file_too_big", f"解压后的 {suffix} 文件超过 {megabytes} MB")
    if size > GROWTH_FREE_MEGABYTES << 20 and size > packed_size * GROWTH_LIMIT:
        raise FileRejected("file_too_big", f"解压后是压缩包的 {GROWTH_LIMIT} 倍以上")
