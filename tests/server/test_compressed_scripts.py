"""Scripts of installed packages, compressed when the house is set up."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from charts import plotly_js
from server import compressed_scripts
from server.compressed_scripts import (
    STREAMLIT_FILES,
    CompressedScripts,
    compress_scripts,
    list_scripts,
)
from tests.server import asgi

SCRIPTS = list_scripts()
SHEET = next(address for address in SCRIPTS if address.endswith(".css"))
PLOTLY = f"/assets/{plotly_js.NAME}"


async def _rest(scope, receive, send):
    await PlainTextResponse("passed on")(scope, receive, send)


def serve(folder, base_path=""):
    """An application that answers what is compressed in a folder, and "passed on" to all else."""
    app = Starlette(routes=[Mount("/", _rest)])
    return CompressedScripts(app, base_path, folder)


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    """A folder with plotly.js and a style sheet compressed."""
    folder = tmp_path_factory.mktemp("compressed")
    compress_scripts({address: SCRIPTS[address] for address in (SHEET, PLOTLY)}, folder)
    return folder


def test_all_scripts_of_streamlits_page_are_listed():
    page = (STREAMLIT_FILES / "index.html").read_text(encoding="utf-8")
    named = {address for address in SCRIPTS if f'"./{address[1:]}"' in page}
    assert any(address.endswith(".css") for address in named)
    assert sum(address.endswith(".js") for address in named) > 10
    assert len({path.name for path in SCRIPTS.values()}) == len(SCRIPTS)


@pytest.mark.parametrize("address", [SHEET, PLOTLY])
def test_what_lies_compressed_is_answered_whole_and_compressed_no_more(some, monkeypatch, address):
    monkeypatch.delattr(compressed_scripts.gzip, "compress")
    for base_path in ("", "/board"):
        status, headers, body = asgi.get(
            serve(some, base_path), f"{base_path}{address}", accept_encoding="gzip, br"
        )
        assert status == 200
        assert gzip.decompress(body) == SCRIPTS[address].read_bytes()
        assert headers["content-encoding"] == "gzip"
        assert headers["vary"].lower() == "accept-encoding"
        assert "immutable" in headers["cache-control"]
        kind = "text/css" if address == SHEET else "text/javascript"
        assert headers["content-type"].startswith(kind)
        assert int(headers["content-length"]) == len(body)


def test_all_else_is_passed_on(some):
    app = serve(some)
    script = next(a for a in SCRIPTS if a.endswith(".js") and a != PLOTLY)
    assert asgi.get(app, script, accept_encoding="gzip")[2] == b"passed on"
    assert asgi.get(app, PLOTLY)[2] == b"passed on"
    assert asgi.get(app, PLOTLY, accept_encoding="gzip", range="bytes=0-9")[2] == b"passed on"


def test_other_versions_go_and_what_is_there_stays(tmp_path):
    some = {SHEET: SCRIPTS[SHEET]}
    compress_scripts(some, tmp_path)
    (sheet,) = tmp_path.iterdir()
    written = sheet.stat().st_mtime_ns
    (tmp_path / "plotly-0.0.0.min.js.gz").write_bytes(b"")
    app = serve(tmp_path)
    compress_scripts(some, tmp_path)
    assert list(tmp_path.iterdir()) == [sheet]
    assert sheet.stat().st_mtime_ns == written
    sheet.unlink()  # while the server runs
    assert asgi.get(app, SHEET, accept_encoding="gzip")[2] == b"passed on"
