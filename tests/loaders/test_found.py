"""What the endurance tests found and is not yet mended: each case in its smallest form."""

import pytest

from tests.loaders.test_xlsx import read


@pytest.mark.xfail(strict=True, reason="a merge without row numbers ends in a TypeError")
@pytest.mark.parametrize("span", ["A:A", "x"])
def test_a_merge_without_rows_costs_no_row(tmp_path, span):
    merged = f'<mergeCells><mergeCell ref="{span}"/></mergeCells>'
    sheet = read(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', after=merged)
    assert sheet.rows == [[1]]
