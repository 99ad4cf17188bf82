"""What a page says in Chinese where its WebSocket never opens, or is lost."""

import re

import pytest

from .conftest import Visit
from .wall import killable

pytestmark = pytest.mark.browser
PATIENCE_MS = 30_000
NOTICE = ".page-notice"


def test_a_blocked_websocket_is_named_on_page_and_wall(browser_context, dashboard):
    for path in ("/", "/wall?scenes=goals"):
        visit = Visit(browser_context)
        page = visit.page
        # the page's own WebSocket, which never opens, as behind a proxy that knows no upgrade
        page.add_init_script("""
            window.OpenSocket = window.WebSocket
            window.WebSocket = class extends EventTarget {
              readyState = 0
              constructor() {
                super()
                setTimeout(() => this.onclose?.(new CloseEvent("close")), 50)
              }
              close() {}
            }
        """)
        page.goto(f"{dashboard}{path}")
        page.wait_for_selector(NOTICE, timeout=PATIENCE_MS)
        sentence = page.inner_text(NOTICE)
        assert "WebSocket" in sentence and "Host" in sentence and "server.baseUrlPath" in sentence
        assert page.locator(NOTICE).get_attribute("role") == "alert"
        page.evaluate("() => { window.WebSocket = window.OpenSocket }")
        page.wait_for_function("() => !document.querySelector('.page-notice')", timeout=PATIENCE_MS)
        visit.close()


def test_a_page_that_lives_is_asked_nothing_more(visit, dashboard):
    requests = visit.record_requests()
    visit.open(dashboard)
    sockets = []
    visit.page.on("websocket", lambda socket: sockets.append(socket.url))
    visit.page.wait_for_timeout(8000)
    assert not sockets and not visit.page.query_selector(NOTICE)
    assert not [url for url in requests if url.endswith("notice.css")]


def test_the_box_of_a_lost_connection_speaks_chinese(visit, sample_tables):
    with killable(sample_tables) as server:
        page = visit.open(server.address)
        # what speaks Chinese has arrived: it can no longer be had once the server is gone
        page.wait_for_function("() => document.documentElement.lang === 'zh-CN'")
        server.kill()
        box = page.locator("[role=dialog]")
        box.wait_for(timeout=PATIENCE_MS)
        page.wait_for_function("() => document.querySelector('[role=dialog]').innerText.length > 9")
        assert not re.findall(r"[A-Za-z]{3,}", box.inner_text()), box.inner_text()
