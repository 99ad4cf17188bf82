"""The browser's own files as the server hands them out."""

import gzip
import os
import re
from collections import Counter

import pytest
from starlette.applications import Starlette

from catalog.definitions import catalog
from charts import plotly_js
from server import assets
from server.assets import ASSETS, routes
from tests.server import asgi

FILES = sorted(ASSETS.rglob("*.[jc]s*"))
APP = Starlette(routes=routes(""))
PLOTLY_ADDRESS = f"/assets/{plotly_js.NAME}"


def test_every_asset_is_served_with_its_type_and_asked_for_again(subtests):
    for path in FILES:
        with subtests.test(path=path):
            address = f"/assets/{path.relative_to(ASSETS).as_posix()}"
            status, headers, body = asgi.get(APP, address)
            assert status == 200
            kind = "text/css" if path.suffix == ".css" else "javascript"
            assert kind in headers["content-type"]
            assert headers["cache-control"] == "no-cache"
            assert body == path.read_bytes()
            again, _, nothing = asgi.get(APP, address, if_none_match=headers["etag"])
            assert (again, nothing) == (304, b"")


def test_a_module_is_compressed_once_and_read_anew_where_it_changed(tmp_path, monkeypatch):
    path, counts = tmp_path / "some.js", Counter()
    path.write_text("first " * 300, encoding="utf-8")
    monkeypatch.setitem(assets.MODULES, "some.js", path)
    compress = gzip.compress
    monkeypatch.setattr(
        assets.gzip, "compress", lambda *a, **k: counts.update("c") or compress(*a, **k)
    )
    for words in ("first ", "second "):
        path.write_text(words * 300, encoding="utf-8")
        os.utime(path, ns=(0, len(words)))
        for _ in range(3):
            _, headers, body = asgi.get(APP, "/assets/some.js", accept_encoding="gzip")
            assert headers["content-encoding"] == "gzip"
            assert headers["vary"].lower() == "accept-encoding"
            assert gzip.decompress(body).decode() == words * 300
    assert counts["c"] == 2
    weak = f"W/{headers['etag']}"
    assert asgi.get(APP, "/assets/some.js", if_none_match=weak)[0] == 304


def test_modules_import_only_what_is_served():
    for path in FILES:
        for name in re.findall(r'(?:from|url\() ?"([^"]+)"', path.read_text(encoding="utf-8")):
            served = {*FILES, ASSETS / "shared" / "inks.js"}
            assert (path.parent / name).resolve() in served, f"{path.name} imports {name}"


def test_the_colours_of_the_catalogue_are_a_module_that_is_asked_for_again():
    address = "/assets/shared/inks.js"
    status, headers, body = asgi.get(APP, address)
    assert status == 200 and headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == "no-cache"
    blue = catalog().colours.ink["blue"]
    assert f'"{blue.paper}": "{blue.dark}"' in body.decode()
    assert asgi.get(APP, address, if_none_match=headers["etag"])[0] == 304


def test_modules_name_no_foreign_host_and_write_no_html():
    for path in FILES:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|\.innerHTML|insertAdjacentHTML", text), path.name


def test_plotly_comes_from_the_installed_package_and_never_changes():
    status, headers, body = asgi.get(APP, PLOTLY_ADDRESS)
    assert (status, body) == (200, plotly_js.FILE.read_bytes())
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]


def test_plotly_is_compressed_for_those_who_take_it():
    _, headers, body = asgi.get(APP, PLOTLY_ADDRESS, accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"].lower() == "accept-encoding"
    assert int(headers["content-length"]) == len(body) < plotly_js.FILE.stat().st_size / 3
    assert gzip.decompress(body) == plotly_js.FILE.read_bytes()


@pytest.mark.parametrize(
    "name", ["nothing.js", "plotly-0.0.0.min.js", "../page.py", "board/board.py"]
)
def test_an_unknown_asset_is_not_found(name):
    assert asgi.get(APP, f"/assets/{name}")[0] == 404


def test_assets_follow_the_base_path():
    app = Starlette(routes=routes("/board"))
    assert asgi.get(app, "/board/assets/board/board.js")[0] == 200
    assert asgi.get(app, f"/board{PLOTLY_ADDRESS}")[0] == 200
    assert asgi.get(app, "/assets/board/board.js")[0] == 404
