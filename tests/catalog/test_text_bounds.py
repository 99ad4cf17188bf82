"""What a stranger's text may hold: refused by line and rule before the parser sees it."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog import typed_toml
from catalog.definitions import words
from catalog.files import read_file, read_toml
from catalog.text_bounds import MAX_TEXT_BYTES, find_excess
from catalog.typed_toml import Refusal, TomlDocument, open_toml, parse_toml

# what is too much, the line of it, the rule in Chinese
HOSTILE = (
    ("a = 1\n" + "a." * 2_000 + "a = 1", 2, "用点连接的键太长，最多 12 节"),
    ("[" + " a . 'b' ." * 500 + "a]", 1, "用点连接的键太长，最多 12 节"),
    ("a = " + "[" * 5_000, 1, "括号套得太深，最多 16 层"),
    ("a = " + "{b=" * 3_000, 1, "括号套得太深，最多 16 层"),
    ("\n\na = [" + "[\n" * 20_000, 18, "括号套得太深，最多 16 层"),
    ("a = " + "9" * 5_000, 1, "数或不带引号的键太长，最多 100 个字符"),
    ("a = 0x" + "f" * 5_000, 1, "数或不带引号的键太长，最多 100 个字符"),
    ("a = 1." + "9" * 5_000, 1, "数或不带引号的键太长，最多 100 个字符"),
    ("k" * 5_000 + " = 1", 1, "数或不带引号的键太长，最多 100 个字符"),
    ("a = " + "9" * 10_000, 1, "太长：一行最多 10000 个字符"),
    ("".join(f"k{number} = 1\n" for number in range(25_000)), 20_001, "内容太多"),
    ("a = [\n" + "1,\n" * 25_000 + "]", 20_000, "内容太多"),
    ("[[part]]\n" * 25_000, 10_001, "内容太多"),
    ('a = 1\nb = """x' + "\n" * 9_000, 2, "引号没有成对"),
    ("a = 1\nb = '''x''\n", 2, "引号没有成对"),
    ('a = "x\nb = "y"', 1, "引号没有成对"),
    ("a = 1\nb = '\x00'", 2, "控制符"),
    ("a = 1 # \x1b[31m", 1, "控制符"),
    ("#" * 1_000_001, 1, "太大：最多 1000 KB"),
)
SOUND = (
    'a = "' + "[{" * 40 + '"',
    "# " + "[" * 40 + " 1.2.3.4.5.6.7.8.9.10.11.12.13.14",
    "'" + "a." * 40 + "' = 1",
    '"[[" = ["]]", \'"\', "\\"", """"x\n"" """, \'\'\'\'\'\'\']',
    "a = [\n" + "  [1.5, 2.5],\n" * 30 + "]",
    "day = 2020-12-31T07:32:00.999999+08:00",
    "a.b.c = 1_000_000\r\n[a.d]\r\n",
)
SHARDS = (
    *("a", "b.", "c = ", "= 1", "\n", "\r\n", "\r", " ", "#", "[", "]", "[[", "]]", "{", "}"),
    *(",", "'", '"', '"""', "'''", "\\", "\\u00e9", "\\UFFFFFFFF", "\\x", ".", "_", "+", "-"),
    *("9", "0x", "1e9", "inf", "nan", "true", "1979-05-27", "2000-13-99", "25:61:61", "T00:00:00"),
    *("中", "\u2028", "\ufeff", "[[part]]\n", "[a.b]\n", "x = [1, 2]\n", "k = {a = 1}\n", "\x00"),
)


@pytest.fixture
def no_parser(monkeypatch):
    """tomllib that must not be asked; the sentences are read before."""
    words(), words("en")

    def refuse_to_parse(text):
        raise AssertionError("the parser was asked")

    monkeypatch.setattr(typed_toml.tomllib, "loads", refuse_to_parse)


def test_a_hostile_text_is_refused_with_line_and_rule_before_it_is_parsed(no_parser):
    for text, line, rule in HOSTILE:
        with pytest.raises(Refusal) as refused:
            parse_toml(text.encode(), "x.toml")
        assert refused.value.line == line and rule in str(refused.value), text[:20]
        assert "x.toml" in refused.value.sentence(words("en"))


def test_brackets_and_dots_in_texts_and_comments_count_for_nothing():
    for text in SOUND:
        assert isinstance(parse_toml(text.encode(), "x.toml"), TomlDocument), text[:20]


@given(st.lists(st.tuples(st.sampled_from(SHARDS), st.integers(1, 500)), max_size=40))
def test_any_text_is_parsed_or_refused(shards):
    text = "".join(shard * count for shard, count in shards)[:200_000]
    try:
        parse_toml(text.encode(), "x.toml")
    except Refusal as refusal:
        assert str(refusal).startswith("x.toml ")


def test_what_is_no_plain_file_is_not_read(tmp_path):
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(Refusal, match="不是普通文件"):
            open_toml(path)


def test_of_a_file_too_big_no_more_is_read_than_shows_it(tmp_path):
    path = tmp_path / "big.toml"
    with path.open("wb") as stream:
        stream.truncate(5 * MAX_TEXT_BYTES)
    assert len(read_file(path, MAX_TEXT_BYTES)) == MAX_TEXT_BYTES + 1
    with pytest.raises(Refusal, match="太大"):
        open_toml(path)
    with pytest.raises(ValueError, match="bytes"):
        read_toml(path)


def test_sentences_are_read_within_the_same_bounds(tmp_path):
    path = tmp_path / "page.toml"
    path.write_text("a = 1\nb = " + "[" * 5_000)
    with pytest.raises(ValueError, match="page.toml, line 2: deep_brackets"):
        read_toml(path)


def test_every_rule_is_a_line_and_a_limit():
    assert find_excess("") is None
    assert find_excess("a = " + "[" * 17).limit == 16
    assert find_excess("a = " + "[" * 16) is None
