"""What a pack of charts takes of a server that a reader's click makes it."""

import subprocess
import sys

import pytest

from tests.loaders.endurance.extent import FULL

from .conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.endurance]
# what a pack takes does not grow with its charts: most is taken while a map is drawn, and the
# last two are maps; `make endurance` takes all
CHARTS = 40 if FULL else 2


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
def test_a_pack_of_charts_stays_under_six_hundred_megabytes(sample_tables):
    """Server and drawing browser together, from the click until the ZIP can be taken."""
    command = [sys.executable, "-m", "benchmarks.pack"]
    ended = subprocess.run(
        [*command, "--charts", str(CHARTS), "--tables", str(sample_tables)],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "简报包，" in ended.stdout
