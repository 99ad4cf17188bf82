"""Where the setting names no laboratory, none is tied to its rectification, exit or evaluation."""

import ast
import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefings.formats import make
from catalog.definitions import catalog, words
from charts.spec import ChartSpec
from content.cards import dumps
from content.chapters import CHAPTERS, chapter
from content.downloads.evidence_file import write_file as file
from content.exports.from_cards import bind_parts, part_of
from content.guideline import evidence_rows
from content.items import Table
from content.lifecycle import careers, rectifications
from content.provinces import province
from content.public_detail import read_public_detail
from content.view import View
from content.wall.scenes import build_scene
from measures.scope import Scope

ROOT = Path(__file__).parent.parent.parent
UNNAMED = ("counts", "none")
LIFE_CHAPTERS = ("lifecycle", "province")  # the chapters that list laboratories with their events
EVENTS = {"限期整改", "整改通过", "取消资格", "主动退出"}
# Lists of laboratories in operation or approved, without a word of where each stands: they may
# name every one. That of a province has a test of its own, which looks for such words.
PLAIN_LISTS = {
    "layout_map", "layout_map_industry", "layout_map_population", "layout_map_rd", "map",
    "province_lab_list", "lab_list",
}  # fmt: skip
STATES = ("整改", "取消资格", "主动退出", "SL-", "示例实验室")


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


@pytest.fixture(scope="module")
def identities(sample) -> set[str]:
    """Name, number and documents, if of no other, of each laboratory with an order or an exit."""
    events = sample.registers["lab_events"]
    labs = events.loc[events["event"].isin(EVENTS), "lab_id"].unique()
    rows = sample.registers["labs"].set_index("lab_id").loc[labs]
    own = events["lab_id"].isin(labs)
    documents = set(events.loc[own, "document_no"].dropna()) - set(events.loc[~own, "document_no"])
    return {*labs, *rows["lab_name"], *documents}


def text_of(part) -> str:
    """All that a part of a page says, in full."""
    if isinstance(part, dict):
        return dumps(part).decode()
    if isinstance(part, ChartSpec):
        return part.frame.to_csv() + repr(replace(part, frame=part.frame.iloc[:0]))
    return part.printed.to_csv() + part.note


def word_every_row(view: View, indicator: str) -> Table:
    return evidence_rows.word_rows(view, indicator, evidence_rows.select_rows(view, indicator))


def named_in(text: str, identities: set[str]) -> list[str]:
    return sorted(identity for identity in identities if identity in text)


def until_2025(view: View) -> View:
    """At whose end laboratories are in rectification."""
    return replace(view, scope=replace(view.scope, end=2025))


def find_parts_with_names(
    view: View, identities: set[str], chapters: Iterable[str], scenes: Iterable[str]
) -> dict[str, list[str]]:
    """Names in every part of these chapters and scenes and in the evidence of events."""
    here = replace(view, scope=replace(view.scope, provinces=("420000",)))
    texts = {}
    for place, names in (
        (view, chapters),
        (until_2025(view), LIFE_CHAPTERS),
        (here, LIFE_CHAPTERS),
    ):
        for name in names:
            for item in chapter(place, name):
                if item.id not in PLAIN_LISTS:
                    texts[f"{name} {item.id} {place.scope_words}"] = "".join(
                        map(text_of, item.parts)
                    )
    for name in scenes:
        if name not in PLAIN_LISTS:
            texts[f"scene {name}"] = text_of(build_scene(view, name))
    for page in range(1, careers.pages(view, "") + 1):
        texts[f"careers {page}"] = text_of(careers.build_timeline(view, "", str(page))[0])
    for name, indicator in view.catalog.indicators.items():
        if indicator.registers[0] in ("lab_events", "evaluations"):
            csv = file(view, name, "").decode("utf-8-sig")
            texts[f"evidence {name}"] = evidence_rows.sentence(view, name) + csv
    return {name: result for name, text in texts.items() if (result := named_in(text, identities))}


