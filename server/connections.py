"""How long a request may take to arrive, and its answer to leave, before uvicorn lets go of it,
and that the answer leaves at once.

uvicorn waits for ever for a request that does not finish and has no setting for it; Streamlit,
which starts uvicorn, would hand none on; and an application only learns of a request when its head
is whole. So the class that holds a connection is extended here, once, at the start.
"""

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_TIMEOUT_S = 20  # from the first byte, or the connection, to the last byte of the body
STALLED_TIMEOUT_S = 60  # in which a reader takes nothing of an answer
MAX_WAITING = 128  # connections in either state; the oldest makes room for the next


class Deadlines:
    """Connections that wait for their client, the longest waiting first, each with its timer."""

    def __init__(self, timeout_s: float, most: int) -> None:
        self.timeout_s, self.most = timeout_s, most
        self._timers: dict[H11Protocol, asyncio.TimerHandle] = {}

    def start(self, connection: H11Protocol) -> None:
        """The time of a connection runs from now on, or goes on running."""
        if connection in self._timers:
            return
        if len(self._timers) >= self.most:
            self.drop(next(iter(self._timers)))
        timer = connection.loop.call_later(self.timeout_s, self.drop, connection)
        self._timers[connection] = timer

    def stop(self, connection: H11Protocol) -> None:
        """The connection waits no longer."""
        timer = self._timers.pop(connection, None)
        if timer is not None:
            timer.cancel()

    def drop(self, connection: H11Protocol) -> None:
        """Close the connection at once, whatever is still to be sent."""
        self.stop(connection)
        connection.transport.abort()


def is_incomplete(connection: H11Protocol) -> bool:
    """Whether the head or the body of a request is still to come; never of a websocket."""
    if connection.transport.get_protocol() is not connection:
        return False
    return connection.conn.their_state in {h11.IDLE, h11.SEND_BODY}


def hide_software(connection: H11Protocol) -> None:
    """Let no answer name the software: uvicorn copies its name each second from the first list."""
    config, state = connection.config, connection.server_state
    config.encoded_headers = without_server(config.encoded_headers)
    state.default_headers = without_server(state.default_headers)


def without_server(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers without `server:`."""
    return [(name, value) for name, value in headers if name != b"server"]


def send_at_once(connection: H11Protocol) -> None:
    """Let no small write wait until the client has confirmed the last one: head and body of an
    answer, and each message of a page, are writes of their own, and a client confirms after 40 ms.

    uvloop does this by itself. asyncio, on systems without uvloop, does it for sockets that name
    their protocol; Streamlit's listening socket does not.
    """
    wire = connection.transport.get_extra_info("socket")
    if wire.family in {socket.AF_INET, socket.AF_INET6}:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)


def bound_connections(
    request_timeout_s: float = REQUEST_TIMEOUT_S,
    stalled_timeout_s: float = STALLED_TIMEOUT_S,
    most: int = MAX_WAITING,
) -> None:
    """Give every connection of uvicorn from now on its deadlines, answers sent at once, and no name
    in them."""
    incomplete, stalled = Deadlines(request_timeout_s, most), Deadlines(stalled_timeout_s, most)
    make, receive, lose = (
        H11Protocol.connection_made,
        H11Protocol.data_received,
        H11Protocol.connection_lost,
    )
    pause, resume = H11Protocol.pause_writing, H11Protocol.resume_writing

    def connection_made(self: H11Protocol, transport: asyncio.Transport) -> None:
        hide_software(self)
        make(self, transport)
        send_at_once(self)
        incomplete.start(self)

    def data_received(self: H11Protocol, data: bytes) -> None:
        receive(self, data)
        if is_incomplete(self):
            incomplete.start(self)
        else:
            incomplete.stop(self)

    def connection_lost(self: H11Protocol, error: Exception | None) -> None:
        incomplete.stop(self)
        stalled.stop(self)
        lose(self, error)

    def pause_writing(self: H11Protocol) -> None:
        pause(self)
        stalled.start(self)

    def resume_writing(self: H11Protocol) -> None:
        stalled.stop(self)
        resume(self)

    H11Protocol.connection_made = connection_made
    H11Protocol.data_received = data_received
    H11Protocol.connection_lost = connection_lost
    H11Protocol.pause_writing = pause_writing
    H11Protocol.resume_writing = resume_writing
