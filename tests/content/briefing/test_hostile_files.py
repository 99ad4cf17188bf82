"""Any file is opened as a briefing or refused in words, soon and with little memory."""

import json
import subprocess
import sys
from collections import Counter

import pytest

from catalog.definitions import ROOT
from tests.loaders.endurance.extent import rounds

MAX_SECONDS = 1.0
MAX_MEMORY_KB = 50_000


@pytest.mark.endurance
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
    endings = Counter(trial["ending"] for trial in trials)
    record_property("hostile briefings", f"{count}: {dict(endings)}, slowest {slowest:.2f} s, "
                    f"{trials[-1]['memory']} kB")  # fmt: skip
    assert len(trials) == count and set(endings) == {"opened", "refused"}
    assert slowest < MAX_SECONDS
    assert trials[-1]["memory"] < MAX_MEMORY_KB
