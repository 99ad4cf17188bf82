"""The search as a browser asks for it: bounded, behind the guard, not on a wall alone."""

import json
from urllib.parse import quote

from starlette.applications import Starlette

from content.public_detail import PublicDetail
from server.headers import middleware
from server.routes import routes
from tests.server.asgi import get

PATH = "/search.json"


def make_app(tables, detail: PublicDetail = "names") -> Starlette:
    return Starlette(
        routes=routes("", detail, lambda: (tables, "")), middleware=middleware("", "127.0.0.1")
    )


def test_an_answer_is_bounded_guarded_and_in_the_readers_language(sample, tmp_path, monkeypatch):
    number = sample.registers["standards"]["standard_no"].iloc[0]
    query = f"find={quote(number)}&lang=en&province={quote('湖北')}"
    status, headers, body = get(make_app(sample), PATH, query=query)
    answer = json.loads(body)
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert headers["content-security-policy"]
    assert answer["groups"][0]["rows"][0]["title"] == number
    assert answer["groups"][0]["title"] == "Standards and certification methods"
    assert len(get(make_app(sample), PATH, query="find=" + "a" * 5000)[2]) < 300

    orders = f"find={quote('限期整改')}"
    named, unnamed = (
        json.loads(get(make_app(sample, detail), PATH, query=orders)[2])["groups"]
        for detail in ("names", "counts")
    )
    assert "events" in [group["name"] for group in named]
    assert "events" not in [group["name"] for group in unnamed]

    assert get(make_app(sample), PATH, query=query, host="evil.example")[0] == 403
    monkeypatch.setenv("TABLES_DIR", str(tmp_path))
    nothing = Starlette(routes=routes(""), middleware=middleware("", "127.0.0.1"))
    assert get(nothing, PATH, query=query)[0] == 503
    monkeypatch.setenv("WALL_ONLY", "1")
    assert get(make_app(sample), PATH, query=query)[0] == 404
