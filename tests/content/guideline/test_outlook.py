"""情景推演: the numbers of the note from the sample, the file, and where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.briefing.parts import assemble_known, describe_lack, find_part
from content.briefing.saved_file import (
    SavedBriefing,
    SavedPart,
    parse_part,
    read_toml,
    write_toml,
)
from content.chapters import OUTLOOK as CHAPTER
from content.guideline import outlook
from content.guideline.outlook import Outlook
from content.view import View
from measures.scope import Scope

ADDRESS = "http://localhost/milestones?group=x&entries=10"


@pytest.fixture(scope="module")
def view(sample):
    """To the end of 2025: 81 laboratories, 2 exits in 109.5 lab-years."""
    return View(sample, catalog(), Scope(start=2022, end=2025), words(), date(2026, 11, 24))


def test_ten_approvals_a_year_lead_where_the_note_says(view):
    ahead = outlook.carry_on(view, Outlook(10, 2035, 120)).round(1)
    assert list(ahead.index) == list(range(2026, 2036))
    assert ahead.loc[2030].tolist() == [130.0, 122.1, 101.4]
    assert ahead.loc[2035].tolist() == [178.4, 159.5, 115.9]


def test_to_have_120_takes_so_many_a_year(view):
    needs = outlook.find_needs(view, Outlook(10, 2035, 120)).round(1)
    assert needs.loc[2035].tolist() == [4.1, 5.7, 10.5]


def test_it_opens_with_today_s_approvals_and_as_many_as_there_are(view):
    today = replace(view, scope=Scope(start=2022, end=2026))
    assert outlook.build_default(today) == Outlook(56, 2035, 114)


def test_chart_table_and_file_tell_the_same_and_say_what_they_are(view):
    choice = Outlook(10, 2035, 120)
    (spec,) = outlook.build_charts(view, choice)
    assert spec.provenance.marks == ("推演", "演示数据")
    assert [s.role for s in spec.series] == ["value", *["projection"] * 3]
    last = spec.frame.iloc[-1]
    assert [round(last[name], 1) for name in ("low", "observed", "high")] == [178.4, 159.5, 115.9]
    text = outlook.build_file(view, choice, ADDRESS).decode("utf-8-sig")
    assert text.startswith("推演、演示数据") and ADDRESS in text
    assert "2035 年末,178.4,159.5,115.9" in text and "2035 年末,4.1,5.7,10.5" in text
    for name in outlook.ASSUMPTIONS:
        assert view.t(f"outlook.assumed_{name}") in text
        assert view.t(f"outlook.assumed_{name}") in spec.note


def test_a_briefing_holds_an_outlook_under_what_was_assumed(view):
    part = SavedPart(CHAPTER, "outlook_need?entries=10&horizon=2035&hold=120")
    saved = SavedBriefing("题", parts=(part,))
    assert read_toml(write_toml(saved, view.t).encode(), view.t).parts == (part,)
    assert parse_part(part.ref) == part
    result = find_part(part, view)
    assert result.part.title == view.t("outlook.need", hold=120)
    assert result.part.rows[-1][1:] == ("4.1", "5.7", "10.5")
    assert assemble_known(saved, view).provenance.marks == ("推演", "演示数据")
    chart = find_part(SavedPart(CHAPTER, f"outlook_labs?{part.state}"), view).part
    assert "每年新批准 10 家" in chart.takeaway
    assert find_part(SavedPart(CHAPTER, "outlook_labs"), view).part.takeaway != chart.takeaway
    for state in ("entries=10", "entries=-1&horizon=2035&hold=120", "entries=9&horizon=9&hold=9",
                  "entries=10&horizon=2035&hold=120&k=1", "x"):  # fmt: skip
        odd = SavedPart(CHAPTER, f"outlook_labs?{state}")
        assert find_part(odd, view) is None and "2030、2035" in describe_lack(odd, view)
    odd = SavedPart("domains", "domain_totals?entries=10")
    assert find_part(odd, view) is None and "domain_totals" in describe_lack(odd, view)


def test_english_names_the_rates(view):
    t = words("en")
    here = replace(view, t=t, catalog=translate_catalog(catalog(), t))
    years, _ = outlook.build_outlook_tables(here, Outlook(10, 2035, 120))
    assert list(years.printed)[2] == "Exit rate as observed 1.83%"


def test_a_scope_without_a_laboratory_says_why_there_is_nothing(view):
    assert outlook.find_lack(view) == ""
    tibet = replace(view, scope=Scope(start=2022, end=2025, provinces=("540000",)))
    assert outlook.find_lack(tibet) == view.t("outlook.no_rate")
