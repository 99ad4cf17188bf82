"""Registers whose cells have types (Parquet, databases): lists, moments with a zone, bytes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from loaders import database
from loaders.loading import load
from loaders.mapping import Mapping
from tests.loaders.drawn import TODAY, account, loaded, problems

LAB = {
    "lab_id": "L1", "lab_name": "示例甲", "host_unit": "示例大学", "province": "420000",
    "approved_on": date(2023, 5, 6),
}  # fmt: skip


def written(folder, name, rows, schema=None):
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / f"{name}.parquet")
    return folder / f"{name}.parquet"


def test_no_rows(tmp_path):
    schema = pa.schema([(name, pa.string()) for name in LAB])
    assert account(loaded(written(tmp_path, "labs", [], schema)), "labs") == (0, 0, 0, 0, 0)


def test_typed_cells_are_read_as_what_they_are(tmp_path):
    labs = [
        {**LAB, "other_domains": ["新材料", None, "ICT"]},
        {**LAB, "lab_id": "L2", "approved_on": date(2024, 1, 1), "other_domains": []},
        {**LAB, "lab_id": "L3", "other_domains": None},
    ]
    found = loaded(written(tmp_path, "labs", labs))
    assert problems(found) == []
    assert list(found.registers["labs"].other_domains) == ["新材料；信息技术", None, None]


def test_moments_numbers_and_bytes(tmp_path):
    moment = datetime(2023, 5, 5, 16, 0, tzinfo=UTC)  # the sixth in Beijing
    labs = written(
        tmp_path, "labs", [{**LAB, "lab_name": "示例甲".encode(), "approved_on": moment}]
    )
    judged = [
        {"lab_id": "L1", "year": 2024, "result": "优秀", "open_hours": Decimal("95.50")},
        {"lab_id": "L1", "year": 2025, "result": "优秀", "open_hours": None},
    ]
    found = loaded(labs, written(tmp_path, "evaluations", judged))
    assert problems(found) == []
    lab = found.registers["labs"].iloc[0]
    assert (lab.lab_name, lab.approved_on) == ("示例甲", date(2023, 5, 6))
    assert list(found.registers["evaluations"].open_hours) == [95.5, None]


def test_what_is_no_number_is_blank_in_a_column_of_numbers(tmp_path):
    labs = written(tmp_path, "labs", [LAB])
    judged = [{"lab_id": "L1", "year": 2024, "result": "优秀", "open_hours": float("nan")}]
    found = loaded(labs, written(tmp_path, "evaluations", judged))
    assert problems(found) == [] and found.registers["evaluations"].open_hours[0] is None


def test_a_nested_cell_is_no_text_of_ours(tmp_path):
    path = written(tmp_path, "labs", [{**LAB, "approved_on": {"year": 2024}}])
    assert problems(loaded(path)) == [("bad_date", "labs", 2), ("no_labs", "", None)]


def test_lists_and_bytes_of_a_database_are_cells_too(monkeypatch):
    row = {**LAB, "lab_name": "示例甲".encode(), "focuses": ["质量基础", "质量政策"]}
    tables = [("labs", [list(row), list(row.values())])]
    monkeypatch.setattr(database, "read_tables", lambda url: (tables, "digest"))
    found = load(["postgresql://reader@db/registers"], Mapping(), None, TODAY)
    assert problems(found) == []
    (lab,) = found.registers["labs"].itertuples()
    assert (lab.lab_name, lab.focuses) == ("示例甲", "质量基础研究；质量政策体系研究")
