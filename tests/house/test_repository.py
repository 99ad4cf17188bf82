"""What lies where: the top level, the folders, the official words, nothing of anybody's machine."""

import hashlib
import re
import subprocess
from collections import Counter
from pathlib import PurePosixPath

from catalog.definitions import catalog

from .source import ROOT, code, files, text

TOP = {
    ".ci", ".git-blame-ignore-revs", ".gitignore", ".streamlit", "CHANGELOG.md", "Makefile",
    "README.md", "benchmarks", "briefings", "catalog", "charts", "content", "dashboard.py",
    "data", "docs", "loaders", "measures", "pages", "pyproject.toml", "requirements-bench.lock",
    "requirements-bench.txt", "requirements-dev.lock", "requirements-dev.txt",
    "requirements-spark.lock", "requirements-spark.txt", "requirements.lock", "requirements.txt",
    "server", "tests", "widgets",
}  # fmt: skip
MAX_FILES_A_FOLDER = 20
FLAT = {"measures"}  # by method, and its names are those of the methods


def test_the_top_level_is_the_house_and_nothing_else():
    assert {name.split("/")[0] for name in files()} == TOP


def test_nothing_in_the_repository_is_a_link():
    """One that leads out of it works on one machine alone, and lies in the way on another."""
    listed = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line for line in listed.splitlines() if line.startswith("120000 ")] == []


def test_no_folder_is_too_full_to_look_through():
    sizes = Counter(PurePosixPath(name).parent.as_posix() for name in code())
    crowded = {folder for folder, count in sizes.items() if count > MAX_FILES_A_FOLDER}
    assert crowded <= FLAT


def test_quotes_are_those_compared_with_the_official_text():
    """Each passage was compared character by character with the published guideline; this digest
    changes with any of them, so that an edit is compared again before it is accepted."""
    quotes = "\n".join(f"{clause.quote}|{clause.rest}" for clause in catalog().clauses)
    assert hashlib.sha256(quotes.encode()).hexdigest() == (
        "958cbdadb3c7b90c9e8f2154def70a02e546fe57ccf7058252c3040d2feda9ad"
    )
    assert len(catalog().clauses) == 27


def test_the_project_names_no_machine():
    places = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
    written = (".py", ".md", ".toml", ".js", ".sh", ".css", ".txt", ".svg", ".json")
    assert [name for name in files() if name.endswith(written) and places.search(text(name))] == []
