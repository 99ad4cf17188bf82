"""What a person must confirm: a clock set back, many rejected rows, a register that fell."""

import json
from datetime import datetime

import pytest

from catalog import clock
from loaders.__main__ import main
from tests.loaders.drawn_registers import LABS, csv_file


@pytest.fixture
def build(tmp_path, monkeypatch):
    """build(day, rows): the status of a build on that day, and the refusals of its report."""

    def build(day, rows, *options):
        moment = datetime.fromisoformat(day).replace(tzinfo=clock.BEIJING)
        monkeypatch.setattr(clock, "now", lambda: moment)
        source, report = csv_file(tmp_path / "labs.csv", [LABS[0], *rows]), tmp_path / "r.json"
        arguments = ["build", "--source", source, "--out", tmp_path / "out", "--report", report]
        status = main([str(argument) for argument in [*arguments, *options]])
        record = json.loads(report.read_text())
        assert record["published"] is (status == 0)
        return status, [(p["code"], p["value"], p["detail"]) for p in record["refusals"]]

    return build


def labs(count, name="示例", province="湖北"):
    return [
        [f"L{n}", f"{name}{n}室", "示例大学", province, "新材料", "2024-03-01"]
        for n in range(count)
    ]


def pointer(tmp_path):
    return (tmp_path / "out" / "CURRENT.json").read_bytes()


def test_a_clock_set_back_publishes_nothing_until_it_is_confirmed(build, tmp_path, capsys):
    assert build("2026-06-30T00:30", labs(3)) == (0, [])  # still the 29th in UTC
    before = pointer(tmp_path)
    assert build("2026-06-29T23:30", labs(2))[0] == 1
    assert pointer(tmp_path) == before
    sentence = capsys.readouterr().err
    assert "今天（2026-06-29，北京时间）早于上次发布（2026-06-30）" in sentence
    assert "--confirm" in sentence
    assert build("2026-06-29T23:30", labs(2), "--confirm") == (0, [])
    assert build("2026-06-29T23:30", labs(3)) == (0, [])


def test_a_day_before_the_last_as_of_counts_only_where_the_clock_sets_the_as_of(build):
    ahead = ["--as-of", "2026-12-31"]
    assert build("2026-06-30", labs(3), *ahead) == (0, [])
    assert build("2026-07-01", labs(2))[0] == 1
    assert build("2026-07-01", labs(2), *ahead) == (0, [])


def test_more_than_a_fifth_of_twenty_rows_rejected_needs_confirmation(build, capsys):
    assert build("2026-06-30", labs(16) + labs(20, province="湖北路")[16:]) == (0, [])
    many = labs(15) + labs(20, province="湖北路")[15:]
    assert build("2026-06-30", many) == (1, [("many_rejected", "5", "20")])
    assert "“实验室名录”读取 20 行，其中 5 行被拒收" in capsys.readouterr().err
    assert build("2026-06-30", many, "--confirm") == (0, [])
    assert build("2026-06-30", labs(9) + labs(19, province="湖北路")[9:], "--confirm") == (0, [])


def test_a_check_says_what_a_build_would_have_confirmed(tmp_path, capsys):
    path = csv_file(tmp_path / "labs.csv", [LABS[0], *labs(15), *labs(20, province="?")[15:]])
    assert main(["check", "--source", str(path)]) == 0
    assert "其中 5 行被拒收，超过两成" in capsys.readouterr().err


def test_a_register_that_fell_by_more_than_a_fifth_needs_confirmation(build, tmp_path, capsys):
    assert build("2026-06-30", labs(25)) == (0, [])
    assert build("2026-06-30", labs(20)) == (0, [])
    before = pointer(tmp_path)
    assert build("2026-06-30", labs(15)) == (1, [("register_fell", "15", "20")])
    assert pointer(tmp_path) == before
    assert "“实验室名录”上次发布 20 行，这次只有 15 行" in capsys.readouterr().err
    assert build("2026-06-30", labs(15), "--confirm") == (0, [])
    assert build("2026-06-30", labs(1)) == (0, [])  # of fewer than twenty nothing is said


def test_invented_registers_are_no_yardstick_for_real_ones(build):
    assert build("2026-06-30", labs(25)) == (0, [])
    assert build("2026-06-30", labs(3, name="真实")) == (0, [])
