"""Registers for Spark, and what DuckDB publishes of them."""

from pathlib import Path

import pytest

from tests.loaders.columns.test_read_columns import as_parquet
from tests.loaders.drawn_registers import EVENTS, LABS, csv_file, with_cell
from tests.loaders.engines.spark.builds import build

# of a program that computes a few rows and ends, to compile well is most of the work
QUICK_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
HALVES = (0.00005, 1.00005, 2.67495, 33.33335, 1e-5, 95.12345)  # between two ten-thousandths


@pytest.fixture(scope="module")
def quick_java():
    """Every Java that the tests start, those of the workers too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", QUICK_JAVA, prepend=" ")
        yield


@pytest.fixture(scope="session")
def source(tmp_path_factory) -> Path:
    """A folder with three registers as .csv and the standards as .parquet."""
    folder = tmp_path_factory.mktemp("source")
    csv_file(folder / "labs.csv", with_cell(LABS, 3, "主领域", "新材料"))
    csv_file(folder / "进退事件.csv", EVENTS)
    heading = ["实验室编号", "年度", "结果", "开放共享机时"]
    keys = [(lab, year) for lab in ("L1", "L2", "L3") for year in (2023, 2024)]
    hours = [[*key, "优秀", f"{number:.5f}"] for key, number in zip(keys, HALVES, strict=True)]
    csv_file(folder / "考核评价.csv", [heading, *hours])
    as_parquet(folder)
    return folder


@pytest.fixture(scope="session")
def by_duckdb(source, tmp_path_factory) -> tuple[dict, dict]:
    """What `build` gives of them by DuckDB."""
    return build(source, tmp_path_factory.mktemp("duckdb"), source / "standards.parquet")
