"""Behind nginx exactly as the manual writes it: a login, a wall without one, two processes."""

import base64
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import (
    ROOT,
    Visit,
    free_port,
    list_outside,
    open_context,
    serving,
)
from tests.browser.test_downloads import menu_of
from tests.browser.wall import SCENES
from tests.loaders.endurance.extent import FULL

pytestmark = [
    pytest.mark.browser,
    pytest.mark.endurance,
    pytest.mark.skipif(not FULL, reason="`make endurance`"),
    pytest.mark.skipif(not shutil.which("nginx"), reason="缺少 nginx：apt-get install nginx-light"),
]
MANUAL = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
LOGIN = {"username": "reader", "password": "示例口令"}
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def find_block(words: str) -> str:
    """The block of the manual that has these words."""
    [block] = [b for b in re.findall(r"^```\n(.*?)^```", MANUAL, re.M | re.S) if words in b]
    return block


def read_location() -> tuple[str, str]:
    """The manual's first configuration: the line of the map, and what stands below proxy_pass."""
    first = find_block("map $http_upgrade")
    below = first.partition("proxy_pass http://127.0.0.1:8501;\n")[2].partition("}")[0]
    return first.splitlines()[0], below


@contextmanager
def proxied(folder: Path, servers: str, *ports: int):
    """nginx with these servers in front, until it listens at the ports."""
    line, below = read_location()
    folder.mkdir()
    (folder / "dashboard.conf").write_text(below)
    (folder / "users").write_text(f"reader:{{PLAIN}}{LOGIN['password']}\n")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    account = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{account}daemon off;\npid {folder}/nginx.pid;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{line}\n{servers}\n}}\n"
    )
    command = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    proxy = subprocess.Popen(command)
    try:
        deadline = time.monotonic() + 30
        for port in ports:
            while True:
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert time.monotonic() < deadline and proxy.poll() is None, "nginx did not start"
                time.sleep(0.05)
        yield
    finally:
        proxy.terminate()
        proxy.wait(30)


def ask(port: int, path: str, login: bool = False, come_from: str = "127.0.0.1", **headers: str):
    """(status, body) of a request from an address of this machine."""
    if login:
        word = base64.b64encode(":".join(LOGIN.values()).encode()).decode()
        headers["Authorization"] = f"Basic {word}"
    asking = http.client.HTTPConnection("127.0.0.1", port, 60, (come_from, 0))
    with closing(asking):
        asking.request("GET", path, headers=headers)
        answer = asking.getresponse()
        return answer.status, b"" if answer.status == 101 else answer.read()


def replace_each(text: str, words: dict[str, str]) -> str:
    """A text in which each of these words, which it must have, is another."""
    for word, other in words.items():
        assert word in text, word
        text = text.replace(word, other)
    return text


def take_csv(page) -> bytes:
    """The rows of a chart, by its menu."""
    menu = menu_of(page)
    with page.expect_download() as arriving:
        menu.locator("[data-format=csv]").click()
    return Path(arriving.value.path()).read_bytes()


def test_pages_ask_for_a_login_and_the_wall_for_none(
    monkeypatch, tmp_path, chromium, sample_tables
):
    door, screen = free_port(), free_port()
    with serving(sample_tables) as pages, monkeypatch.context() as patch:
        patch.setenv("WALL_ONLY", "1")
        with serving(sample_tables) as wall:
            changes = {
                "listen 80;": f"listen {door};",
                "listen 8080;": f"listen {screen};",
                "http://127.0.0.1:8501": pages,
                "http://127.0.0.1:8502": wall,
                "10.20.30.0/24": "127.0.0.1",
            }
            servers = replace_each(find_block("auth_basic"), changes)
            with proxied(tmp_path / "nginx", servers, door, screen):
                try_login(chromium, door)
                try_wall(chromium, screen)


