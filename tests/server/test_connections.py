"""Requests that do not finish, and readers that do not read, are not waited for."""

import socket
import sys
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from uvicorn.protocols.http.h11_impl import H11Protocol

from server.connections import bound_connections

TIMEOUT_S = 0.5
MOST = 20
BIG_BYTES = 30_000_000  # more than the system buffers between two sockets
GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
HANDSHAKE = (
    b"GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


async def answer(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def listen(websocket) -> None:
    await websocket.accept()
    await websocket.receive()


APP = Starlette(
    routes=[
        Route("/", answer, methods=["GET", "PUT"]),
        Route("/big", lambda _request: Response(b"x" * BIG_BYTES)),
        WebSocketRoute("/socket", listen),
    ]
)


@pytest.fixture(scope="module")
def server(request):
    """A server with deadlines that listens as Streamlit's does; on uvloop, or the loop named."""
    names = [name for name in vars(H11Protocol) if callable(getattr(H11Protocol, name))]
    with pytest.MonkeyPatch.context() as untouched:
        for name in names:  # given back as they were when the tests are over
            untouched.setattr(H11Protocol, name, getattr(H11Protocol, name))
        bound_connections(TIMEOUT_S, TIMEOUT_S, MOST)
        listener = socket.create_server(("127.0.0.1", 0))
        loop = getattr(request, "param", "auto")
        config = uvicorn.Config(APP, log_config=None, access_log=False, lifespan="off", loop=loop)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield server
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


@pytest.fixture
def connect(server):
    """Opens a connection to the server and sends it some bytes."""
    address = server.servers[0].sockets[0].getsockname()
    return lambda data: connection(address, data)


def connection(address: tuple[str, int], data: bytes) -> socket.socket:
    client = socket.create_connection(address)
    client.settimeout(10)
    client.sendall(data)
    return client


@contextmanager
def lasting(at_least_s: float, at_most_s: float):
    start = time.monotonic()
    yield
    assert at_least_s <= time.monotonic() - start <= at_most_s


def receives(client: socket.socket, expected: bytes) -> bool:
    """Whether something arrives before the connection is closed; it may come in pieces."""
    received = b""
    while expected not in received:
        piece = client.recv(1000)
        if not piece:
            return False
        received += piece
    return True


def is_closed(client: socket.socket) -> bool:
    try:
        return client.recv(1000) == b""
    except ConnectionResetError:
        return True


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not made for Windows")
def test_the_server_runs_on_uvloop():
    loop = uvicorn.Config(APP).get_loop_factory()()
    loop.close()
    assert type(loop).__module__ == "uvloop"


def test_what_does_not_finish_is_closed(connect):
    halves = [b"", GET[:-2], b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhalf"]
    for half in halves:
        with lasting(TIMEOUT_S / 2, 5), connect(half) as client:
            assert is_closed(client), half
    with connect(GET) as client:  # a second request on a connection that was good
        assert receives(client, b"0 bytes")
        client.sendall(GET[:-2])
        with lasting(TIMEOUT_S / 2, 5):
            assert is_closed(client)


@pytest.mark.parametrize("server", ["asyncio"], indirect=True)  # uvloop does it by itself
def test_what_is_answered_leaves_at_once(server, connect):
    """Not when the client has confirmed the write before, which it does after 40 ms."""
    with connect(HANDSHAKE) as client:
        assert receives(client, b"101 Switching Protocols")
        for held in server.server_state.connections:
            wire = held.transport.get_extra_info("socket")
            assert wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_trickling_wins_no_time(connect):
    with lasting(TIMEOUT_S / 2, 5), connect(GET[:-2]) as client, pytest.raises(OSError):
        for number in range(100):
            time.sleep(TIMEOUT_S / 10)
            client.sendall(f"X-{number}: x\r\n".encode())


def test_a_reader_who_takes_nothing_of_an_answer_is_dropped(connect):
    with connect(GET.replace(b"GET /", b"GET /big")) as client:
        time.sleep(3 * TIMEOUT_S)
        count = 0
        try:
            while piece := client.recv(1_000_000):
                count += len(piece)
        except ConnectionResetError:
            pass
        assert count < BIG_BYTES


def test_what_is_whole_is_answered_and_a_websocket_stays(connect):
    with connect(HANDSHAKE) as viewer:
        assert receives(viewer, b"101 Switching")
        time.sleep(2 * TIMEOUT_S)
        with connect(b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n") as client:
            time.sleep(TIMEOUT_S / 5)
            client.sendall(b"four")
            assert receives(client, b"4 bytes")
        viewer.settimeout(TIMEOUT_S / 2)
        with pytest.raises(TimeoutError):
            viewer.recv(1000)


def test_many_half_requests_leave_room_for_a_whole_one(connect):
    halves = [connect(GET[:-2]) for _ in range(5 * MOST)]
    with lasting(0, TIMEOUT_S / 2), connect(GET) as client:
        assert receives(client, b"0 bytes")
    assert all(is_closed(half) for half in halves)


def test_no_answer_names_the_software(connect):
    for _ in range(2):
        for data, last in ((GET, b"0 bytes"), (HANDSHAKE, b"\r\n\r\n")):
            with connect(data) as client:
                received = b""
                while last not in received:
                    received += client.recv(1000)
            assert b"date:" in received.lower()
            assert b"server:" not in received.lower() and b"uvicorn" not in received.lower()
        time.sleep(1.1)  # uvicorn writes its headers anew each second
