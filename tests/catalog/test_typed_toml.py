"""A definition that is wrong is refused in one sentence with file, line, key, allowed words."""

import shutil
import subprocess
import sys

import pytest

from catalog.definitions import catalog
from catalog.files import CATALOG, ROOT
from catalog.typed_toml import Refusal, parse_toml

# file, what stands there, what a slip makes of it, what the sentence says of it
SLIPS = {
    "a misspelt key": (
        ("clauses.toml", "article = ", "artikel = 1\narticle = "),
        ("不认识的键“clause.artikel”", "article"),
    ),
    "an unknown word": (
        ("indicators.toml", 'measure = "stock"', 'measure = "stok"'),
        ("“stok”", "stock"),
    ),
    "a text for a number": (
        ("registers.toml", "update_period_days = ", 'update_period_days = "x" # '),
        ("类型不对", "整数"),
    ),
    "an ink that there is not": (
        ("colours.toml", 'series = ["blue"', 'series = ["bluu"'),
        ("“bluu”", "sand"),
    ),
    "two inks alike on paper": (
        ("colours.toml", 'sand = { paper = "#a8905c"', 'sand = { paper = "#3572b0"'),
        ("“#3572b0”", "不能相同"),
    ),
    "a missing key": (
        ("domains.toml", "name_en = ", "# name_en = "),
        ("缺少键", "name_en"),
    ),
    "no TOML": (
        ("codes.toml", "[event]", "[event"),
        ("不合 TOML 的写法", "codes.toml"),
    ),
}


def line_of(text, part):
    """The line, from 1, on which a part of the text first stands."""
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_a_definition_is_named_with_file_line_and_what_may_stand_there(tmp_path, slip):
    (name, old, new), parts = SLIPS[slip]
    folder = shutil.copytree(CATALOG, tmp_path / "catalog")
    text = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        catalog(folder)
    message = str(refusal.value)
    assert name in message and all(part in message for part in parts)
    # a key that is missing is looked for in its table, which begins above
    assert abs(refusal.value.line - line_of(text, old)) <= 3


def test_bytes_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(Refusal, match="第 2 行不是 UTF-8 文本"):
        parse_toml(b'a = 1\nb = "\xff"\n', "x.toml")


@pytest.mark.parametrize("module", ["loaders", "briefings"])
def test_a_command_line_answers_a_faulty_catalogue_with_the_sentence(tmp_path, module):
    folder = shutil.copytree(CATALOG, tmp_path / "catalog")
    path = folder / "clauses.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("article = ", "artikel = 1\narticle = ", 1), encoding="utf-8")
    program = f"""
import sys
from pathlib import Path
from catalog import files
files.CATALOG = Path(sys.argv.pop(1))
from {module}.__main__ import main
sys.exit(main())
"""
    command = [sys.executable, "-c", program, str(folder), "--help"]
    run = subprocess.run(command, cwd=ROOT.parent, capture_output=True, text=True, timeout=60)
    assert run.returncode == 2
    assert "不认识的键“clause.artikel”" in run.stderr and "Traceback" not in run.stderr
