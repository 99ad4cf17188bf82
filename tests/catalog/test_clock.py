"""The clock is Beijing's, whatever the host's."""

import time
from datetime import UTC, date, datetime

import pytest

from catalog import clock


class FrozenMoment(datetime):
    """23:30 UTC of the 29th, which is 07:30 of the 30th in Beijing."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 6, 29, 23, 30, tzinfo=UTC).astimezone(tz)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_today_is_the_day_in_beijing(monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    monkeypatch.setattr(clock, "datetime", FrozenMoment)
    assert clock.today() == date(2026, 6, 30) and clock.now().strftime("%H:%M") == "07:30"
    monkeypatch.undo()
    time.tzset()
