"""After a restart, or in a second process: the files of an open page, from its addresses alone."""

import asyncio
import gc
import json
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, unquote_plus, urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from briefings import stored_content
from briefings.pictures import DRAWN_FORMATS
from briefings.stored_content import StoredContent
from catalog.definitions import words
from content.downloads import data_files, making_queues, rebuilding
from content.downloads.file_making import FileCache, FileQueue
from content.downloads.sections import UnknownChoice, read_choices
from content.exports import registry
from loaders.store.pointer import current_version
from loaders.store.publish import publish
from server import export_routes
from tests.pages.test_english import open_page
from tests.pages.test_page_files import menu
from tests.pages.test_pages import cards, drawn
from tests.server.asgi import get_scope
from tests.server.waiting import finished
from widgets.briefing import draft, pack

GONE = "页面已更新，请刷新后再下载。"


def restart(monkeypatch) -> None:
    """Forget all that a process holds of its readers, its files and its tables."""
    monkeypatch.setattr(registry, "_registry", registry.Registry(1 << 30, 1 << 30))
    monkeypatch.setattr(making_queues, "_cache", FileCache())
    monkeypatch.setattr(making_queues, "_files", FileQueue(1, 9, 1, FileCache()))
    monkeypatch.setattr(making_queues, "_packs", FileQueue(1, 9, 1, FileCache()))
    rebuilding._open_version.cache_clear()
    rebuilding._build_parts.cache_clear()


@pytest.fixture(autouse=True)
def fresh_server(monkeypatch, sample_tables):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    monkeypatch.setattr(rebuilding, "today", lambda: date(2026, 11, 24))  # as tests draw pages
    monkeypatch.setattr(draft, "_drafts", list)  # sessions of AppTest share one name
    monkeypatch.setattr(pack, "_packs", list)
    restart(monkeypatch)


def get(key: str, name: str = "csv", query: str = "", accept: str = "*/*") -> Response:
    """What the route answers; query: of the address after the language."""

    async def receive() -> dict:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    request = Request(get_scope(key, name, query.encode(), accept=accept), receive)
    return finished(export_routes.send_file(request))


def post(address: str, name: str, lang: str) -> Response:
    """What the route answers where what an address says comes as the request's body."""
    key, _, query = address.partition("?")
    messages = [{"type": "http.request", "body": query.encode(), "more_body": False}]

    async def receive() -> dict:
        if messages:
            return messages.pop()
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    scope = get_scope(key, name, f"lang={lang}".encode(), method="POST")
    return finished(export_routes.send_file(Request(scope, receive)))


def take(address: str, name: str = "csv", lang: str = "zh") -> Response:
    """What a menu gets for the address that its page gave it."""
    key, _, query = address.partition("?")
    return get(key, name, f"{query}&lang={lang}")


def list_charts(at) -> dict[str, str]:
    """Address by id of the charts that a page offers."""
    return {name: card["export"] for name, card in cards(at).items() if "export" in card}


# every page, those with choices of their own with some that it does not open with
PAGES = [
    ("overview", {}),
    ("milestones", {"clause": "规模适度"}),
    ("milestones", {"group": "情景推演", "entries": "10", "horizon": "2030 年", "hold": "120"}),
    ("domains", {}),
    ("breakthroughs", {}),
    ("standards", {}),
    ("lifecycle", {"lab": "主动退出", "state": "left"}),
    ("layout", {"year": "2023", "measure": "区位商", "quotient": "信息技术", "dots": "true"}),
    *(("layout", {"tab": tab}) for tab in ("随时间", "曲线与权重", "领域与省份", "距离与相邻")),
    (
        "siting",
        {"weight": "常住人口", "k": "3", "only": ["湖北", "安徽"], "a": "湖北-2_安徽-新材料-1"},
    ),
    ("province", {"of": "湖北"}),
    ("compare", {"with": ["广东", "湖北", "安徽"]}),
    ("lab", {"id": "SL-2022-002"}),
    ("lab", {}),
    ("data_and_methods", {}),
    ("briefing", {"part": ["domains/domain_totals", "layout_place/layout_map"], "title": "月报"}),
]


