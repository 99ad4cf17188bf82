"""What changed, as JSON and as Atom: bounded, named by what stays, behind the guard of the host."""

import json
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette

from content.changes import published_notes
from content.public_detail import PublicDetail
from loaders.store.published import open_history
from server.headers import middleware
from server.routes import routes
from tests.server.asgi import get

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def versions(changed_tables, monkeypatch) -> list[str]:
    """The four versions whose history is told."""
    monkeypatch.setenv("TABLES_DIR", str(changed_tables))
    return open_history(changed_tables)["publications"]["version"].tolist()


def make_app(detail: PublicDetail = "names") -> Starlette:
    return Starlette(routes=routes("", detail), middleware=middleware("", "127.0.0.1"))


def test_the_note_since_any_version(versions):
    status, headers, body = get(make_app(), "/changes.json", query=f"since={versions[0]}")
    note = json.loads(body)
    assert (status, headers["cache-control"], note["changed"]) == (200, "no-store", True)
    assert (note["since_version"], note["version"]) == (versions[0], versions[3])
    assert [section["name"] for section in note["sections"]] == [
        "clauses",
        "labs",
        "revisions",
        "values",
        "rows",
    ]
    assert "去向" in note["sections"][0]["lines"][0]
    assert headers["content-security-policy"]


def test_without_a_version_it_is_the_last_publication_that_is_told(versions):
    note = json.loads(get(make_app(), "/changes.json")[2])
    assert note["since_version"] == versions[2]
    assert "示例实验室乙" in json.dumps(note, ensure_ascii=False)
    unchanged = json.loads(get(make_app(), "/changes.json", query=f"since={versions[3]}")[2])
    assert not unchanged["changed"] and unchanged["sections"] == []


def test_an_unknown_version_is_named_in_the_readers_language(versions):
    query = "since=" + "f" * 5000 + "&lang=en"
    status, _, body = get(make_app(), "/changes.json", query=query)
    reason = json.loads(body)["reason"]
    assert status == 404 and 'no record of a publication of version "ffff' in reason
    assert len(body) < 300


def test_the_feed_is_atom_with_ids_that_stay(versions, monkeypatch):
    """One entry for each publication that changed anything: not the first, not the third."""
    status, headers, body = get(make_app(), "/feed.atom")
    assert (status, headers["content-type"]) == (200, "application/atom+xml")
    feed = ElementTree.fromstring(body)
    for parent in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(parent.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated"))
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.find(f"{ATOM}title").text for entry in entries]
    assert len(titles) == 2 and all(title.startswith("演示数据：") for title in titles)
    ids = [entry.find(f"{ATOM}id").text for entry in entries]
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert links[1] == f"http://localhost/overview?since={versions[0]}&lang=zh"
    monkeypatch.setattr(published_notes, "MAX_NOTES", 1)
    bounded = ElementTree.fromstring(get(make_app(), "/feed.atom")[2]).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}id").text for entry in bounded] == ids[:1]


@pytest.mark.parametrize("path", ["/feed.atom", "/changes.json"])
def test_no_laboratory_is_named_where_the_setting_has_it_so(versions, path):
    for detail in ("counts", "none"):
        text = get(make_app(detail), path)[2].decode()
        assert "1 家转入整改" in text and "示例实验室乙" not in text and "SL-2" not in text


def test_strangers_and_a_server_of_the_wall_alone_get_nothing(versions, monkeypatch):
    paths = ("/feed.atom", "/changes.json")
    assert [get(make_app(), path, host="evil.example")[0] for path in paths] == [403, 403]
    monkeypatch.setenv("WALL_ONLY", "1")
    assert [get(make_app(), path)[0] for path in paths] == [404, 404]


def test_nothing_published_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("TABLES_DIR", str(tmp_path))
    assert [get(make_app(), path)[0] for path in ("/feed.atom", "/changes.json")] == [503, 503]
