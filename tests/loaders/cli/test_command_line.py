"""The command line as a contract: exit statuses, what is written, what is left untouched."""

import json
import shutil
import sys
from datetime import date

import pytest
from filelock import FileLock

from catalog import clock
from catalog.definitions import catalog
from loaders.__main__ import main
from loaders.store.published import open_published
from tests.loaders.drawn_registers import EVENTS, LABS, NOON, csv_file, with_cell


@pytest.fixture(autouse=True)
def drawn_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def labs(tmp_path):
    (tmp_path / "登记册").mkdir()
    csv_file(tmp_path / "登记册" / "实验室名录.csv", LABS)
    csv_file(tmp_path / "登记册" / "进退事件.csv", EVENTS)
    return str(tmp_path / "登记册")


@pytest.fixture(scope="module")
def published_labs(tmp_path_factory):
    """The registers of `labs`, published once; each test changes its own copy."""
    folder = tmp_path_factory.mktemp("published")
    sources = [
        csv_file(folder / "实验室名录.csv", LABS),
        csv_file(folder / "进退事件.csv", EVENTS),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON)
        assert build(sources[0], folder / "tables", "--source", sources[1]) == 0
    return folder / "tables"


@pytest.fixture
def published(published_labs, out):
    """A folder to publish to in which the registers of `labs` are published."""
    return shutil.copytree(published_labs, out)


@pytest.fixture
def partly(tmp_path):
    """One good row, one bad row."""
    return str(csv_file(tmp_path / "partly.csv", with_cell(LABS[:3], 2, "省份", "湖北路")))


@pytest.fixture
def out(tmp_path):
    return tmp_path / "tables"


def build(source, out, *more):
    return main(["build", "--source", str(source), "--out", str(out), *map(str, more)])


def pointer(out):
    return (out / "CURRENT.json").read_bytes()


def test_a_build_publishes_and_says_so(labs, out, tmp_path, capsys):
    assert build(labs, out, "--report", tmp_path / "r" / "report.json") == 0
    result, record = open_published(out), json.loads((tmp_path / "r/report.json").read_text())
    assert record["published"] is True and record["version"] == result.version
    assert record["as_of"] == "2025-02-03" and record["fictional"] is True
    assert (
        len(result.registers["labs"]) == 3 and result.manifest["ledger"]["labs"]["rows_read"] == 3
    )
    assert set(result.observations) == {
        "lab_counts", "domain_coverage", "breakthroughs", "standards_produced",
        "geographic_distribution",
    }  # fmt: skip
    text = capsys.readouterr()
    assert f"已发布版本 {result.version}" in text.out and "--as-of" in text.out and text.err == ""
    assert not (out / "rejected.xlsx").exists()


def test_a_build_that_rejects_nothing_loads_no_writer_of_workbooks(labs, out, monkeypatch):
    monkeypatch.setitem(sys.modules, "loaders.report.rejected_workbook", None)
    assert build(labs, out) == 0


def test_equal_input_gives_an_equal_version(labs, out, tmp_path):
    assert build(labs, out) == build(labs, tmp_path / "twice") == 0
    first = open_published(out).version
    assert open_published(tmp_path / "twice").version == first
    assert build(labs, out) == 0 and open_published(out).version == first
    assert build(labs, out, "--as-of", "2025-12-31") == 0
    assert open_published(out).version != first
    assert open_published(out).as_of == date(2025, 12, 31)


def test_rejected_rows_are_left_out_listed_and_the_rest_is_published(partly, out, capsys):
    assert build(partly, out) == 0
    assert len(open_published(out).registers["labs"]) == 1
    assert (out / "rejected.xlsx").exists() and "被拒收的 1 行" in capsys.readouterr().out