def write_fingerprint(briefing, name, _t) -> bytes:
    """Words and numbers of a file, in place of the file: most are drawn or zipped for seconds."""
    parts = [part.but(figure={}) for part in briefing.exhibits]
    others = [part for part in briefing.parts if part not in briefing.exhibits]
    return repr((name, briefing.title, briefing.lead, parts, others)).encode()


def test_every_page_offers_the_same_files_after_a_restart(monkeypatch, sample_tables):
    monkeypatch.setattr(making_queues, "make", write_fingerprint)
    request = []
    for name, address in PAGES:
        at = open_page(name, sample_tables, "zh", **address)
        request += [(menu(at)["key"], "docx"), *((key, "csv") for key in list_charts(at).values())]
    before = [take(*each).body for each in request]
    restart(monkeypatch)
    answers = [take(*each) for each in request]
    differing = [
        each
        for each, answer, body in zip(request, answers, before, strict=True)
        if answer.status_code != 200 or answer.body != body
    ]
    assert len(request) > 60 and differing == []


def test_files_of_office_and_packs_are_the_same_bytes_after_a_restart(monkeypatch, sample_tables):
    monkeypatch.setattr(making_queues, "refusals", lambda _: dict.fromkeys(DRAWN_FORMATS, "no"))
    at = drawn("domains", sample_tables, domains=("新材料", "信息技术"), regions=("东部",))
    request = [(menu(at)["key"], name) for name in ("pptx", "docx", "xlsx", "zip")]
    request += [(list_charts(at)["domain_totals"], name) for name in ("csv", "pptx", "xlsx")]
    # a briefing as a pack, by the address of which its page makes it too
    chosen = {"part": ["domains/domain_totals"], "title": "月报"}
    request.append((menu(open_page("briefing", sample_tables, "zh", **chosen))["key"], "zip"))
    before = [take(*each).body for each in request]
    restart(monkeypatch)
    assert [take(*each).body for each in request] == before


EVIDENCE = "goal_2035_scale_labs_in_operation"
# every file that a page offers beside its charts: kind, a word in it, a word of its address and
# another in its place that the same page might have had
DATA_FILES = [
    ("evidence", "湖北", "choice=labs_in_operation", "choice=labs_entered",
     ("milestones", {"clause": "规模适度", "evidence": EVIDENCE, "evidence_q": "湖北"})),
    ("outlook", "entries=10", "choice=120", "choice=119",
     ("milestones", {"group": "情景推演", "entries": "10", "horizon": "2030 年", "hold": "120"})),
    ("trial", "湖北-2_", "choice=population", "choice=industry",
     ("siting", {"weight": "常住人口", "k": "3", "a": "湖北-2_安徽-新材料-1", "edited": "方案 B"})),
    ("list_csv", "国际标准", "choice=-title", "choice=title",
     ("standards", {"kind": "国际标准", "q": "示例", "sort": "-title"})),
    ("list_workbook", None, "choice=level", "choice=kind",
     ("breakthroughs", {"level": "国际领先"})),
    ("lab_table", "SL-2022-002", "choice=SL-2022-002", "choice=SL-2022-003",
     ("lab", {"id": "SL-2022-002"})),
    ("saved_briefing", "月报", "version=", "version=0",
     ("briefing", {"part": ["domains/domain_totals"], "title": "月报"})),
]  # fmt: skip


def list_data_files(at) -> dict[str, str]:
    """Address by kind of the files of its own that a page offers; of several the last."""
    payloads = [json.loads(part.proto.bytes) for part in at.get("bidi_component")]
    addresses = [sent["key"] for sent in payloads if "file=" in sent.get("key", "")]
    return {dict(parse_qsl(address))["file"]: address for address in addresses}


