"""Any file is opened as a briefing or refused in words, soon and with little memory."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from briefings.__main__ import main
from catalog.definitions import ROOT, words
from content.briefing import build
from content.briefing.saved_file import Refused, Unreadable, read_toml
from tests.content.briefing.hostile_files import hostile_file
from tests.loaders.endurance.extent import rounds

MAX_SECONDS = 1.0
MAX_MEMORY_KB = 50_000


@pytest.mark.endurance
@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_hostile_files_are_opened_or_refused_soon_and_in_little_memory(
    sample_tables, record_property
):
    count = rounds(21, 500)
    command = [sys.executable, "-m", "tests.content.briefing.hostile_files", str(sample_tables)]
    done = subprocess.run(
        [*command, "0", str(count)],
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        timeout=60 + count,
    )
    trials = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"seed {len(trials)}: {done.stderr[-2000:]}"
    slowest = max(trial["seconds"] for trial in trials)
    largest = max(trial["memory"] for trial in trials)
    endings = Counter(trial["ending"] for trial in trials)
    record_property("hostile briefings", f"{count}: {dict(endings)}, slowest {slowest:.2f} s, "
                    f"{largest} kB")  # fmt: skip
    assert len(trials) == count and set(endings) == {"opened", "refused"}
    assert slowest < MAX_SECONDS
    assert 0 < largest < MAX_MEMORY_KB


def test_the_command_line_ends_with_sentences_and_no_traceback(
    sample, tmp_path, monkeypatch, capsys
):
    """2 where the file is no text within bounds, 1 where it is no briefing; nothing is written."""
    monkeypatch.setattr(build, "open_published", lambda _tables: sample)
    file, out, statuses = tmp_path / "a.toml", tmp_path / "out", Counter()
    for seed in range(42):
        content = hostile_file(seed)
        try:
            read_toml(content, words())
        except Refused as refused:
            expected = 2 if isinstance(refused, Unreadable) else 1
        else:
            continue  # a briefing, which other tests build
        file.write_bytes(content)
        assert main(["build", str(file), "--out", str(out)]) == expected, seed
        message = capsys.readouterr().err
        assert message and "Traceback" not in message, seed
        assert all(line.startswith("a.toml ") for line in message.splitlines()), seed
        statuses[expected] += 1
    assert set(statuses) == {1, 2} and not out.exists()
