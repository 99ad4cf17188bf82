"""The guides say what is: indicators, links, make targets, commands and options all exist."""

import re
from pathlib import Path

import pytest

from briefings.__main__ import main as briefings
from catalog.definitions import catalog
from loaders.__main__ import main as loaders

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
GUIDES = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"python -m (loaders|briefings) +([a-z-]+)([^\n`#]*)")
DOORS = {"loaders": loaders, "briefings": briefings}
MAKE = re.compile(r"\bmake +([a-z]+)\b")
APPROVAL_NUMBER = re.compile(r"\bGS\b.{0,6}(?:19|20)\d\d")

each_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


def code(guide: Path) -> str:
    """Code blocks and code spans of a guide, one after the other."""
    return "\n".join(CODE.findall(guide.read_text(encoding="utf-8")))


def anchors(guide: Path) -> set[str]:
    """The addresses GitHub gives to a guide's headings."""
    headings = re.findall(r"^#+ +(.+)$", guide.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.strip().lower()).replace(" ", "-") for h in headings}


def help_of(capsys, door: str, *arguments: str) -> str:
    """What a command line says of itself."""
    with pytest.raises(SystemExit) as left:
        DOORS[door]([*arguments, "--help"])
    assert left.value.code == 0, f"no such command: {' '.join(arguments)}"
    return capsys.readouterr().out


def test_the_indicator_table_equals_the_catalogue():
    section = README.read_text(encoding="utf-8").split("\n## 指标\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    lines = [[cell.strip().strip("`") for cell in row] for row in rows[2:]]
    known = [
        [name, entry.name, entry.unit, entry.formula]
        for name, entry in catalog().indicators.items()
    ]
    assert lines == known


@each_guide
def test_relative_links_lead_somewhere(guide):
    for link in LINK.findall(guide.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        name, _, anchor = link.partition("#")
        target = (guide.parent / name).resolve() if name else guide
        assert target.is_file(), f"{guide.name}: {link}"
        if anchor:
            assert anchor in anchors(target), f"{guide.name}: {link}"


@each_guide
def test_make_targets_exist(guide):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(MAKE.findall(code(guide))) <= targets


@each_guide
def test_commands_and_their_options_exist(guide, capsys):
    for door, name, rest in COMMAND.findall(code(guide)):
        message = help_of(capsys, door, name)
        for option in re.findall(r"--[a-z-]+", rest):
            assert option in message, f"{guide.name}: {name} {option}"


@pytest.mark.parametrize("door", DOORS)
def test_every_command_is_in_the_readme(capsys, door):
    live = re.findall(r"^ {4}([a-z-]+)", help_of(capsys, door), re.MULTILINE)
    values = {name for other, name, _ in COMMAND.findall(code(README)) if other == door}
    assert live and set(live) == values


@each_guide
def test_no_map_approval_number_is_given(guide):
    assert not APPROVAL_NUMBER.search(guide.read_text(encoding="utf-8"))
