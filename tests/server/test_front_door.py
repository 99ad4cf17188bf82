"""What the front door settles before anything else is imported."""

import subprocess
import sys

from tests.house.source import ROOT


def test_arrow_takes_the_memory_of_the_system():
    """Settled before Arrow is imported, which would keep what it read for itself."""
    door = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    first_lines = door[: door.index("from catalog")]
    question = "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    answer = subprocess.check_output(
        [sys.executable, "-c", f"{first_lines}\n{question}"], text=True
    )
    assert answer.strip() == "system"
