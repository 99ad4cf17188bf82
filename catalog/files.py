"""Where the definitions lie, and how a file of them is read."""

import csv
import tomllib
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent / "data"
CATALOG = ROOT / "catalog"
REFERENCE = ROOT / "reference"


def read_toml(path: Path) -> dict:
    """One TOML file as a dict."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_csv_text(path: Path) -> pd.DataFrame:
    """One CSV file of ours, every cell a string."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return pd.DataFrame(rows)