def test_no_part_names_a_laboratory_with_an_order_or_an_exit(view, identities):
    """Built with names first: what is cached under one setting is not read under another."""
    named = find_parts_with_names(view, identities, LIFE_CHAPTERS, ())
    whole, past = view.scope_words, until_2025(view).scope_words
    assert {
        f"lifecycle lifecycle_exits {whole}", f"lifecycle lifecycle_open {past}", "careers 1",
        "evidence rectifications", "evidence evaluation_pass_share",
    } <= set(named)  # fmt: skip
    for detail in UNNAMED:
        unnamed = replace(view, detail=detail)
        scenes = view.catalog.scenes
        assert find_parts_with_names(unnamed, identities, CHAPTERS, scenes) == {}


def test_evidence_of_laboratories_names_none_that_left(view, sample):
    """The rows stay as many as the number says; under `none` those that left are not listed."""
    events = sample.registers["lab_events"]
    left = set(events.loc[events["event"].isin({"取消资格", "主动退出"}), "lab_id"])
    rows = {}
    for detail in ("names", *UNNAMED):
        here = replace(view, detail=detail)
        files = [file(here, name, "") for name in ("labs_in_operation", "labs_left")]
        csv = "".join(content.decode("utf-8-sig") for content in files)
        assert bool(named_in(csv, left)) == (detail == "names")
        rows[detail] = word_every_row(here, "labs_in_operation").printed
    assert [len(table) for table in rows.values()] == [120, 120, 114]
    assert list(rows["counts"].columns) == list(rows["none"].columns) == [
        "实验室编号", "实验室名称", "依托单位", "省份", "主领域", "进入日期", "批准文号",
    ]  # fmt: skip
    searches = {*left, "取消资格"}
    counts = replace(view, detail="counts")
    assert not any(len(evidence_rows.select_rows(counts, "labs_in_operation", search))
                   for search in searches)  # fmt: skip
    unnamed = rows["counts"][rows["counts"]["实验室名称"] == "未公开"]
    assert len(unnamed) == 6
    assert set(unnamed[["实验室编号", "依托单位", "批准文号"]].to_numpy().ravel()) == {"未公开"}


def test_no_other_indicator_s_evidence_tells_of_an_exit(view):
    for detail in UNNAMED:
        here = replace(view, detail=detail)
        for name in view.catalog.indicators:
            columns = word_every_row(here, name).printed.columns
            assert not {"退出日期", "退出方式", "退出文号", "文号"} & set(columns), name


def test_a_search_finds_nobody_left_out_and_says_the_same_of_every_word(view, sample, identities):
    counts = replace(view, detail="counts")
    hosts = sample.registers["labs"].set_index("lab_id")["host_unit"]
    searches = [*STATES, *identities, *(hosts[name] for name in identities if name in hosts)]
    sentences = set()
    for search in searches:
        labs = careers.find_careers(counts, search)
        assert not set(labs["lab_id"]) & identities, search
        assert careers.find_careers(replace(view, detail="none"), search).empty
        if labs.empty:
            [spec] = careers.build_timeline(counts, search, "1")
            sentences.add(spec.empty.replace(f"“{search}”", ""))
    assert len(sentences) == 1  # else the sentence would tell whom the search left out
    earlier = replace(counts, scope=replace(view.scope, end=2023))
    assert not set(careers.find_careers(earlier, "")["lab_id"]) & identities


def test_the_list_of_a_province_says_of_no_laboratory_where_it_stands(view):
    for code in view.region_of:
        assert "event" in province.build_labs(view, code).frame
        for detail in UNNAMED:
            frame = province.build_labs(replace(view, detail=detail), code).frame
            assert "lab_name" in frame and not {"event", "event_date"} & set(frame.columns)


