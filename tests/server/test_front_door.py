"""What the front door settles before anything else is imported."""

import subprocess
import sys

from tests.house.source import ROOT


def test_arrow_takes_the_memory_of_the_system_and_pages_take_short_turns():
    """Settled before Arrow is imported, which would keep what it read for itself; figures do not
    wait for the turn of a page that runs."""
    door = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    first_lines = door[: door.index("try:")]
    question = "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    question += "; print(sys.getswitchinterval())"
    answer = subprocess.check_output(
        [sys.executable, "-c", f"{first_lines}\n{question}"], text=True, cwd=ROOT
    )
    assert answer.split() == ["system", "0.0005"]
