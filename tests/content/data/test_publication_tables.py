"""Tables of 数据与方法 over drawn registers: health of what is published, moves of judgement."""

import shutil
from datetime import date

import pytest

from catalog import clock
from catalog.definitions import catalog, words
from content.data import publication_tables
from content.guideline import status_history
from content.view import View
from loaders.__main__ import main
from loaders.store.history import EMPTY
from loaders.store.published import open_published
from measures.scope import Scope
from tests.loaders.drawn_registers import EVENTS, LABS, NOON, TODAY, csv_file, with_row

BAD = ["L4", "示例丁", "示例院", "四川", "新材料", "05/06/2024"]
TARGETS = [["指标", "年份", "目标值", "性质", "设定单位", "依据"],
           ["在运行实验室", 2035, 4, "内部参考值", "示例司", "示例"]]  # fmt: skip


@pytest.fixture(scope="module")
def first_folder(tmp_path_factory):
    """Files and what was published of them, which most tests look at and some go on from."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "in").mkdir()
    csv_file(folder / "in" / "名录.csv", with_row(LABS, BAD))
    csv_file(folder / "in" / "进退.csv", EVENTS)
    csv_file(folder / "in" / "目标.csv", TARGETS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        publish(folder)
    return folder


@pytest.fixture
def folder(first_folder, tmp_path, monkeypatch):
    """A copy of them, which a test may change and publish again."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    return shutil.copytree(first_folder, tmp_path, dirs_exist_ok=True)


def publish(folder):
    """The view of a build of the folder's files."""
    assert main(["build", "--source", str(folder / "in"), "--out", str(folder / "out")]) == 0
    return view_of(folder)


def view_of(folder, today=TODAY):
    result = open_published(folder / "out")
    return View(result, catalog(), Scope(start=2022, end=2025), words(), today)


def test_every_file_and_register_has_its_account(folder):
    view = view_of(folder)
    names = ["文件", "读取", "采用", "合并", "拒收", "跳过"]
    files = publication_tables.build_sources(view).printed[names].values.tolist()
    assert ["名录.csv", 4, 3, 0, 1, 0] in files and ["进退.csv", 3, 3, 0, 0, 0] in files
    ledger = publication_tables.build_ledger(view).printed.set_index("登记册")
    assert ledger.loc["实验室名录"].tolist() == [4, 3, 0, 1, 0]


def test_problems_stand_by_province_and_code(folder):
    (row,) = publication_tables.build_problems(view_of(folder)).printed.values.tolist()
    assert row == ["四川", "日期必须写明年月日", "该行未采用", 1, "名录.csv", "bad_date"]


def test_each_register_has_its_age_against_its_period(folder):
    """Labs reach to 2024-07-20; on 2026-06-30 that is 710 days, more than 365."""
    reach = publication_tables.build_reach(view_of(folder)).printed.set_index("登记册")
    assert reach.loc["实验室名录"].tolist() == ["2024-07-20", 710, 365, "数据过期"]
    assert "参考目标" not in reach.index  # targets speak of years to come


def test_a_register_by_years_reaches_to_the_end_of_its_last_year(folder):
    rows = [["实验室编号", "年度", "结果"], ["L1", 2024, "合格"]]
    csv_file(folder / "in" / "考核.csv", rows)
    reach = publication_tables.build_reach(publish(folder)).printed.set_index("登记册")
    assert reach.loc["考核评价", "最晚日期"] == "2024-12-31"


def test_history_falls_and_moves_follow_the_publications(folder):
    csv_file(folder / "in" / "名录.csv", LABS)  # the bad row is gone
    csv_file(folder / "in" / "进退.csv", EVENTS[:2])  # and so are the events of 北京
    view = publish(folder)  # now reaching to 2024-07 only: two complete years
    table = publication_tables.build_publications(view).printed
    assert table["序号"].tolist() == [2, 1] and table["拒收"].tolist() == [0, 1]
    assert table["标记"].tolist() == ["演示数据", "演示数据"]
    assert publication_tables.build_falls(view).printed.values.tolist() == [
        ["北京", "进退事件", 2, 0]
    ]
    (move,) = [
        m
        for m in status_history.build_moves(view).printed.values.tolist()
        if m[1] == "重点领域建设"
    ]
    assert move[2:7] == ["在运行实验室", "● 达到预期进度（内部参考值）；去向 ◌ 数据不足",
                         "◌ 数据不足（内部参考值）；去向 ◌ 数据不足", "2 → 3", "数据"]  # fmt: skip
    grid = status_history.build_grid(view).printed
    assert list(grid.columns[:2]) == ["对应条款", "指标"] and len(grid.columns) == 4
    assert grid.iloc[0].tolist()[0] == "重点领域建设"
    last = grid.iloc[:, -1].tolist()
    assert any(words.startswith("— 无官方量化目标；去向") for words in last)  # against nothing
    assert not grid.astype(str).apply(lambda column: column.str.contains("nan")).any(axis=None)


def test_another_reference_is_the_reason_with_both_values_not_the_data(folder):
    higher = [400 if cell == 4 else cell for cell in TARGETS[1]]
    csv_file(folder / "in" / "目标.csv", [TARGETS[0], higher])
    moves = status_history.list_moves(publish(folder))
    moves = moves[moves["indicator"] == "在运行实验室"]
    assert moves["before"].ne(moves["now"]).all() and len(moves)
    assert set(moves["value"]) == {"2 → 2"}
    assert set(moves["because"]) == {"参考值 4（2035 年） → 400（2035 年）"}


def test_warnings_name_what_a_steward_must_look_at(folder):
    view = view_of(folder)
    assert publication_tables.list_warnings(view) == [
        "没有报送：技术与设备、标准与认证方法、考核评价、地区基础数据。"
        "相应的数显示为暂无数据，不是零；地区基础数据没有报送时用内置的参考数据。"
    ]
    early = view_of(folder, date(2024, 1, 1))
    assert any(
        "请检查服务器时钟" in sentence for sentence in publication_tables.list_warnings(early)
    )
    (history,) = (folder / "out").glob(".history-*")
    (history / "counts.parquet").write_bytes(b"")
    damaged = view_of(folder)
    assert any(
        "沿革的最近一份已损坏" in sentence for sentence in publication_tables.list_warnings(damaged)
    )
    assert damaged.published.history["publications"].equals(EMPTY["publications"])
    assert (
        publication_tables.build_publications(damaged).printed.empty
        and status_history.build_grid(damaged).printed.empty
    )
