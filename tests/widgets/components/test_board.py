"""The board's payload, and that Streamlit sees the component."""

import json

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from content.board.payload import FIELDS, write_figures, write_payload

WORDS = {
    "table": "数据表",
    "chart": "图形",
    "missing": "暂无数据",
    "failed": "图形未能画出，请刷新页面。",
}


def encode(figures, words):
    return write_payload(write_figures(figures, words), "")


def figure(name="labs", **inputs):
    """A complete figure with `given` on top."""
    return {
        "id": name,
        "title": "各省实验室数量",
        "takeaway": "东部多于西部。",
        "note": "",
        "source": "来源：示例名录",
        "stamps": ["演示数据"],
        "alt": "柱形图：各省实验室数量",
        "span": 6,
        "height": 340,
        "empty": "",
        "data": [{"type": "bar", "x": ["北京", "上海"], "y": [3, 2]}],
        "layout": {"uirevision": name},
        "geometry": "",
        "table": {"columns": ["省份", "数量"], "rows": [["北京", 3], ["上海", 2]]},
        **inputs,
    }


def decoded(*figures):
    return json.loads(encode(figures, WORDS))


def trace_of(**values):
    return decoded(figure(data=[values]))["figures"][0]["data"][0]


def test_figures_arrive_as_given_in_their_order():
    payload = decoded(figure("b"), figure("a"))
    assert payload["figures"] == [figure("b"), figure("a")]
    assert payload["words"] == WORDS
    assert payload["plotly"].startswith("/assets/plotly-")


def test_chinese_travels_as_utf8_not_as_escapes():
    assert "各省实验室数量".encode() in encode([figure()], WORDS)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([1.5, float("nan")], [1.5, None]),
        (np.array([1.0, np.nan]), [1.0, None]),
        (np.arange(3, dtype="i2"), [0, 1, 2]),
        (np.arange(6).reshape(2, 3).T, [[0, 3], [1, 4], [2, 5]]),
        (np.arange(6)[::2], [0, 2, 4]),
        (np.array(["北京", None], dtype=object), ["北京", None]),
        (pd.Series([1, None], dtype="Int64"), [1, None]),
        (pd.Series(["甲", "乙"], dtype="category"), ["甲", "乙"]),
        ([np.float64("nan"), np.int64(2), pd.NA, pd.NaT], [None, 2, None, None]),
        ([pd.Timestamp("2025-12-31")], ["2025-12-31T00:00:00"]),
    ],
)
def test_what_frames_hold_becomes_json_and_missing_becomes_null(value, expected):
    assert trace_of(y=value)["y"] == expected


def test_what_json_cannot_say_is_refused():
    with pytest.raises(TypeError):
        encode([figure(layout={"width": object()})], WORDS)


def test_equal_input_gives_equal_bytes():
    def built():
        return [figure(data=[{"y": np.array([1.0, np.nan])}]), figure("b")]

    assert encode(built(), WORDS) == encode(built(), WORDS)


def test_digests_tell_which_figure_changed():
    before = decoded(figure("a"), figure("b"))
    after = decoded(figure("a"), figure("b", title="改过的标题"))
    assert before["digests"][0] == after["digests"][0]
    assert before["digests"][1] != after["digests"][1]
    assert before["digest"] != after["digest"]


def test_other_words_redraw_every_card():
    other = json.loads(encode([figure()], {**WORDS, "table": "表"}))
    assert other["digests"] != decoded(figure())["digests"]


def test_a_lacking_word_or_field_and_a_double_id_are_named():
    with pytest.raises(ValueError, match=r"words\.failed"):
        encode([figure()], {**WORDS, "failed": ""})
    incomplete = figure()
    del incomplete["alt"]
    with pytest.raises(ValueError, match=r"labs\.alt"):
        encode([incomplete], WORDS)
    with pytest.raises(ValueError, match="labs"):
        encode([figure(), figure()], WORDS)


def test_tallies_sections_and_tiles_are_figures_of_their_own_kind():
    section = {"id": "s", "kind": "section", "title": "布局", "text": "", "span": 12}
    tile = dict.fromkeys(FIELDS["tile"], "") | {"id": "t", "kind": "tile", "spark": [1, None]}
    tally = {"id": "n", "kind": "tally", "title": "1 句", "items": [], "note": "", "stamps": []}
    inputs = [tally, section, tile, figure()]
    assert decoded(*inputs)["figures"] == inputs
    with pytest.raises(ValueError, match=r"t\.spark"):
        encode([{name: value for name, value in tile.items() if name != "spark"}], WORDS)
    with pytest.raises(ValueError, match="knows no gauge"):
        encode([{"id": "g", "kind": "gauge"}], WORDS)


def _page(figures, words):
    import streamlit as st

    from content.board.payload import write_figures, write_payload
    from widgets.components.board.board import board

    chosen = st.selectbox("领域", ["全部", "新材料"])
    figures[0]["title"] = f"各省实验室数量（{chosen}）"
    st.text(repr(board(write_payload(write_figures(figures, words), ""), "page", "")))


def test_streamlit_carries_the_payload_and_no_click_is_none():
    at = AppTest.from_function(_page, args=([figure(), figure("b")], WORDS)).run()
    assert not at.exception
    [component] = at.get("bidi_component")
    first = json.loads(component.proto.bytes)
    assert [each["id"] for each in first["figures"]] == ["labs", "b"]
    assert at.text[0].value == "None"

    at.selectbox[0].select("新材料").run()
    assert not at.exception
    [component] = at.get("bidi_component")
    second = json.loads(component.proto.bytes)
    assert second["figures"][0]["title"] == "各省实验室数量（新材料）"
    assert second["digests"][1] == first["digests"][1]
