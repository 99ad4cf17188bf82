"""argparse speaks Chinese: a sentence for each of its messages, with the same parts."""

import argparse
import ast
import inspect
import re

import pytest

from catalog.command_line import Parser, chinese_message


def argparse_messages() -> set[str]:
    """Every literal that this Python's argparse sends through gettext."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    literals = [call.args[0] for call in calls if isinstance(call.args[0], ast.Constant)]
    return {literal.value for literal in literals}


def parts(message: str) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[rs]", message))


def test_every_message_of_argparse_has_a_chinese_sentence():
    messages = argparse_messages()
    assert len(messages) > 30 and "usage: " in messages
    assert [message for message in messages if chinese_message(message) == message] == []


def test_a_sentence_has_no_part_that_the_message_lacks():
    offenders = {
        message: chinese_message(message)
        for message in argparse_messages()
        if not set(parts(chinese_message(message))) <= set(parts(message))
    }
    assert offenders == {}


def test_what_is_no_message_of_argparse_stays():
    assert chinese_message("命令") == "命令" and chinese_message(None) is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少 --out"),
        (["--out"], "--out 后面缺少内容"),
        (["--out", "a", "--labs", "x"], "--labs 不能是 'x'"),
        (["--out", "a", "--kind", "x"], "--kind 不能是 'x'，可用：'csv'"),
        (["--out", "a", "more"], "没有这样的选项：more"),
        (["--out", "a", "--json=1"], "--json 后面不能有内容 '1'"),
        (["--out", "a", "--la", "1"], "--la 有多种可能：--labs, --laps"),
    ],
)
def test_each_refusal_is_one_chinese_sentence_then_the_usage(arguments, sentence, capsys):
    parser = Parser(prog="prog")
    parser.option("--out", required=True)
    parser.option("--labs", type=int)
    parser.option("--laps", "labs", type=int)
    parser.option("--kind", "format", choices=["csv"])
    parser.option("--json", action="store_true")
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(arguments)
    assert stopped.value.code == 2
    first, usage, *_ = capsys.readouterr().err.splitlines()
    assert first == f"命令有误：{sentence}" and usage.startswith("用法：prog")
