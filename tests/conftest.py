"""Published tables that many tests look at, built once per run."""

from pathlib import Path

import pytest

from loaders.__main__ import main
from loaders.store.published import open_published

ROOT = Path(__file__).parent.parent
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


def built(out: Path, *arguments: str) -> Path:
    """Tables published under `out` by the command line."""
    assert main(["build", *arguments, "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="session")
def sample_tables(tmp_path_factory) -> Path:
    """The committed sample registers, published."""
    out = tmp_path_factory.mktemp("sample") / "tables"
    return built(out, "--source", str(ROOT / "data" / "sample"))


@pytest.fixture(scope="session")
def sample(sample_tables):
    """The published sample, opened."""
    return open_published(sample_tables)


@pytest.fixture(scope="session")
def other_tables(tmp_path_factory) -> Path:
    """A foreign register, published through a mapping: labs only, years only."""
    folder = tmp_path_factory.mktemp("other")
    (folder / "other_2020.csv").write_text(OTHER_REGISTER, encoding="utf-8-sig")
    (folder / "mapping.toml").write_text(OTHER_MAPPING, encoding="utf-8")
    return built(
        folder / "tables", "--source", str(folder / "other_2020.csv"),
        "--mapping", str(folder / "mapping.toml"),
    )  # fmt: skip


def pytest_collection_modifyitems(items):
    """Browser tests last: Playwright keeps an event loop running that others could trip over."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
