"""Published tables that many tests look at, built once per run."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from loaders.__main__ import main
from loaders.store.published import open_published

ROOT = Path(__file__).parent.parent
# The programs that tests start by the hundred read what the first compiled, where a shell says that
# nothing compiled be kept too
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# how long an example takes says more of the machine than of the code
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")
# A register that nobody here designed: other headings, one row per host, years only.
OTHER_REGISTER = """kind,no,title,hosts,where,field,listed
A,1,示例联合实验室,示例大学,北京,材料,2019
A,1,示例联合实验室,示例研究院,北京,材料,2019
A,2,示例独立实验室,示例集团,湖北省,,2020
B,1,示例边疆实验室,示例大学,西 藏,信息,2020
"""
OTHER_MAPPING = """title = "另一份名单"
note = "不是国家质量标准实验室名单"
as_of = 2020-12-31

[labs]
files = "other*.csv"
join = ["host_unit"]
[labs.headings]
title = "lab_name"
hosts = "host_unit"
where = "province"
field = "domain"
listed = "approved_on"
[labs.templates]
lab_id = "{kind}-{no}"
[labs.defaults]
domain = "其他"
[labs.precision]
approved_on = "year"
[labs.bounds]
approved_on = { min = 1984-01-01 }
[labs.values.domain]
"材料" = "新材料"
"信息" = "信息技术"
"""

# Registers of which one row changes from publication to publication
CHANGED_LABS = """实验室编号,实验室名称,依托单位,省份,主领域,批准日期
SL-1,示例实验室甲,示例大学,湖北,新材料,2023-05-01
SL-2,示例实验室乙,示例大学,北京,高端制造,2023-06-01
"""
CHANGED_EVENTS = """实验室编号,事件,日期
SL-1,批准建设,2023-05-01
SL-2,批准建设,2023-06-01
"""
CHANGED_TECHNOLOGIES = """成果编号,实验室编号,名称,类别,水平,完成日期
ST-1,SL-1,示例设备一,智能化高端检测设备,国内领先,2024-03-01
ST-2,SL-2,示例设备二,智能化高端检测设备,国际领先,2024-04-01
"""


def published_once(tmp_path_factory, name: str, arguments_in: Callable[[Path], list[str]]) -> Path:
    """Tables that the first worker to ask publishes and all workers of the run read.

    arguments_in: what `build` is asked, given the folder beside the tables. A test that changes
    tables changes its own copy.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each worker has a folder of its own in that of the run
    folder = base / f"published_{name}"
    tables = folder / "tables"
    with FileLock(base / f"published_{name}.lock"):
        if not (tables / "CURRENT.json").exists():
            folder.mkdir(exist_ok=True)
            assert main(["build", *arguments_in(folder), "--out", str(tables)]) == 0
    return tables


@pytest.fixture(scope="session")
def sample_tables(tmp_path_factory) -> Path:
    """The committed sample registers, published."""
    sample_folder = ROOT / "data" / "sample"
    return published_once(tmp_path_factory, "sample", lambda _: ["--source", str(sample_folder)])


@pytest.fixture(scope="session")
def sample(sample_tables):
    """The published sample, opened."""
    return open_published(sample_tables)


@pytest.fixture(scope="session")
def other_tables(tmp_path_factory) -> Path:
    """A foreign register, published through a mapping: labs only, years only."""

    def arguments_in(folder: Path) -> list[str]:
        register, mapping = folder / "other_2020.csv", folder / "mapping.toml"
        register.write_text(OTHER_REGISTER, encoding="utf-8-sig")
        mapping.write_text(OTHER_MAPPING, encoding="utf-8")
        return ["--source", str(register), "--mapping", str(mapping)]

    return published_once(tmp_path_factory, "other", arguments_in)


@pytest.fixture(scope="session")
def changed_tables(tmp_path_factory) -> Path:
    """Four publications: as drawn above; ST-1 at another level; the same data a day later; SL-2
    ordered to rectify."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, tables = base / "changed_registers", base / "changed_tables"

    def publish(day: str, **registers: str) -> None:
        for name, text in registers.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        source = ["--source", str(folder), "--out", str(tables), "--as-of", day]
        assert main(["build", *source]) == 0

    with FileLock(base / "changed_tables.lock"):
        if not folder.exists():
            folder.mkdir()
            first = {"labs": CHANGED_LABS, "lab_events": CHANGED_EVENTS}
            publish("2026-01-31", **first, technologies=CHANGED_TECHNOLOGIES)
            publish("2026-01-31", technologies=CHANGED_TECHNOLOGIES.replace("国内领先", "国际先进"))
            publish("2026-02-01")
            publish("2026-02-01", lab_events=CHANGED_EVENTS + "SL-2,限期整改,2026-01-15\n")
    return tables


def pytest_collection_modifyitems(items):
    """Browser tests last: Playwright keeps an event loop running that others could trip over.

    Of these the files that take longest come first, so that in the end no worker waits for another
    that has just begun a long one; `make test` deals the files out in this order.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("browser") is not None,
            item.get_closest_marker("long") is None,
        )
    )


def pytest_collection_finish():
    """The collector need not walk what all tests have imported: as on the server, it stays."""
    gc.collect()
    gc.freeze()
