"""简报: nothing chosen, chosen, put in order, said in own words, opened from a file, taken away."""

import threading
import time
from concurrent.futures import CancelledError

import pytest
from streamlit.testing.v1 import AppTest

from briefings.abandonment import Cancelled
from briefings.formats import make
from briefings.stamp import digest
from catalog.definitions import words
from content.briefing.saved_file import SavedPart, read_toml, write_toml
from content.downloads import making_queues
from content.downloads.file_making import FileCache, FileQueue, MadeFile
from content.outputs import domains
from tests.pages.markdown import plain
from tests.pages.test_page_files import make_offered, menu
from tests.pages.test_pages import cards, page_script
from widgets.briefing import desk, draft, pack

NATION = {"start": 2022, "end": 2026}
TOTALS, FOCUS, MAP = "domains/domain_totals", "domains/domain_focus", "layout_place/layout_map"
t = words()


@pytest.fixture(autouse=True)
def drafts(monkeypatch) -> list:
    """What the session keeps; AppTest's sessions share one id, so each test brings its own."""
    kept, packs = [], []
    monkeypatch.setattr(draft, "_drafts", lambda: kept)
    monkeypatch.setattr(pack, "_packs", lambda: packs)
    cache = FileCache()
    monkeypatch.setattr(making_queues, "_cache", cache)
    monkeypatch.setattr(making_queues, "_packs", FileQueue(1, 9, 1, cache))
    return kept


@pytest.fixture
def page(sample_tables):
    """The page with parts chosen in its address, after one run."""

    def opened(*parts: str, title: str = "", **scope) -> AppTest:
        what = {"name": "briefing", "folder": str(sample_tables), "scope": {**NATION, **scope}}
        at = AppTest.from_function(page_script, kwargs=what)
        if parts:
            at.query_params["part"] = list(parts)
        if title:
            at.query_params["title"] = title
        return run(at)

    return opened


def run(at: AppTest) -> AppTest:
    at.run(timeout=60)
    assert not at.exception, at.exception
    return at


def button(at: AppTest, label: str):
    return next(first for first in at.button if first.label == label)


def press(at: AppTest, label: str) -> AppTest:
    button(at, label).click()
    return run(at)


def chosen(at: AppTest) -> list[str]:
    """Numbered names in the list of parts."""
    return [text.value for text in at.text if text.value[0].isdigit()]


def offers(at: AppTest) -> dict[str, str]:
    """Address by label of all that the page offers to take away."""
    import orjson

    payloads = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    return {sent["words"]["button"]: sent["key"] for sent in payloads if "key" in sent}


def briefing(at: AppTest):
    """The briefing that the menu's files are made of."""
    return make_offered(menu(at)["key"])


# --- nothing chosen -------------------------------------------------------------------------------


def test_nothing_chosen_offers_examples_and_no_files(page):
    at = page()
    assert "还没有选任何内容" in "".join(text.value for text in at.caption)
    assert button(at, "国家质量标准实验室进展月报")
    assert not cards(at) and not chosen(at)
    assert not [first for first in at.button if first.label == "打包（ZIP）"]


def test_an_example_fills_the_draft(page):
    at = press(page(), "国家质量标准实验室进展月报")
    assert (
        len(at.query_params["part"]) == 7 and at.text_input[0].value == "国家质量标准实验室进展月报"
    )
    assert briefing(at).title == "国家质量标准实验室进展月报"
    press(at, "清空")
    assert not chosen(at) and "part" not in at.query_params


def test_a_scope_without_any_province_says_so(page):
    at = page(TOTALS, provinces=("420000",), regions=("东北",))
    assert "在所选范围内没有内容" in plain("".join(box.value for box in at.warning))
    assert briefing(at).parts == ()


# --- chosen ---------------------------------------------------------------------------------------


def test_what_the_address_names_is_chosen_and_the_rest_is_told(page):
    at = page(TOTALS, "x/`y`", title="月报")
    assert chosen(at) == ["1. 领域覆盖 · 各领域在运行实验室（含其他领域）"]
    assert "已略过：x/`y`" in plain("".join(box.value for box in at.warning))
    assert at.text_input[0].value == "月报"
    assert at.query_params["part"] == TOTALS


def test_a_part_twice_in_the_address_is_chosen_once(page):
    assert chosen(page(TOTALS, TOTALS)) == ["1. 领域覆盖 · 各领域在运行实验室（含其他领域）"]


