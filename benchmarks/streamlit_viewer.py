"""A viewer of the dashboard without a browser, who does at a click what the page does: asks for the
figures over HTTP, then lets Streamlit run the page over its websocket."""

import asyncio
import json
import time
from typing import Self
from urllib.parse import urlencode

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.kept_connection import ANSWER_S, KeptConnection
from benchmarks.servers import Server
from briefings.pictures.availability import TRIAL_DELAY_S

LARGEST_MESSAGE = 64_000_000  # bytes
PATIENCE_S = 0.25  # for which the page's request waits for the figures (held_messages.js)
PAGE = "layout"


class StreamlitViewer:
    """Someone who has 布局均衡 open and changes its regions.

    Every choice is asked for, as by a browser that has not met it before. What comes is taken, but
    not drawn: the page's request leaves when the figures are there.

    kept_s: seconds after which the server has let go of those who left; until then Streamlit keeps
    their sessions, for they may come back. settled_s: after which it does no more what it does but
    once: a while after its start it tries to draw a picture, which imports a library.
    """

    settled_s = TRIAL_DELAY_S + 10.0
    kept_s = config.get_option("server.disconnectedSessionTTL") + 1.0

    def __init__(self, host: str, socket: ClientConnection) -> None:
        self.socket, self.connection = socket, KeptConnection(host)
        self.address = f"http://{host}/{PAGE}"
        self.page = ""  # Streamlit's hash of 布局均衡
        self.regions = ""  # Streamlit's id of the filter
        self.ask = ""  # where the board's figures are for other filters
        self.cached: list[str] = []  # hashes of the messages that need not come again
        self.received: list[str] = []  # those of the run on its way

    @classmethod
    async def arrive(cls, server: Server) -> Self:
        """Open the page and wait until it is whole."""
        socket = await connect(
            f"ws://{server.host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=f"http://{server.host}",
            max_size=LARGEST_MESSAGE,
            proxy=None,
        )
        viewer = cls(server.host, socket)
        request = BackMsg()
        request.rerun_script.page_name = PAGE
        await viewer._run(request)
        return viewer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.connection.close()
        await self.socket.close()

    async def choose(self, regions: tuple[str, ...]) -> float:
        """Set the filter as a click does and take all that is answered; the moment when the figures
        were there (perf_counter)."""
        query = urlencode([("region", region) for region in regions])
        figures = asyncio.create_task(self._take_figures(query))
        await asyncio.wait([figures], timeout=PATIENCE_S)
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string = query
        rerun.page_script_hash = self.page
        rerun.context_info.url = self.address
        rerun.cached_message_hashes.extend(self.cached)
        state = rerun.widget_states.widgets.add()
        state.id = self.regions
        state.string_array_value.data.extend(regions)
        await self._run(request)
        return await figures

    async def _take_figures(self, query: str) -> float:
        headers = {"Accept-Encoding": "gzip", "Referer": self.address}
        await self.connection.get(f"{self.ask}&{query}", headers)
        return time.perf_counter()

    async def _run(self, request: BackMsg) -> None:
        self.received = []
        await self.socket.send(request.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while not self._read(ForwardMsg.FromString(await self.socket.recv(decode=False))):
                pass
        self.cached = self.received

    def _read(self, message: ForwardMsg) -> bool:
        """Whether the run has ended with this message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            page = message.navigation.page_script_hash
            if self.page not in ("", page):
                raise RuntimeError("another page was drawn")
            self.page = page
        elif kind == "ref_hash":
            self.received.append(message.ref_hash)
        elif kind == "delta":
            if message.metadata.cacheable:
                self.received.append(message.hash)
            element = message.delta.new_element
            if element.button_group.query_param_key == "region":
                self.regions = element.button_group.id
            elif element.bidi_component.component_name == "board":
                self.ask = json.loads(element.bidi_component.bytes)["ask"]
        return kind == "script_finished"
