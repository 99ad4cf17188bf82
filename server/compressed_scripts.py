"""The scripts and style sheets of installed packages, compressed once, when the house is set up.

    python -m server.compressed_scripts

`make tables` runs this. Where it did not, each answer is compressed for each new visitor: a tenth
of a second of the event loop for the scripts of the first page. The names of these files bear their
version or a hash of their content, so that what was compressed under a name stays right.
"""

import gzip
import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from charts import plotly_js
from server.assets import SERVED_KINDS

# the package is located, not imported: only widgets and pages know it
STREAMLIT_FILES = Path(find_spec("streamlit").origin).parent / "static"
FOLDER = Path(__file__).parent / "compressed"
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}


def list_scripts() -> dict[str, Path]:
    """Each file by its address below the path that Streamlit is served at."""
    static = STREAMLIT_FILES / "static"
    paths = [path for path in sorted(static.glob("*/*")) if path.suffix in SERVED_KINDS]
    scripts = {f"/static/{path.relative_to(static).as_posix()}": path for path in paths}
    return scripts | {f"/assets/{plotly_js.NAME}": plotly_js.FILE}


def compress_scripts(scripts: Mapping[str, Path], folder: Path = FOLDER) -> None:
    """Write what is not compressed yet, and remove what is of other versions."""
    folder.mkdir(exist_ok=True)
    names = {find_compressed(path, folder): path for path in scripts.values()}
    for stale in set(folder.iterdir()) - names.keys():
        stale.unlink()
    for target, path in names.items():
        if target.exists():
            continue
        part = target.with_suffix(f".{os.getpid()}")  # a server may be reading
        part.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        part.replace(target)


def find_compressed(path: Path, folder: Path) -> Path:
    """Where a file lies compressed."""
    return folder / f"{path.name}.gz"


class CompressedScripts:
    """Answers with what lies compressed; whatever else is asked for is passed on."""

    def __init__(self, app: ASGIApp, base_path: str, folder: Path = FOLDER) -> None:
        self.app = app
        self.files = {
            f"{base_path}{address}": compressed
            for address, path in list_scripts().items()
            if (compressed := find_compressed(path, folder)).exists()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self.files.get(scope["path"]) if asks_for_whole(scope) else None
        # removed where the next version is being set up: Streamlit answers
        if file is None or not file.exists():
            await self.app(scope, receive, send)
            return
        kind = SERVED_KINDS[Path(scope["path"]).suffix]
        await Response(file.read_bytes(), 200, HEADERS, kind)(scope, receive, send)


def asks_for_whole(scope: Scope) -> bool:
    """Whether a request is for a whole file and takes it compressed."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


if __name__ == "__main__":
    compress_scripts(list_scripts())
