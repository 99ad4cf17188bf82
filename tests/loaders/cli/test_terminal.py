"""The program on odd terminals: other encodings, nobody listening, interrupted, broken inside."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders import work_progress
from loaders.__main__ import main
from loaders.cli import terminal
from loaders.cli.progress_bar import progress_bar
from loaders.columns import large_file
from loaders.load import load
from loaders.sheets.mapping import Mapping
from loaders.store.published import open_published
from tests.loaders.command import COMMAND, PLACE, run, started
from tests.loaders.drawn_registers import LABS, TODAY, csv_file, workbook


@pytest.fixture
def labs(tmp_path):
    return csv_file(tmp_path / "labs.csv", LABS)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["ascii", "no locale", "latin"],
)
def test_a_terminal_without_chinese_gets_utf8(labs, environment):
    status, out, err = run("check", "--source", labs, "--as-of", "2999-01-01", **environment)
    assert status == 0 and "可以发布。" in out and "晚于今天" in err


def test_a_terminal_of_older_windows_keeps_its_encoding(labs):
    ended = started("check", "--source", labs, env={**os.environ, "PYTHONIOENCODING": "gbk"})
    out, err = ended.communicate(timeout=60)
    assert ended.returncode == 0 and err == b""
    assert "可以发布。" in out.decode("gbk") and "\\u2713" in out.decode("gbk")  # no ✓ in GBK


def test_odd_file_names_are_published_and_shown_as_text(tmp_path, capsys):
    names = ["名录.csv".encode("gb18030"), b"\xff\xfe.csv", b"a\x1b[2J\nb.csv"]
    drawn = ["名录.csv", "\\xff\\xfe.csv", "a\ufffd[2J b.csv"]
    (tmp_path / "in").mkdir()
    for number, name in enumerate(names):
        rows = [
            [f"L{number}", f"示例{number}", *LABS[1][2:]],
            [f"M{number}", "示例", "院", "湖北路"],
        ]
        csv_file(tmp_path / "in" / os.fsdecode(name), [LABS[0], *rows])
    report, out = tmp_path / "report.json", tmp_path / "out"
    build = ["build", "--source", str(tmp_path / "in"), "--out", str(out)]
    assert main([*build, "--report", str(report)]) == 0
    text = capsys.readouterr().out
    assert "\x1b" not in text
    assert all(f"  ✓ {name}" in text for name in drawn)
    files = [file["file"] for file in json.loads(report.read_text(encoding="utf-8"))["files"]]
    assert files == [source["file"] for source in open_published(out).manifest["sources"]]
    assert len(files) == 3 and all(name.encode() for name in files)
    assert (out / "rejected.xlsx").exists()


@pytest.mark.parametrize("listening", ["head -0", "head -1"])
def test_a_command_goes_on_when_nobody_reads_what_it_says(labs, listening):
    ended = started("check", "--source", labs)
    subprocess.run(listening.split(), stdin=ended.stdout, stdout=subprocess.DEVNULL, check=True)
    ended.stdout.close()
    assert ended.stderr.read() == b"" and ended.wait(60) == 0


def test_a_build_goes_on_when_its_log_cannot_be_written(labs, tmp_path, monkeypatch):
    with open("/dev/full", "w") as full:  # as a program, which also closes its log at the end
        ended = started("check", "--source", labs, stdout=full)
        assert ended.communicate(timeout=60)[1] == b"" and ended.returncode == 0
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["build", "--source", str(labs), "--out", str(tmp_path / "out")]) == 0
    assert open_published(tmp_path / "out").version


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams(labs, closed):
    command = f'"$@" {closed}'
    words = ["sh", "-c", command, "sh", *COMMAND, "check", "--source", labs]
    ended = subprocess.run(words, cwd=PLACE, capture_output=True, timeout=60)
    assert ended.returncode == 0 and b"Traceback" not in ended.stderr


def ignore_interrupts():
    """As a shell does before it starts a background job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def test_an_interrupt_is_answered_in_words_even_by_a_background_job(labs, tmp_path):
    ended = started(
        "build", "--source", labs, "--out", tmp_path / "out", preexec_fn=ignore_interrupts
    )
    assert ended.stdout.readline()  # the registers are read, the tables still to be made
    ended.send_signal(signal.SIGINT)
    _, err = ended.communicate(timeout=60)
    assert ended.returncode == 1 and err.decode().startswith("已中断。")
    assert not (tmp_path / "out" / "CURRENT.json").exists()
    assert not list(tmp_path.glob("out/.building-*"))


def test_an_interrupt_while_the_libraries_load_leaves_no_traceback():
    ended = started("status")
    maps = Path(f"/proc/{ended.pid}/maps")
    while "numpy" not in maps.read_text():
        time.sleep(0.001)
    ended.send_signal(signal.SIGINT)
    _, err = ended.communicate(timeout=60)
    assert ended.returncode != 0 and b"Traceback" not in err


