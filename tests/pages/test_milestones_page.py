"""目标进展 as a reader moves in it: groups, links to one clause, the rows behind a number."""

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from catalog.definitions import catalog
from content.page_address import EVIDENCE_PAGE
from widgets import evidence_dialog
from widgets.briefing import draft


def script(folder: str, indicator: str, scope: dict):
    """The page, or only the dialog of one indicator."""
    from datetime import date

    from catalog.definitions import catalog, words
    from content.view import View
    from measures.scope import Scope
    from pages import milestones
    from tests.pages.opened_tables import open_once
    from widgets.evidence_dialog import open_evidence

    view = View(open_once(folder), catalog(), Scope(**scope), words(),
                date(2026, 11, 24))  # fmt: skip
    if indicator:
        open_evidence(view, indicator, indicator, [indicator])
    else:
        milestones.draw(view)


def drawn(folder, indicator="", query=None, **scope) -> AppTest:
    scope = {"start": 2022, "end": 2026, **scope}
    at = AppTest.from_function(
        script, kwargs={"folder": str(folder), "indicator": indicator, "scope": scope}
    )
    for name, value in (query or {}).items():
        at.query_params[name] = value
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at


def headings(at: AppTest) -> list[str]:
    payload = orjson.loads(at.get("bidi_component")[0].proto.bytes)
    return [part["title"] for part in payload["figures"] if part["kind"] == "section"]


def take_button(at: AppTest) -> str:
    """The words on the button that takes the rows away."""
    payloads = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    return next(payload["words"]["button"] for payload in payloads if "words" in payload)


def titles(stem: str) -> list[str]:
    """Titles of the clauses whose id begins so, in the catalogue's order."""
    return [clause.title for clause in catalog().clauses if clause.id.startswith(stem)]


def test_the_closing_of_2025_stands_above_its_clauses_and_nowhere_else(sample_tables):
    at = drawn(sample_tables)
    assert at.header[0].value == "2025 年目标的定论"
    assert "第 1 版定论" in at.caption[1].value
    # a table that wraps its sentences: a grid would cut the last column
    assert "对照内部参考值" in at.table[0].value.columns and not at.dataframe
    at.segmented_control(key="group").set_value("2035 年目标").run(timeout=30)
    assert "2025 年目标的定论" not in [part.value for part in at.header]


def test_the_page_begins_with_the_first_group(sample_tables):
    at = drawn(sample_tables)
    assert headings(at) == titles("goal_2025")


def test_another_group_is_shown_alone(sample_tables):
    at = drawn(sample_tables)
    at.segmented_control(key="group").set_value("六项研究重点").run(timeout=30)
    assert headings(at) == titles("task_focus")


@pytest.mark.parametrize("clause", ["布局合理", "国际差距", "新型产品安全问题研究"])
def test_a_link_to_a_clause_shows_it_in_its_group(clause, sample_tables):
    assert headings(drawn(sample_tables, query={"clause": clause})) == [clause]


def test_a_link_to_no_clause_shows_the_first_group(sample_tables):
    assert headings(drawn(sample_tables, query={"clause": "没有这一条"})) == titles("goal_2025")


def test_a_clause_of_another_group_gives_way_to_the_group_chosen(sample_tables):
    at = drawn(sample_tables, query={"clause": "布局合理"})
    at.segmented_control(key="group").set_value("2025 年目标").run(timeout=30)
    assert not at.exception and headings(at) == titles("goal_2025")


def test_method_and_events_stand_below(sample_tables):
    at = drawn(sample_tables)
    assert [part.value for part in at.header][-2:] == ["推算怎样做", "政策事件"]
    assert len(at.table[-1].value) == 9


def test_the_dialog_shows_the_rows_their_count_and_their_origin(sample_tables):
    at = drawn(sample_tables, "labs_in_operation")
    assert at.text[0].value == "共 120 条，其中 6 条已退出；期末计 114 家。"
    assert len(at.dataframe[0].value) == 120
    assert "演示数据" in at.caption[-1].value and "2026-10-29" in at.caption[-1].value
    assert take_button(at) == "下载 120 条（CSV）"


def test_a_search_in_the_dialog_narrows_rows_and_file(sample_tables):
    at = drawn(sample_tables, "labs_in_operation")
    at.text_input[0].set_value("湖北").run(timeout=30)
    assert not at.exception and at.text[1].value == "找到 5 条"
    assert len(at.dataframe[0].value) == 5
    assert take_button(at) == "下载 5 条（CSV）"


def test_a_dialog_without_rows_says_so(sample_tables):
    at = drawn(sample_tables, "instruments", provinces=("540000",), domains=("生物医药",))
    assert at.info[0].value == "所选范围内没有记录。" and not at.dataframe


def test_a_long_table_is_turned_page_by_page(sample_tables, monkeypatch):
    monkeypatch.setattr(evidence_dialog, "ROWS_PER_PAGE", 50)
    at = drawn(sample_tables, "labs_in_operation")
    assert len(at.dataframe[0].value) == 50
    assert "本页是第 1—50 条，全部见下载的文件" in [text.value for text in at.text]
    at.session_state[EVIDENCE_PAGE] = 3
    at.run(timeout=30)
    assert not at.exception and len(at.dataframe[0].value) == 20
    assert take_button(at) == "下载 120 条（CSV）"


def test_the_outlook_follows_its_address_and_goes_into_the_briefing(sample_tables, monkeypatch):
    kept = []  # AppTest's sessions share one id
    monkeypatch.setattr(draft, "_drafts", lambda: kept)
    query = {"group": "情景推演", "entries": "10", "hold": "120"}
    at = drawn(sample_tables, query=query, end=2025)
    payload = orjson.loads(at.get("bidi_component")[0].proto.bytes)
    (card,) = payload["figures"]
    assert card["id"] == "outlook_labs" and card["stamps"] == ["推演", "演示数据"]
    assert card["takeaway"].startswith("每年新批准 10 家：2035 年末 160 家")
    assert [table.value.iloc[-1, 1:].tolist() for table in at.dataframe] == [
        ["178.4", "159.5", "115.9"],
        ["4.1", "5.7", "10.5"],
    ]
    # the button puts it into the briefing as it is assumed
    (button,) = [part for part in at.button if part.label == "放进简报"]
    button.click().run(timeout=30)
    state = "?entries=10&horizon=2035&hold=120"
    names = ("outlook_labs", "outlook_years", "outlook_need")
    assert kept[0].refs() == [f"milestones_outlook/{name}{state}" for name in names]
    (button,) = [part for part in at.button if part.label == "放进简报"]
    assert button.disabled and not at.exception
