"""The fictional sample registers: same seed, same rows, same bytes; nothing in them is real."""

from pathlib import Path

import pandas as pd

from catalog.definitions import catalog
from loaders.sample.assessments import fictional_assessments
from loaders.sample.careers import fictional_careers, fictional_evaluations, fictional_events
from loaders.sample.files import check_workbook_rows, write_csv, write_parquet, write_workbook
from loaders.sample.labs import fictional_labs, places
from loaders.sample.results import fictional_targets, fictional_technologies
from loaders.sample.standards import fictional_standards

LABS, SEED, STANDARDS_PER_LAB = 120, 2022, 3
FORMATS = ("xlsx", "csv", "parquet")
# two workbooks, as registers arrive from more than one desk
WORKBOOKS = {
    "示例登记册1_名录与进退.xlsx": ("labs", "lab_events", "evaluations", "targets"),
    "示例登记册2_成果与标准.xlsx": ("technologies", "standards"),
}
ASSESSMENTS_WORKBOOK = {"示例登记册3_官方评估.xlsx": ("assessments",)}


def sample_registers(
    labs: int = LABS, standards: int | None = None, seed: int = SEED, assessments: bool = False
) -> dict[str, pd.DataFrame]:
    """Register name to frame, columns as in the catalogue, values as they are written.

    Standards are three per laboratory unless given; province_stats has official data instead.
    Official assessments only where asked for: none is published of any real clause.
    """
    standards = _find_row_count(labs, standards)
    named = fictional_labs(labs, seed, places())
    careers = fictional_careers(named, seed)
    technologies = fictional_technologies(careers, seed)
    issued = fictional_standards(careers, standards, seed)
    frames = {
        "labs": named,
        "lab_events": fictional_events(careers),
        "technologies": technologies,
        "standards": issued,
        "evaluations": fictional_evaluations(careers, seed),
        "targets": fictional_targets(careers, technologies, issued),
    }
    if assessments:
        frames["assessments"] = fictional_assessments()
    return {
        name: frame.reindex(columns=list(catalog().registers[name].columns))
        for name, frame in frames.items()
    }


def write_sample(
    out: Path,
    labs: int = LABS,
    standards: int | None = None,
    seed: int = SEED,
    file_format: str = "xlsx",
    assessments: bool = False,
) -> list[Path]:
    """Write the sample registers into `out`; returns the files written."""
    if file_format not in FORMATS:
        raise ValueError(f"不支持的格式“{file_format}”，可用：{'、'.join(FORMATS)}")
    if file_format == "xlsx":
        check_workbook_rows("labs", labs)
        check_workbook_rows("standards", _find_row_count(labs, standards))
    frames = sample_registers(labs, standards, seed, assessments)
    out.mkdir(parents=True, exist_ok=True)
    if file_format == "xlsx":
        workbooks = WORKBOOKS | ASSESSMENTS_WORKBOOK if assessments else WORKBOOKS
        return [
            write_workbook(out / file, {name: frames[name] for name in names})
            for file, names in workbooks.items()
        ]
    write = write_csv if file_format == "csv" else write_parquet
    return [write(out, catalog().registers[name], frame) for name, frame in frames.items()]


def _find_row_count(labs: int, standards: int | None) -> int:
    wanted = labs * STANDARDS_PER_LAB if standards is None else standards
    if labs < 0 or wanted < 0:
        raise ValueError("实验室数和标准数不能是负数")
    return wanted