def test_parts_are_added_from_a_chapter(page):
    at = page()
    at.selectbox[0].set_value("domains")
    run(at)
    at.multiselect[0].set_value([FOCUS, TOTALS])
    run(at)
    press(at, "加入")
    assert at.query_params["part"] == [FOCUS, TOTALS]
    rest = next(first.label for first in at.button if first.label.startswith("整页加入"))
    press(at, rest)
    assert at.query_params["part"][:2] == [FOCUS, TOTALS]
    assert rest == f"整页加入（{len(at.query_params['part']) - 2} 项）"
    assert button(at, "整页加入（0 项）").disabled


def test_the_search_reaches_every_chapter(page):
    at = page()
    at.selectbox[0].set_value("all")
    run(at)
    result = at.multiselect[0].options
    assert any(name.startswith("进退管理 · 进入与退出") for name in result) and len(result) > 100


def test_parts_move_and_leave(page):
    at = page(TOTALS, FOCUS, MAP)
    at.button(key=f"up_{MAP}").click()
    run(at)
    assert at.query_params["part"] == [TOTALS, MAP, FOCUS]
    at.button(key=f"remove_{TOTALS}").click()
    run(at)
    assert at.query_params["part"] == [MAP, FOCUS]
    assert at.button(key=f"up_{MAP}").disabled and at.button(key=f"down_{FOCUS}").disabled
    assert [part.id for part in briefing(at).exhibits] == ["layout_map", "domain_focus"]


def test_a_long_list_has_pages(page):
    at = press(page(), "国家质量标准实验室进展月报")
    assert len(chosen(at)) == 5


# --- sentences ------------------------------------------------------------------------------------


def test_a_sentence_of_ones_own_goes_into_the_file_and_an_empty_one_is_computed(page):
    at = page(TOTALS)
    proposed = at.text_area[0].value
    assert proposed.startswith("数值居前的是：高端制造 41 家")
    at.text_area[0].set_value("人工写的话")
    run(at)
    assert briefing(at).exhibits[0].takeaway == "人工写的话"
    assert [card["takeaway"] for card in cards(at).values()] == ["人工写的话"]
    at.text_area[0].set_value("")
    run(at)
    assert briefing(at).exhibits[0].takeaway == proposed


def test_the_numbers_of_the_deck_are_those_of_the_page(page, sample):
    """Page, preview, briefing and presentation."""
    import io

    from pptx import Presentation

    at = page(TOTALS)
    made = briefing(at)
    view = made.exhibits[0]
    frame = domains.build_charts(at_view(sample))[0].frame
    assert [list(line.values) for line in view.lines] == [
        frame[column].tolist() for column in ("主领域", "其他领域")
    ]
    deck = Presentation(io.BytesIO(make(made, "pptx", t)))
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    drawn = [list(series.values) for series in charts[0].plots[0].series]
    assert drawn == [list(line.values) for line in view.lines]


def at_view(sample):
    from datetime import date

    from catalog.definitions import catalog
    from content.view import View
    from measures.scope import Scope

    return View(sample, catalog(), Scope(**NATION), t, date(2026, 11, 24))


# --- files of its own -----------------------------------------------------------------------------


def send(at: AppTest, text: str) -> AppTest:
    at.file_uploader[0].upload("a.toml", text.encode(), "application/toml")
    return run(at)


def test_a_faulty_file_is_refused_and_changes_nothing(page):
    at = send(page(TOTALS), 'title = "甲"\n[[part]]\nchapter = "moon"\nid = "x"')
    assert "a.toml 第 3 行：“part.chapter”的值“moon”不可用，可用：" in plain(at.error[0].value)
    assert at.query_params["part"] == TOTALS


def test_a_hostile_file_is_refused_and_the_page_is_drawn(page):
    part = '[[part]]\nchapter = "domains"\nid = "domain_totals"\n'
    at = page(FOCUS)
    for text, rule in (
        (f'title = "甲"\n{part}{part}', "a.toml 第 5 行：“domains/domain_totals”在第 2 行已经选了"),
        ("a." * 4_000 + "a = 1", "a.toml 第 1 行：用点连接的键太长，最多 12 节"),
        ("a = " + "[" * 9_000, "a.toml 第 1 行：括号套得太深，最多 16 层"),
        ("a = " + "9" * 9_000, "a.toml 第 1 行：数或不带引号的键太长，最多 100 个字符"),
    ):
        assert rule in plain(send(at, text).error[0].value)
        assert chosen(at) == ["1. 领域覆盖 · 领域 × 研究重点（含其他领域）"]


