"""A viewer of the dashboard without a browser: one websocket that speaks Streamlit's protocol."""

import asyncio
from typing import Self

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import Server

ANSWER_S = 120  # an answer that takes longer fails the run
LARGEST_MESSAGE = 64_000_000  # bytes


class StreamlitViewer:
    """Someone who has 布局均衡 open and changes its regions.

    kept_s: seconds after which the server has let go of those who left; until then Streamlit keeps
    their sessions, for they may come back.
    """

    kept_s = config.get_option("server.disconnectedSessionTTL") + 1.0

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page = ""  # Streamlit's hash of 布局均衡
        self.regions = ""  # Streamlit's id of the filter

    @classmethod
    async def arrive(cls, server: Server) -> Self:
        """Open the page and wait until it is whole."""
        host = server.address.removeprefix("http://").partition("/")[0]
        socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=f"http://{host}",
            max_size=LARGEST_MESSAGE,
            proxy=None,
        )
        viewer = cls(socket)
        request = BackMsg()
        request.rerun_script.page_name = "layout"
        await viewer._ask(request)
        return viewer

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self.socket.close()

    async def choose(self, regions: tuple[str, ...]) -> None:
        """Set the filter as a click does, and take all that the run sends."""
        request = BackMsg()
        request.rerun_script.page_script_hash = self.page
        state = request.rerun_script.widget_states.widgets.add()
        state.id = self.regions
        state.string_array_value.data.extend(regions)
        await self._ask(request)

    async def _ask(self, request: BackMsg) -> None:
        await self.socket.send(request.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while not self._read(ForwardMsg.FromString(await self.socket.recv(decode=False))):
                pass

    def _read(self, message: ForwardMsg) -> bool:
        """Whether the run has ended with this message."""
        kind = message.WhichOneof("type")
        if kind == "navigation":
            page = message.navigation.page_script_hash
            if self.page not in ("", page):
                raise RuntimeError("another page was drawn")
            self.page = page
        elif kind == "delta":
            element = message.delta.new_element
            if element.button_group.query_param_key == "region":
                self.regions = element.button_group.id
        return kind == "script_finished"
