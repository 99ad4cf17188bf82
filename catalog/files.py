"""Where the definitions lie, and how a file of them is read."""

import csv
import hashlib
import json
import stat
import tomllib
from pathlib import Path

import pandas as pd

from catalog.text_bounds import MAX_TEXT_BYTES, find_excess, is_nested_too_deep

MAX_JSON_BYTES = 50_000_000  # a pointer names every file of a version, a manifest every source
ROOT = Path(__file__).resolve().parent.parent / "data"
CATALOG = ROOT / "catalog"
REFERENCE = ROOT / "reference"


class NotAFile(ValueError):
    """A folder, a device or a pipe: it holds no bytes to read, or would never end."""


def read_file(path: Path, max_bytes: int) -> bytes:
    """The bytes of a plain file, at most one more than `max_bytes`, which says that it has more.

    OSError where it cannot be read; NotAFile where it is none.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAFile(str(path))
    with path.open("rb") as stream:
        return stream.read(max_bytes + 1)


def read_toml(path: Path) -> dict:
    """One TOML file of sentences or names as a dict. Raises ValueError where it is none, or beyond
    the bounds of catalog.text_bounds."""
    content = read_file(path, MAX_TEXT_BYTES)
    if len(content) > MAX_TEXT_BYTES:
        raise ValueError(f"{path.name} has more than {MAX_TEXT_BYTES} bytes")
    text = content.decode("utf-8")
    if excess := find_excess(text):
        raise ValueError(f"{path.name}, line {excess.line}: {excess.rule} (at most {excess.limit})")
    return tomllib.loads(text)


def read_json(path: Path) -> object:
    """One JSON file of ours, which may have been damaged. Raises OSError where it cannot be read,
    ValueError where it is no JSON of a size and depth that we write."""
    content = read_file(path, MAX_JSON_BYTES)
    if len(content) > MAX_JSON_BYTES:
        raise ValueError(f"{path.name} has more than {MAX_JSON_BYTES} bytes")
    text = content.decode("utf-8")
    if is_nested_too_deep(text):
        raise ValueError(f"{path.name} is nested too deeply")
    return json.loads(text)


def read_csv_text(path: Path) -> pd.DataFrame:
    """One CSV file of ours, every cell a string."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return pd.DataFrame(rows)


def digest(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
