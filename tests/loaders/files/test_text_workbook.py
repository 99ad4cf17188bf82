"""Old workbooks that are web pages, XML or plain tables, as business systems export them."""

import pytest

from loaders.files.open_file import read_sheets
from loaders.problems import FileRejected
from tests.loaders.drawn_registers import LABS, account, loaded

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SS = f'xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}"'


def table(rows: list[list]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def xml_table(rows: list[list], head: str = "") -> str:
    lines = (
        "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row)
        for row in rows
    )
    body = "".join(f"<Row>{line}</Row>" for line in lines)
    sheet = f'<Worksheet ss:Name="实验室名录"><Table>{body}</Table></Worksheet>'
    return f'<?xml version="1.0"?>{head}<Workbook {SS}>{sheet}</Workbook>'


PAGE = f"<html><body>{table(LABS)}</body></html>"
GBK = '<html><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    f"{PAGE}\r\n--b--\r\n"
)
TABBED = "\n".join("\t".join(row) for row in LABS)
FILES = {  # name: (content, code of the note)
    "page": (PAGE.encode(), "web_page_read"),
    "table alone": (table(LABS).encode(), "web_page_read"),
    "page with a doctype": (b"<!DOCTYPE html>" + PAGE.encode(), "web_page_read"),
    "page in GBK": ((GBK + PAGE.removeprefix("<html>")).encode("gb18030"), "web_page_read"),
    "page in GBK unsaid": (PAGE.encode("gb18030"), "web_page_read"),
    "page in UTF-16": (PAGE.encode("utf-16"), "web_page_read"),
    "web archive": (MHTML.encode(), "web_page_read"),
    "XML": (xml_table(LABS).encode(), "xml_table_read"),
    "tabs": (TABBED.encode("gb18030"), "text_table_read"),
    "commas": (TABBED.replace("\t", ",").encode(), "text_table_read"),
}


@pytest.mark.parametrize("suffix", [".xls", ".et"])
@pytest.mark.parametrize("name", FILES)
def test_what_it_is_is_said_and_read(tmp_path, name, suffix):
    content, code = FILES[name]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    result = loaded(path)
    assert account(result, "labs") == (3, 3, 0, 0, 0)
    assert [p.code for p in result.files[0].problems] == [code]


def rows_of(tmp_path, text: str) -> list[list]:
    path = tmp_path / "a.xls"
    path.write_text(text, "utf-8")
    (sheet,) = read_sheets(path)
    return sheet.rows


def test_cells_of_a_page_stand_where_a_browser_shows_them(tmp_path):
    page = (
        "<table><tr><th rowspan=2>甲<th colspan=2>乙</tr><tr><td>b<td>c</tr>"
        "<tr><td>1<br>2<td> x\n y <td><script>z</script></tr></table>"
    )
    assert rows_of(tmp_path, page) == [["甲", "乙"], ["甲", "b", "c"], ["1\n2", "x y", None]]


CELLS = {  # cell: value
    '<Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell>': [None, None, 7],
    '<Cell ss:StyleID="p"><Data ss:Type="Number">0.955</Data></Cell>': ["95.5%"],
    '<Cell ss:StyleID="z"><Data ss:Type="Number">7</Data></Cell>': [7],
    '<Cell><Data ss:Type="Error">#N/A</Data></Cell>': ["#N/A"],
    '<Cell ss:Formula="=1+1"/>': ["公式没有计算结果"],
}


@pytest.mark.parametrize("cell", CELLS)
def test_cells_of_an_xml_table(tmp_path, cell):
    styles = (
        '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style>'
        '<Style ss:ID="z"><NumberFormat ss:Format="000"/></Style></Styles>'
    )
    sheet = f'<Worksheet ss:Name="表"><Table><Row>{cell}</Row></Table></Worksheet>'
    rows = rows_of(tmp_path, f"<Workbook {SS}>{styles}{sheet}</Workbook>")
    assert rows == [CELLS[cell]]


REFUSED = {  # name: (text, code)
    "entities": (xml_table(LABS, '<!DOCTYPE a [<!ENTITY b "c">]>'), "hostile_file"),
    "XML cut off": (xml_table(LABS)[:-40], "unreadable_file"),
    "page cut off": (PAGE[:-40], "unreadable_file"),
    "page without a table": ("<html>表格</html>", "unreadable_file"),
    "table within a table": (f"<table><tr><td>{table(LABS)}</table>", "unreadable_file"),
    "too many columns": ("<table><tr><td colspan=9999>甲</table>", "file_too_big"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_whole_is_refused(tmp_path, name):
    text, code = REFUSED[name]
    with pytest.raises(FileRejected) as refused:
        rows_of(tmp_path, text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [("<s>湖北</s>", "struck_out_cell"), ("<del>湖南</del>湖北", "struck_out_text")],
)
def test_strikes_of_a_page_count(tmp_path, cell, code):
    path = tmp_path / "a.xls"
    path.write_text(table([LABS[0], [*LABS[1][:3], cell, *LABS[1][4:]]]), "utf-8")
    assert code in [p.code for p in loaded(path).files[0].problems]


def test_a_number_over_several_rows_of_a_page_is_refused(tmp_path):
    rows = [["L1", 2024, "合格"], ["L2", 2024, "合格"]]
    lines = [f"<tr><td>{lab}<td>{year}<td>{result}" for lab, year, result in rows]
    heads = "<tr><td>实验室编号<td>年度<td>结果<td>开放共享机时"
    path = tmp_path / "a.xls"
    path.write_text(f"<table>{heads}{lines[0]}<td rowspan=2>900{lines[1]}</table>{table(LABS)}")
    codes = [p.code for p in loaded(path).files[0].problems]
    assert codes == ["web_page_read", "merged_number", "merged_number"]
