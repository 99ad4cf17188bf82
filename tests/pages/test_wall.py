"""大屏 as Streamlit runs it: one component, no widget, no traceback, whatever is published."""

import shutil
from datetime import date

import orjson
from streamlit.testing.v1 import AppTest

from catalog.definitions import ROOT, words
from content.wall.settings import Settings
from server.routes import routes
from widgets.components.wall import wall


def page_script():
    from pages.wall import draw

    draw()


def sent(monkeypatch, folder, **query) -> tuple[AppTest, dict]:
    """The page after one run, and what its component was given."""
    monkeypatch.setenv("TABLES_DIR", str(folder))
    at = AppTest.from_function(page_script)
    for key, value in query.items():
        at.query_params[key] = value
    at.run(timeout=60)
    assert not at.exception
    [component] = at.get("bidi_component")
    return at, orjson.loads(component.proto.bytes)


def test_nothing_published_is_a_sentence_and_no_scene(monkeypatch, tmp_path):
    _, payload = sent(monkeypatch, tmp_path)
    assert payload["scenes"] == [] and "还没有发布任何数据" in payload["fault"]


def test_the_wall_is_one_component_without_a_widget(monkeypatch, sample_tables, sample):
    at, payload = sent(monkeypatch, sample_tables, scenes="goals,month", name="lobby")
    assert not (at.multiselect or at.button or at.selectbox or at.title)
    assert [scene["name"] for scene in payload["scenes"]] == ["goals", "month"]
    assert payload["name"] == "lobby" and payload["edition"].split()[0] == sample.version
    assert "演示数据" in payload["head"]["marks"] and payload["fault"] == ""


def test_the_file_of_a_wall_chooses_its_language_unless_the_address_does(
    monkeypatch, sample_tables, tmp_path
):
    path = tmp_path / "wall.toml"
    path.write_text('lang = "en"\nscenes = ["goals"]\n', encoding="utf-8")
    monkeypatch.setenv("WALL_FILE", str(path))
    _, payload = sent(monkeypatch, sample_tables)
    assert payload["lang"] == "en" and payload["notes"] == []
    assert payload["scenes"][0]["title"] == "Every sentence of the guideline"
    assert payload["words"]["lost"] == "Connection lost; shown are the data of {time}"
    assert payload["title"] == words("en")("app.title")
    _, payload = sent(monkeypatch, sample_tables, lang="zh")
    assert payload["lang"] == "zh-CN" and payload["title"] == words()("app.title")
    assert payload["words"]["lost"] == "连接中断，显示的是 {time} 的数据"


def test_an_unknown_language_is_said_and_the_wall_is_chinese(monkeypatch, sample_tables):
    _, payload = sent(monkeypatch, sample_tables, scenes="goals", lang="fr")
    assert payload["lang"] == "zh-CN" and payload["notes"] == ["没有这种语言，按中文显示：fr"]


def test_equal_data_give_equal_digests(monkeypatch, sample_tables):
    """The browser leaves a scene alone whose digest it knows: no clock, no chance in it."""
    digests = []
    for _ in range(2):
        wall._scene_cache().clear()
        _, payload = sent(monkeypatch, sample_tables, scenes="goals,map")
        digests.append([scene["digest"] for scene in payload["scenes"]])
    assert digests[0] == digests[1]


def test_an_unknown_province_is_said_and_restricts_nothing(monkeypatch, sample_tables):
    _, payload = sent(monkeypatch, sample_tables, scenes="goals", province="湖北路")
    assert payload["notes"] == ["范围里没有这些词，已略过：湖北路"]
    assert "全国" in payload["head"]["scope"]
    # nor is any scene built for it: it is that of the whole country, asked for again
    wall._scene_cache()[("another", "", "", "")] = None, None
    _, again = sent(monkeypatch, sample_tables, scenes="goals")
    assert again["scenes"] == payload["scenes"]
    assert [key[1:] for key in wall._scene_cache()][-2:] == [("", "", ""), ("", "goals", "zh")]
    del wall._scene_cache()[("another", "", "", "")]


def test_damaged_tables_leave_the_last_good_version_with_a_mark(
    monkeypatch, sample_tables, tmp_path
):
    tables = shutil.copytree(sample_tables, tmp_path / "tables")
    sent(monkeypatch, tables, scenes="goals")
    (tables / "CURRENT.json").write_text("{", encoding="utf-8")
    _, payload = sent(monkeypatch, tables, scenes="goals")
    assert len(payload["scenes"]) == 1 and "最新数据读取失败" in payload["fault"]


def test_a_version_damaged_while_it_is_on_show_is_announced(monkeypatch, sample_tables, tmp_path):
    tables = shutil.copytree(sample_tables, tmp_path / "tables")
    _, before = sent(monkeypatch, tables, scenes="goals")
    (tables / before["edition"].split()[0] / "map.json").write_text("{", encoding="utf-8")
    _, after = sent(monkeypatch, tables, scenes="goals")
    assert len(after["scenes"]) == 1 and "map.json 与发布时的校验值不符" in after["fault"]
    assert before["fault"] == "" and after["edition"] != before["edition"]  # so the wall asks anew


def test_old_data_are_told_with_the_days_beyond_their_period(monkeypatch, sample_tables):
    monkeypatch.setattr(wall, "today", lambda: date(2027, 11, 30))
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    payload = wall.payload(Settings(scenes=("goals",), dwell=(20,)), words())
    assert payload["head"]["stale"] == "数据截至 2026-10-29，已过期 32 天（更新周期 365 天）"


def test_whatever_fails_there_is_no_traceback_but_a_sentence(monkeypatch, sample_tables, caplog):
    """Without a scene the browser keeps those that it has."""
    monkeypatch.setattr(wall, "scenes_of", lambda *_: 1 / 0)
    at, payload = sent(monkeypatch, sample_tables)
    assert payload["scenes"] == [] and payload["fault"] == "画面没有生成，稍后自动重试"
    assert not at.error and "ZeroDivisionError" in caplog.text


def test_a_server_of_the_wall_alone_has_no_other_page_and_no_file(monkeypatch, sample_tables):
    monkeypatch.setenv("TABLES_DIR", str(sample_tables))
    monkeypatch.setenv("WALL_ONLY", "1")
    at = AppTest.from_file(str(ROOT.parent / "pages" / "frame.py"))
    at.query_params["scenes"] = "goals"
    at.run(timeout=60)
    assert not at.exception and not at.title and not at.multiselect
    [component] = [part for part in at.get("bidi_component") if b"scenes" in part.proto.bytes]
    assert [scene["name"] for scene in orjson.loads(component.proto.bytes)["scenes"]] == ["goals"]
    assert {page["url_pathname"] for page in at._registered_pages.values()} == {"", "wall"}
    assert not [route for route in routes("") if "exports" in route.path]
    monkeypatch.delenv("WALL_ONLY")
    assert [route for route in routes("") if "exports" in route.path]
