"""`make run` without data: publish the sample, unless real registers lie there.

python -m loaders.starting_data. A publication that this program cannot read (damaged, or of an
earlier version) is replaced only where all that lies there is fictional; otherwise the reason is
printed and what lies there stays.
"""

import json
import sys
from pathlib import Path

from catalog.files import ROOT
from loaders.__main__ import main as build
from loaders.store.pointer import TABLES, NothingPublished
from loaders.store.published import open_published


def main(out: Path = TABLES, sample: Path = ROOT / "sample") -> int:
    """Publish the sample under `out` where nothing readable and nothing real lies there.

    Returns the exit status of the build, 0 where none was needed or allowed.
    """
    try:
        open_published(out)
        return 0
    except NothingPublished as why:
        if not all_fictional(out):
            print(why, file=sys.stderr)
            return 0
    return build(["build", "--source", str(sample), "--out", str(out)])


def all_fictional(out: Path) -> bool:
    """Whether every version that lies there says that it is fictional."""
    versions = [folder for folder in out.glob("[!.]*") if folder.is_dir()]
    return all(is_fictional(folder / "manifest.json") for folder in versions)


def is_fictional(manifest: Path) -> bool:
    """Whether a manifest says so; a damaged or missing one does not."""
    try:
        return json.loads(manifest.read_text(encoding="utf-8"))["fictional"] is True
    except (OSError, ValueError, KeyError, TypeError):
        return False


if __name__ == "__main__":
    sys.exit(main())
