"""`make run` without data: publish the sample, unless real registers lie there.

python -m loaders.starting_data. A publication that this program cannot read (damaged, or of an
earlier version) is replaced only where all that lies there was made of the sample itself; otherwise
the reason is printed and what lies there stays.
"""

import sys
from pathlib import Path

from catalog.files import ROOT, read_json
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
        if not all_of_sample(out, sample):
            print(why, file=sys.stderr)
            return 0
    # an earlier sample may have held more rows: nothing real can be lost by replacing it
    return build(["build", "--source", str(sample), "--out", str(out), "--confirm"])


def all_of_sample(out: Path, sample: Path) -> bool:
    """Whether every version that lies there says that it was made of the sample's files alone."""
    names = {path.name for path in sample.iterdir()}
    versions = [folder for folder in out.glob("[!.]*") if folder.is_dir()]
    return all(is_of_sample(folder / "manifest.json", names) for folder in versions)


def is_of_sample(manifest: Path, names: set[str]) -> bool:
    """Whether a manifest says so; a damaged or missing one does not.

    Fictional alone is not enough: real registers in which one example row was left are fictional.
    """
    try:
        content = read_json(manifest)
        files = {Path(source["file"]).name for source in content["sources"]}
        return content["fictional"] is True and bool(files) and files <= names
    except (OSError, ValueError, KeyError, TypeError):
        return False


if __name__ == "__main__":
    sys.exit(main())
