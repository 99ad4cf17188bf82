"""After a restart, or in a second process: the files of an open page, from its addresses alone."""

import asyncio
import json
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response

from content.exports import rebuilding, registry
from server import export_routes
from server.file_making import FileCache
from tests.pages.test_page_files import menu
from tests.pages.test_pages import cards, drawn
from tests.server.waiting import finished

GONE = "页面已更新，请刷新后再下载。"


def restart(monkeypatch) -> None:
    """Forget all that a process holds of its readers, its files and its tables."""
    monkeypatch.setattr(registry, "_registry", registry.Registry(1 << 30, 1 << 30))
    monkeypatch.setattr(export_routes, "_cache", FileCache())
    monkeypatch.setattr(export_routes, "_files", export_routes.FileQueue(1, 9, 1, FileCache()))
    rebuilding._open_version.cache_clear()


@pytest.fixture(autouse=True)
def process(monkeypatch, sample_tables):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    monkeypatch.setattr(rebuilding, "today", lambda: date(2026, 11, 24))  # as tests draw pages
    restart(monkeypatch)


def get(key: str, name: str = "csv", query: str = "") -> Response:
    """What the route answers; query: of the address after the language."""

    async def receive() -> dict:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    scope = {"type": "http", "path_params": {"key": key, "name": name}}
    request = Request(scope | {"query_string": query.encode()}, receive)
    return finished(export_routes.send_file(request))


def take(address: str, name: str = "csv", lang: str = "zh") -> Response:
    """What a menu gets for the address that its page gave it."""
    key, _, query = address.partition("?")
    return get(key, name, f"{query}&lang={lang}")


def list_charts(at) -> dict[str, str]:
    """Address by id of the charts that a page offers."""
    return {name: card["export"] for name, card in cards(at).items() if "export" in card}


def test_charts_and_pages_are_the_same_files_after_a_restart(monkeypatch, sample_tables):
    pages = {
        "domains": drawn("domains", sample_tables, domains=("新材料", "信息技术")),
        "layout": drawn("layout", sample_tables, regions=("东部",)),
        "milestones": drawn("milestones", sample_tables),
        "lifecycle": drawn("lifecycle", sample_tables),
        "siting": drawn("siting", sample_tables),
    }
    asked = [(menu(pages["domains"])["key"], "pptx")]
    for at in pages.values():
        charts = list(list_charts(at).values())
        asked += [(address, "csv") for address in charts] + [(charts[0], "pptx")]
    assert len(asked) > 20
    before = [take(*each).body for each in asked]
    restart(monkeypatch)
    after = [take(*each) for each in asked]
    assert not [
        each for each, answer in zip(asked, after, strict=True) if answer.status_code != 200
    ]
    assert [answer.body for answer in after] == before


def test_what_no_chapter_shows_is_refused_in_words(monkeypatch, sample_tables):
    key, _, query = list_charts(drawn("domains", sample_tables))["domain_totals"].partition("?")
    page = menu(drawn("domains", sample_tables))["key"]
    restart(monkeypatch)
    words = dict(parse_qsl(query))
    changes = [
        {"chapter": "../secrets"},
        {"chapter": ""},
        {"chapter": "overview"},
        {"part": "no_such"},
        {"part": ""},
        {"part": "domain_focus"},
        {"domain": "没有的领域"},
        {"province": "湖北"},
        {"period": "9" * 5000},
        {"lang": "xx"},
        {"lang": "en"},
    ]
    answers = [get(key, query=urlencode(words | change)) for change in changes]
    assert [answer.status_code for answer in answers] == [404] * len(changes)
    assert {json.loads(answer.body)["reason"] for answer in answers[:-1]} == {GONE}
    for version in ("", "0123456789ab", "..", "/etc"):
        answer = get(key, query=urlencode(words | {"version": version}))
        assert answer.status_code == 410 and "不再保留" in json.loads(answer.body)["reason"]
    for other in ("0" * 32, page.partition("?")[0], "x"):
        assert get(other, query=query).status_code == 404
    assert get(key).status_code == 404
    assert get(key, query=query).status_code == 200


def test_a_page_s_own_choice_is_not_taken_for_the_page_as_it_opens(monkeypatch, sample_tables):
    at = drawn("lifecycle", sample_tables)
    at.text_input(key="lab").set_value("主动退出").run(timeout=30)
    address = list_charts(at)["lifecycle_careers"]
    assert take(address).status_code == 200
    restart(monkeypatch)
    assert take(address).status_code == 404


def test_a_day_later_the_page_is_another(monkeypatch, sample_tables):
    address = menu(drawn("domains", sample_tables))["key"]
    restart(monkeypatch)
    monkeypatch.setattr(rebuilding, "today", lambda: date(2031, 1, 1))
    assert take(address, "pptx").status_code == 404
