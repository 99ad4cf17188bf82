"""Where change notes are sent, as the operator configured it: a mail server, webhooks of chats."""

import json
import logging
import os
import smtplib
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from functools import partial
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from catalog.clock import now
from catalog.definitions import Words, words
from catalog.files import read_file
from content.changes.messages import (
    CHAT_BODIES,
    CHAT_RESULTS,
    ChatKind,
    write_chat_text,
    write_mail,
)
from content.changes.note_text import NoteText
from server.change_notes.webhook_signatures import SIGNERS, Message

log = logging.getLogger(__name__)
SEND_TIMEOUT_S = 10  # of each step of a connection
MAX_ANSWER_BYTES = 65_536
MAX_PASSWORD_BYTES = 1000
SMTP_PORT = 25
TLS = ("none", "starttls", "tls")

Secret = Callable[[], str]  # reads it
Send = Callable[[NoteText, str, Words], None]  # the note, the page that shows it, the language


class WrongSetting(ValueError):
    """A setting that cannot be meant; the sentence says which and why."""


class NotTaken(OSError):
    """The other side answered that it did not take the message."""


@dataclass(frozen=True)
class MailServer:
    """How mails are sent; password_file: "" where the server asks for none."""

    host: str
    port: int
    tls: str
    user: str
    password_file: str
    sender: str
    recipients: tuple[str, ...]


def read_channels(environment: Mapping[str, str] = os.environ) -> dict[str, Send]:
    """What sends a note, by the channel's name; empty unless the operator configured any.

    Raises WrongSetting.
    """
    channels: dict[str, Send] = {}
    secrets = read_secrets(environment)
    if environment.get("CHANGES_MAIL_TO", "").strip():
        channels["mail"] = partial(send_mail, read_mail_server(environment))
    for entry in environment.get("CHANGES_WEBHOOKS", "").split():
        kind, _, address = entry.partition("=")
        if kind not in get_args(ChatKind) or urlsplit(address).scheme not in ("http", "https"):
            raise WrongSetting(words()("front.bad_webhook", kinds=", ".join(get_args(ChatKind))))
        name = _name_channel(kind, channels)
        channels[name] = partial(post_message, kind, address, secrets.pop(name, None))
    if secrets:  # of a channel that is not there
        raise WrongSetting(words()("front.bad_secret", names=", ".join(sorted(secrets))))
    return channels


def read_secrets(environment: Mapping[str, str]) -> dict[str, Secret]:
    """The secrets of signed webhooks by the channel's name. Raises WrongSetting.

    One in a file is read with each message, so that a new one needs no restart.
    """
    secrets: dict[str, Secret] = {}
    for setting, is_file in (("CHANGES_SECRETS", False), ("CHANGES_SECRET_FILES", True)):
        for entry in environment.get(setting, "").split():
            name, _, text = entry.partition("=")
            if name.split("-")[0] not in SIGNERS or not text or name in secrets:
                raise WrongSetting(words()("front.bad_secret", names=name))
            secrets[name] = (
                partial(_read_secret_file, Path(text)) if is_file else partial(str, text)
            )
    return secrets


def _read_secret_file(path: Path) -> str:
    """The secret that a file holds. Raises WrongSetting where it holds none."""
    try:
        secret = read_file(path, MAX_PASSWORD_BYTES).decode().strip()
    except (OSError, ValueError):
        secret = ""
    if not secret:
        raise WrongSetting(words()("front.no_secret"))
    return secret


def _name_channel(kind: str, channels: Mapping[str, Send]) -> str:
    """The kind; a second one of it has a number. Addresses hold keys and are told nowhere."""
    number = sum(name.split("-")[0] == kind for name in channels)
    return kind if number == 0 else f"{kind}-{number + 1}"


def read_mail_server(environment: Mapping[str, str]) -> MailServer:
    """The mail server of the settings. Raises WrongSetting."""
    host, _, port = environment.get("CHANGES_SMTP", "").strip().partition(":")
    tls = environment.get("CHANGES_SMTP_TLS", TLS[0]).strip()
    sender = environment.get("CHANGES_MAIL_FROM", "").strip()
    if not host or not sender or tls not in TLS or (port and not port.isdecimal()):
        raise WrongSetting(words()("front.bad_mail"))
    recipients = environment["CHANGES_MAIL_TO"].split(",")
    return MailServer(
        host,
        int(port or SMTP_PORT),
        tls,
        environment.get("CHANGES_SMTP_USER", ""),
        environment.get("CHANGES_SMTP_PASSWORD_FILE", ""),
        sender,
        tuple(name.strip() for name in recipients if name.strip()),
    )


def send_mail(server: MailServer, note: NoteText, link: str, t: Words) -> None:
    """Send a note to all recipients. Raises OSError, of which smtplib's own are, or ValueError."""
    mail = write_mail(note, link, t)
    message = EmailMessage()
    message["Subject"] = mail.subject
    message["From"], message["To"] = server.sender, ", ".join(server.recipients)
    message["Date"] = formatdate()
    message.set_content(mail.text)
    connect = smtplib.SMTP
    if server.tls == "tls":
        connect = partial(smtplib.SMTP_SSL, context=ssl.create_default_context())
    connection = connect(server.host, server.port, timeout=SEND_TIMEOUT_S)
    try:
        if server.tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            password = read_file(Path(server.password_file), MAX_PASSWORD_BYTES)
            connection.login(server.user, password.decode().strip())
        refused = connection.send_message(message)
        if refused:  # the others have it and must not get it again
            log.warning(words()("front.mail_refused", count=len(refused)))
        with suppress(OSError):  # it is sent; how the server takes leave does not matter
            connection.quit()
    finally:
        connection.close()


def post_message(
    kind: ChatKind, address: str, secret: Secret | None, note: NoteText, link: str, t: Words
) -> None:
    """Post a note to a chat, signed where there is a secret.

    Raises OSError, or ValueError where the answer is none of a chat or there is no secret to read.
    """
    message = Message(address, CHAT_BODIES[kind](write_chat_text(note, link, t)))
    if secret is not None:
        message = SIGNERS[kind](message, secret(), now().timestamp())
    body = json.dumps(message.body, ensure_ascii=False)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    request = Request(message.address, body.encode(), headers, method="POST")
    with urlopen(request, timeout=SEND_TIMEOUT_S) as answer:  # of a scheme that was checked
        result = json.loads(answer.read(MAX_ANSWER_BYTES))
    if not isinstance(result, dict) or result.get(CHAT_RESULTS[kind]) != 0:
        raise NotTaken(words()("front.chat_refused"))
