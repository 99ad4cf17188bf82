"""What walls report to the server, and what the server reports of them to a monitor."""

import json
import time
from datetime import UTC, datetime

import pytest
from starlette.requests import Request

from server import wall_heartbeat
from server.routes import report_health


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    """No wall has been heard of."""
    monkeypatch.setattr(wall_heartbeat, "_reports", type(wall_heartbeat._reports)())


def request(query: str) -> Request:
    return Request({"type": "http", "method": "GET", "query_string": query.encode(), "headers": []})


def test_without_a_wall_none_is_reported():
    assert wall_heartbeat.walls() == {}


def test_a_beat_is_noted_and_answered(sample_tables, sample, monkeypatch):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    answer = wall_heartbeat.answer_beat(request("name=lobby&scene=map&since=4"))
    assert json.loads(answer.body)["edition"].split()[0] == sample.version
    report = json.loads(report_health(request("")).body)
    assert report["status"] == "ok"
    lobby = report["walls"]["lobby"]
    assert (lobby["scene"], lobby["seconds_ago"], lobby["failed"]) == ("map", 4, "")


def test_walls_are_reported_even_where_nothing_is_published(tmp_path, monkeypatch):
    monkeypatch.setenv("TABLES_DIR", str(tmp_path))
    assert json.loads(wall_heartbeat.answer_beat(request("name=lobby")).body)["edition"].startswith(
        "- "
    )
    answer = report_health(request(""))
    assert answer.status_code == 503 and "lobby" in json.loads(answer.body)["walls"]


def test_what_a_stranger_sends_stays_small():
    for at in range(200):
        wall_heartbeat.record_report(f"{at}" + "x" * 500, "y" * 500, "not a number", "")
    walls = wall_heartbeat.walls()
    assert len(walls) == wall_heartbeat.MAX_WALLS
    assert all(len(name) <= 40 and len(wall["scene"]) <= 40 for name, wall in walls.items())


def test_invented_walls_push_no_wall_out(monkeypatch):
    monkeypatch.setenv("WALL_NAMES", "lobby, hall")
    wall_heartbeat.record_report("first", "map", "1", "")
    for at in range(200):
        wall_heartbeat.record_report(f"invented {at}", "map", "1", "")
    for name in ("lobby", "hall", "late"):
        wall_heartbeat.record_report(name, "map", "1", "")
    walls = wall_heartbeat.walls()
    assert {"first", "lobby", "hall"} <= walls.keys() and "late" not in walls
    assert len(walls) == wall_heartbeat.MAX_WALLS + 2


def test_a_wall_long_silent_gives_its_place_away(monkeypatch):
    now_s = time.monotonic()
    for at in range(wall_heartbeat.MAX_WALLS):
        wall_heartbeat.record_report(f"{at}", "map", "1", "")
    monkeypatch.setattr(time, "monotonic", lambda: now_s + wall_heartbeat.SILENT_S + 60)
    wall_heartbeat.record_report("1", "map", "1", "")
    wall_heartbeat.record_report("new", "map", "1", "")
    walls = wall_heartbeat.walls()
    assert "new" in walls and "1" in walls and "0" not in walls


def test_a_scene_that_a_browser_could_not_draw_is_logged_once(caplog):
    for _ in range(3):
        wall_heartbeat.record_report("lobby", "map", "1", "month")
    assert [record.getMessage() for record in caplog.records] == [
        "wall 'lobby' could not draw 'month'"
    ]


@pytest.mark.parametrize("jump_s", [-3600, -86_400, -366 * 86_400, 86_400])
def test_the_age_of_a_picture_outlives_a_jump_of_the_clock(monkeypatch, jump_s):
    wall_heartbeat.record_report("lobby", "map", "4", "")
    later = time.time() + jump_s

    class Clock(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.fromtimestamp(later, zone)

    monkeypatch.setattr(wall_heartbeat, "datetime", Clock)
    monkeypatch.setattr(time, "time", lambda: later)
    lobby = wall_heartbeat.walls()["lobby"]
    assert lobby["seconds_ago"] == 4
    assert lobby["last_drew"] == datetime.fromtimestamp(later - 4, UTC).isoformat(
        timespec="seconds"
    )
