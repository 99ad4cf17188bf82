"""Asking an application over ASGI itself: no HTTP client is installed."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Scope

from tests.server.waiting import finished


def messages(app: ASGIApp, scope: Scope) -> list[Message]:
    """Everything the application sends in answer to one request without a body."""
    sent = []
    incoming = ["websocket.connect" if scope["type"] == "websocket" else "http.request"]

    async def receive():
        return {"type": incoming.pop(0) if incoming else "http.disconnect", "body": b""}

    async def send(message):
        sent.append(message)

    finished(app(scope, receive, send))
    return sent


def get(app: ASGIApp, path: str, query: str = "", **headers: str) -> tuple[int, Headers, bytes]:
    """(status, headers, body) of a GET from this machine; headers as keywords, `_` for `-`."""
    headers = {"host": "localhost"} | headers
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "query_string": query.encode(),
        "headers": raw,
    }
    start, *rest = messages(app, scope)
    body = b"".join(message.get("body", b"") for message in rest)
    return start["status"], Headers(raw=start["headers"]), body


def get_scope(
    key: str, name: str, query: bytes = b"", method: str = "GET", accept="*/*", host=""
) -> Scope:
    """The request for a file that a menu offers under a key, in a format."""
    headers = [(b"accept", accept.encode()), (b"host", host.encode())]
    params = {"key": key, "name": name}
    scope = {"type": "http", "method": method, "path_params": params, "headers": headers}
    return scope | {"query_string": query}
