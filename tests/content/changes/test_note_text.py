"""自上次以来: two publications with one changed row, and a third without any change."""

import pandas as pd
import pytest

from catalog.definitions import words
from content.changes.note_text import UnknownVersion, find_counter, write_note
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


def test_an_unknown_version_is_refused(publications):
    assert (
        find_counter(publications["publications"], publications["publications"]["version"][1]) == 2
    )
    with pytest.raises(UnknownVersion):
        find_counter(publications["publications"], "feedfeedfeed")
