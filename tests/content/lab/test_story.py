"""A laboratory's page holds every row that the registers hold of it, and nothing of another."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from briefings.exhibit import Exhibit, Passage
from catalog.definitions import catalog, words
from content.briefing.parts import describe_lack, find_part
from content.briefing.saved_file import SavedPart
from content.chapters import LAB, chapter
from content.lab import peers, records, story
from content.lab.table_files import list_files, make_file
from content.view import View
from measures.scope import Scope

# register -> its table on the page
REGISTERS = {
    "technologies": "lab_technologies",
    "standards": "lab_standards",
    "lab_events": "lab_events",
    "evaluations": "lab_evaluations",
}


@pytest.fixture(scope="module")
def view(sample):
    """Under filters, which do not narrow a laboratory's story."""
    scope = Scope(("信息技术",), ("110000",), (), 2024, 2024)
    return records.widen(View(sample, catalog(), scope, words(), date(2026, 11, 24)))


def tables_by_id(view: View, lab_id: str) -> dict:
    """Tables of the page by name."""
    builders = (story.build_fact_tables, story.build_record_tables, story.build_peer_tables)
    return {table.id: table for build in builders for table in build(view, lab_id)}


def test_the_records_of_all_laboratories_add_up_to_the_registers(view, sample):
    rows = dict.fromkeys(REGISTERS, 0)
    wrong = []
    for lab_id in sample.registers["labs"]["lab_id"]:
        tables = {table.id: table for table in story.build_record_tables(view, lab_id)}
        for register, name in REGISTERS.items():
            rows[register] += len(tables[name].frame)
        outputs = len(tables["lab_technologies"].frame) + len(tables["lab_standards"].frame)
        chart = story.build_outputs(view, lab_id)
        drawn = sum(int(chart.frame[series.column].sum()) for series in chart.series)
        if not outputs == drawn == peers.count_results(view).at[lab_id, "results"]:
            wrong.append((lab_id, outputs, drawn))
    assert wrong == []
    with_lab = {name: sample.registers[name]["lab_id"].notna().sum() for name in REGISTERS}
    assert rows == with_lab
    orders = (sample.registers["lab_events"]["event"] == "限期整改").sum()
    labs = sample.lifetimes["rectifications"]["lab_id"].unique()
    listed = sum(len(records.build_rectifications(view, lab).frame) for lab in labs)
    assert 0 < listed == len(sample.lifetimes["rectifications"]) <= orders


def test_places_among_peers_tell_ties_and_compare_nothing_with_itself(view):
    # counts by laboratory | the place of "a"
    drawn = [
        ({"a": 5, "b": 7, "c": 5}, "并列第 2 / 3"),
        ({"a": 9, "b": 7, "c": 5}, "第 1 / 3"),
        ({"a": 9}, "只此一家，不排名"),
        ({"a": 0, "b": 0}, "—"),
    ]
    for counts, place in drawn:
        assert peers.format_place(view, pd.Series(counts, dtype=float), "a") == place


def test_peers_are_all_others_of_province_and_domain_and_joint_hosts(view, sample):
    labs = sample.lifetimes["labs"].iloc[:3].assign(
        lab_id=["a", "b", "c"], host_unit=["甲院；乙公司", "丙大学", "乙公司"],
        province=["110000", "110000", "120000"], domain=["新材料", "信息技术", "新材料"],
    )  # fmt: skip
    drawn = replace(
        view,
        published=replace(
            sample,
            lifetimes=sample.lifetimes | {"labs": labs},
            registers=sample.registers | {"labs": labs},
        ),
    )
    keys = {name: table.keys for name, table in tables_by_id(drawn, "a").items()}
    assert keys["lab_same_host"]["lab_name"] == ["c"]
    assert keys["lab_peers_province"]["lab_name"] == ["b"]
    assert keys["lab_peers_domain"]["lab_name"] == ["c"]


def test_what_the_setting_withholds_is_told_in_words_and_in_no_file(view, sample):
    events = sample.registers["lab_events"]
    lab_id = events.loc[events["event"] == "限期整改", "lab_id"].iloc[0]
    documents = set(events.loc[events["lab_id"] == lab_id, "document_no"].dropna())
    states = {"整改中", "取消资格", "主动退出", "已验收", "未验收", "限期整改"}
    for detail in ("names", "counts", "none"):
        here = replace(view, detail=detail)
        tables = tables_by_id(here, lab_id)
        files = [make_file(here, lab_id, t).decode("utf-8-sig") for t in list_files(here, lab_id)]
        text = "".join(
            [*files, *(chart.frame.to_csv() for chart in story.build_charts(here, lab_id))]
        )
        assert all("演示数据" in file for file in files)
        named = {word for word in (*documents, *states) if word in text}
        if detail == "names":
            assert documents <= named
            continue
        assert named == set()
        for name in ("lab_events", "lab_rectifications", "lab_evaluations"):
            assert (len(tables[name].frame), tables[name].note) == (0, here.detail_words)
        assert here.detail_words in tables["lab_facts"].frame["value"].tolist()
        assert story.build_timeline(here, lab_id).empty == here.detail_words


def test_a_briefing_holds_the_page_of_a_laboratory_under_its_number(view, sample):
    """Every part of the page, named after the laboratory, whatever the briefing's scope."""
    lab = sample.registers["labs"].iloc[0]
    tibet = replace(view, scope=Scope(provinces=("540000",), start=2022, end=2026))
    state = story.write_state(lab["lab_id"])
    items = {item.id: item.parts[0] for item in chapter(tibet, LAB, state)}
    charts = [chart.id for chart in story.build_charts(view, lab["lab_id"])]
    assert set(items) == {*tables_by_id(view, lab["lab_id"]), *charts}
    assert all(part.title.startswith(lab["lab_name"]) for part in items.values())
    facts = records.build_facts(records.widen(view), lab["lab_id"])
    assert items["lab_facts"].frame.equals(facts.frame)
    timeline = SavedPart(LAB, f"lab_timeline?{state}")
    assert isinstance(find_part(timeline, tibet).part, Exhibit)
    # names beside events are withheld in the file as on the page
    for detail in ("counts", "none"):
        here = replace(tibet, detail=detail)
        for name in ("lab_events", "lab_rectifications", "lab_evaluations"):
            part = find_part(SavedPart(LAB, f"{name}?{state}"), here).part
            assert isinstance(part, Passage) and part.text == here.detail_words
    # a number that nobody has, none at all, a part that is not there: each is told apart
    for part, words_of_it in (("lab_facts?id=SL-1999-001", "没有这个编号"),
                              ("lab_facts?k=1", "没有这个编号"),
                              ("lab_facts", "要写明是哪一家"),
                              (f"nothing?{state}", "lab_timeline、")):  # fmt: skip
        odd = SavedPart(LAB, part)
        assert find_part(odd, view) is None and words_of_it in describe_lack(odd, view)
