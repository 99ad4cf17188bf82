"""Days as received: what is a day, what is refused, and what the mapping may allow."""

import time
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

import pytest

from catalog import clock
from catalog.definitions import Column
from loaders.__main__ import main
from loaders.cells.dates import YearColumn, day
from loaders.problems import Unreadable
from tests.loaders.drawn_registers import LABS, csv_file, with_cell

COLUMN = Column("approved_on", "批准日期", "date")
BOUNDED = Column("approved_on", "批准日期", "date", min="2022-02-17", max="2025-12-31")
YEARLY = YearColumn(**asdict(BOUNDED))
THE_DAY = date(2023, 5, 6)


def test_the_sixth_of_may(subtests):
    cases = [
        THE_DAY,
        datetime(2023, 5, 6),
        datetime(2023, 5, 6, 23, 59),
        "2023-05-06",
        "2023-5-6",
        "2023/5/6",
        "2023.5.6",
        "2023年5月6日",
        "2023年05月06",
        "2023 年 5 月 6 日",
        "２０２３－０５－０６",
        "2023—05—06",
        "20230506",
        20230506,
        20230506.0,
        "2023-05-06 00:00:00",
        "2023-05-06T08:30",
        "\ufeff2023-05-06\u200b",
        45052,
        45052.0,
        45052.75,
        "45052",
    ]
    for raw in cases:
        with subtests.test(raw=raw):
            assert day(COLUMN, raw) == (THE_DAY, None)


class SevenInTheMorning(datetime):
    """07:00 of 1 July in Beijing, when it is still June by UTC."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 6, 30, 23, 0, tzinfo=UTC).astimezone(tz)


def test_today_in_beijing_is_not_in_the_future_on_a_host_of_any_zone(tmp_path, monkeypatch, capsys):
    labs = csv_file(tmp_path / "labs.csv", with_cell(LABS[:3], 1, "批准日期", "2026-07-01"))
    later = csv_file(tmp_path / "later.csv", with_cell(LABS[:3], 1, "批准日期", "2026-07-02"))
    monkeypatch.setattr(clock, "datetime", SevenInTheMorning)
    for zone in ("UTC", "America/New_York"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert main(["check", "--source", str(labs), "--strict"]) == 0
        assert main(["check", "--source", str(later), "--strict"]) == 1
        assert "不得晚于 2026-07-01" in "".join(capsys.readouterr())
    monkeypatch.undo()
    time.tzset()


def test_a_moment_with_a_zone_falls_on_its_day_in_beijing():
    assert day(COLUMN, datetime(2023, 5, 5, 16, 0, tzinfo=UTC))[0] == THE_DAY
    assert day(COLUMN, datetime(2023, 5, 5, 15, 59, tzinfo=UTC))[0] == THE_DAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("05/06/2023", "日和月的先后不明"),
        ("5-6-23", "日和月的先后不明"),
        (2023, "只有年份"),
        ("2023年", "只有年份"),
        ("2023.0", "只有年份"),
        ("2023.11", "缺少日"),
        ("2023年11月", "缺少日"),
        (2023.5, "缺少日"),
        ("2023-02-30", "日历上没有这一天"),
        ("20231301", "日历上没有这一天"),
        (datetime.max.replace(tzinfo=UTC), "日历上没有这一天"),
        ("去年", "写法不在接受之列"),
        ("5月6日", "写法不在接受之列"),
        (36525, "写法不在接受之列"),
        (80001, "写法不在接受之列"),
        (True, "写法不在接受之列"),
        ("٢٠٢٣-٠٥-٠٦", "写法不在接受之列"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(raw, why):
    with pytest.raises(Unreadable) as refused:
        day(COLUMN, raw)
    assert (refused.value.code, refused.value.detail) == ("bad_date", why)


@pytest.mark.parametrize("raw", ["2022-02-17", "2025-12-31"])
def test_the_bounds_belong_to_the_range(raw):
    assert day(BOUNDED, raw)[0].isoformat() == raw


@pytest.mark.parametrize(
    ("raw", "why"), [("2022-02-16", "不得早于 2022-02-17"), ("2026-01-01", "不得晚于 2025-12-31")]
)
def test_beyond_the_bounds(raw, why):
    with pytest.raises(Unreadable) as refused:
        day(BOUNDED, raw)
    assert (refused.value.code, refused.value.detail) == ("date_out_of_range", why)


@pytest.mark.parametrize("raw", [2024, 2024.0, "2024", "2024年", "2024.0", "２０２４"])
def test_a_year_alone_where_the_mapping_allows_it(raw):
    assert day(YEARLY, raw) == (date(2024, 1, 1), ("year_only", ""))


def test_a_year_column_still_takes_days():
    assert day(YEARLY, "2024-05-06") == (date(2024, 5, 6), None)


def test_a_year_is_within_bounds_if_any_of_its_days_is():
    assert day(YEARLY, 2022)[0] == date(2022, 1, 1)
    assert day(YEARLY, 2025)[0] == date(2025, 1, 1)
    for beyond in (2021, 2026):
        with pytest.raises(Unreadable):
            day(YEARLY, beyond)
