"""进退管理 on the sample: its figures agree with each other and with the counts, in any scope."""

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from catalog.definitions import catalog, words
from content.guideline import overview
from content.lifecycle import careers, lifecycle
from content.view import View
from loaders.aggregate.counted_rows import count_rows
from loaders.aggregate.lab_lifetimes import lab_lifetimes
from loaders.aggregate.observations import observe
from loaders.registers.column_store import ColumnStore
from loaders.store.table_files import TableFiles
from measures.careers import standings
from measures.lifecycle import stock_and_flow
from measures.scope import Scope
from tests.measures.drawn_tables import happened


@pytest.fixture(scope="module")
def view(sample):
    return scoped(sample)


def scoped(sample, start=2022, end=2026, **scope) -> View:
    chosen = Scope(start=start, end=end, **scope)
    return View(sample, catalog(), chosen, words(), date(2026, 11, 24))


def charts(view):
    return {spec.id: spec for spec in lifecycle.build_charts(view)}


def timeline(view, search="", page="1"):
    (spec,) = careers.build_timeline(view, search, page)
    return spec


SCOPES = [
    {}, {"end": 2025}, {"start": 2025}, {"regions": ("东部",)}, {"domains": ("新材料",)},
    {"provinces": ("420000",), "start": 2024, "end": 2025},
]  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
def test_waterfall_careers_and_exits_count_the_same_labs(sample, scope):
    view = scoped(sample, **scope)
    table = stock_and_flow(view.rows("lab_counts"), view.scope)
    standing = standings(careers.lives(view), view.until)
    assert (standing["phase"] != "left").sum() == table["closing"].iloc[-1]
    assert len(careers.build_exits(view).frame) == table["left"].sum()
    bars = charts(view)["lifecycle_flow"].frame
    moves = bars[bars["measure"] != "total"]["value"].sum()
    assert moves == bars[bars["measure"] == "total"]["value"].iloc[-1] == table["closing"].iloc[-1]


def test_the_waterfall_ends_where_the_overview_stands(view):
    tile = {part["id"]: part for part in overview.build_cards(view)}["goal_2025_labs"]
    assert charts(view)["lifecycle_flow"].frame["value"].iloc[-1] == int(tile["value"])


def test_a_long_period_folds_its_first_years(sample):
    labels = list(charts(scoped(sample, start=2010))["lifecycle_flow"].frame["label"])
    assert labels[0] == "2010—2021 进入" and labels[1] == "2021 年末"
    assert len([label for label in labels if "进入" in label]) == 6


def test_one_word_has_one_colour_on_the_whole_page(view):
    observed = {}
    for spec in (charts(view)["lifecycle_events"], charts(view)["lifecycle_results"]):
        for series, color in zip(spec.series, spec.colors, strict=True):
            assert observed.setdefault(series.name, color) == color
    assert {"限期整改", "取消资格", "合格"} <= set(observed)
    events = dict(zip(timeline(view).options.events, timeline(view).colors, strict=True))
    assert all(events[word] == color for word, color in observed.items() if word in events)


# --- rectifications -----------------------------------------------------------------------------


RECTIFIED = (
    ("SL-2022-001", "限期整改", "2024-01-10"), ("SL-2022-001", "整改通过", "2024-06-10"),
    ("SL-2022-002", "限期整改", "2023-02-01"), ("SL-2022-002", "整改通过", "2024-06-01"),
    ("SL-2022-003", "限期整改", "2024-12-01"), ("SL-2022-003", "取消资格", "2026-03-01"),
    ("SL-2022-004", "限期整改", "2025-11-01"), ("SL-2022-004", "整改通过", "2026-02-01"),
)  # fmt: skip


def rectified(sample, *events, **scope) -> View:
    """The sample's labs with events drawn by hand instead of their own."""
    folder = sample.folder / "registers"
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in sample.registers}
    drawn = pa.Table.from_pandas(happened(*events), preserve_index=False)
    tables["lab_events"] = drawn.select(tables["lab_events"].schema.names)
    lifetimes, engine = lab_lifetimes(tables, sample.as_of), ColumnStore().engine
    observed = observe(count_rows(tables, lifetimes, engine), engine)
    parts = {"registers": tables, "lifetimes": lifetimes, "observations": observed}
    return scoped(replace(sample, **{name: frames(part) for name, part in parts.items()}), **scope)


def frames(tables: dict) -> TableFiles:
    """Tables as a page reads them."""
    return TableFiles({}, {n: table.to_pandas(date_as_object=False) for n, table in tables.items()})


def test_the_yardstick_is_told_to_be_our_own(sample):
    fates = charts(rectified(sample, *RECTIFIED))["lifecycle_fates"]
    assert fates.takeaway == (
        "期内有结果或满 365 天的 4 次中，365 天内整改通过 2 次（50%）。"
        "期内要求的整改，到有结果的中位数为 304 天。"  # of 92, 152, 455 and 486
    )
    assert "内部尺度，不是官方标准" in fates.note
    assert {series.name: list(fates.frame[series.column]) for series in fates.series} == {
        "365 天内通过": [0, 0, 1, 1, 0], "超过 365 天通过": [0, 1, 0, 0, 0],
        "未通过而退出": [0, 0, 1, 0, 0], "通过（日期只到年）": [0] * 5, "尚未结束": [0] * 5,
    }  # fmt: skip


