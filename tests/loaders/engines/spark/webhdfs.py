"""A folder by WebHDFS, the REST door of HDFS: what a client that reads it asks for.

As in a real cluster the name node answers for the tree and sends who opens a file on to a data
node, by 307; here both are one server.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import printable
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

PREFIX = "/webhdfs/v1"
DATA_NODE = "/datanode"
BLOCK_BYTES = 128 << 20


class WebHdfsServer(ThreadingHTTPServer):
    """Serves one folder; `operations` are those that were asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), WebHdfsRequest)
        self.folder = folder
        self.operations: set[str] = set()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class WebHdfsRequest(BaseHTTPRequestHandler):
    """One request; only GET, for nothing is written."""

    server: WebHdfsServer

    def parse_request(self) -> bool:
        # Hadoop's client sends what is not ASCII as it is
        self.raw_requestline = quote(self.raw_requestline, safe=printable).encode()
        return super().parse_request()

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name.lower(): values[0] for name, values in parse_qs(url.query).items()}
        on_data_node = url.path.startswith(DATA_NODE)
        name = unquote(url.path.removeprefix(DATA_NODE).removeprefix(PREFIX)).strip("/")
        path = self.server.folder / name
        operation = query.get("op", "").upper()
        self.server.operations.add(f"{operation} {DATA_NODE}" if on_data_node else operation)
        if not path.exists():
            self.refuse(404, "java.io.FileNotFoundException", f"File does not exist: /{name}")
        elif operation == "GETFILESTATUS":
            self.answer({"FileStatus": status_of(path)})
        elif operation == "LISTSTATUS":
            self.answer({"FileStatuses": {"FileStatus": list_folder(path)}})
        elif operation == "GETFILEBLOCKLOCATIONS":
            self.answer({"BlockLocations": {"BlockLocation": [self.location_of(path)]}})
        elif operation == "OPEN" and on_data_node:
            self.send_bytes(path, int(query.get("offset", 0)), int(query.get("length", -1)))
        elif operation == "OPEN":
            self.send_on(url.path, query)
        else:
            self.refuse(400, "java.lang.UnsupportedOperationException", f"{operation} of /{name}")

    def send_on(self, path: str, query: dict[str, str]) -> None:
        """To the data node that has the file."""
        place = f"http://{self.server.host}{DATA_NODE}{path}?{urlencode(query)}"
        self.send_response(307)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_bytes(self, path: Path, offset: int, length: int) -> None:
        with path.open("rb") as file:
            file.seek(offset)
            self.send_body(200, "application/octet-stream", file.read(length))

    def answer(self, record: dict, code: int = 200) -> None:
        self.send_body(code, "application/json", json.dumps(record).encode())

    def refuse(self, code: int, java_class: str, message: str) -> None:
        fault = {"exception": java_class.rsplit(".")[-1], "javaClassName": java_class}
        self.answer({"RemoteException": {**fault, "message": message}}, code)

    def send_body(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def location_of(self, path: Path) -> dict:
        node = {
            "hosts": ["127.0.0.1"],
            "names": [self.server.host],
            "topologyPaths": [],
            "cachedHosts": [],
            "storageIds": [],
            "storageTypes": [],
        }
        return {**node, "offset": 0, "length": path.stat().st_size, "corrupt": False}

    def log_message(self, *_words: object) -> None:
        """Quietly."""


def list_folder(path: Path) -> list[dict]:
    """What is in a folder; of a file, the file itself without a name."""
    if path.is_file():
        return [status_of(path)]
    return [{**status_of(each), "pathSuffix": each.name} for each in sorted(path.iterdir())]


def status_of(path: Path) -> dict:
    status = path.stat()
    milliseconds = int(status.st_mtime * 1000)
    size, kind = (status.st_size, "FILE") if path.is_file() else (0, "DIRECTORY")
    return {
        "type": kind,
        "length": size,
        "pathSuffix": "",
        "owner": "hdfs",
        "group": "hdfs",
        "permission": "755",
        "replication": 1,
        "blockSize": BLOCK_BYTES,
        "modificationTime": milliseconds,
        "accessTime": milliseconds,
        "fileId": status.st_ino,
        "childrenNum": 0,
        "storagePolicy": 0,
    }


@contextmanager
def served(folder: Path) -> Iterator[WebHdfsServer]:
    """The server of a folder, in a thread."""
    with WebHdfsServer(folder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
