"""A change note as a message: a mail, or the body that a group chat's webhook takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from catalog.definitions import Words
from content.changes.atom_feed import write_title
from content.changes.note_text import NoteText

ChatKind = Literal["wecom", "dingtalk", "feishu"]
MAX_CHAT_BYTES = 2000  # of a text; 企业微信 takes 2,048 bytes, the others take more


@dataclass(frozen=True)
class Mail:
    """Subject and text of a mail."""

    subject: str
    text: str


def write_mail(note: NoteText, link: str, t: Words) -> Mail:
    """The whole note. link: the page that shows it."""
    subject = t("note.subject", name=t("app.title"), title=write_title(note, t))
    lines = [note.mark, note.headline, *note.lines, t("note.look", link=link)]
    return Mail(subject, "\n".join(filter(None, lines)))


def write_chat_text(note: NoteText, link: str, t: Words) -> str:
    """As much of the note as MAX_CHAT_BYTES hold, the link always."""
    head = [t("note.subject", name=t("app.title"), title=write_title(note, t))]
    end = t("note.look", link=link)
    lines = note.lines
    text = "\n".join([*head, *lines, end])
    while lines and len(text.encode()) > MAX_CHAT_BYTES:
        lines = lines[:-1]
        left_out = t("note.more", count=len(note.lines) - len(lines))
        text = "\n".join([*head, *lines, left_out, end])
    return text


def _write_plain(text: str) -> dict:
    """A text as 企业微信 and 钉钉 take it."""
    return {"msgtype": "text", "text": {"content": text}}


def _write_feishu(text: str) -> dict:
    return {"msg_type": "text", "content": {"text": text}}


# the body of each chat's webhook
CHAT_BODIES: dict[ChatKind, Callable[[str], dict]] = {
    "wecom": _write_plain,
    "dingtalk": _write_plain,
    "feishu": _write_feishu,
}
# by what each of them says that it took a message: a key of its answer that is then 0
CHAT_RESULTS: dict[ChatKind, str] = {"wecom": "errcode", "dingtalk": "errcode", "feishu": "code"}
