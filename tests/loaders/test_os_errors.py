"""When the machine fails: one Chinese sentence, exit 1, and what is published stays."""

import json
import shutil

import pytest

from catalog import clock
from loaders.__main__ import main
from loaders.files.open_file import read_sheets
from loaders.os_errors import failure_sentence
from loaders.registers import read_file
from loaders.store import build as building
from loaders.store.pointer import read_pointer
from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, NOON, csv_file, loaded, with_cell


@pytest.fixture(autouse=True)
def drawn_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture(scope="module")
def published_labs(tmp_path_factory):
    """A folder with a published version, made once; each test changes its own copy."""
    folder = tmp_path_factory.mktemp("published")
    first, out = csv_file(folder / "labs.csv", LABS), folder / "tables"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        assert main(["build", "--source", str(first), "--out", str(out)]) == 0
    return out


@pytest.fixture
def published(published_labs, tmp_path):
    """A folder with a published version, and a source that would change it."""
    out = shutil.copytree(published_labs, tmp_path / "tables")
    other = csv_file(tmp_path / "other.csv", with_cell(LABS, 1, "省份", "湖北路"))
    return out, ["build", "--source", str(other), "--out", str(out)]


@pytest.mark.parametrize(
    ("name", "failure", "message"),
    [
        ("_write", OSError(28, "No space left on device"), "磁盘已满"),
        ("_write", MemoryError(), "内存不足"),
        ("publish", PermissionError(13, "Permission denied", "tables"), "没有权限（tables）"),
    ],
)
def test_a_failing_build_leaves_the_old_version(
    published, monkeypatch, capsys, name, failure, message
):
    out, command = published
    before, version = (out / "CURRENT.json").read_bytes(), open_published(out).version

    def fail(*_):
        raise failure

    monkeypatch.setattr(building, name, fail)
    capsys.readouterr()
    assert main(command) == 1
    text = capsys.readouterr().err
    assert text.startswith("没有完成，已发布的内容没有改动：") and message in text
    assert text.count("\n") == 1 and not text.endswith("。。\n")
    assert (out / "CURRENT.json").read_bytes() == before
    assert open_published(out).version == version
    known = {version, "CURRENT.json", ".lock", *read_pointer(out)["histories"]}
    assert {p.name for p in out.iterdir()} <= known


def test_an_out_that_is_a_file(tmp_path, capsys):
    source = csv_file(tmp_path / "labs.csv", LABS)
    (tmp_path / "out").write_text("x")
    assert main(["build", "--source", str(source), "--out", str(tmp_path / "out")]) == 1
    assert "没有完成" in capsys.readouterr().err and (tmp_path / "out").read_text() == "x"


def test_a_report_that_cannot_be_written_does_not_undo_what_is_published(published, capsys):
    out, command = published
    assert main([*command, "--report", str(out)]) == 0  # a folder is no report
    assert "未能写入：是文件夹" in capsys.readouterr().err
    assert len(open_published(out).registers["labs"]) == 2


def test_status_of_nothing_and_of_something_broken(tmp_path, published, capsys):
    out, _ = published
    capsys.readouterr()
    assert main(["status", "--out", str(tmp_path / "nowhere"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "status": "empty",
        "reason": "还没有发布任何数据",
    }
    assert main(["status", "--out", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out == "还没有发布任何数据。\n"
    (out / open_published(out).version / "map.json").unlink()
    assert main(["status", "--out", str(out)]) == 1
    assert "缺少文件 map.json" in capsys.readouterr().out


def test_status_says_what_is_published(published, capsys):
    out, _ = published
    capsys.readouterr()
    assert main(["status", "--out", str(out), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert set(record) == {
        "status", "version", "as_of", "age_days", "fictional", "title", "rows", "sources",
        "built_at",
    }  # fmt: skip
    assert (record["as_of"], record["age_days"]) == ("2024-07-20", 710)
    assert record["fictional"] is True and record["rows"]["labs"] == 3
    assert [source["file"] for source in record["sources"]] == ["labs.csv"]
    assert main(["status", "--out", str(out)]) == 0
    assert "（演示数据），数据截至 2024-07-20，距今 710 天" in capsys.readouterr().out


def test_failures_without_a_name_are_told_as_they_are():
    assert (
        failure_sentence(OSError("broken")) == "读写出错"
        and failure_sentence(RuntimeError("坏了。")) == "坏了"
    )


def test_a_file_that_may_not_be_read_is_rejected_by_name_and_the_others_are_judged(
    tmp_path, monkeypatch
):
    good, bad = (csv_file(tmp_path / name, LABS) for name in ("a.csv", "b.csv"))

    def read(path):
        if path == bad:
            raise PermissionError(13, "Permission denied", path.name)
        return read_sheets(path)

    monkeypatch.setattr(read_file, "read_sheets", read)
    result = loaded(good, bad)
    assert [f.rejected for f in result.files] == [False, True] and not result.acceptable
    (problem,) = result.files[1].problems
    assert (problem.code, problem.detail) == ("unreadable_file", "没有权限（b.csv）")
