"""The pulse between the walls and the server: what a wall asks every few seconds, when it drew."""

import logging
import os
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from content.wall.edition import HEARTBEAT, current_edition

log = logging.getLogger(__name__)

MAX_WALLS = 50  # beside those of WALL_NAMES
SILENT_S = 3600  # after which a wall's place may be another's
MAX_NAME_CHARS = 40
MAX_AGE_DIGITS = 7


@dataclass(frozen=True)
class WallReport:
    """What a wall reported last: its scene, when it drew, scenes it could not draw, and when.

    drew_at_s, reported_at_s: by time.monotonic(), which no setting of the clock moves.
    """

    scene: str
    drew_at_s: float
    failed: str
    reported_at_s: float


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
    if previous is None and not make_room(name):
        return
    if failed and (previous is None or failed != previous.failed):
        log.error("wall %r could not draw %r", name, failed)
    now_s = time.monotonic()
    _reports[name] = WallReport(scene[:MAX_NAME_CHARS], now_s - age_s, failed, now_s)
    _reports.move_to_end(name)


def make_room(name: str) -> bool:
    """Whether a wall not yet heard of may be kept.

    Those of WALL_NAMES always are. Of all others the first MAX_WALLS stay, so that invented names
    push no wall out; one that was silent for long gives its place away.
    """
    known = known_walls()
    if name in known:
        return True
    others = [other for other in _reports if other not in known]
    if len(others) < MAX_WALLS:
        return True
    longest_silent = others[0]
    if time.monotonic() - _reports[longest_silent].reported_at_s < SILENT_S:
        return False
    del _reports[longest_silent]
    return True


def known_walls() -> set[str]:
    """The names of WALL_NAMES, separated by commas."""
    names = os.environ.get("WALL_NAMES", "").split(",")
    return {name.strip()[:MAX_NAME_CHARS] for name in names if name.strip()}


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
