"""Registers whose cells have types (Parquet, databases): lists, moments with a zone, bytes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.files import parquet, postgres
from loaders.files.open_file import read_sheets
from loaders.load import load
from loaders.problems import FileRejected
from loaders.sheets.mapping import Mapping
from tests.loaders.drawn_registers import TODAY, account, loaded, problems

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
        {
            **LAB,
            "lab_id": "L2",
            "lab_name": "示例乙",
            "approved_on": date(2024, 1, 1),
            "other_domains": [],
        },
        {**LAB, "lab_id": "L3", "lab_name": "示例丙", "other_domains": None},
    ]
    labs[1]["approved_on"] = date(2024, 1, 1)
    result = loaded(written(tmp_path, "labs", labs))
    assert problems(result) == []
    assert list(result.registers["labs"].other_domains) == ["新材料；信息技术", None, None]


def test_moments_numbers_and_bytes(tmp_path):
    moment = datetime(2023, 5, 5, 16, 0, tzinfo=UTC)  # the sixth in Beijing
    labs = written(
        tmp_path, "labs", [{**LAB, "lab_name": "示例甲".encode(), "approved_on": moment}]
    )
    judged = [
        {"lab_id": "L1", "year": 2024, "result": "优秀", "open_hours": Decimal("95.50")},
        {"lab_id": "L1", "year": 2025, "result": "优秀", "open_hours": None},
    ]
    result = loaded(labs, written(tmp_path, "evaluations", judged))
    assert problems(result) == []
    lab = result.registers["labs"].iloc[0]
    assert (lab.lab_name, lab.approved_on) == ("示例甲", date(2023, 5, 6))
    assert list(result.registers["evaluations"].open_hours) == [95.5, None]


def test_what_is_no_number_is_blank_in_a_column_of_numbers(tmp_path):
    labs = written(tmp_path, "labs", [LAB])
    judged = [{"lab_id": "L1", "year": 2024, "result": "优秀", "open_hours": float("nan")}]
    result = loaded(labs, written(tmp_path, "evaluations", judged))
    assert problems(result) == [] and result.registers["evaluations"].open_hours[0] is None


def test_a_nested_cell_is_no_text_of_ours(tmp_path):
    path = written(tmp_path, "labs", [{**LAB, "approved_on": {"year": 2024}}])
    assert problems(loaded(path)) == [("bad_date", "labs", 2), ("no_labs", "", None)]


def test_lists_and_bytes_of_a_database_are_cells_too(monkeypatch):
    row = {**LAB, "lab_name": "示例甲".encode(), "focuses": ["质量基础", "质量政策"]}
    columns = [postgres.TableColumn(name, "", "UTC") for name in row]

    def read_tables(_url, hold):
        return [hold("labs", columns, iter([[tuple(row.values())]]))], "digest"

    monkeypatch.setattr(postgres, "read_tables", read_tables)
    result = load(["postgresql://reader@db/registers"], Mapping(), None, TODAY)
    assert problems(result) == []
    (lab,) = result.registers["labs"].itertuples()
    assert (lab.lab_name, lab.focuses) == ("示例甲", "质量基础研究；质量政策体系研究")


def test_wide_numbers_and_moments_keep_every_digit(tmp_path):
    moment = pa.array([1_683_331_200_123_456_789], pa.timestamp("ns"))
    whole = pa.array([2**64 - 1], pa.uint64())
    table = pa.table({"id": whole, "day": moment, "no": [None], "on": [date(2023, 5, 6)]})
    pq.write_table(table, tmp_path / "a.parquet")
    (sheet,) = read_sheets(tmp_path / "a.parquet")
    assert sheet.rows[1][0] == 2**64 - 1 and sheet.rows[1][2:] == [None, date(2023, 5, 6)]
    assert sheet.rows[1][1].replace(microsecond=0) == datetime(2023, 5, 6)
    far = pa.table({"day": pa.array([datetime(9999, 12, 31)], pa.timestamp("us"))})
    pq.write_table(far, tmp_path / "b.parquet", use_deprecated_int96_timestamps=True)
    assert read_sheets(tmp_path / "b.parquet")[0].rows[1] == [datetime(9999, 12, 31)]


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [
        ("ROW_LIMIT", 2, "行数超过 2"),
        ("VALUE_LIMIT", 9, "数据超过 9 格或 512 MB"),
        ("BYTE_LIMIT", 1 << 20, "数据超过 20,000,000 格或 1 MB"),
    ],
)
def test_a_table_too_large_is_refused_by_its_footer(tmp_path, monkeypatch, limit, value, why):
    path = written(
        tmp_path, "labs", [{**LAB, "lab_name": "x" * 700_000 + str(n)} for n in range(3)]
    )
    assert len(list(parquet.read_parquet(path))) == 5
    monkeypatch.setattr(parquet, limit, value)
    with pytest.raises(FileRejected) as refused:
        list(parquet.read_parquet(path))
    assert (refused.value.code, refused.value.detail) == ("file_too_big", why)


def test_a_list_of_millions_counts_as_its_members(tmp_path, monkeypatch):
    path = written(tmp_path, "labs", [{**LAB, "focuses": ["质量基础"] * 50}])
    monkeypatch.setattr(parquet, "VALUE_LIMIT", 50)
    with pytest.raises(FileRejected):
        list(parquet.read_parquet(path))


def test_a_damaged_table_is_refused(tmp_path):
    whole = written(tmp_path, "labs", [LAB] * 50).read_bytes()
    for content in (whole[:-30], whole[:200] + b"\xff" * 100 + whole[300:]):
        (tmp_path / "labs.parquet").write_bytes(content)
        with pytest.raises(FileRejected) as refused:
            read_sheets(tmp_path / "labs.parquet")
        assert refused.value.code == "unreadable_file"
