"""One laboratory under two ids is asked about, never counted twice."""

import pytest

from tests.loaders.drawn_registers import account, load_tables, problems

HEADS = ["实验室编号", "实验室名称", "依托单位", "省份", "城市", "主领域", "批准日期"]


def lab(lab_id, name="示例（甲）实验室", host="示例大学", city="武汉", province="湖北"):
    return [lab_id, name, host, province, city, "新材料", "2022-03-01"]


def read(tmp_path, *rows):
    return load_tables(tmp_path, 实验室名录=[HEADS, *rows, lab("L9", "示例乙")])


def test_no_labs(tmp_path):
    assert account(load_tables(tmp_path, 实验室名录=[HEADS]), "labs") == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    "twin",
    [lab("L2"), lab("L2", "示例(甲) 实验室"), lab("L2", host="示例 大学"), lab("L2", city="武汉市"),
     lab("L2", city=""), lab("L2", "示例【甲】实验室")],
)  # fmt: skip
def test_equal_name_host_and_city_under_another_id_leaves_both_out(tmp_path, twin):
    result = read(tmp_path, lab("L1"), twin)
    assert [code for code, _, _ in problems(result)] == ["same_lab_two_ids"] * 2
    assert account(result, "labs") == (3, 1, 0, 2, 0)
    assert "第 3 行（L2）" in result.files[0].problems[0].message


@pytest.mark.parametrize(
    "other",
    [lab("L2", "示例（乙）室"), lab("L2", host="示例学院"), lab("L2", city="宜昌"),
     lab("L2", province="湖南", city="")],
)  # fmt: skip
def test_another_name_host_or_place_is_another_lab(tmp_path, other):
    assert problems(read(tmp_path, lab("L1"), other)) == []
