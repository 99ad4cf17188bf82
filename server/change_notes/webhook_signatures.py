"""How a chat's webhook knows that a message is ours: HMAC-SHA256 of the moment under a secret.

Source: the chats' own manuals for robots of groups, 钉钉 on 加签 and 飞书 on 签名校验. Both refuse
a moment that is more than an hour off.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from content.changes.messages import ChatKind


class Message(NamedTuple):
    """What is posted: the address and the body as plain JSON values."""

    address: str
    body: dict


def sign_dingtalk(message: Message, secret: str, moment_s: float) -> Message:
    """The address with timestamp, in milliseconds, and sign: the secret signs both in a text."""
    stamp = str(round(moment_s * 1000))
    digest = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)
    parts = urlsplit(message.address)
    signature = {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *signature.items()])
    return message._replace(address=urlunsplit(parts._replace(query=query)))


def sign_feishu(message: Message, secret: str, moment_s: float) -> Message:
    """The body with timestamp, in seconds, and sign: stamp and secret are the key of no text."""
    stamp = str(int(moment_s))
    digest = hmac.digest(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256)
    signature = {"timestamp": stamp, "sign": base64.b64encode(digest).decode()}
    return message._replace(body=signature | message.body)


# the chats that take signed messages; 企业微信 knows its own by the key in the address
SIGNERS: dict[ChatKind, Callable[[Message, str, float], Message]] = {
    "dingtalk": sign_dingtalk,
    "feishu": sign_feishu,
}
