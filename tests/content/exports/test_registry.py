"""What is kept for taking away: bounded, by content, under Chinese names, refused in words."""

import asyncio
import json
import time
from urllib.parse import unquote

import pytest
from starlette.requests import Request
from starlette.responses import Response

from briefings.abandonment import Cancelled
from briefings.exhibit import Briefing, Exhibit
from briefings.formats import FORMATS, Format
from briefings.pictures import NoPictures
from catalog.definitions import words
from catalog.figure_parts import Provenance
from content.downloads import making_queues
from content.downloads.file_making import FileCache
from content.exports import registry
from content.exports.registry import file_name, recipe
from server import export_routes
from tests.content.exports.kept_file import keep
from tests.server.asgi import get_scope
from tests.server.waiting import finished

ORIGIN = Provenance("示例登记册", "2026-10-29", "v1", "全国")


async def waiting() -> dict:
    """What a connection says that stays open."""
    await asyncio.sleep(60)
    return {"type": "http.disconnect"}


def get(key: str, name: str = "txt", query: bytes = b"") -> Response:
    """What the route answers for a key and a format."""
    request = Request(get_scope(key, name, query), waiting)
    return finished(export_routes.send_file(request))


def reason(answer: Response) -> str:
    return json.loads(answer.body)["reason"]


def briefing(title: str = "规模", **parts) -> Briefing:
    return Briefing(title, ORIGIN, (Exhibit("labs", "column", title, ORIGIN, **parts),))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(registry, "_registry", registry.Registry(1 << 30, 1 << 30))
    monkeypatch.setattr(making_queues, "_cache", FileCache())


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """A format whose file is the alt text of the first exhibit."""

    def write(briefing: Briefing, _t) -> bytes:
        return briefing.exhibits[0].alt.encode()

    monkeypatch.setitem(FORMATS, "txt", Format(write, "text/plain"))


def test_an_unknown_key_is_told_in_words_and_not_kept_by_anyone():
    answer = get("0123")
    assert answer.status_code == 404 and answer.headers["cache-control"] == "no-store"
    assert reason(answer) == "页面已更新，请刷新后再下载。"


def test_a_kept_briefing_becomes_a_file_with_a_chinese_name():
    key = keep(lambda: briefing(alt="数"), b"one", "甲方")
    answer = get(key)
    assert answer.body == "数".encode() and answer.headers["content-type"].startswith("text/")
    text = answer.headers["content-disposition"]
    assert unquote(text) == f"attachment; filename*=UTF-8''规模_2026-10-29_{key[:8]}.txt"
    assert answer.headers["cache-control"] == "no-store"


def test_an_english_page_is_told_in_english():
    assert reason(get("0123", query=b"lang=en")).startswith("The page has changed")
    assert reason(get("0123", query=b"lang=../..")) == "页面已更新，请刷新后再下载。"


def test_a_format_nobody_writes_is_named():
    assert reason(get(keep(briefing, b"one", "甲方"), "odt")) == "没有“odt”这种格式。"


def test_a_pack_holds_what_the_server_can_make(monkeypatch):
    request = []
    monkeypatch.setattr(
        making_queues, "refusals", lambda t: {"png": "absent", "svg": "", "pdf": ""}
    )
    monkeypatch.setattr(
        making_queues, "pack", lambda b, formats, *_: request.append(formats) or b"PK"
    )
    answer = get(keep(briefing, b"one", "甲方"), "zip")
    assert answer.body == b"PK" and answer.media_type == "application/zip"
    assert {"pptx", "csv", "svg"} < set(request[0]) and "png" not in request[0]


def test_a_pack_stops_when_whoever_asked_has_gone(monkeypatch):
    def slow(_briefing, _formats, _words, _progress, cancelled):
        for _ in range(500):
            if cancelled():
                raise Cancelled
            time.sleep(0.01)

    async def left() -> dict:
        return {"type": "http.disconnect"}

    monkeypatch.setattr(making_queues, "refusals", lambda t: {})
    monkeypatch.setattr(making_queues, "pack", slow)
    key = keep(briefing, b"one", "甲方")
    answer = finished(export_routes.send_file(Request(get_scope(key, "zip"), left)))
    assert answer.status_code == 499


def test_a_picture_that_cannot_be_drawn_now_is_told_in_words(monkeypatch):
    def refuse(*_):
        raise NoPictures("slow")

    monkeypatch.setattr(making_queues, "make", refuse)
    answer = get(keep(briefing, b"one", "甲方"))
    assert answer.status_code == 503 and reason(answer) == "服务器绘图超时，请稍后再试。"


def test_a_failure_is_a_sentence_with_the_time_and_no_trace_of_the_inside():
    def broken():
        raise ValueError("secret inside")

    answer = get(keep(broken, b"one", "甲方"))
    assert answer.status_code == 500
    assert "文件没有生成" in reason(answer) and b"secret" not in answer.body


def test_equal_content_has_one_key_and_other_content_another():
    assert (
        keep(briefing, b"one", "甲方")
        == keep(briefing, b"one", "甲方")
        != keep(briefing, b"two", "甲方")
    )


def test_one_reader_s_clicking_forgets_none_of_another_s(monkeypatch):
    monkeypatch.setattr(registry, "_registry", registry.Registry(8, 20))

    def kept(*names):
        return [recipe(key) is not None for key in names]

    on_screen = keep(briefing, b"1234", "甲方")
    clicked = [keep(briefing, f"{n:04}".encode(), "乙方") for n in range(100)]
    assert kept(on_screen, *clicked) == [True, *[False] * 98, True, True]
    keep(briefing, b"0098", "乙方")  # drawn again
    newest = keep(briefing, b"5678", "乙方")
    assert kept(on_screen, *clicked[98:], newest) == [True, True, False, True]
    keep(briefing, b"12345678", "丙方")
    keep(briefing, b"87654321", "丁方")  # more than all together may keep: 甲方 drew longest ago
    assert kept(on_screen, newest) == [False, False]


def test_two_large_files_that_differ_in_one_digit_both_arrive_right():
    """Streamlit's own store samples files over 1 MiB and would give the first one twice."""
    long = "1" * (3 << 20)
    texts = [long, long[: 1 << 20] + "2" + long[(1 << 20) + 1 :]]
    keys = [keep(lambda text=text: briefing(alt=text), text.encode(), "甲方") for text in texts]
    assert [get(key).body.decode() for key in keys] == texts


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "_"),
        ("规模 / 分\\布\n：甲", "规模_分_布_：甲"),
        ("../../etc/passwd", "etc_passwd"),
        ("gnp.\u202eexe", "gnp._exe"),
        ("甲" * 200, "甲" * 50),
    ],
)
def test_a_title_never_breaks_the_file_s_name(title, name):
    assert file_name(briefing(title), "0123456789", "png", words()) == (
        f"{name}_2026-10-29_01234567.png"
    )
