"""简报 in a real browser: chosen, said in own words, taken away; a large pack given up."""

import io
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from catalog.definitions import catalog, words
from content.chapters import CHAPTERS, chapter
from content.view import View
from measures.scope import Scope

pytestmark = pytest.mark.browser
OWN = "人工写的结论"
t = words()


def address(dashboard: str, parts: list[str], title: str) -> str:
    request = urlencode([*(("part", part) for part in parts), ("title", title)], quote_via=quote)
    return f"{dashboard}/briefing?{request}"


def texts(deck: bytes) -> str:
    shapes = [s for slide in Presentation(io.BytesIO(deck)).slides for s in slide.shapes]
    return "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)


def view_of(sample) -> View:
    """The whole country from 2022, as the page opens."""
    return View(sample, catalog(), Scope(start=2022, end=2026), t, date(2026, 11, 24))


def test_two_charts_with_a_sentence_become_a_deck(visit, dashboard, sample):
    page = visit.open(f"{dashboard}/briefing")
    page.get_by_label(t("briefing.chapter")).click()
    page.get_by_role("option", name=t("chapter.domains"), exact=True).click()
    # the list below is another one once the page has run: a click before that opens the old one
    count = len(chapter(view_of(sample), "domains"))
    page.get_by_role("button", name=t("briefing.add_all", count=count), exact=True).wait_for()
    expect(page.get_by_label(t("briefing.pick"))).to_have_count(1)  # the old one is gone
    visit.rested()
    page.get_by_label(t("briefing.pick")).click()
    for name in ("各领域在运行实验室（含其他领域）", "领域 × 省份（含其他领域）"):
        page.get_by_role("option", name=name).click()
        # the list closes up over what was picked: a click before that meets the next name
        expect(page.get_by_role("option", name=name)).to_have_count(0)
        visit.rested()
    page.keyboard.press("Escape")
    page.get_by_role("button", name=t("briefing.add"), exact=True).click()
    visit.drawn()
    visit.rested()
    page.get_by_label(t("briefing.title")).fill("两张图")
    page.keyboard.press("Enter")
    page.wait_for_url("**title=**")
    visit.rested()
    sentence = page.get_by_label(t("briefing.sentence")).first
    sentence.fill(OWN)
    sentence.press("Control+Enter")
    page.locator(".board-takeaway", has_text=OWN).wait_for()
    page.get_by_role("button", name=t("briefing.make")).click()
    with page.expect_download(timeout=60_000) as download:
        page.locator("[data-format=pptx]:visible").click()
    assert download.value.suggested_filename.startswith("两张图_2026-10-29_")
    lines = texts(Path(download.value.path()).read_bytes())
    assert OWN in lines and "两张图" in lines and "领域 × 省份（含其他领域）" in lines
    assert "part=domains" in page.url
    assert not visit.complaints


def test_a_page_gives_itself_away_from_the_keyboard(visit, dashboard):
    page = visit.open(f"{dashboard}/standards")
    visit.drawn()
    control = page.get_by_role("button", name=t("take.page"))
    control.focus()
    control.press("Enter")
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("标准产出_2026-10-29_")
    assert "标准产出" in texts(Path(download.value.path()).read_bytes())
    page.keyboard.press("Escape")
    assert not visit.complaints


def test_a_pack_shows_its_progress_and_can_be_given_up(visit, dashboard, sample):
    """A dozen charts take long enough; test_pack_memory.py makes a pack of forty to its end."""
    view = view_of(sample)
    parts = [f"{name}/{item.id}" for name in CHAPTERS for item in chapter(view, name)
             if item.kind == "chart"][:12]  # fmt: skip
    page = visit.open(address(dashboard, parts, "十二张图"))
    visit.drawn()
    page.get_by_role("button", name=t("briefing.pack")).click()
    bar = page.get_by_role("progressbar").first
    bar.wait_for(timeout=20_000)
    page.get_by_text("正在生成").first.wait_for(timeout=60_000)
    # the page is alive beside it: a part moves while the pack is made
    page.get_by_role("button", name=t("briefing.down")).first.click()
    visit.drawn()
    page.get_by_role("button", name=t("briefing.pack_cancel")).click()
    bar.wait_for(state="detached", timeout=60_000)
    assert page.get_by_role("button", name=t("briefing.pack")).is_enabled()
    assert not page.get_by_text("没有生成").count() and not visit.complaints


def test_a_file_too_big_is_refused_in_chinese_and_others_may_follow(visit, dashboard, tmp_path):
    page = visit.open(f"{dashboard}/briefing")
    page.get_by_role("button", name="打开", exact=True).click()
    chooser = page.locator("input[type=file]")
    big = tmp_path / "大.toml"
    big.write_bytes(b"#" * 400_000)
    chooser.set_input_files(big)
    page.wait_for_selector("text=文件超过 200 KB", timeout=10_000)
    for number in range(6):  # each takes the place of the one before
        small = tmp_path / f"{number}.toml"
        small.write_text(f"no = {number}", encoding="utf-8")
        chooser.set_input_files(small)
        # the refusal, not the file's name above it: that stands there before the file is read, and
        # a file chosen while its predecessor is being read is not looked at
        page.wait_for_selector(f'[data-testid=stAlert]:has-text("{number}.toml")', timeout=30_000)
        visit.rested()
        page.wait_for_selector("text=选过的文件太多", state="detached", timeout=1000)
