"""CSV files as they are received: encodings, separators, titles, line breaks, floods."""

import csv

import pytest

from loaders.files import csv_text
from loaders.files.open_file import read_sheets
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, csv_file, loaded, problems, with_cell


def refusal(path):
    with pytest.raises(FileRejected) as refused:
        read_sheets(path)
    return refused.value.code, refused.value.detail


def written(folder, text: str, encoding: str = "utf-8"):
    path = folder / "labs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_nothing_but_a_mark(tmp_path):
    (sheet,) = read_sheets(written(tmp_path, "\ufeff"))
    assert sheet.rows == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_in_any_of_the_usual_encodings(tmp_path, encoding):
    labs = with_cell(LABS, 1, "实验室名称", "示例㛃𠮷甲")  # four bytes each in GB18030, as in names
    result = loaded(csv_file(tmp_path / "实验室名录.csv", labs, encoding))
    assert list(result.registers["labs"].lab_name) == ["示例㛃𠮷甲", "示例乙", "示例丙"]
    assert problems(result) == []


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_either_order(tmp_path, order):
    text = "\ufeff" + "\r\n".join("\t".join(row) for row in LABS)  # 另存为 Unicode 文本
    assert account(loaded(written(tmp_path, text, order)), "labs")[1] == 3


def test_an_encoding_holds_for_the_whole_file_however_long(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_text, "_CHUNK", 3)  # characters and line breaks fall apart
    text = "\r\n".join(",".join(row) for row in LABS)
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert account(loaded(written(tmp_path, text, encoding)), "labs")[1] == 3


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize(
    "title", ["", "2025年实验室名录\n", "名录，按省份,主领域;排列\n单位：家\n"]
)
def test_the_separator_is_that_of_the_table_not_of_its_title(tmp_path, title, mark):
    text = title + "\r\n".join(mark.join(row) for row in LABS)
    result = loaded(written(tmp_path, text))
    assert account(result, "labs")[1] == 3 and problems(result) == []


def test_a_row_has_the_number_that_a_spreadsheet_shows(tmp_path):
    labs = with_cell(LABS, 1, "依托单位", "示例\n大学")  # one row over two lines
    labs = with_cell(labs, 3, "省份", "湖北路")
    path = csv_file(tmp_path / "labs.csv", [["名录"], [], *labs[:2], [], *labs[2:]])
    result = loaded(path)
    assert problems(result) == [("unknown_province", "labs", 7)]
    assert list(result.registers["labs"].host_unit) == ["示例大学", "示例研究院"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("省份\n湖\x00北".encode(), "第 2 行含有空字符 NUL"),
        (b"a,b\n\xff\xff\xff,c\n", "第 2 行不是 UTF-8 或 GB18030 编码"),
        ("省份\n".encode() * 9 + b"\xff\xff", "第 10 行不是 UTF-8 或 GB18030 编码"),
        ("省份".encode("utf-16") + b"x", "UTF-16 编码不完整"),
        (b'a,b\nc,"d\ne"x,f\n', "CSV 从第 2 行起引号没有成对"),
        (b'a,b\n\n"c\nd', "CSV 从第 3 行起引号没有成对"),
        (b'a,b\n"' + b"x\n" * csv.field_size_limit(), "CSV 从第 2 行起有一格超过 131,072 字"),
    ],
)
def test_a_broken_csv_is_refused_with_the_line(tmp_path, content, why):
    (tmp_path / "a.csv").write_bytes(content)
    code, detail = refusal(tmp_path / "a.csv")
    assert code == "unreadable_file" and why in detail


@pytest.mark.parametrize("text", ["x", "x,", "长,"])
def test_an_enormous_line_is_refused_before_it_is_held(tmp_path, text):
    path = written(tmp_path, "a\n" + text * (2 * csv_text.LINE_LIMIT))
    assert refusal(path) == ("file_too_big", "第 2 行超过 1,048,576 字")


def test_a_flood_of_cells_is_counted_before_it_is_held(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_text, "CELL_LIMIT", 100)
    assert len(read_sheets(written(tmp_path, ",,,,\n" * 19 + "x"))[0].rows) == 20
    assert refusal(written(tmp_path, ",,,,\n" * 21)) == ("file_too_big", "单元格超过 100 个")


def test_a_file_of_hundreds_of_megabytes_is_not_opened(tmp_path):
    path = written(tmp_path, "省份\n")
    with path.open("ab") as stream:
        stream.truncate(257 << 20)  # a hole, which takes no disk
    assert refusal(path) == ("file_too_big", ".csv 文件超过 256 MB")
