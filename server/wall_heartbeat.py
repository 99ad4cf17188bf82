"""The pulse between the walls and the server: what a wall asks every few seconds, when it drew."""

import logging
import time
from collections import OrderedDict
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from loaders.store.pointer import NothingPublished, current_version
from server.assets_and_headers import below
from widgets.published_tables import tables_folder

log = logging.getLogger(__name__)

BEAT = "/wall/beat"
MOST_WALLS = 50
LONGEST = 40

# what each wall told last, the latest at the end; of this process, as any count of requests
_told: OrderedDict[str, dict] = OrderedDict()


def edition() -> str:
    """What a wall of this moment shows: the published version and the day its age is taken on."""
    try:
        version = current_version(tables_folder())
    except NothingPublished:
        version = "-"
    return f"{version} {today().isoformat()}"


def beat(request: Request) -> JSONResponse:
    """Note that a wall is there and what it drew when; answer which edition it should show."""
    asked = request.query_params
    note(
        asked.get("name", ""),
        asked.get("scene", ""),
        asked.get("since", ""),
        asked.get("failed", ""),
    )
    return JSONResponse({"edition": edition()}, headers={"Cache-Control": "no-store"})


def note(name: str, scene: str, since: str, failed: str) -> None:
    """Keep what a wall told: its scene, seconds since it drew, scenes that it could not draw."""
    name, failed = name[:LONGEST] or "wall", failed[:LONGEST]
    age = int(since) if since.isdecimal() and len(since) < 8 else 0
    if failed and failed != _told.get(name, {}).get("failed"):
        log.error("wall %r could not draw %r", name, failed)
    _told[name] = {"scene": scene[:LONGEST], "drew": time.time() - age, "failed": failed}
    _told.move_to_end(name)
    while len(_told) > MOST_WALLS:
        _told.popitem(last=False)


def walls() -> dict[str, dict]:
    """Every wall heard of since the start: its scene, when it last drew and how long ago (s)."""
    now = time.time()
    return {
        name: {
            "scene": told["scene"],
            "failed": told["failed"],
            "last_drew": datetime.fromtimestamp(told["drew"], UTC).isoformat(timespec="seconds"),
            "seconds_ago": round(now - told["drew"]),
        }
        for name, told in list(_told.items())
    }


def routes() -> list[BaseRoute]:
    """Routes to hand to st.App."""
    return [Route(below(BEAT), beat)]
