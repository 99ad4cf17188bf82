"""A section asked for by its filters: what the page's board is sent, or nothing."""

import json
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette

from catalog.clock import today
from catalog.definitions import catalog, words
from content.board.ready_section import (
    ADDRESS,
    build_ready_section,
    ready_section,
    write_address,
    write_ask,
)
from content.downloads.rebuilding import DrawnSection
from content.guideline import milestones
from content.outputs import domains
from content.scope_url import find_years
from content.view import View
from measures.scope import Scope
from server import board_routes
from server.headers import middleware
from server.routes import routes
from tests.server.asgi import get


def draw_section(tables, regions: tuple[str, ...] = ()) -> DrawnSection:
    scope = Scope((), (), regions, *find_years(tables, catalog()))
    view = View(tables, catalog(), scope, words(), today())
    return DrawnSection(view, "domains", domains.build_charts)


def ask(tables, query: str) -> tuple[int, bytes]:
    app = Starlette(
        routes=routes("", "names", lambda: (tables, "")), middleware=middleware("", "127.0.0.1")
    )
    status, _, body = get(app, ADDRESS, query=query)
    return status, body


def test_the_answer_is_what_the_page_would_send_its_board(sample):
    query = write_ask(draw_section(sample)).partition("?")[2]
    status, body = ask(sample, f"{query}&region={quote('东部')}&region={quote('中部')}")
    section = draw_section(sample, ("东部", "中部"))
    figures = build_ready_section(section, section.view).figures
    assert status == 200
    assert json.loads(body)["digests"] == list(figures.digests)
    status, body = ask(sample, write_address(section).partition("?")[2])
    assert (status, json.loads(body)["digest"]) == (200, figures.digest)


def test_an_answer_is_given_again_without_the_tables_on_the_same_day_only(sample, monkeypatch):
    """In the event loop: it waits for no page that runs meanwhile."""
    monkeypatch.setenv("TABLES_DIR", str(sample.folder.parent))
    query, reads = write_ask(draw_section(sample)).partition("?")[2], []

    def read_tables():
        reads.append(board_routes.today())
        return sample, ""

    app = Starlette(routes=routes("", "names", read_tables))
    first = get(app, ADDRESS, query=query)
    assert first[0] == 200 and get(app, ADDRESS, query=query) == first and len(reads) == 1
    monkeypatch.setattr(board_routes, "today", lambda: today() + timedelta(days=1))
    assert get(app, ADDRESS, query=query)[0] == 200 and len(reads) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"version": "another"},  # the page learns of a new version by running
        {"region": "南部"},
        {"section": "nothing"},
        {"choice": "anything"},
        {"region": "西部", "province": "北京"},  # no province: the page says why
    ],
)
def test_what_only_the_page_can_tell_is_no_answer_and_no_fault(sample, change):
    asked = {"version": sample.version, "section": "domains"} | change
    assert ask(sample, urlencode(asked)) == (204, b"")


def test_only_sections_whose_choices_no_filter_changes_are_asked_for(sample):
    section = draw_section(sample)
    clause = DrawnSection(section.view, "milestones", milestones.build_parts, ("2025", ""))
    stranger = DrawnSection(section.view, "domains", list)
    assert [bool(write_ask(each)) for each in (section, clause, stranger)] == [True, False, False]


def test_a_section_is_built_once_and_a_failure_is_nobodys_later(sample):
    section, built = draw_section(sample), []

    def build(view):
        built.append(view.today)
        if len(built) == 1:
            raise ValueError("the first time")
        return []

    counted = DrawnSection(section.view, "domains", build)
    with pytest.raises(ValueError, match="the first time"):
        ready_section(counted)
    assert ready_section(counted) is ready_section(counted)
    assert built == [today(), today()]
