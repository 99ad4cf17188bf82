"""How many connections a single client may hold, so that no one of them takes all the places."""

import os
import sys
from collections import Counter
from ipaddress import IPv4Address, IPv6Address, ip_network

from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from catalog.sentences import read_language, words
from server.host_guard import read_address
from server.index_page import asks_for_page
from server.refusal import refuse, refuse_page

MAX_CONNECTIONS_PER_CLIENT = 100  # unless the setting of this name says otherwise; 0 for no limit
RETRY_S = 15  # after which the page of a client that holds too many asks again
IPV6_CLIENT_BITS = 64  # of an address; below it a single machine has as many as it likes


class ClientLimit:
    """Counts the WebSockets and the requests under way of each client, and answers 429 with a
    sentence to one that holds too many.

    A client is an address, of IPv6 a network of one subscriber. This machine's own is not counted:
    a proxy that stands there and names no reader would be one client. uvicorn reads the reader's
    address from X-Forwarded-For where a proxy that it trusts (FORWARDED_ALLOW_IPS) sends it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.limit = read_limit()
        self.open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = name_client(scope)
        if not client or not self.limit:
            await self.app(scope, receive, send)
            return
        if self.open[client] >= self.limit:
            t = read_language(QueryParams(scope["query_string"]).get("lang"))
            sentence = t("front.full_client", limit=self.limit)
            if scope["type"] == "http" and asks_for_page(scope):
                await refuse_page(429, sentence, RETRY_S, scope, receive, send)
            else:
                await refuse(429, sentence, scope, receive, send)
            return
        self.open[client] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.open[client] -= 1
            if not self.open[client]:
                del self.open[client]


def name_client(scope: Scope) -> str:
    """The client of a request; "" where it is not counted."""
    client = scope.get("client")
    if scope["type"] not in {"http", "websocket"} or not client:
        return ""
    address = read_address(client[0])
    if address is None or address.is_loopback:
        return ""
    return _name_network(address)


def _name_network(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, IPV6_CLIENT_BITS), strict=False))


def read_limit() -> int:
    """MAX_CONNECTIONS_PER_CLIENT; a wrong setting ends the start."""
    default = str(MAX_CONNECTIONS_PER_CLIENT)
    setting = os.environ.get("MAX_CONNECTIONS_PER_CLIENT", "").strip() or default
    if not (setting.isascii() and setting.isdecimal()):
        sys.exit(words()("front.bad_max_per_client", value=setting[:20]))
    return int(setting)
