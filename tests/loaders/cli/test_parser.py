"""Commands that are none, and the program as the shell sees it."""

import re
import subprocess
import sys

import pytest

from catalog.definitions import ROOT
from loaders.__main__ import main
from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, csv_file


@pytest.mark.parametrize(
    "arguments",
    [[], ["bild"], ["build"], ["build", "--source", "a", "--as-of", "gestern"], ["template"],
     ["check", "--source", "a", "--engine", "x"], ["sample", "--out", "a", "--labs", "x"]],
)  # fmt: skip
def test_usage(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("命令有误：")


def test_a_mapping_file_that_cannot_be_used_is_usage(tmp_path, capsys):
    (tmp_path / "m.toml").write_text("[labor]\n")
    assert main(["check", "--source", "labs.csv", "--mapping", str(tmp_path / "m.toml")]) == 2
    assert "不认识的键“labor”" in capsys.readouterr().err


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "loaders", *map(str, arguments)],
        cwd=ROOT.parent, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_as_a_program_a_refusal_is_one_sentence_and_status_one(tmp_path):
    missing = run("check", "--source", tmp_path / "没有.xlsx")
    assert missing.returncode == 1 and missing.stderr.count("\n") == 1


def test_as_a_program_a_build_is_silent_on_stderr_and_status_zero(tmp_path):
    labs, out = csv_file(tmp_path / "labs.csv", LABS), tmp_path / "tables"
    done = run("build", "--source", labs, "--out", out, "--as-of", "2025-12-31")
    assert done.returncode == 0 and done.stderr == ""
    assert open_published(out).manifest["as_of"] == "2025-12-31"


@pytest.mark.parametrize(
    "command", [[], ["build"], ["check"], ["template"], ["sample"], ["status"]]
)
def test_help_is_in_chinese(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    text = capsys.readouterr().out
    assert stopped.value.code == 0 and text.startswith("用法：python -m loaders")
    assert "显示这些说明" in text
    assert not {"usage", "options", "show", "the", "and"} & set(re.findall("[a-z]+", text))
