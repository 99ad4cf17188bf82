"""Files under way, by the number of makings: shared, dropped, bounded, kept by bytes."""

import asyncio
import threading

import pytest
from starlette.requests import Request

from briefings.abandonment import Cancelled, stopping_when
from briefings.exhibit import Briefing, Grid
from briefings.formats import FORMATS, Format, make
from catalog.definitions import words as sentences
from catalog.figure_parts import Provenance
from content.downloads import making_queues
from content.downloads.file_making import FileCache, FileQueue, MadeFile
from content.exports import registry
from server import export_routes
from tests.content.exports.kept_file import keep
from tests.server.asgi import get_scope
from tests.server.waiting import finished

ORIGIN = Provenance("示例登记册", "2026-10-29", "v1", "全国")


@pytest.fixture
def desk(monkeypatch):
    """The route with two threads and a queue of three; `made` lists what was made."""
    monkeypatch.setattr(registry, "_registry", registry.Registry(1 << 30, 1 << 30))
    cache = FileCache()
    monkeypatch.setattr(making_queues, "_cache", cache)
    monkeypatch.setattr(making_queues, "_files", FileQueue(2, 3, 5, cache))
    return Desk(monkeypatch)


class Desk:
    """A format "txt" that is made only while `open` is set, and readers who ask for it."""

    def __init__(self, monkeypatch):
        self.made, self.open = [], threading.Event()
        monkeypatch.setitem(FORMATS, "txt", Format(self.write, "text/plain"))

    def write(self, briefing: Briefing, _t) -> bytes:
        self.made.append(briefing.title)
        assert self.open.wait(30)
        return briefing.title.encode()

    async def ask(self, title: str, hung_up: asyncio.Event | None = None):
        async def receive() -> dict:
            await (hung_up or asyncio.Event()).wait()
            return {"type": "http.disconnect"}

        key = keep(lambda: Briefing(title, ORIGIN, ()), title.encode(), "甲方")
        return await export_routes.send_file(Request(get_scope(key, "txt"), receive))

    async def begun(self, count: int) -> None:
        while len(self.made) < count:
            await asyncio.sleep(0.005)


def test_readers_who_ask_for_the_same_file_share_one_making(desk):
    async def readers():
        request = [asyncio.create_task(desk.ask("甲")) for _ in range(20)]
        await desk.begun(1)
        desk.open.set()
        answers = await asyncio.gather(*request)
        return [*answers, await desk.ask("甲")]

    assert {answer.body.decode() for answer in finished(readers())} == {"甲"}
    assert desk.made == ["甲"]


def test_a_hundred_who_hang_up_leave_an_honest_reader_the_makings_already_begun(desk, monkeypatch):
    monkeypatch.setattr(export_routes, "PLACE_TIMEOUT_S", 30)  # on a busy machine too

    async def readers():
        hung_up, gone = asyncio.Event(), []
        for n in range(100):
            gone.append(asyncio.create_task(desk.ask(f"{n}", hung_up)))
            await asyncio.sleep(0)
        await desk.begun(2)
        hung_up.set()  # noticed only while the honest reader asks already
        honest = asyncio.create_task(desk.ask("甲"))
        statuses = {answer.status_code for answer in await asyncio.gather(*gone)}
        desk.open.set()
        return statuses, await honest

    statuses, answer = finished(readers())
    assert statuses == {499} and answer.body.decode() == "甲"
    assert sorted(desk.made) == ["0", "1", "甲"]


def test_a_file_that_nobody_waits_for_stops_before_its_next_part():
    """Of forty parts three are begun: the reader leaves while the third is written."""
    for name in ("pptx", "docx", "xlsx"):
        asked: list[int] = []

        def nobody_waits(asked=asked) -> bool:
            asked.append(1)
            return len(asked) > 3

        parts = tuple(Grid(f"表{n}", ("数",), ((n,),)) for n in range(40))
        with stopping_when(nobody_waits), pytest.raises(Cancelled):
            make(Briefing("题", ORIGIN, parts), name, sentences())
        assert len(asked) == 4, name
        assert make(Briefing("题", ORIGIN, parts[:1]), name, sentences())  # outside nothing stops


def test_a_full_queue_asks_to_come_back_later(desk):
    async def readers():
        request = [asyncio.create_task(desk.ask(f"{n}")) for n in range(2)]
        await desk.begun(2)
        request += [asyncio.create_task(desk.ask(f"{n}")) for n in range(2, 5)]
        await asyncio.sleep(0)
        refused = await desk.ask("甲")
        desk.open.set()
        return refused, await asyncio.gather(*request)

    refused, answers = finished(readers())
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "请稍后" in refused.body.decode()
    assert [answer.body.decode() for answer in answers] == ["0", "1", "2", "3", "4"]


def test_files_are_kept_by_their_bytes_and_the_longest_unasked_goes_first():
    cache = FileCache(max_bytes=10)
    for name in ("a", "b"):
        cache.put((name, "txt", "zh"), MadeFile(name, b"1234", "text/plain"))
    cache.get(("a", "txt", "zh"))
    cache.put(("c", "txt", "zh"), MadeFile("c", b"1234", "text/plain"))
    cache.put(("d", "txt", "zh"), MadeFile("d", b"1" * 11, "text/plain"))
    assert [bool(cache.get((name, "txt", "zh"))) for name in "abcd"] == [
        True,
        False,
        True,
        False,
    ]
