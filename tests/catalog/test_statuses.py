"""The statuses of the catalogue: styled, drawn and named; one more is an entry and its name."""

import re
import shutil
from typing import get_args

import pytest

from catalog.definitions import CATALOG, ROOT, catalog, words
from catalog.nouns import Sign, Tone
from catalog.sentences import LANGUAGES
from catalog.typed_toml import Refusal
from measures.worst_status import worst

SHARED = ROOT.parent / "widgets" / "components" / "shared"
PAUSED = """
[[status]]
name = "paused"
tally = 45
tone = "warn"
sign = "clock"
shape = "◷"
judged = true
"""
FIRST_KEPT = '\n[[status]]\nname = "on_track"'


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogue, to be edited."""
    return shutil.copytree(CATALOG, tmp_path / "catalog")


def edit(path, old, new):
    """One replacement in one file, which must be possible exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_status_is_one_entry_and_its_name(folder):
    edit(folder / "statuses.toml", FIRST_KEPT, PAUSED + FIRST_KEPT)
    edit(folder / "words.zh/charts.toml", "[status]", '[status]\npaused = "暂停"')
    statuses = catalog(folder).statuses
    order = tuple(statuses)
    assert worst(["on_track", "paused"], order) == "paused"
    assert worst(["paused", "lagging"], order) == "lagging"
    assert sorted(statuses, key=lambda name: statuses[name].tally)[4:6] == ["lagging", "paused"]
    assert words("zh", folder)("status.paused") == "暂停"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("tally = 20", "tally = 10", "“status.tally”的值“10”已用过"),
        ('"reversing"', '"lagging"', "“status.name”的值“lagging”已用过"),
        (
            'tone = "plain"\nsign = "dotted',
            'tone = "pink"\nsign = "dotted',
            "可用：good、warn、bad、own、upward、plain、muted",
        ),
        ('sign = "clock"', 'sign = "moon"', "“status.sign”的值“moon”不可用"),
    ],
)
def test_a_faulty_status_is_refused_with_its_line(folder, old, new, sentence):
    path = folder / "statuses.toml"
    edit(path, old, new)
    with pytest.raises(Refusal, match=sentence) as refusal:
        catalog(folder)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert refusal.value.value in lines[refusal.value.line - 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_status_has_a_name(language):
    names = [words(language)(f"status.{name}") for name in catalog().statuses]
    assert all(names) and len(set(names)) == len(names)


def test_every_tone_is_styled():
    styled = re.findall(r'\[data-tone="(\w+)"\]', (SHARED / "tones.css").read_text("utf-8"))
    assert sorted(styled) == sorted(get_args(Tone))


def test_every_sign_is_drawn():
    script = (SHARED / "sign.js").read_text("utf-8")
    table = script[script.index("const SIGNS") : script.index("};")]
    assert re.findall(r"^  (\w+):", table, re.MULTILINE) == list(get_args(Sign))


def test_no_style_or_script_names_a_status():
    """`stale` excepted, which is also what the wall calls data that are too old."""
    files = [path for kind in ("*.css", "*.js") for path in SHARED.parent.rglob(kind)]
    names = re.compile(rf'"({"|".join(catalog().statuses.keys() - {"stale"})})"')
    assert [path.name for path in files if names.search(path.read_text("utf-8"))] == []
    toned = {
        tone for path in files for tone in re.findall(r'data-tone="(\w+)"', path.read_text("utf-8"))
    }
    assert toned <= set(get_args(Tone))


def test_what_is_kept_is_good_and_judged():
    kept = [status for status in catalog().statuses.values() if status.kept]
    assert kept and all(status.judged and status.tone == "good" for status in kept)
