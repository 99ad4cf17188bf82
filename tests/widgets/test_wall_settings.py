"""What the address and the file of a wall mean, and what is said of what they cannot mean."""

import pytest

from loaders import walls
from loaders.catalog import words
from loaders.walls import wall_file
from widgets.wall_settings import SCENES, settings


def chosen(**asked):
    return settings({key: [value] for key, value in asked.items()}, words())


def test_nothing_asked_is_the_default_wall():
    found = chosen()
    assert found.scenes == SCENES and found.said == () and found.query == ""
    assert (found.look, found.motion, found.pin, found.name) == ("dark", True, "", "wall")
    assert dict(zip(found.scenes, found.dwell, strict=True))["goals"] == 30


def test_the_address_overrules_the_file():
    found = chosen(scenes="map,goals", dwell="7", motion="off", look="light", title="大厅",
                   name="lobby", pin="map", province="湖北")  # fmt: skip
    assert found.scenes == ("map", "goals") and found.dwell == (7, 7)
    assert (found.motion, found.look, found.title) == (False, "light", "大厅")
    assert (found.name, found.pin, found.query) == ("lobby", "map", "province=%E6%B9%96%E5%8C%97")
    assert found.said == ()


def test_unknown_scenes_are_named_and_skipped():
    found = chosen(scenes="map,weather,map")
    assert found.scenes == ("map",)
    assert found.said == ("没有这些画面，已略过：weather",)
    assert chosen(scenes="weather").scenes == SCENES


@pytest.mark.parametrize("value", ["0", "1", "abc", "99999999", "-5", "²"])
def test_a_dwell_that_cannot_be_is_said_once(value):
    found = chosen(dwell=value)
    assert set(found.dwell) == {20} and len(found.said) == 1


@pytest.mark.parametrize(("key", "value"), [("look", "neon"), ("motion", "fast"), ("pin", "sky")])
def test_a_word_that_means_nothing_leaves_the_default(key, value):
    found = chosen(**{key: value})
    assert (found.look, found.motion, found.pin) == ("dark", True, "") and value in found.said[0]


def test_english_is_not_there_yet_and_says_so():
    assert chosen(lang="en").said == ("尚未提供英文，显示中文",)


def test_a_province_has_a_wall_of_its_own():
    found = chosen(wall="hubei")
    assert found.name == "hubei" and "湖北" in found.title and found.query.startswith("province=")


@pytest.mark.parametrize("name", ["nowhere", "../clauses", "a" * 60, "/etc/passwd"])
def test_a_wall_that_is_not_there_is_the_default_with_a_mark(name):
    found = chosen(wall=name)
    assert found.scenes == SCENES and "没有名为" in found.said[0]


@pytest.mark.parametrize("text", ["scenes = [", "scope = 3", "dwell_of = [1]"])
def test_a_faulty_file_is_the_default_with_a_mark(tmp_path, monkeypatch, text):
    (tmp_path / "wall.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("WALL_FILE", str(tmp_path / "wall.toml"))
    found = chosen()
    assert found.scenes == SCENES and "无法读取" in found.said[0]


def test_an_operator_has_a_file_of_their_own(tmp_path, monkeypatch):
    path = tmp_path / "wall.toml"
    path.write_text('scenes = ["month"]\ndwell = 9\n', encoding="utf-8")
    monkeypatch.setenv("WALL_FILE", str(path))
    assert chosen().scenes == ("month",) and chosen().dwell == (9,)


@pytest.mark.parametrize("path", sorted(walls.WALLS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_wall_of_the_catalogue_is_sound(path):
    assert wall_file(path.stem)
    assert chosen(wall=path.stem).said == ()
