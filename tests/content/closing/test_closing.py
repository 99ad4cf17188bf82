"""The 2025 closing over drawn registers: facts by the last day, sealed, corrected in the open."""

import functools
import shutil
from hashlib import md5, sha256

import pandas as pd
import pytest

from catalog import clock
from catalog.definitions import catalog, words
from content.closing import evidence as closing_evidence
from content.closing import verdict
from content.closing.evidence import collect_evidence, format_column, list_evidence
from content.view import View
from loaders.__main__ import main
from loaders.store.published import open_published
from measures.scope import Scope
from tests.loaders.drawn_registers import EVENTS, LABS, NOON, TODAY, csv_file, with_cell, with_row

LATE_LAB = ["L4", "示例丁", "示例院", "四川", "新材料", "2026-02-01"]
TARGET = [["指标", "年份", "目标值", "性质", "设定单位", "依据"],
          ["在运行实验室", 2025, 3, "内部参考值", "示例司", "示例"]]  # fmt: skip


def publish(folder, monkeypatch, as_of="2026-06-30", **tables):
    """Publish these registers once more and look at the whole country."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    for name, rows in tables.items():
        csv_file(folder / f"{name}.csv", rows)
    sources = [part for name in tables for part in ("--source", str(folder / f"{name}.csv"))]
    assert main(["build", *sources, "--out", str(folder / "out"), "--as-of", as_of]) == 0
    result = open_published(folder / "out")
    return View(result, catalog(), Scope(start=2022, end=2026), words(), TODAY)


@pytest.fixture
def build(tmp_path, monkeypatch):
    """build(名录=rows, …), as above, in a folder of the test's own."""
    return functools.partial(publish, tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def labs_alone(tmp_path_factory):
    """A folder in which the laboratories are published and nothing else, and its view."""
    folder = tmp_path_factory.mktemp("labs")
    with pytest.MonkeyPatch.context() as patch:
        return folder, publish(folder, patch, 名录=LABS)


@pytest.fixture
def build_after(labs_alone, tmp_path, build):
    """The same as `build` where the laboratories are published already."""
    shutil.copytree(labs_alone[0], tmp_path, dirs_exist_ok=True)
    return build


def labs_row(view):
    facts = verdict.build_facts(view).printed.set_index("指标")
    return facts.loc["在运行实验室"].tolist()


def test_before_the_year_is_over_there_is_no_verdict(build):
    view = build(名录=LABS, as_of="2025-12-30")
    assert verdict.build_facts(view).printed.empty and verdict.build_corrections(view).printed.empty
    assert verdict.describe_closing(view) == "数据还没有到 2025 年底，没有定论。"


def test_facts_are_those_of_the_last_day_whatever_came_after(build):
    """
    L1 湖北 2022-03-01    counts
    L2 北京 2023-05-10    left 2026-01-05: still there at the end of 2025
    L3 广东 2024-07-20    counts
    L4 四川 2026-02-01    came too late
    """
    left = with_row(EVENTS[:3], ["L2", "取消资格", "2026-01-05"])
    view = build(名录=with_row(LABS, LATE_LAB), 进退=left)
    assert labs_row(view) == [
        "重点领域建设", "3 家", "⌒ 总体向好，最近一年未进", "3 条登记", "没有", "未见", "没有设定",
    ]  # fmt: skip
    assert "第 1 版定论" in verdict.describe_closing(
        view
    ) and "没有数字" in verdict.describe_closing(view)


def test_against_a_reference_it_says_so_in_the_same_breath(build):
    view = build(名录=LABS, 目标=TARGET)
    assert labs_row(view)[-1] == "3 家（示例司，内部参考值）：☑ 期满达成"
    other = with_cell(TARGET, 1, "目标值", 4)
    assert labs_row(build(名录=LABS, 目标=other))[-1] == "4 家（示例司，内部参考值）：☒ 期满未达成"


def test_a_register_that_was_not_sent_is_no_zero(labs_alone):
    facts = verdict.build_facts(labs_alone[1]).printed.set_index("指标")
    assert facts.loc["累计突破技术", "2025 年末"] == "暂无数据"


def test_news_of_later_years_change_no_verdict(build_after):
    view = build_after(名录=with_row(LABS, LATE_LAB))
    assert (
        "第 1 版定论" in verdict.describe_closing(view)
        and verdict.build_corrections(view).printed.empty
    )


def test_a_correction_is_a_named_revision(build_after):
    """L3 was approved in 2026, not in 2024: one laboratory fewer by the end of 2025."""
    view = build_after(名录=with_cell(LABS, 3, "批准日期", "2026-03-01"))
    assert labs_row(view)[1] == "2 家" and "第 2 版定论" in verdict.describe_closing(view)
    moved = verdict.build_corrections(view).printed.set_index("指标").loc["在运行实验室"]
    assert moved.tolist()[:6] == [
        "第 2 版", "2026-06-30", "重点领域建设", "3 家 → 2 家", "⌒ 总体向好，最近一年未进",
        "新增 0 条，减少 1 条",
    ]  # fmt: skip


def test_a_corrected_name_is_no_correction_of_the_facts(build_after):
    view = build_after(名录=with_cell(LABS, 3, "实验室名称", "示例丙（更名）"))
    assert verdict.build_corrections(view).printed.empty


def test_a_column_of_evidence_is_formatted_value_by_value():
    columns = {
        "湖北| |湖北": pd.Series(["湖北", None, "湖北"], dtype="category"),
        "2024-05-06| |2024-05-06": pd.to_datetime(pd.Series(["2024-05-06", None, "2024-05-06"])),
        "2.0| |2.0": pd.Series([2.0, None, 2.0]),
        "3|4|3": pd.Series([3, 4, 3]),
        "True|False|True": pd.Series([True, False, True]),
    }
    for drawn, column in columns.items():
        assert list(format_column(column)) == drawn.replace(" ", "").split("|"), drawn


def digest_texts(texts):
    """As loaders.columns.row_texts writes it: the sha256 of the count and of the sums of both
    halves, with the two decimals of sums of the engine."""
    hashes = [md5(text.encode()).digest() for text in texts]
    halves = (slice(8), slice(8, None))
    sums = [sum(int.from_bytes(h[half], "little") for h in hashes) for half in halves]
    return sha256(f"{len(texts)} {sums[0]}.00 {sums[1]}.00".encode()).hexdigest()


def test_evidence_of_large_registers_is_the_same_from_the_engine(sample, monkeypatch):
    year_view = View(sample, catalog(), Scope(start=2022, end=2025), words(), TODAY)
    names = [
        name
        for clause in catalog().clauses
        for name in clause.indicators
        if catalog().indicators[name].registers[0] in ("technologies", "standards")
    ]
    monkeypatch.setattr(closing_evidence, "lies_on_disk", lambda *_: True)
    facts = collect_evidence(year_view, names)
    assert facts == {name: {"evidence": list_evidence(year_view, name)} for name in names}
    monkeypatch.setattr(closing_evidence, "MAX_LISTED", 2)
    collected = collect_evidence(year_view, names)
    for name in names:
        digested = collected[name]
        digest = digest_texts(facts[name]["evidence"])
        assert digested["evidence"] == [] and digested["evidence_digest"] == digest
        assert digested["evidence_rows"] == len(facts[name]["evidence"])
    assert len({collected[name]["evidence_digest"] for name in names}) == len(
        {tuple(piece) for piece in (facts[n]["evidence"] for n in names)}
    )
