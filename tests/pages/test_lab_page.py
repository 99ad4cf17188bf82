"""The page of one laboratory: under its name, or with the way to one."""

import json

from streamlit.testing.v1 import AppTest

from tests.pages.markdown import plain
from tests.pages.test_page_files import file_of
from tests.pages.test_pages import cards, page_script
from widgets.briefing import draft


def open_lab(folder, lab_id: str, province: str) -> AppTest:
    """The page of a laboratory under the filter of one province."""
    scope = {"start": 2022, "end": 2026, "provinces": (province,)}
    at = AppTest.from_function(
        page_script, kwargs={"name": "lab", "folder": str(folder), "scope": scope}
    )
    at.query_params["id"] = lab_id
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at


def test_filters_do_not_narrow_a_laboratory_and_an_unknown_one_is_named(
    sample_tables, sample, monkeypatch
):
    kept = []  # AppTest's sessions share one id
    monkeypatch.setattr(draft, "_drafts", lambda: kept)
    labs = sample.registers["labs"]
    lab = labs.iloc[0]
    elsewhere = labs.loc[labs["province"] != lab["province"], "province"].iloc[0]
    at = open_lab(sample_tables, lab["lab_id"], elsewhere)
    assert plain(at.header[0].value) == lab["lab_name"]
    assert list(cards(at)) == ["lab_timeline", "lab_outputs"]
    assert any("全部领域 · 全国" in text.value for text in at.text)
    made = file_of(at)
    assert lab["lab_name"] in [part.title for part in made.parts]
    assert "演示数据" in made.provenance.marks

    (button,) = [part for part in at.button if part.label == "放进简报"]
    button.click().run(timeout=30)
    assert f"lab/lab_events?id={lab['lab_id']}" in kept[0].refs() and not at.exception

    at = open_lab(sample_tables, "SL-1999-001", elsewhere)
    assert any("“SL-1999-001”" in plain(box.value) for box in at.warning)
    listed = at.dataframe[0].value["实验室名称"]
    assert len(listed) == (labs["province"] == elsewhere).sum()
    # the numbers stay numbers under a heading that may be shorter, the full one its hint
    settings = json.loads(at.dataframe[0].proto.columns)["技术与设备"]
    assert (settings["label"], settings["help"]) == ("技术与设备", "技术与设备")
    assert settings["type_config"]["type"] == "number"