def test_every_file_of_a_page_is_the_same_after_a_restart_and_no_other(monkeypatch, sample_tables):
    assert {kind for kind, *_ in DATA_FILES} == set(data_files.DATA_FILES)
    addresses = {}
    for kind, *_, (page, address) in DATA_FILES:
        addresses[kind] = list_data_files(open_page(page, sample_tables, "zh", **address))[kind]
    before = {kind: take(address, "file") for kind, address in addresses.items()}
    for kind, _, choice, other, _ in DATA_FILES:
        assert_nothing_else(addresses[kind], choice, other)
    restart(monkeypatch)
    for kind, word, choice, other, _ in DATA_FILES:
        answer, address = take(addresses[kind], "file"), addresses[kind]
        assert (answer.status_code, answer.body) == (200, before[kind].body), kind
        assert answer.headers.items() == before[kind].headers.items()
        assert word is None or word in unquote_plus(answer.body.decode("utf-8-sig")), kind
        assert kind == "saved_briefing" or answer.media_type != "text/csv" or (
            "演示数据" in answer.body.decode("utf-8-sig").splitlines()[0])  # fmt: skip
        assert_nothing_else(address, choice, other)
    page = menu(open_page("domains", sample_tables, "zh"))["key"]
    assert take(page, "file").status_code == 404


def test_a_long_file_reaches_the_reader_in_parts_and_is_let_go(monkeypatch, sample_tables):
    address = list_data_files(open_page("standards", sample_tables, "zh"))["list_csv"]
    whole = take(address, "file")
    restart(monkeypatch)
    monkeypatch.setattr(stored_content, "MEMORY_BYTES", 1000)
    monkeypatch.setattr(making_queues, "_files", FileQueue(1, 9, 1, FileCache(1000)))
    answer = take(address, "file")
    assert isinstance(answer, StreamingResponse)
    assert answer.headers.items() == whole.headers.items()
    parts: list[bytes] = []

    async def receive() -> dict:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict) -> None:
        parts.append(message.get("body", b""))

    finished(answer({"type": "http"}, receive, send))
    assert b"".join(parts) == whole.body
    del answer
    assert not [each for each in gc.get_objects() if isinstance(each, StoredContent)]


def assert_nothing_else(address: str, choice: str, other: str) -> None:
    """The key of a file of its own fetches nothing that it was not made for."""
    assert choice in address, address
    changed = [address.replace(choice, other), f"{address}&province=%E5%8C%97%E4%BA%AC"]
    assert {take(each, "file").status_code for each in changed} <= {404, 410}, address
    assert {take(address, name).status_code for name in ("csv", "zip")} == {404}, address


def test_a_file_links_to_this_site_alone(sample):
    view = rebuilding._open_view(sample.version, words(), "", "names")
    outlook = [("file", "outlook"), *(("choice", word) for word in ("10", "2035", "120"))]
    ours, theirs = "http://labs.example:8501/milestones?hold=120", "http://evil.example/milestones"
    #          links of the address | the asker's name of the site | taken
    offered = [
        ([ours],                      "labs.example:8501",           True),
        ([ours],                      "labs.example",                False),
        ([theirs],                    "labs.example:8501",           False),
        ([theirs + "@labs.example"],  "labs.example",                False),
        ([ours, theirs],              "labs.example:8501",           False),
        ([],                          "labs.example:8501",           False),
    ]  # fmt: skip
    for links, host, known in offered:
        pairs = [*outlook, *(("link", link) for link in links)]
        try:
            rebuilding._read_data_file(view, pairs, host)
        except UnknownChoice:
            assert not known, (links, host)
        else:
            assert known, (links, host)


def test_a_long_briefing_goes_with_the_request(monkeypatch, sample_tables):
    at = open_page("briefing", sample_tables, "zh", part=["domains/domain_totals"])
    at.text_area[0].set_value("人工写的话").run(timeout=60)
    address = menu(at)["key"]
    before = take(address, "docx").body
    restart(monkeypatch)
    assert post(address, "docx", "zh").body == before
    assert post(f"{address}{'x' * 300_000}", "docx", "zh").status_code == 404


