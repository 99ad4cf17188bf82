"""A viewer of the Dash page without a browser: posts what its page posts."""

import json
import time
from typing import Self

from benchmarks.figures import LAYOUT
from benchmarks.kept_connection import KeptConnection
from benchmarks.servers import Server

HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}


class DashViewer:
    """Someone who has the Dash page open and changes its regions.

    settled_s: seconds after which the server does no more what it does but once.
    kept_s: seconds after which it has let go of those who left.
    """

    settled_s = kept_s = 1.0  # it keeps nothing of them

    def __init__(self, host: str) -> None:
        self.connection = KeptConnection(host)

    @classmethod
    async def arrive(cls, server: Server) -> Self:
        """Open the page and wait until its figures are there."""
        viewer = cls(server.host)
        await viewer.choose(())
        return viewer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.connection.close()

    async def choose(self, regions: tuple[str, ...]) -> float:
        """Post the callback, as a click does, and take the figures, which are all that changes; the
        moment when they were there (perf_counter)."""
        outputs = [{"id": "map", "property": "data"}]
        outputs += [{"id": name, "property": "figure"} for name in LAYOUT.ids[1:]]
        output = "...".join(f"{item['id']}.{item['property']}" for item in outputs)
        callback = {
            "output": f"..{output}..",
            "outputs": outputs,
            "inputs": [{"id": "region", "property": "value", "value": list(regions)}],
            "changedPropIds": ["region.value"],
            "state": [{"id": "address", "property": "search", "value": ""}],
        }
        body = json.dumps(callback).encode()
        await self.connection.post("/_dash-update-component", HEADERS, body)
        return time.perf_counter()
