"""自上次以来: two publications with one changed row, and a third without any change."""

import pandas as pd
import pytest

from catalog.definitions import words
from content.changes.note_text import UnknownVersion, find_counter, write_note
from content.changes.published_changes import compare_versions
from loaders.store.compared_versions import ComparedVersion
from loaders.store.published import open_history


@pytest.fixture(scope="module")
def publications(changed_tables):
    """The tables of the history of `changed_tables`."""
    return open_history(changed_tables)


def read_lines(history: dict[str, pd.DataFrame], since: int, until: int, **reader) -> list[str]:
    t = words(reader.get("language", "zh"))
    return write_note(history, since, until, t, reader.get("detail", "names")).lines


def test_one_changed_row_names_clause_number_before_and_after_and_the_row(publications):
    lines = read_lines(publications, 1, 2)
    [line] = [line for line in lines if line.startswith("国际差距（")]
    assert "数值 50.0%（2026 年） → 100.0%（2026 年）；原因：数据；涉及的行：" in line
    assert "ST-1 示例设备一：水平 国内领先 → 国际先进（《technologies.csv》“" in line
    assert "第 2 行）" in line


def test_the_same_in_english(publications):
    [line] = [
        line
        for line in read_lines(publications, 1, 2, language="en")
        if line.startswith("International gap (")
    ]
    assert "value 50.0% (2026) → 100.0% (2026); reason: data; rows concerned:" in line
    assert "ST-1 示例设备一: Level Nationally leading → Internationally advanced" in line


def test_a_publication_without_change_gives_no_note(publications):
    assert publications["publications"]["counter"].tolist() == [1, 2, 3, 4]
    note = write_note(publications, 2, 3, words(), "names")
    assert note.is_empty and note.headline.endswith("以来没有变化。")


def test_laboratories_are_named_as_the_setting_has_it(publications):
    """The order to rectify is told on every setting, whose it is by `names` alone."""
    for detail, line in {
        "names": "1 家转入整改：示例实验室乙（北京）",
        "counts": "1 家转入整改",
        "none": "1 家转入整改",
    }.items():
        lines = read_lines(publications, 3, 4, detail=detail)
        assert line in lines
        text = "\n".join(lines)
        assert ("SL-2" in text, "示例实验室乙" in text) == ((detail == "names"),) * 2


def test_a_note_since_long_ago_tells_of_all_that_came_after(publications):
    text = "\n".join(read_lines(publications, 1, 4))
    assert "ST-1 示例设备一" in text and "示例实验室乙（北京）" in text


def test_an_official_assessment_has_a_section_of_its_own_before_all_others(publications):
    columns = ["clause", "conclusion", "assessed_on", "document_no", "issued_by", "link"]
    old = ["goal_2025_instruments", "没有完成", "2026-01-20", "示例1号", "示例单位", ""]
    new = ["goal_2025_instruments", "基本完成", "2026-01-20", "示例1号", "示例单位", ""]
    empty, table = pd.DataFrame(columns=columns), pd.DataFrame([old], columns=columns)
    labs = pd.DataFrame(columns=["lab_id", "lab_name", "province", "state"])

    def write_lines(before: pd.DataFrame, now: pd.DataFrame) -> list[str]:
        states = [ComparedVersion({"assessments": frame}, labs) for frame in (before, now)]
        tables = compare_versions(*states)
        history = dict(publications)
        for name in ("row_counts", "row_changes"):
            rows = tables[name].assign(counter=3, file=None, sheet=None, row=None)
            others = publications[name][publications[name]["counter"] != 3]
            history[name] = pd.concat([others, rows])
        note = write_note(history, 2, 3, words(), "none")
        assert note.sections[0].name == "assessments" and "1 项官方评估变动" in note.headline
        assert note.as_record()["sections"][0]["title"] == "官方评估"
        text = "\n".join(note.lines)
        assert "官方评估：新增 " in text and text.count("示例1号") == 1
        return list(note.sections[0].lines)

    assert write_lines(empty, table) == [
        "高端检测设备：新发布官方评估，结论“没有完成”（2026-01-20，示例1号，示例单位）"
    ]
    assert write_lines(table, empty) == [
        "高端检测设备：官方评估删去，原结论“没有完成”（2026-01-20，示例1号，示例单位）"
    ]
    assert write_lines(table, pd.DataFrame([new], columns=columns)) == [
        "高端检测设备：官方评估（示例1号）改动：评估结论 没有完成 → 基本完成"
    ]


def test_an_unknown_version_is_refused(publications):
    assert (
        find_counter(publications["publications"], publications["publications"]["version"][1]) == 2
    )
    with pytest.raises(UnknownVersion):
        find_counter(publications["publications"], "feedfeedfeed")
