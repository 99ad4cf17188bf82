"""A request refused in one sentence, a WebSocket's too."""

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

# by which a server says that it can answer the request for a WebSocket with a page of text
DENIAL = "websocket.http.response"


async def refuse(status: int, sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a status and a sentence; a WebSocket's request is closed with 403 where the server
    under us can say no more."""
    if scope["type"] == "websocket" and DENIAL not in scope.get("extensions", {}):
        await WebSocketClose()(scope, receive, send)
        return
    await PlainTextResponse(sentence, status_code=status)(scope, receive, send)