def publish_another(tables: Path) -> None:
    """Publish what is published once more as a version of its own, with another note."""
    version = tables / current_version(tables)
    manifest = json.loads((version / "manifest.json").read_text())
    del manifest["version"]

    def write(folder: Path) -> None:
        without_manifest = shutil.ignore_patterns("manifest.json")
        shutil.copytree(version, folder, ignore=without_manifest, dirs_exist_ok=True)

    publish(tables, write, {**manifest, "note": "另一个版本"})


def test_a_page_of_an_earlier_version_keeps_its_files_while_its_tables_are_kept(
    monkeypatch, sample_tables, tmp_path
):
    tables = tmp_path / "tables"
    shutil.copytree(sample_tables, tables)
    monkeypatch.setenv("TABLES_DIR", str(tables))
    at = drawn("domains", tables)
    address = list_charts(at)["domain_totals"]
    key, _, query = address.partition("?")
    before, version = take(address).body, current_version(tables)
    publish_another(tables)
    assert version in before.decode() and version != current_version(tables)
    restart(monkeypatch)
    assert take(address).body == before
    shutil.rmtree(tables / dict(parse_qsl(query))["version"])
    restart(monkeypatch)
    answer = take(address)
    assert answer.status_code == 410 and "不再保留" in json.loads(answer.body)["reason"]
    page = get(
        key, "csv", f"{query}&domain=%E6%96%B0%E6%9D%90%E6%96%99", accept="text/html"
    ).body.decode()
    assert "不再保留" in page and '<a href="/?domain=%E6%96%B0' in page


def test_what_no_page_shows_is_refused_in_words(monkeypatch, sample_tables):
    key, _, query = list_charts(drawn("domains", sample_tables))["domain_totals"].partition("?")
    page = menu(drawn("domains", sample_tables))["key"].partition("?")[0]
    assert get(key, query=query).status_code == 200  # and kept ready
    assert_refused(key, query, page)
    restart(monkeypatch)
    assert_refused(key, query, page)
    assert get(key, query=query).status_code == 200


def assert_refused(key: str, query: str, page: str) -> None:
    """The key of a chart, and that of its page, give nothing at any address but their own."""
    words = dict(parse_qsl(query))
    changes = [
        {"section": "../secrets"},
        {"section": ""},
        {"section": "overview"},
        {"chart": "no_such"},
        {"chart": ""},
        {"chart": "domain_focus"},
        {"choice": "x"},
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
    for other in ("0" * 32, page, "x"):
        assert get(other, query=query).status_code == 404
    assert get(key).status_code == 404


def test_choices_that_a_page_does_not_offer_are_refused(sample):
    view = rebuilding._open_view(sample.version, words(), "", "names")
    offered = [
        ("milestones", ["2035", ""]),
        ("outlook", ["10", "2035", "120"]),
        ("careers", ["", "1"]),
        ("layout", ["quotient", "新材料", "points"]),
        ("siting", ["equal", "30", "420000", "420000-1", "", "B"]),
        ("province", ["420000"]),
        ("compare", ["420000", "340000"]),
        ("briefing", ["0", "domains", "domain_totals", "", ""]),
    ]
    odd = ["", "x", "9" * 5000, "-1", "420000_420000", "火星-1", "\x00"]
    wrong = [(name, [*words_[:at], word, *words_[at + 1 :]])
             for name, words_ in offered for at in range(len(words_)) for word in odd]  # fmt: skip
    wrong += [(name, [*words_, "x"]) for name, words_ in offered]
    for name, words_ in offered:
        read_choices(view, name, words_)
    known = []
    for name, words_ in wrong:
        try:
            known.append((name, words_, read_choices(view, name, words_)))
        except UnknownChoice:
            continue
    # what is free text, what may be empty, and the page that another search has too
    assert {name for name, *_ in known} == {"careers", "siting", "briefing", "milestones", "layout"}
    assert all(len(word) <= 500 for _, words_, _ in known for word in words_)


def test_a_day_later_the_page_is_another(monkeypatch, sample_tables):
    address = menu(drawn("domains", sample_tables))["key"]
    restart(monkeypatch)
    monkeypatch.setattr(rebuilding, "today", lambda: date(2031, 1, 1))
    assert take(address, "pptx").status_code == 404
