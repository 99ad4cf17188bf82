"""A viewer of the Dash page without a browser: posts what its page posts, over one connection."""

import asyncio
import json
from http.client import HTTPConnection
from typing import Self

from benchmarks.figures import LAYOUT
from benchmarks.servers import Server

ANSWER_S = 120  # an answer that takes longer fails the run


class DashViewer:
    """Someone who has the Dash page open and changes its regions.

    kept_s: seconds after which the server has let go of those who left.
    """

    kept_s = 1.0  # it keeps nothing of them

    def __init__(self, host: str) -> None:
        self.connection = HTTPConnection(host, timeout=ANSWER_S)

    @classmethod
    async def arrive(cls, server: Server) -> Self:
        """Open the page and wait until its figures are there."""
        viewer = cls(server.address.removeprefix("http://").strip("/"))
        await viewer.choose(())
        return viewer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        self.connection.close()

    async def choose(self, regions: tuple[str, ...]) -> None:
        """Post the callback, as a click does, and take the figures."""
        await asyncio.to_thread(self._post, regions)

    def _post(self, regions: tuple[str, ...]) -> None:
        outputs = [{"id": "map", "property": "data"}]
        outputs += [{"id": name, "property": "figure"} for name in LAYOUT.ids[1:]]
        output = "...".join(f"{item['id']}.{item['property']}" for item in outputs)
        body = {
            "output": f"..{output}..",
            "outputs": outputs,
            "inputs": [{"id": "region", "property": "value", "value": list(regions)}],
            "changedPropIds": ["region.value"],
            "state": [{"id": "address", "property": "search", "value": ""}],
        }
        headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
        self.connection.request("POST", "/_dash-update-component", json.dumps(body), headers)
        answer = self.connection.getresponse()
        figures = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"Dash answered {answer.status}: {figures[:200]!r}")
