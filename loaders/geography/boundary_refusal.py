"""The boundary file that the last build refused, kept beside the tables until one is accepted.

Nothing is published when a build refuses it, so no version could tell of it. Light on purpose:
pages import this module.
"""

import json
from pathlib import Path

from catalog.files import read_json
from loaders.file_writing import replacing

REFUSAL = "refused_boundaries.json"


def write_refusal(out: Path, file: str, reasons: list[str]) -> None:
    """Write down which file was refused and why; without reasons, remove an earlier refusal."""
    if reasons:
        text = json.dumps({"file": file, "reasons": reasons}, ensure_ascii=False, indent=1)
        with replacing(out / REFUSAL) as stream:
            stream.write(text.encode())
    else:
        (out / REFUSAL).unlink(missing_ok=True)


def read_refusal(out: Path) -> dict | None:
    """What the last build refused, `file` and `reasons`; None where it refused nothing."""
    try:
        return read_json(out / REFUSAL)
    except (FileNotFoundError, ValueError):
        return None
