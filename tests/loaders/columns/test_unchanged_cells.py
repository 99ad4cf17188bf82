"""Cells known by their form: the engine lets pass only what converters leave as it is."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.definitions import catalog
from loaders.columns.column_words import convert_word
from loaders.columns.unchanged_cells import (
    EXCLUDED_WORDS,
    standard_codes,
    standard_number_form,
    text_form,
)
from loaders.text import fold

STANDARDS = catalog().registers["standards"].columns
TITLE, NUMBER = STANDARDS["title"], STANDARDS["standard_no"]
HEADING = "标准中文名称"
# words that mean something to other rules, put together at random with common ones
PIECES = [
    "新材料", "检测", "方法", "机器人", "第1部分：", "通则", "（试行）", "合计", "总數", "平均",
    "百万", "元", "人民币", "千瓦小时", "计量单位", "同上", "待定", "见附件", "锟斤拷", "瀹為獙",
    "注：", "以", "计", "说明", "标准", "中文", "名称", "小时", "学校", "工业", "美元", "全国",
    "湖北", "地区", " ", "A", "12",
]  # fmt: skip
# common signs, and those that make another text of a name or of the whole line
SIGNS = "新材料检测方法第部分 （）.-aA1瀹為獙屯烫锟斤拷⼴\u200b\u3000\n\u2028\x07"


def in_python(pattern):
    """The end of the text is written \\Z in Python and \\z in the engines."""
    return pattern.replace(r"\z", r"\Z")


def is_known_text(text):
    return (
        re.search(in_python(text_form(catalog())), text) is not None
        and re.search(EXCLUDED_WORDS, text) is None
        and len(text.replace(" ", "")) != len(fold(HEADING))
    )


def test_usual_titles_have_a_known_form_and_what_may_be_no_title_has_none():
    usual = ["新材料检测方法通则", "环境适应性 第9部分：试验方法", "机器人（试行）通则"]
    odd = [
        "合计",
        "湖北地区總計",
        "万元人民币",
        "标准中文名称",
        "计量单位：万元",
        "Robotics",
        "测试方法",
    ]
    assert [text for text in usual if not is_known_text(text)] == []
    assert [text for text in odd if is_known_text(text)] == []


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
@example("第1部分：总则与总数")
@example("万元人民币美元")
@example("标准中文名称")
@example("湖北地区總計")
def test_a_text_of_known_form_is_kept_as_it_is_and_is_no_footnote(text):
    if is_known_text(text):
        word = convert_word(TITLE, HEADING, text)
        assert word.value == text and word.is_plain and word.is_ordinary


@settings(max_examples=600, deadline=None)
@given(
    st.text("新材料检测方法第部分 （）.-aA1瀹為獙屯烫锟斤拷⼴\u200b\u3000\n\u2028\x07", max_size=9)
)
def test_no_odd_sign_has_a_known_form(text):
    if is_known_text(text):
        assert convert_word(TITLE, HEADING, text).value == text


def test_no_word_for_nothing_has_a_known_form():
    assert [word for word in catalog().placeholders if is_known_text(word)] == []


def test_a_number_of_known_form_is_kept_with_the_kinds_of_its_code():
    for code, kinds in standard_codes(catalog()).items():
        for rest in ("1-1949", "00-1900", "0001.10-2024", "123456789-2099"):
            number = f"{code} {rest}"
            assert re.search(in_python(standard_number_form(catalog())), number)[1] == code
            word = convert_word(NUMBER, "标准号", number)
            assert word.is_plain and (word.value, word.received) == (number, number), number
            assert word.kinds == f"；{'；'.join(kinds)}；", number
