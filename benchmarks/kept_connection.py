"""The connection that a viewer's browser keeps open and asks one thing after another over."""

import asyncio
import re
from contextlib import suppress

ANSWER_S = 120  # an answer that takes longer fails the run
_STATUS = re.compile(rb"HTTP/1\.1 200 ")
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection: *close\r\n", re.IGNORECASE)


class KeptConnection:
    """HTTP/1.1 to a server that names the length of its answers; opened anew where the server does
    not keep it, or no longer."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.reader = asyncio.StreamReader()
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, headers: dict[str, str]) -> bytes:
        """The body of the answer, as it came."""
        return await self._ask(f"GET {path}", headers, b"")

    async def post(self, path: str, headers: dict[str, str], body: bytes) -> bytes:
        """The body of the answer, as it came."""
        return await self._ask(f"POST {path}", headers | {"Content-Length": str(len(body))}, body)

    async def close(self) -> None:
        """Leave."""
        if self.writer is not None:
            self.writer.close()
            with suppress(ConnectionError):  # the server was first
                await self.writer.wait_closed()
            self.writer = None

    async def _ask(self, request: str, headers: dict[str, str], body: bytes) -> bytes:
        lines = [f"{request} HTTP/1.1", f"Host: {self.host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        message = "\r\n".join([*lines, "", ""]).encode() + body
        async with asyncio.timeout(ANSWER_S):
            try:
                head = await self._send(message)
            except (asyncio.IncompleteReadError, ConnectionError):  # given up while it was idle
                await self.close()
                head = await self._send(message)
            length = _LENGTH.search(head)
            if not _STATUS.match(head) or not length:
                raise RuntimeError(f"{request} was answered {head[:200]!r}")
            answer = await self.reader.readexactly(int(length[1]))
        if _CLOSE.search(head):
            await self.close()
        return answer

    async def _send(self, message: bytes) -> bytes:
        """The head of the answer."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(*self.host.split(":"))
        self.writer.write(message)
        return await self.reader.readuntil(b"\r\n\r\n")