def try_login(chromium, port: int) -> None:
    """Everything of the pages behind the login, and nothing without it."""
    address = f"http://127.0.0.1:{port}"
    paths = ["/", "/domains", "/wall", "/healthz", "/feed.atom", "/search.json?q=湖", "/wall/beat"]
    paths = [path.replace("湖", "%E6%B9%96") for path in paths]
    assert {path: ask(port, path)[0] for path in paths} == dict.fromkeys(paths, 401)
    assert ask(port, "/_stcore/stream", **HANDSHAKE)[0] == 401
    assert ask(port, "/_stcore/stream", login=True, **HANDSHAKE)[0] == 101
    assert {path: ask(port, path, login=True)[0] for path in paths} == dict.fromkeys(paths, 200)
    visit = Visit(open_context(chromium, http_credentials=LOGIN))
    requests = visit.record_requests()
    visit.open(f"{address}/domains")
    visit.drawn()
    assert "领域" in take_csv(visit.page).decode("utf-8-sig")
    visit.page.locator("[data-testid=stSidebarNavLink]", has_text="标准产出").click()
    visit.page.locator("h1", has_text="标准产出").wait_for()
    visit.drawn()
    assert list_outside(requests, address) == []
    visit.context.close()


def try_wall(chromium, port: int) -> None:
    """Every scene without any login, from the wall's own address alone, and no page beside it."""
    address = f"http://127.0.0.1:{port}"
    visit = Visit(open_context(chromium), (1920, 1080))
    requests = visit.record_requests()
    visit.page.goto(f"{address}/wall")
    visit.page.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    assert visit.page.locator(".wall-scene").count() >= len(SCENES)
    assert list_outside(requests, address) == [] and visit.complaints == []
    assert visit.page.locator("[role=dialog]").count() == 0
    status, body = ask(port, "/healthz")
    assert status == 200 and json.loads(body)["viewers"]["now"] == 1
    # what is not the wall's is the wall's own page, like any address
    gone = ["/feed.atom", "/changes.json", "/search.json?q=a", f"/exports/{'0' * 32}/csv"]
    assert {path: ask(port, path) for path in gone} == dict.fromkeys(gone, ask(port, "/wall"))
    for path in ("/", "/healthz", "/wall", "/wall/beat"):
        assert ask(port, path, come_from="127.0.0.2")[0] == 403
    visit.page.goto(f"{address}/overview")
    visit.page.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    assert visit.page.locator("[role=dialog]:visible").count() == 0
    visit.context.close()


def count_viewers(address: str) -> int:
    """How many readers a process has."""
    _, body = ask(urlsplit(address).port, "/healthz")
    return json.loads(body)["viewers"]["now"]


def test_two_processes_share_readers_and_either_makes_a_file(tmp_path, chromium, sample_tables):
    door = free_port()
    first = find_block("map $http_upgrade").partition("\n")[2]
    with serving(sample_tables) as first_process, serving(sample_tables) as other:
        processes = [first_process, other]
        changes = {
            "127.0.0.1:8501": urlsplit(first_process).netloc,
            "127.0.0.1:8503": urlsplit(other).netloc,
        }
        upstream = replace_each(find_block("upstream dashboards"), changes)
        changes = {"listen 80;": f"listen {door};", "http://127.0.0.1:8501": "http://dashboards"}
        with proxied(tmp_path / "nginx", upstream + replace_each(first, changes), door):
            visit = Visit(open_context(chromium))
            requests = visit.record_requests()
            visit.open(f"http://127.0.0.1:{door}/domains?domain=新材料")
            visit.drawn()
            assert sorted(map(count_viewers, processes)) == [0, 1]
            content = take_csv(visit.page)
            [file] = [url for url in requests if "/csv?" in url]
            path = file.partition(str(door))[2]
            # readers of other addresses meet both processes, which give the same file
            answers = [ask(door, path, come_from=f"127.0.0.{n}") for n in range(1, 9)]
            assert answers == [(200, content)] * 8
            direct = [ask(urlsplit(each).port, path) for each in processes]
            assert direct == [(200, content)] * 2
            visit.context.close()
