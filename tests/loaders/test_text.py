"""Text made comparable, and names left as they are written."""

import pytest

from loaders.text import (
    control_character,
    find_bracket,
    fold,
    heading_forms,
    is_blank,
    narrow,
    one_line,
    printable,
    split_words,
    visible,
)


def test_nothing_stays_nothing():
    assert [f("") for f in (visible, one_line, fold, narrow, find_bracket)] == [""] * 5
    assert split_words("") == [] and heading_forms("") == []
    assert control_character("") is None


def test_blank_in_any_column(subtests):
    cases = [None, "", " ", "\u3000", "\u00a0", "\u200b", "\ufeff \n", float("nan")]
    for raw in cases:
        with subtests.test(raw=raw):
            assert is_blank(raw) and is_blank(raw, optional=True)


def test_words_for_nothing_are_blank_in_optional_columns_only(subtests):
    cases = [
        "-",
        "—",
        "——",
        "－",
        "‐",
        "/",
        "无",
        "暂无",
        "NA",
        "n/a",
        "NULL",
        "None",
        "Ｎ／Ａ",
        "暂 无",
    ]
    for raw in cases:
        with subtests.test(raw=raw):
            assert is_blank(raw, optional=True) and not is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", "无锡", "——无", "-1"])
def test_what_was_entered_is_not_blank(raw):
    assert not is_blank(raw, optional=True)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("研究\n所", "研究所"),
        ("研究 \r\n 所", "研究所"),
        ("Lab\nA", "Lab A"),
        ("示例\x0b实验室", "示例实验室"),
        ("示例（甲）Ⅱ①㎡", "示例（甲）Ⅱ①㎡"),
        (" 示例\u200b甲\u3000", "示例甲"),
    ],
)
def test_names_keep_their_signs_and_lose_breaks(raw, kept):
    assert one_line(raw) == kept


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ud800", "\ufffd"])
def test_signs_that_are_no_text_are_named(sign):
    assert control_character(f"示例{sign}甲") == f"U+{ord(sign):04X}"


def test_printing_a_cell_cannot_move_the_cursor():
    assert printable("a\x1b[2J\r\nb") == "a\ufffd[2J b"
    assert printable("a\x1b\nb", breaks=True) == "a\ufffd\nb"


@pytest.mark.parametrize(
    ("first", "other"),
    [("北　京", "北京"), ("ＧＢ／Ｔ", "gb/t"), ("Lab_ID ", "lab_id"), ("標準號", "标准号"),
     ("實驗室編號", "实验室编号"), ("省\n份", "省份"), ("內蒙古", "内蒙古")],
)  # fmt: skip
def test_words_are_compared_without_width_blank_case_and_old_forms(first, other):
    assert fold(first) == fold(other)


def test_a_heading_is_known_under_its_usual_forms(subtests):
    cases = [
        "省份",
        "省 份*",
        "省份（必填）",
        "省份\nProvince",
        "省份/Province",
        "Province\n省份",
        "省份：",
        "【省份】省份",
    ]
    for heading in cases:
        with subtests.test(heading=heading):
            assert "省份" in heading_forms(heading)


def test_a_unit_stands_in_the_first_bracket():
    assert find_bracket("常住人口（万人）") == "万人"
    assert find_bracket("常住人口(亿人)（年末）") == "亿人"


def test_several_words_in_one_cell(subtests):
    for mark in ["；", ";", "、", ",", "，\n", " / ", "|", "；；"]:
        with subtests.test(mark=mark):
            assert split_words(f"新材料{mark}信息技术{mark}") == ["新材料", "信息技术"]


def test_signs_that_nobody_sees_make_no_other_name():
    """Isolates, fillers of Hangul, tags, the zero-width family: names that differ by them alone."""
    unseen = "\u2066\u2067\u2068\u2069\u3164\u115f\u1160\uffa0\u200b\u200d\u061c"
    unseen += "\U000e0001\U000e0041\U000e007f"
    assert [sign for sign in unseen if visible(f"示{sign}例") != "示例" or not is_blank(sign)] == []
    assert fold("示\u2066例\u2069") == fold("示例")


def test_a_text_is_blank_where_nothing_of_it_is_visible():
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    assert [sign for sign in signs if is_blank(f" {sign}") != (visible(sign) == "")] == []
