"""python -m briefings build: the same data give the same bytes, what cannot be made is named."""

import io
import shutil
import tomllib

import pytest
from docx import Document

from briefings.__main__ import main
from briefings.exhibit import Exhibit
from briefings.stamp import digest
from catalog.definitions import catalog, words
from content.briefing.build import build_briefing
from content.chapters import chapter
from content.view import View
from measures.scope import Scope

t = words()
HEAD = 'title = "试做/一份"\n'


def part(name: str, item: str, **more: str) -> str:
    lines = [f'chapter = "{name}"', f'id = "{item}"']
    return "\n".join(["[[part]]", *lines, *(f'{key} = "{word}"' for key, word in more.items()), ""])


TOTALS = part("domains", "domain_totals")


@pytest.fixture
def build(sample_tables, tmp_path, capsys):
    """Build a TOML text; (exit status, files by name, what was said, what was warned)."""

    def run(text: str, *more: str, tables=sample_tables):
        file, out = tmp_path / "a.toml", tmp_path / "out"
        file.write_text(text, encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        status = main(["build", str(file), "--out", str(out), "--tables", str(tables), *more])
        output = capsys.readouterr()
        made = {p.name: p.read_bytes() for p in out.glob("*")} if out.exists() else {}
        return status, made, output.out, output.err

    return run


# --- nothing to build -----------------------------------------------------------------------------


def test_an_empty_file_writes_nothing(build):
    status, made, _, warned = build("")
    assert status == 1 and not made
    assert "缺少键“title”" in warned and "缺少键“part”" in warned


def test_nothing_published_is_said(build, tmp_path):
    status, made, _, warned = build(HEAD + TOTALS, tables=tmp_path / "nowhere")
    assert status == 1 and not made and "还没有发布任何数据" in warned


def test_a_file_that_is_no_text_within_bounds_is_usage(build):
    for text in (
        'title = "甲',
        "a = " + "[" * 9_000,
        "a." * 4_000 + "a = 1",
        "\x00",
        "a = 1" * 50_000,
    ):
        status, made, _, warned = build(text)
        assert status == 2 and not made
        assert warned.startswith("a.toml ") and warned.count("\n") == 1


def test_a_file_that_is_not_there_is_usage(tmp_path, capsys):
    assert main(["build", str(tmp_path / "no.toml"), "--out", str(tmp_path)]) == 2
    assert "no.toml" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["build"])
    assert ended.value.code == 2


# --- what cannot be made --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (part("domains", "totals"), ["“领域覆盖”里没有“totals”", "domain_totals"]),
        (part("moon", "x"), ["“part.chapter”的值“moon”不可用", "overview"]),
        (TOTALS + part("province", "province_profile"), ["第 2 个 [[part]]", "正好有一个省份"]),
        ('[scope]\nprovince = ["湖北"]\n' + part("compare", "compare_labs"), ["两到四个省份"]),
        ('[scope]\nregion = ["西北"]\n' + TOTALS, ["“西北”不在目录中"]),
        ('[scope]\nregion = ["东北"]\nprovince = ["湖北"]\n' + TOTALS, ["没有内容", "[scope]"]),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(build, text, reasons):
    status, made, _, warned = build(HEAD + text)
    assert status == 1 and not made
    assert all(reason in warned for reason in reasons)


# --- what is made ---------------------------------------------------------------------------------


def test_twice_the_same_bytes_in_every_format(build):
    text = HEAD + TOTALS + part("layout_place", "layout_map") + part("overview", "group_2025")
    formats = [word for name in ("pptx", "docx", "xlsx", "csv") for word in ("--format", name)]
    status, first, output, _ = build(text, *formats)
    _, second, _, _ = build(text, *formats)
    assert status == 0 and first == second and len(first) == 4
    assert all(name.startswith("试做_一份_2026-10-29_") and name in output for name in first)


def test_the_numbers_are_those_of_the_page(build, sample, sample_tables):
    view = View(sample, catalog(), Scope(start=2022, end=2026), t, sample.as_of)
    made, _ = build_briefing((HEAD + TOTALS).encode(), sample_tables)
    spec = next(item for item in chapter(view, "domains") if item.id == "domain_totals").parts[0]
    assert [list(line.values) for line in made.exhibits[0].lines] == [
        spec.frame[series.column].tolist() for series in spec.series
    ]
    assert made.exhibits[0].takeaway.startswith("数值居前的是：高端制造")


def test_a_scope_without_years_follows_the_data(sample_tables):
    text = HEAD + '[scope]\nprovince = ["湖北"]\n' + part("province", "province_profile")
    made, _ = build_briefing(text.encode(), sample_tables)
    assert made.provenance.scope == "范围：全部领域 · 湖北 · 2022—2026 年"


def test_an_old_sentence_is_marked_and_a_fresh_one_is_not(build, sample_tables):
    """The digest of today's numbers is no fault; another one is named with the sentence."""
    made, _ = build_briefing((HEAD + TOTALS).encode(), sample_tables)
    drawn = made.exhibits[0]
    assert isinstance(drawn, Exhibit)
    fresh = part("domains", "domain_totals", takeaway="上月的话", numbers=digest(drawn))
    old = part("domains", "domain_totals", takeaway="上月的话", numbers="0" * 64)
    status, first, _, warned = build(HEAD + fresh, "--format", "csv")
    assert status == 0 and warned == ""
    status, second, _, warned = build(HEAD + old, "--format", "csv")
    assert status == 0 and first == second
    assert "请核对第 1 项《各领域在运行实验室（含其他领域）》" in warned and "“上月的话”" in warned
    assert "上月的话" in next(iter(second.values())).decode("utf-8-sig")


def test_a_template_that_lacks_its_layout_is_refused(build, tmp_path):
    wrong = tmp_path / "wrong.pptx"
    wrong.write_bytes(b"no template")
    status, made, _, warned = build(
        HEAD + TOTALS, "--format", "pptx", "--template-pptx", str(wrong)
    )
    assert status == 1 and not made
    assert warned == "这不是能打开的演示文稿模板（.pptx）。\n"


def test_a_document_of_the_house_is_gone_on_with(build, tmp_path):
    """What the template holds stays, what is built follows it."""
    _, made, _, _ = build('title = "上一份"\n' + TOTALS, "--format", "docx")
    (before,) = made.values()
    inputs = tmp_path / "given.docx"
    inputs.write_bytes(before)
    status, made, _, warned = build(
        HEAD + TOTALS, "--format", "docx", "--template-docx", str(inputs)
    )
    (content,) = made.values()
    lines = [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
    assert status == 0 and not warned
    assert lines.index("上一份") < lines.index("试做/一份")


def test_the_examples_can_be_built(build):
    from catalog.example_briefings import examples

    for content in examples().values():
        status, made, _, warned = build(content.decode(), "--format", "csv")
        assert status == 0 and made and not warned
        assert tomllib.loads(content.decode())["title"]
