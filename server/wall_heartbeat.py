"""The pulse between the walls and the server: what a wall asks every few seconds, when it drew."""

import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from content.wall.edition import HEARTBEAT, current_edition

log = logging.getLogger(__name__)

MAX_WALLS = 50
MAX_NAME_CHARS = 40
MAX_AGE_DIGITS = 7


@dataclass(frozen=True)
class WallReport:
    """What a wall reported last: its scene, when it drew, scenes it could not draw.

    drew_at_s: by time.monotonic(), which no setting of the clock moves.
    """

    scene: str
    drew_at_s: float
    failed: str


# by the wall's name, the latest at the end; of this process, as any count of requests
_reports: OrderedDict[str, WallReport] = OrderedDict()


def answer_beat(request: Request) -> JSONResponse:
    """Record that a wall is there and what it drew when; answer which edition it should show."""
    parameters = request.query_params
    record_report(
        parameters.get("name", ""),
        parameters.get("scene", ""),
        parameters.get("since", ""),
        parameters.get("failed", ""),
    )
    return JSONResponse({"edition": current_edition()}, headers={"Cache-Control": "no-store"})


def record_report(name: str, scene: str, since: str, failed: str) -> None:
    """Keep a wall's report: its scene, seconds since it drew, scenes that it could not draw."""
    name, failed = name[:MAX_NAME_CHARS] or "wall", failed[:MAX_NAME_CHARS]
    age_s = int(since) if since.isdecimal() and len(since) <= MAX_AGE_DIGITS else 0
    previous = _reports.get(name)
    if failed and (previous is None or failed != previous.failed):
        log.error("wall %r could not draw %r", name, failed)
    _reports[name] = WallReport(scene[:MAX_NAME_CHARS], time.monotonic() - age_s, failed)
    _reports.move_to_end(name)
    while len(_reports) > MAX_WALLS:
        _reports.popitem(last=False)


def walls() -> dict[str, dict]:
    """Every wall heard of since the start: its scene, when it last drew and how long ago (s)."""
    now, now_s = datetime.now(UTC), time.monotonic()
    states = {}
    for name, report in list(_reports.items()):
        age_s = round(now_s - report.drew_at_s)
        states[name] = {
            "scene": report.scene,
            "failed": report.failed,
            "last_drew": (now - timedelta(seconds=age_s)).isoformat(timespec="seconds"),
            "seconds_ago": age_s,
        }
    return states


def routes(base_path: str) -> list[BaseRoute]:
    """The route at which walls report and ask."""
    return [Route(f"{base_path}{HEARTBEAT}", answer_beat)]