def test_strict_publishes_nothing_if_any_row_was_rejected(partly, published, tmp_path, capsys):
    out = published
    before = pointer(out)
    assert build(partly, out, "--strict", "--report", tmp_path / "report.json") == 1
    record = json.loads((tmp_path / "report.json").read_text())
    assert (record["published"], record["version"]) == (False, None)
    assert pointer(out) == before and (out / "rejected.xlsx").exists()
    assert "要求 --strict，而有 1 行被拒收。" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("labs.csv", "实验室编号,实验室名称\nL1,示例\n", "missing_column"),
        ("labs.xlsx", "这不是工作簿", "not_as_named"),
        ("其他.csv", "甲,乙\n1,2\n", "no_register"),
        ("labs.csv", "lab_id,lab_name,host_unit,province,approved_on\n", "no_labs"),
    ],
)
def test_what_is_not_acceptable_changes_nothing(published, tmp_path, capsys, name, content, code):
    out = published
    before = pointer(out)
    (tmp_path / name).write_text(content, encoding="utf-8")
    report = tmp_path / "report.json"
    assert build(str(tmp_path / name), out, "--report", report) == 1
    assert pointer(out) == before
    (file,) = json.loads(report.read_text())["files"]
    assert file["status"] == "rejected" and code in [p["code"] for p in file["problems"]]
    text = capsys.readouterr().err
    assert text.startswith("没有发布，已发布的内容没有改动：") and "Traceback" not in text


def test_a_missing_source_is_named_in_the_report_too(out, tmp_path, capsys):
    report = tmp_path / "report.json"
    assert build(str(tmp_path / "没有.xlsx"), out, "--report", report) == 1
    assert json.loads(report.read_text())["files"][0]["problems"][0]["code"] == "source_missing"
    assert "找不到来源" in capsys.readouterr().err and not out.exists()


def test_check_publishes_nothing_and_writes_nothing_but_the_report(
    labs, partly, out, published_labs, tmp_path
):
    def check(source, *more):
        return main(["check", "--source", source, "--out", str(out), *map(str, more)])

    report = tmp_path / "report.json"
    assert check(labs, "--report", report) == 0
    record = json.loads(report.read_text())
    assert record["published"] is False and record["registers"]["labs"]["rows_kept"] == 3
    assert check(partly) == 0 and check(partly, "--strict") == 1
    assert not out.exists()
    shutil.copytree(published_labs, out)
    before = sorted(p.name for p in out.iterdir())
    assert check(partly, "--strict") == 1 and sorted(p.name for p in out.iterdir()) == before


def test_another_build_holds_the_lock(labs, out, capsys):
    out.mkdir()
    with FileLock(out / ".lock"):
        assert build(labs, out) == 3
    assert "另一个构建正在写入" in capsys.readouterr().err and not (out / "CURRENT.json").exists()


def test_a_register_that_shrank_is_published_and_said(labs, out, tmp_path, capsys):
    """湖北 and 北京 sent events before; the second time 北京 sends none of its two."""
    assert build(labs, out, "--report", tmp_path / "report.json") == 0
    assert json.loads((tmp_path / "report.json").read_text())["falls"] == []
    csv_file(tmp_path / "登记册" / "进退事件.csv", EVENTS[:2])
    capsys.readouterr()
    assert build(labs, out, "--report", tmp_path / "report.json") == 0
    record = json.loads((tmp_path / "report.json").read_text())
    assert record["published"] is True
    assert record["falls"] == [
        {"register": "lab_events", "province": "110000", "before": 2, "rows": 0}
    ]
    assert "请核对：北京的“进退事件”上次 2 行，本次 0 行" in capsys.readouterr().err


def test_the_history_tells_how_each_clause_was_judged(published_labs):
    result = open_published(published_labs)
    statuses = result.history["statuses"]
    labs_now = statuses[statuses.indicator == "labs_in_operation"].iloc[0]
    assert (labs_now.status, labs_now.value, labs_now.year) == ("no_numeric_target", 2.0, 2025)
    assert set(statuses.clause) == {c.id for c in catalog().clauses if c.indicators}
    assert result.history["publications"]["method"].tolist() == [result.manifest["method"]]
