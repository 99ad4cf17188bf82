"""A briefing in every form in one ZIP: whole files, every chart alone, a manifest."""

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256

from briefings.abandonment import Cancelled
from briefings.exhibit import Briefing, Exhibit
from briefings.file_names import clean_title
from briefings.formats import make
from briefings.shared.free_memory import return_freed_memory
from briefings.stamp import stamp
from catalog.sentences import Words

WHOLE = ("pptx", "docx", "xlsx", "pdf")  # made of the briefing as well as, or instead of,
ALONE = ("png", "svg", "pdf", "csv")  # each chart on its own
_STORED = {"pptx", "docx", "xlsx", "png", "pdf"}  # compressed already
MAX_TITLE_CHARACTERS = 40  # in a member's name

Step = tuple[str, str, Briefing, str]  # member, format, briefing, exhibit's id or ""
Progress = Callable[[float, str], None]  # share done from 0 to 1, what is being made


def pack(
    briefing: Briefing,
    formats: tuple[str, ...],
    t: Words,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> bytes:
    """The ZIP with the formats asked for; equal briefings give equal bytes.

    progress(share, sentence) is told before each file, share from 0 to 1; cancelled() is asked as
    often, and Cancelled raised.
    manifest.json lists every member with its sha256 beside the briefing's stamp.
    """
    steps = list(_steps(briefing, formats, t))
    # on the disk until it is whole: in memory it would be copied each time it has grown
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w") as archive:
            _write_members(archive, briefing, steps, t, progress, cancelled)
        progress(1.0, t("pack.done"))
        made.seek(0)
        return made.read()


def _write_members(
    archive: zipfile.ZipFile,
    briefing: Briefing,
    steps: list[Step],
    t: Words,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    """Every member as it is made, then the manifest."""
    listed, day = [], tuple(int(part) for part in briefing.provenance.as_of.split("-"))
    for at, (member, name, of_member, exhibit) in enumerate(steps):
        _stop_if(cancelled)
        progress(at / len(steps), t("pack.making", name=member, at=at + 1, all=len(steps)))
        content = make(of_member, name, t)
        _add_member(archive, member, content, day, name in _STORED)
        return_freed_memory(whole=not exhibit)
        listed.append(
            {
                "name": member,
                "bytes": len(content),
                "exhibit": exhibit,
                "sha256": sha256(content).hexdigest(),
            }
        )
    _stop_if(cancelled)
    manifest = {"briefing": stamp(briefing), "files": listed}
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1)
    _add_member(archive, "manifest.json", text.encode(), day, stored=False)


def _steps(briefing: Briefing, formats: tuple[str, ...], t: Words) -> Iterator[Step]:
    """Every member in order: whole files first, then chart by chart."""
    for name in (name for name in WHOLE if name in formats):
        yield f"{_member_title(briefing.title)}.{name}", name, briefing, ""
    for number, exhibit in enumerate(briefing.exhibits, start=1):
        member = t("pack.member", number=f"{number:02d}", title=_member_title(exhibit.title))
        for name in (name for name in ALONE if name in formats):
            yield f"{member}.{name}", name, _alone(exhibit, briefing), exhibit.id


def _alone(exhibit: Exhibit, briefing: Briefing) -> Briefing:
    return Briefing(
        exhibit.title,
        exhibit.provenance,
        (exhibit,),
        author=briefing.author,
    )


def _add_member(archive: zipfile.ZipFile, member: str, content: bytes, day, stored: bool) -> None:
    entry = zipfile.ZipInfo(member, date_time=(*day, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def _member_title(title: str) -> str:
    return clean_title(title)[:MAX_TITLE_CHARACTERS]


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled
