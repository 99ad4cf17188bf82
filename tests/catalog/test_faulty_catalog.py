"""A server whose catalogue is faulty does not start: one sentence, no traceback."""

import os
import shutil
import subprocess
import sys

import pytest

from catalog.definitions import ROOT

ROOMS = ("catalog", "loaders", "measures", "charts", "briefings", "content", "server", "widgets",
         "pages", "data/catalog", "data/reference")  # fmt: skip
FAULTY = "data/catalog/statuses.toml 第 {line} 行：“status.tone”的值“pink”不可用，"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A copy of the project in whose catalogue a tone is none, and the sentence about it."""
    folder = tmp_path_factory.mktemp("project")
    ignored = shutil.ignore_patterns("__pycache__")
    for room in ROOMS:
        shutil.copytree(ROOT.parent / room, folder / room, ignore=ignored)
    (folder / "data/sample").mkdir()
    shutil.copy(ROOT.parent / "dashboard.py", folder)
    path = folder / "data/catalog/statuses.toml"
    text = path.read_text(encoding="utf-8").replace('tone = "plain"', 'tone = "pink"')
    path.write_text(text, encoding="utf-8")
    line = text[: text.index('"pink"')].count("\n") + 1
    return folder, FAULTY.format(line=line)


STREAMLIT = ["streamlit", "run", "dashboard.py", "--server.headless", "true"]


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (["loaders.starting_data"], 2),  # the first step of `make run`
        ([*STREAMLIT, "--server.address", "127.0.0.1", "--server.port", "0"], 1),
    ],
    ids=["make run", "streamlit run"],
)
def test_the_server_ends_with_the_sentence_alone(faulty, command, status):
    folder, sentence = faulty
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == status
    assert done.stderr.startswith(sentence) and done.stderr.count("\n") == 1
