"""A request refused in one sentence, a WebSocket's too."""

from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse
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


async def refuse_page(
    status: int, sentence: str, retry_s: int, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a browser that opens a page with the sentence, as a page that asks again later."""
    words = escape(sentence)
    page = f"<!DOCTYPE html><title>{words}</title><h1>{words}</h1>"
    headers = {"Retry-After": str(retry_s), "Refresh": str(retry_s)}
    await HTMLResponse(page, status_code=status, headers=headers)(scope, receive, send)