def test_a_file_is_opened_in_its_own_scope(page):
    text = '[scope]\nprovince = ["湖北"]\n[[part]]\nchapter = "domains"\nid = "domain_totals"\n'
    at = send(page(), f'title = "甲"\nauthor = "乙"\n{text}')
    assert "按文件的范围：全部领域 · 湖北" in "".join(first.value for first in at.text)
    made = briefing(at)
    assert (made.title, made.author) == ("甲", "乙") and "湖北" in made.provenance.scope
    press(at, "改用上方筛选")
    assert "全国" in briefing(at).provenance.scope


def test_an_old_sentence_is_marked(page):
    text = 'title = "甲"\n[[part]]\nchapter = "domains"\nid = "domain_totals"\n'
    at = send(page(), f'{text}takeaway = "上月的话"\nnumbers = "00"')
    assert "图中的数值变了" in "".join(box.value for box in at.warning)
    assert at.text_area[0].value == "上月的话"


def test_what_is_saved_is_read_again_with_what_its_sentence_is_for(page, drafts, sample):
    at = page(TOTALS, FOCUS)
    at.text_area[0].set_value("人工写的话")
    run(at)
    saved = desk.save_draft(at_view(sample), drafts[0])
    numbers = digest(briefing(at).exhibits[0])
    assert saved.title == "国家质量标准实验室进展简报" and saved.scope == ""
    assert saved.parts == (
        SavedPart("domains", "domain_totals", "人工写的话", numbers),
        SavedPart("domains", "domain_focus"),
    )  # fmt: skip
    assert read_toml(write_toml(saved, t).encode(), t) == saved
    file = make_offered(offers(at)["存为文件"])
    assert read_toml(file.content, t) == saved and file.name.endswith(".toml")


# --- the pack -------------------------------------------------------------------------------------


def test_a_pack_is_made_beside_the_page_and_can_be_given_up(page, monkeypatch):
    """A pack that lasts until it is cancelled: bar, 取消, then nothing is left of it."""

    def endless(briefing, formats, words, progress, cancelled):
        while not cancelled():
            progress(0.25, "第一张")
            time.sleep(0.01)
        raise Cancelled

    monkeypatch.setattr(making_queues, "pack", endless)
    monkeypatch.setattr(making_queues, "refusals", lambda t: {"pdf": "没有字体"})
    at = press(page(TOTALS), "打包（ZIP）")
    assert button(at, "打包（ZIP）").disabled
    making = pack._packs()[0].making
    press(at, "取消")
    with pytest.raises((Cancelled, CancelledError)):
        making.future.result(30)
    run(at)
    assert not button(at, "打包（ZIP）").disabled
    assert not [first for first in at.button if first.label == "取消"] and not at.error


def test_a_pack_that_waits_for_another_s_says_so(page):
    other, over = making_queues._packs, threading.Event()
    making = other.join(("other", "zip", "zh"), lambda _: over.wait(60) and MadeFile("", b"", ""))
    at = press(page(TOTALS), "打包（ZIP）")
    assert at.get("progress")[0].proto.text.startswith("前面还有一个简报包")
    press(at, "取消")
    assert not at.get("progress") and not button(at, "打包（ZIP）").disabled
    over.set()
    other.leave(making)


def test_a_finished_pack_says_what_it_lacks_and_whether_it_is_of_before(page, monkeypatch):
    written = []
    monkeypatch.setattr(making_queues, "pack", lambda *_: written.append(1) or b"PK")
    for room in (making_queues, pack):
        monkeypatch.setattr(room, "refusals", lambda t: {"pdf": "没有字体", "png": ""})
    at = press(page(TOTALS, FOCUS), "打包（ZIP）")
    lines = [text.value for text in at.caption]
    [address] = [address for label, address in offers(at).items() if label.endswith(".zip")]
    assert "没有字体" in lines and address == menu(at)["key"]
    press(at, "打包（ZIP）")  # what is kept already is not written anew
    assert written == [1]
    at.button(key=f"remove_{FOCUS}").click()
    run(at)
    assert any("改动之前" in text.value for text in at.caption)


def test_a_pack_that_fails_is_a_sentence(page, monkeypatch):
    def broken(*_):
        raise ValueError("secret inside")

    monkeypatch.setattr(making_queues, "pack", broken)
    monkeypatch.setattr(making_queues, "refusals", lambda t: {})
    at = press(page(TOTALS), "打包（ZIP）")
    assert "文件没有生成" in at.error[0].value and "secret" not in at.error[0].value
