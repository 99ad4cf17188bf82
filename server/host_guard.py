"""Who may ask this server: only what calls it by its own name, and no page of another site."""

import os
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from catalog.sentences import read_language
from content.public_detail import LOOPBACK_NAME, is_loopback
from server.refusal import refuse


class HostGuard:
    """Answers 403 to a foreign Host or Origin, at once and for websockets too.

    It stands before Streamlit, which would look up this machine's outside address to judge an
    Origin it does not know: inside its event loop, so that every reader waits for a name server.

    Host, whatever the port, must be a loopback name, the address the server listens at, this
    machine's own name where it listens beyond loopback, a name of ALLOWED_HOSTS, or the address at
    which the request arrived. Nothing is resolved. X-Forwarded-Host is not read: a proxy passes
    Host on as it is. Origin, where present, must name the same host and port as Host.
    """

    def __init__(self, app: ASGIApp, listening_address: str) -> None:
        self.app = app
        self.names = own_names(listening_address) | read_configured_names()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        reason = ""
        if not self._knows_host(headers, scope.get("server")):
            reason = "front.foreign_host"
        elif not is_own_origin(headers):
            reason = "front.foreign_origin"
        if not reason:
            await self.app(scope, receive, send)
            return
        t = read_language(QueryParams(scope["query_string"]).get("lang"))
        await refuse(403, t(reason), scope, receive, send)

    def _knows_host(self, headers: Headers, arrival: tuple[str, int | None] | None) -> bool:
        """Whether the request names this server; arrival: its own address, None where unknown."""
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            return False
        name = host_name(hosts[0])
        address = read_address(name)
        if address is None:
            return name in self.names
        if address.is_loopback or str(address) in self.names:
            return True
        return arrival is not None and address == read_address(arrival[0])


def own_names(listening_address: str) -> set[str]:
    """The names of this machine that need no setting.

    Its own name, whole and without the domain, counts only where it listens beyond loopback.
    """
    names = {LOOPBACK_NAME}
    if is_loopback(listening_address):
        return names
    address = read_address(listening_address)
    machine = socket.gethostname().lower()
    names |= {machine, machine.split(".")[0]}
    if address is None:
        names.add(listening_address.lower())
    elif not address.is_unspecified:
        names.add(str(address))
    return names


def read_configured_names() -> set[str]:
    """The names and addresses of ALLOWED_HOSTS, separated by commas, without a port."""
    names = set()
    for text in os.environ.get("ALLOWED_HOSTS", "").split(","):
        name = text.strip().strip("[]").rstrip(".").lower()
        if name:
            address = read_address(name)
            names.add(str(address) if address else name)
    return names


def host_name(host: str) -> str:
    """The name or address of a Host header without its port; "" where it is not well-formed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number of a port
    except ValueError:
        return ""
    if parts.netloc != host or "@" in host:
        return ""
    return (parts.hostname or "").rstrip(".")


def read_address(text: str) -> IPv4Address | IPv6Address | None:
    """An IP address, an IPv4 one where IPv6 only wraps it; None for a name."""
    try:
        address = ip_address(text.split("%")[0])  # fe80::1%eth0: the zone is this machine's own
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def is_own_origin(headers: Headers) -> bool:
    """Whether the page that asks is ours; the scheme does not count, a proxy may speak HTTPS."""
    origins = headers.getlist("origin")
    if not origins:
        return True
    if len(origins) > 1:
        return False
    try:
        return urlsplit(origins[0]).netloc == headers["host"]
    except ValueError:
        return False
