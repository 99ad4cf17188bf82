"""数据与方法 and what every page says when the published data are damaged."""

import pytest
from streamlit.testing.v1 import AppTest

from catalog import clock
from loaders.__main__ import main
from loaders.store.published import open_published
from tests.loaders.drawn_registers import LABS, NOON, csv_file


@pytest.fixture
def twice(tmp_path, monkeypatch):
    """Two publications of drawn registers: of two laboratories, then of three."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    for rows in (LABS[:3], LABS):
        source = csv_file(tmp_path / "湖北.csv", rows)
        assert main(["build", "--source", str(source), "--out", str(tmp_path / "out")]) == 0
    monkeypatch.setenv("TABLES_DIR", str(tmp_path / "out"))
    return tmp_path / "out"


def run():
    """The whole application on its first page."""
    at = AppTest.from_file("../../pages/frame.py").run(timeout=30)
    assert not at.exception
    return at


def test_a_damaged_version_is_replaced_by_the_last_good_one_and_said(twice):
    (twice / open_published(twice).version / "registers" / "labs.parquet").write_bytes(b"PAR1")
    at = run()
    (error,) = at.error
    assert "labs.parquet 与发布时的校验值不符" in error.value
    assert at.title[0].value == "总览"
    assert any("2024" in text.value or "2023" in text.value for text in at.text)


def test_damage_while_the_page_is_open_keeps_the_picture(twice):
    at = run()
    assert not at.error
    (twice / "CURRENT.json").write_text("{")
    at.run(timeout=30)
    assert not at.exception and "CURRENT.json" in at.error[0].value
    assert at.title[0].value == "总览"


def test_nothing_whole_is_left_is_a_sentence(twice):
    for part in twice.glob("*/manifest.json"):
        part.unlink()
    at = run()
    assert "缺少文件 manifest.json" in at.info[0].value
