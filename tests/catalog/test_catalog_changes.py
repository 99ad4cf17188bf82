"""What changes often stands in one data file: a copy of the project, one edit, a run."""

import json
import os
import shutil
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from catalog.definitions import ROOT
from loaders.store.pointer import current_version
from tests.loaders.drawn_registers import LABS, csv_file, with_cell

SPECS = """
from datetime import date
from pathlib import Path
from catalog.definitions import catalog, words
from loaders.store.published import open_published
from measures.scope import Scope
from content.guideline import milestones
from content.view import View

scope = Scope(start=2022, end=2024)
view = View(open_published(Path("out")), catalog(), scope, words(), date(2026, 6, 30))
for spec in milestones.build_parts(view):
    if getattr(spec, "id", "") == "goal_2025_labs_university_labs":
        print(spec.title, spec.frame["value"].tolist(), spec.unit)
"""
INDICATOR = """
[university_labs]
name = "高校牵头的实验室"
unit = "家"
table = "lab_counts"
measure = "total"
plus = ["lab_entries"]
categories = ["高等院校"]
direction = 1
update_period_days = 365
registers = ["labs", "lab_events"]
formula = "截至当月由高等院校牵头的累计进入数"
caveat = ""
"""


@pytest.fixture
def copy(tmp_path):
    """The project without its tests, to be edited; what is compiled of it holds for the copy."""
    for room in (
        "catalog",
        "loaders",
        "measures",
        "charts",
        "briefings",
        "content",
        "server",
        "data/catalog",
        "data/reference",
    ):
        shutil.copytree(ROOT.parent / room, tmp_path / room)
    return tmp_path


def edit(path, old, new):
    """One replacement in one file, which must be possible exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(folder, *arguments):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True,
        text=True, encoding="utf-8",
    )  # fmt: skip


def check(folder):
    done = run(folder, "-m", "loaders", "check", "--source", "labs.csv", "--report", "report.json")
    return done.returncode, json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_a_heading_a_province_and_a_domain_are_one_edit_each(copy):
    received = with_cell(with_cell(LABS, 1, "省份", "荆楚"), 2, "主领域", "量子")
    csv_file(copy / "labs.csv", received)
    _, record = check(copy)
    codes = [problem["code"] for problem in record["files"][0]["problems"]]
    assert codes == ["unknown_province", "unknown_domain"]
    csv_file(copy / "labs.csv", [["实验室代号", *received[0][1:]], *received[1:]])
    _, record = check(copy)
    assert [p["code"] for p in record["files"][0]["problems"]] == ["missing_column"]

    registers = copy / "data/catalog/registers.toml"
    text = registers.read_text(encoding="utf-8")
    first = text.index('aliases = ["编号"')
    text = text[:first] + text[first:].replace('"编号"', '"编号", "实验室代号"', 1)
    registers.write_text(text, encoding="utf-8")
    edit(copy / "data/catalog/provinces.csv", "湖北,Hubei,中部,", "湖北,Hubei,中部,荆楚")
    entry = '[[domain]]\nname = "量子科技"\nname_en = "Quantum"\naliases = ["量子"]\n'
    entry += 'goal_2025 = false\ntask_4_3 = false\n\n[[domain]]\nname = "其他"'
    edit(copy / "data/catalog/domains.toml", '[[domain]]\nname = "其他"', entry)

    done = run(copy, "-m", "loaders", "build", "--source", "labs.csv", "--out", "out")
    assert done.returncode == 0, done.stdout
    version = copy / "out" / current_version(copy / "out")
    counts = pq.read_table(version / "lab_counts.parquet").to_pandas()
    assert counts.groupby("domain")["value"].sum().to_dict() == {
        "新材料": 1,
        "量子科技": 1,
        "其他": 1,
    }
    assert "420000" in set(counts["province"])


def test_an_indicator_is_two_edits_and_is_drawn(copy):
    table = [
        [*row, host] for row, host in zip(LABS, ["单位类型", "高校", "企业", "大学"], strict=True)
    ]
    csv_file(copy / "labs.csv", table)
    with (copy / "data/catalog/indicators.toml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR)
    edit(copy / "data/catalog/clauses.toml", '["labs_in_operation", "goal_domains_with_lab"]',
         '["labs_in_operation", "goal_domains_with_lab", "university_labs"]')  # fmt: skip
    assert (
        run(copy, "-m", "loaders", "build", "--source", "labs.csv", "--out", "out").returncode == 0
    )
    drawn = run(copy, "-c", SPECS)
    assert drawn.stdout == "高校牵头的实验室 [1.0, 1.0, 2.0] 家\n", drawn.stderr