@pytest.fixture
def broken(monkeypatch):
    def fail(*_):
        raise KeyError("示例")

    monkeypatch.setattr("loaders.cli.commands.load", fail)
    monkeypatch.setattr("loaders.cli.commands.today", lambda: TODAY)


def test_what_nobody_foresaw_is_one_sentence_and_its_details_are_kept(broken, labs, capsys):
    assert main(["check", "--source", str(labs)]) == 1
    text = capsys.readouterr().err
    assert "没有预料到的情况（KeyError）" in text and text.count("\n") == 1
    path = Path(text.split("详情在 ")[1].split("，")[0])
    details = path.read_text(encoding="utf-8")
    path.unlink()
    assert "Traceback" in details and "KeyError: '示例'" in details


def test_details_that_cannot_be_kept_are_told_by_their_line(broken, labs, capsys, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(terminal.tempfile, "NamedTemporaryFile", full)
    assert main(["check", "--source", str(labs)]) == 1
    assert "test_terminal.py:" in capsys.readouterr().err


def test_signs_that_nobody_sees_are_codes_on_the_terminal(capsys):
    terminal.say("《甲\u2066乙\u2069.xlsx》")
    terminal.warn("丙\u3164\U000e0041")
    assert capsys.readouterr() == ("《甲<U+2066>乙<U+2069>.xlsx》\n", "丙<U+3164><U+E0041>\n")


class Terminal(io.StringIO):
    """A stream that somebody watches, of no known width."""

    def isatty(self) -> bool:
        return True


def test_the_progress_names_the_file_and_says_that_a_large_one_takes_long(tmp_path, monkeypatch):
    small, large = tmp_path / "甲.csv", tmp_path / "乙.csv"
    for path, size in ((small, 9), (large, 30 << 20)):
        with path.open("wb") as stream:
            stream.truncate(size)
    monkeypatch.setattr(sys, "stderr", Terminal())
    items = [small, large, "postgresql://u:secret@h/d"]
    assert list(progress_bar(items)) == items
    text = sys.stderr.getvalue()
    # and how many of its rows are read, then checked, every few seconds
    monkeypatch.setattr(work_progress, "REPORT_EVERY_S", 0.0)
    rows = [LABS[0], *([f"L{n}", f"示例{n}", *LABS[1][2:]] for n in range(2500))]
    paths = [csv_file(tmp_path / "丙.csv", rows), workbook(tmp_path / "丁.xlsx", 实验室名录=rows)]
    load([str(path) for path in paths], Mapping(), None, TODAY, progress_bar)
    lines = sys.stderr.getvalue()
    for line in ("0/2 丙.csv，已读 1,000", "0/2 丙.csv，已核对 2,000", "1/2 丁.xlsx，已读 2,000"):
        assert line in lines
    assert work_progress.count_rows(rows, "read") is rows  # nobody watches any more
    assert "0/3 甲.csv" in text and "1/3 乙.csv（30 MB，要几分钟）" in text and "secret" not in text


def test_a_large_build_shows_what_it_is_at_and_leaves_nothing_of_it(labs, tmp_path, monkeypatch):
    heading = ["标准号", "标准名称", "类别", "领域", "发布日期", "状态"]
    rows = [
        [f"GB/T {n}-2023", f"示例{n}", "推荐性国家标准", "新材料", "2023-05-01", "现行"]
        for n in range(1001, 1301)
    ]
    standards = tmp_path / "standards.parquet"
    pq.write_table(pa.table(dict(zip(heading, zip(*rows, strict=True), strict=True))), standards)
    monkeypatch.setattr(large_file, "MIN_PARQUET_BYTES", 1)
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(sys, "stdout", sys.stderr)  # as a terminal shows both
    sources = ["--source", str(labs), "--source", str(standards)]
    assert main(["build", *sources, "--out", str(tmp_path / "out")]) == 0
    lines = [line.rstrip() for line in re.split("[\r\n]+", sys.stderr.getvalue()) if line.strip()]
    drawn = """\
        1/2 standards.parquet，检查文件的各部分
        1/2 standards.parquet，转换 1/6 列，300 行
        1/2 standards.parquet，转换 6/6 列，300 行
        1/2 standards.parquet，写下转换好的 300 行
        核对重复：标准与认证方法 300 行
        核对引用：标准与认证方法 300 行
        来源：2 个文件
        汇总观测表
        排序并写出：标准与认证方法 300 行
        列出要数的行：第 1/4 张表
        列出要数的行：第 4/4 张表
        汇总五张观测表
        生成省级底图
        发布
        写出各表
        计算文件的摘要
        按新数据作出判定
        """
    places = [next(n for n, line in enumerate(lines) if line.endswith(step.strip()))
              for step in drawn.strip().splitlines()]  # fmt: skip
    assert places == sorted(places)
    left = [line.split("\r")[-1] for line in sys.stderr.getvalue().split("\n")]
    assert "来源：2 个文件" in left and "发布" in left and left[-1] == ""
    assert not any("█" in line or "300 行" in line or "第 4/4" in line for line in left)
