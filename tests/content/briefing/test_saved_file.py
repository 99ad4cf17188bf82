"""A saved briefing: read as written, every fault named with its place and the way out."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.definitions import catalog, words
from catalog.example_briefings import examples
from catalog.typed_toml import MAX_REFUSALS
from content.briefing.saved_file import (
    Refused,
    SavedBriefing,
    SavedPart,
    parse_part,
    read_scope,
    read_toml,
    write_toml,
)
from content.chapters import CHAPTERS
from measures.scope import Scope

t = words()
PART = '[[part]]\nchapter = "domains"\nid = "domain_totals"\n'


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_toml(text if isinstance(text, bytes) else text.encode(), t)
    return refused.value.reasons


# --- nothing in it --------------------------------------------------------------------------------


def test_an_empty_file_says_all_that_is_lacking():
    assert faults("") == [
        "简报文件 第 1 行：缺少键“title”。",
        "简报文件 第 1 行：缺少键“part”。",
    ]
    assert faults('title = " "\npart = []') == [
        "简报文件 第 1 行：“title”不能空着，请补上。",
        "简报文件 第 2 行：“part”不能空着，请补上。",
    ]


def test_a_part_of_the_address_that_is_none():
    assert not any(map(parse_part, ("", "x/y", "domains", "domains/")))
    assert parse_part("domains/a/b") == SavedPart("domains", "a/b")


# --- as written -----------------------------------------------------------------------------------


def test_the_smallest_briefing():
    assert read_toml(f'title = "月报"\n{PART}'.encode(), t) == SavedBriefing(
        "月报", parts=(SavedPart("domains", "domain_totals"),)
    )


def test_scope_and_sentence_are_kept():
    saved = SavedBriefing(
        "月报", "某处",
        urlencode([("domain", "新材料"), ("province", "湖北"), ("period", 2023), ("period", 2025)]),
        (
            SavedPart("domains", "domain_totals", "一句\n“话”", "abc"),
            SavedPart("overview", "tally"),
        ),
    )  # fmt: skip
    text = write_toml(saved, t)
    assert 'domain = ["新材料"]' in text and "period = [2023, 2025]" in text
    assert read_toml(text.encode(), t) == saved
    assert read_toml(text.encode("utf-8-sig").replace(b"\n", b"\r\n"), t) == saved


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
titles = any_text.filter(lambda text: text.strip())
parts = st.builds(SavedPart, st.sampled_from(list(CHAPTERS)), titles, any_text).filter(
    lambda part: part.takeaway != "auto"
)


@given(titles, any_text, st.lists(parts, min_size=1, max_size=4, unique_by=lambda part: part.ref))
def test_whatever_is_written_is_read_again(title, author, chosen):
    saved = SavedBriefing(title, author, "", tuple(chosen))
    assert read_toml(write_toml(saved, t).encode(), t) == saved


@given(st.binary(max_size=200))
def test_any_bytes_are_a_briefing_or_refused_in_words(content):
    try:
        read_toml(content, t)
    except Refused as refused:
        assert all(reason for reason in refused.reasons)


def test_every_example_is_one(sample):
    assert examples()
    for content in examples().values():
        saved = read_toml(content, t)
        assert isinstance(read_scope(saved, sample, catalog(), t), Scope)


# --- refused --------------------------------------------------------------------------------------


TITLE = 'title = "甲"\n'
# a text, what is said of it after the name of the file
FAULTS = (
    (f"{TITLE}author = 乙", "第 2 行不合 TOML 的写法：请看这一处的引号"),
    ('title = "甲', "第 1 行：引号没有成对"),
    (
        f'{TITLE}{PART}takeway = "auto"',
        "第 5 行：不认识的键“part.takeway”，可用的键：chapter、id、",
    ),
    (f"title = 3\n{PART}", "第 1 行：“title”的值“3”类型不对，应为文字"),
    (f"{TITLE}{PART}takeaway = 1", "第 5 行：“part.takeaway”的值“1”类型不对，应为文字"),
    (
        f'{TITLE}[[part]]\nchapter = "火星"\nid = "x"',
        "第 3 行：“part.chapter”的值“火星”不可用，可用：overview、",
    ),
    (f'{TITLE}[[part]]\nchapter = "domains"', "第 2 行：缺少键“part.id”"),
    (
        f'{TITLE}[scope]\nprovince = "湖北"\n{PART}',
        "第 3 行：“scope.province”的值“湖北”类型不对，应为数组",
    ),
    (f"{TITLE}[scope]\nperiod = [2022]\n{PART}", "第 3 行：“scope.period”应是起止两个年份"),
    (
        f"{TITLE}[scope]\nperiod = [true, 2025]\n{PART}",
        "第 3 行：“scope.period”的值“true”类型不对，应为整数",
    ),
    (
        f'{TITLE}[scope]\ncity = ["武汉"]\n{PART}',
        "第 3 行：不认识的键“scope.city”，可用的键：domain、region、province、period",
    ),
    (f"{TITLE}scope = 1\n{PART}", "第 2 行：“scope”的值“1”类型不对，应为表"),
    (f"{TITLE}part = 1", "第 2 行：“part”的值“1”类型不对，应为数组"),
    (TITLE + PART * 61, "第 2 行：“part”太多，最多 60 项"),
    (f'title = "{"甲" * 501}"\n{PART}', "第 1 行：“title”太长，最多 500 个字"),
)


def test_a_fault_names_file_line_key_and_what_may_stand_there():
    for text, sentence in FAULTS:
        [fault] = faults(text)
        assert fault.startswith("简报文件 ") and sentence in fault


def test_all_faults_are_listed_by_line_and_not_without_end():
    assert [
        fault.split("：")[0] for fault in faults(f"title = 3\nauthor = 4\nx = 5\n{PART}y = 6")
    ] == [
        "简报文件 第 1 行",
        "简报文件 第 2 行",
        "简报文件 第 3 行",
        "简报文件 第 7 行",
    ]
    many = "".join(f"x{number} = 1\n" for number in range(15_000))
    assert len(faults(many)) == MAX_REFUSALS


def test_what_is_no_text_is_refused():
    assert "UTF-8" in faults("标题".encode("gb18030"))[0]
    assert faults(b"#" * 200_001) == ["简报文件 太大：最多 200 KB。"]


def test_a_part_listed_twice_is_refused_with_both_lines():
    assert faults(f'title = "甲"\n{PART}{PART}') == [
        "简报文件 第 5 行：“domains/domain_totals”在第 2 行已经选了，每一项只能选一次：请删去一个。"
    ]


def test_an_unknown_word_of_the_scope_is_named(sample):
    with pytest.raises(Refused, match="“火星”不在目录中"):
        read_scope(SavedBriefing(scope="province=火星"), sample, catalog(), t)
    with pytest.raises(Refused, match="“1999”"):
        read_scope(SavedBriefing(scope="period=1999&period=2000"), sample, catalog(), t)
