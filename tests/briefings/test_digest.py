"""python -m briefings digest: what changed since a version as a file; none where nothing did."""

import io

import pytest
from docx import Document

from briefings.__main__ import main
from content.changes.digest import escape
from loaders.store.published import open_history


@pytest.fixture
def versions(changed_tables) -> list[str]:
    """The four publications of which the third changed nothing."""
    return open_history(changed_tables)["publications"]["version"].tolist()


def run(tables, since: str, out, *more: str) -> int:
    return main(["digest", "--since", since, "--out", str(out), "--tables", str(tables), *more])


def test_a_digest_names_what_changed_under_the_mark_of_the_data(changed_tables, versions, tmp_path):
    markdown, document = tmp_path / "a.md", tmp_path / "a.docx"
    assert run(changed_tables, versions[0], markdown) == 0
    text = markdown.read_text(encoding="utf-8")
    assert text.startswith("# 国家质量标准实验室进展 · 自上次以来\n\n**演示数据**\n")
    assert "\n## 实验室\n\n- 1 家转入整改：示例实验室乙（北京）\n" in text
    assert "ST-1 示例设备一：水平 国内领先 → 国际先进（《technologies.csv》" in text
    assert run(changed_tables, versions[0], document) == 0
    paragraphs = [p.text for p in Document(io.BytesIO(document.read_bytes())).paragraphs]
    assert any("演示数据" in words for words in paragraphs)
    assert any("1 家转入整改：示例实验室乙（北京）" in words for words in paragraphs)


def test_a_digest_in_english(changed_tables, versions, tmp_path):
    assert run(changed_tables, versions[0], tmp_path / "a.md", "--lang", "en") == 0
    assert "- 1 laboratory put under rectification: " in (tmp_path / "a.md").read_text("utf-8")


def test_the_setting_decides_whether_laboratories_are_named(
    changed_tables, versions, tmp_path, monkeypatch
):
    monkeypatch.setenv("PUBLIC_DETAIL", "counts")
    assert run(changed_tables, versions[2], tmp_path / "a.md") == 0
    text = (tmp_path / "a.md").read_text("utf-8")
    assert "1 家转入整改" in text and "示例实验室乙" not in text


def test_without_a_note_there_is_no_file_and_the_status_says_why(
    changed_tables, versions, tmp_path, capsys
):
    out = tmp_path / "a.md"
    assert run(changed_tables, versions[3], out) == 3
    assert run(changed_tables, "feedfeedfeed", out) == 1
    assert "没有版本“feedfeedfeed”的发布记录" in capsys.readouterr().err
    assert run(tmp_path / "nowhere", versions[0], out) == 1
    assert run(changed_tables, versions[0], tmp_path / "a.pdf") == 2
    assert not list(tmp_path.iterdir())


def test_a_name_from_the_registers_is_no_markup():
    assert escape("[a](b)\n# c") == r"\[a\](b) \# c"