def test_counts_stay_and_each_place_says_why_there_are_no_names(view):
    """Exits keep year and way; the number of open rectifications and every chart of totals stay."""
    totals = ("lifecycle_flow", "lifecycle_events", "lifecycle_results", "lifecycle_fates")
    as_named = {item.id: item.parts[0] for item in chapter(view, "lifecycle")}
    for detail in UNNAMED:
        here = replace(view, detail=detail)
        parts = {item.id: item.parts[0] for item in chapter(here, "lifecycle")}
        assert list(parts) == list(as_named)
        for name in totals:
            assert parts[name].frame.equals(as_named[name].frame)
        sentence = words()(f"detail.{detail}")
        [_, open_orders] = rectifications.build_charts(until_2025(here))
        assert open_orders.empty.startswith("截至 2025-12-31，5 家正在整改，其中 1 家已满 365 天")
        assert sentence in open_orders.empty
        assert sentence in parts["lifecycle_careers"].note + parts["lifecycle_careers"].empty
        assert sentence == parts["lifecycle_exits"].note
        for name in ("rectifications", "labs_evaluated", "labs_left"):
            assert word_every_row(here, name).note == sentence
            assert evidence_rows.sentence(here, name) == evidence_rows.sentence(view, name)
    exits = careers.build_exits(replace(view, detail="counts")).printed
    assert list(exits.columns) == ["年份", "事件"] and len(exits) == 6
    assert exits["年份"].str.fullmatch(r"\d{4}").all()
    assert careers.build_exits(replace(view, detail="none")).frame.empty


def test_a_workbook_of_the_page_follows(view, identities):
    for detail in ("names", *UNNAMED):
        here = replace(view, detail=detail)
        parts = tuple(part_of(item, here) for item in chapter(here, "lifecycle"))
        content = make(bind_parts("题", here, parts), "xlsx", here.t)
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            text = "".join(book.read(name).decode("utf-8") for name in book.namelist()
                           if name.endswith(".xml"))  # fmt: skip
        assert bool(named_in(text, identities)) == (detail == "names")


def test_a_page_promises_no_names_that_it_does_not_give(view):
    assert "单个实验室的考核与整改" in view.describe_page("lifecycle")
    for detail in UNNAMED:
        here = replace(view, detail=detail)
        assert "本页只列家数和次数" in here.describe_page("lifecycle")
        assert here.describe_page("domains") == view.describe_page("domains")


# --- the setting --------------------------------------------------------------------------------


def test_the_default_names_laboratories_on_loopback_alone(monkeypatch):
    cases = [
        ("", "127.0.0.1", "names"), ("", "::1", "names"), ("", "localhost", "names"),
        ("", "0.0.0.0", "counts"), ("", "10.20.30.40", "counts"), ("", "wall", "counts"),
        ("names", "0.0.0.0", "names"), ("none", "127.0.0.1", "none"), (" counts ", "::1", "counts"),
    ]  # fmt: skip
    for setting, address, expected in cases:
        monkeypatch.setenv("PUBLIC_DETAIL", setting)
        assert read_public_detail(address) == expected
    monkeypatch.delenv("PUBLIC_DETAIL")
    assert read_public_detail() == "names"  # a command line is the operator's own
    monkeypatch.setenv("WALL_ONLY", "1")
    assert read_public_detail("127.0.0.1") == "counts"
    monkeypatch.setenv("PUBLIC_DETAIL", "Names")
    with pytest.raises(SystemExit, match="只能是 none、counts 或 names，现在是“Names”"):
        read_public_detail()


def test_whoever_makes_a_view_hands_the_setting_in():
    """But for the judgement of a version, which names nobody and must not change with a setting."""
    builders, without = 0, []
    for room in ("content", "widgets", "pages", "server", "loaders", "briefings"):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "View":
                    builders += 1
                    if "detail" not in {keyword.arg for keyword in node.keywords}:
                        without.append(path.relative_to(ROOT).as_posix())
    assert builders > 1 and without == ["content/closing/published_judgement.py"]
