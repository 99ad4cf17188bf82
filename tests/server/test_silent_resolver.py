"""A server whose name server never answers: foreign handshakes keep nobody waiting."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.browser.conftest import serving

HANDSHAKES = 20
HEALTH_LIMIT_S = 0.2
# read by Python at its start: whoever asks for a name that is not this machine's waits a minute
SILENT = """
import os, socket, time
ask = socket.getaddrinfo
def wait(host, *rest, **named):
    if host not in (None, "", "localhost", "127.0.0.1", "::1", "0.0.0.0", "::"):
        with open(os.environ["ASKED"], "a") as log:
            log.write(f"{host}\\n")
        time.sleep(float(os.environ.get("SILENT_S", "60")))
    return ask(host, *rest, **named)
socket.getaddrinfo = wait
"""
HANDSHAKE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def ask_health(address: str) -> float:
    """Seconds until /healthz has answered, the best of five: the machine may be busy."""
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        with urlopen(f"{address}/healthz") as answer:
            assert answer.status == 200
        times.append(time.perf_counter() - begun)
    return min(times)


@pytest.mark.browser
def test_foreign_handshakes_ask_no_name_server_and_leave_health_at_once(
    monkeypatch, tmp_path: Path, sample_tables
):
    (tmp_path / "sitecustomize.py").write_text(SILENT)
    request = tmp_path / "asked.txt"
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("ASKED", str(request))
    look_up = "import socket\ntry: socket.getaddrinfo('evil.invalid', 80)\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", look_up], check=True, env={**os.environ, "SILENT_S": "0"})
    assert request.read_text() == "evil.invalid\n"  # the resolver is in place
    request.unlink()
    with serving(sample_tables) as address, ExitStack() as sockets:
        alone, place = ask_health(address), urlsplit(address)
        answers = []
        for _ in range(HANDSHAKES):
            connection = socket.create_connection((place.hostname, place.port), timeout=30)
            sockets.enter_context(connection)
            connection.sendall(HANDSHAKE.format(host=place.netloc).encode())
            answers.append(connection)
        assert ask_health(address) < max(HEALTH_LIMIT_S, 3 * alone)
        for connection in answers:
            answer = connection.recv(4096).decode()
            assert answer.startswith("HTTP/1.1 403") and "别的网站" in answer
    assert not request.exists()