def test_nobody_in_rectification_is_a_sentence_with_its_day(sample):
    empty = charts(rectified(sample, *RECTIFIED))["lifecycle_open"].empty
    assert empty == "截至 2026-10-29，没有正在整改的实验室。"


def test_an_earlier_end_of_the_period_knows_no_later_outcome(sample):
    view = rectified(sample, *RECTIFIED, end=2025)
    opened = charts(view)["lifecycle_open"]
    assert opened.frame["value"].tolist() == [395, 60]
    assert opened.takeaway == "截至 2025-12-31，2 家正在整改，其中 1 家已满 365 天"
    fates = charts(view)["lifecycle_fates"]
    assert {series.name: fates.frame[series.column].sum() for series in fates.series} == {
        "365 天内通过": 1, "超过 365 天通过": 1, "未通过而退出": 0, "通过（日期只到年）": 0,
        "尚未结束": 2,
    }  # fmt: skip
    assert list(timeline(view).options.standing.values())[:2] == ["整改中 395 天", "整改中 60 天"]


# --- the timeline -------------------------------------------------------------------------------


def test_every_lab_is_on_one_page_of_the_timeline(view):
    pages = [timeline(view, page=str(n + 1)) for n in range(careers.pages(view, ""))]
    drawn = [list(dict.fromkeys(spec.frame["key"])) for spec in pages]
    assert [len(labs) for labs in drawn] == [20] * 6
    assert sorted(sum(drawn, [])) == sorted(view.published.registers["labs"]["lab_id"])
    assert pages[-1].takeaway.startswith("第 101—120 家，共 120 家")
    assert timeline(view, page="99").takeaway == pages[-1].takeaway  # a stale link, not an error


@pytest.mark.parametrize(
    ("search", "count"),
    [("SL-2022-001", 1), ("示例大学001", 1), ("（浙江0", 8), ("主动退出", 3), (" 取消资格 ", 3)],
)
def test_a_lab_is_found_by_name_number_host_or_standing(view, search, count):
    assert timeline(view, search).frame["key"].nunique() == min(count, 20)


def test_lines_are_chosen_by_events_and_by_where_a_lab_stands(view, sample):
    events, labs = sample.registers["lab_events"], sample.lifetimes["labs"]
    ordered = set(events.loc[events["event"] == "限期整改", "lab_id"])
    answered = set(events.loc[events["event"] == "整改通过", "lab_id"])
    entered = set(events.loc[events["event_date"].dt.strftime("%Y-%m") == "2024-05", "lab_id"])
    document = events.loc[events["event"] == "限期整改", "document_no"].iloc[0]
    left = set(labs.loc[labs["exited"].notna(), "lab_id"])
    drawn = {
        ("限期整改", ""): ordered,
        ("整改通过", ""): answered,
        ("2024-05", ""): entered,
        (document, ""): set(events.loc[events["document_no"] == document, "lab_id"]),
        (f"限期整改  {document}", ""): set(events.loc[events["document_no"] == document, "lab_id"]),
        ("", "operating"): set(labs["lab_id"]) - left,
        ("", "rectifying"): set(labs.loc[labs["state"] == "rectifying", "lab_id"]),
        ("", "rectified"): ordered,
        ("", "left"): left,
        ("限期整改", "left"): ordered & left,
    }
    chosen = {choice: set(careers.find_careers(view, *choice)["lab_id"]) for choice in drawn}
    assert chosen == drawn and ordered
    counts = careers.count_standings(view, "")
    assert counts == {"": len(labs)} | {
        standing: len(chosen["", standing]) for standing in careers.STANDINGS
    }
    nobody = careers.build_timeline(view, "没有这一家", "1", "left")[0]
    assert "没有“已退出”的实验室" in nobody.empty


def test_a_search_without_answer_is_a_sentence(view):
    spec = timeline(view, ".*")
    assert spec.empty.startswith("没有找到“.*”")


def test_a_scope_without_labs_is_a_sentence(sample):
    assert timeline(scoped(sample, provinces=("540000",))).empty.startswith("所选范围内没有数据")


def test_events_known_by_their_year_stay_years(view):
    rows = careers.lives(view).iloc[:2].assign(event_date_precision=["year", "day"])
    assert [careers.day_words(row) for row in rows.itertuples()] == ["2022", "2023-11-20"]


def test_labs_of_one_name_are_told_apart(sample):
    labs = sample.lifetimes["labs"].copy()
    labs.loc[labs.index[1], "lab_name"] = labs["lab_name"].iloc[0]
    twins = replace(sample, lifetimes=sample.lifetimes | {"labs": labs})
    names = careers.lab_names(scoped(twins))
    assert names.is_unique
    assert names["SL-2022-001"].endswith("（SL-2022-001）")
