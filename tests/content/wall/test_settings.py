"""What the address and the file of a wall mean, and what is said of what they cannot mean."""

import pytest

from catalog import wall_files
from catalog.definitions import words
from catalog.sentences import read_language
from catalog.wall_files import WallFile, open_wall_file
from content.wall.settings import SCENES, language_of, read_settings


def chosen(**request):
    return read_settings({key: [value] for key, value in request.items()}, words())


def language(**request):
    return language_of({key: [value] for key, value in request.items()})


def written(monkeypatch, tmp_path, text):
    """An operator's own file."""
    path = tmp_path / "wall.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WALL_FILE", str(path))


def test_nothing_asked_is_the_default_wall():
    settings = chosen()
    assert settings.scenes == SCENES and settings.notes == () and settings.query == ""
    assert (settings.look, settings.motion, settings.pin, settings.name) == (
        "dark",
        True,
        "",
        "wall",
    )
    assert dict(zip(settings.scenes, settings.dwell, strict=True))["goals"] == 30


def test_the_address_overrules_the_file():
    result = chosen(scenes="map,goals", dwell="7", motion="off", look="light", title="大厅",
                   name="lobby", pin="map", province="湖北")  # fmt: skip
    assert result.scenes == ("map", "goals") and result.dwell == (7, 7)
    assert (result.motion, result.look, result.title) == (False, "light", "大厅")
    assert (result.name, result.pin, result.query) == (
        "lobby",
        "map",
        "province=%E6%B9%96%E5%8C%97",
    )
    assert result.notes == ()


def test_unknown_scenes_are_named_and_skipped():
    result = chosen(scenes="map,weather,map")
    assert result.scenes == ("map",)
    assert result.notes == ("没有这些画面，已略过：weather",)
    assert chosen(scenes="weather").scenes == SCENES


@pytest.mark.parametrize("value", ["0", "1", "abc", "99999999", "-5", "²"])
def test_a_dwell_that_cannot_be_is_said_once(value):
    result = chosen(dwell=value)
    assert set(result.dwell) == {20} and len(result.notes) == 1


@pytest.mark.parametrize(("key", "value"), [("look", "neon"), ("motion", "fast"), ("pin", "sky")])
def test_a_word_that_means_nothing_leaves_the_default(key, value):
    result = chosen(**{key: value})
    assert (result.look, result.motion, result.pin) == ("dark", True, "") and value in result.notes[
        0
    ]


def test_what_no_setting_takes_is_named_and_left_out():
    # address -> what the note names, "" where there is no note
    cases = [
        ({"of": ["湖北"]}, "of=湖北"),
        ({"of": [""], "nothing": []}, ""),
        ({"tab": ["x", "x"], "k": ["9" * 5000]}, f"tab=x、k={'9' * 38}"),
        ({"look": ["light", "dark"]}, "look=dark"),
        ({"look": ["light", "light"], "scenes": ["map", "goals"]}, ""),
        ({key: ["1"] for key in "abcdefg"}, "a=1、b=1、c=1、d=1、e=1、…"),
        ({"province": ["湖北", "湖南"], "period": ["2022", "2024"]}, ""),
    ]
    for address, named in cases:
        notes = read_settings(address, words()).notes
        expected = f"网址里有大屏不认识的内容，已略过：{named}"
        assert [note for note in notes if "不认识" in note] == ([expected] if named else []), (
            address
        )


def test_the_address_names_the_language_and_else_the_file(monkeypatch, tmp_path):
    written(monkeypatch, tmp_path, "dwell = 9\n")
    assert language() is None and language(lang="en") == "en"
    written(monkeypatch, tmp_path, 'lang = "en"\n')
    assert language() == "en" and language(lang="zh") == "zh" and language(lang="") == "en"
    assert chosen().notes == () == chosen(lang="zh").notes
    assert language(wall="nowhere") is None  # and `settings` says that there is no such file


@pytest.mark.parametrize("text", ['lang = "fr"', "lang = 3", 'lang = ["fr"]'])
def test_a_language_of_none_of_ours_is_named_and_chinese_shown(monkeypatch, tmp_path, text):
    assert chosen(lang="fr").notes == ("没有这种语言，按中文显示：fr",)
    written(monkeypatch, tmp_path, text)
    [note] = chosen().notes
    assert note.startswith("wall.toml 第 1 行") and "“lang”" in note
    assert read_language(language()).language == "zh"


def test_what_is_wrong_with_a_file_is_said_in_the_language_of_the_wall():
    result = read_settings({"wall": ["nowhere"], "lang": ["en"]}, words("en"))
    assert result.notes[0].startswith('There are no wall settings called "nowhere"')


def test_a_province_has_a_wall_of_its_own():
    result = chosen(wall="hubei")
    assert (
        result.name == "hubei" and "湖北" in result.title and result.query.startswith("province=")
    )


@pytest.mark.parametrize("name", ["nowhere", "../clauses", "a" * 60, "/etc/passwd"])
def test_a_wall_that_is_not_there_is_the_default_with_a_mark(name):
    result = chosen(wall=name)
    assert result.scenes == SCENES and "没有名为" in result.notes[0]


def test_a_file_that_is_no_toml_is_the_default_with_a_mark(tmp_path, monkeypatch):
    written(monkeypatch, tmp_path, "scenes = [")
    settings = chosen()
    assert settings.scenes == SCENES and "无法读取" in settings.notes[0]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("scope = 3", "“scope”"),
        ("dwell_of = [1]", "“dwell_of”"),
        ('scenes = ["weather"]', "“scenes”的值“weather”不可用，可用：goals、closing、path、map"),
        ("dwell = 1", "“dwell”"),
        ('look = "neon"', "可用：dark、light"),
        ("colour = 3", "“colour”"),
        ('scope = { provinces = ["湖北"] }', "可用的键：domain、region、province、period"),
    ],
)
def test_what_a_file_may_not_say_is_named_by_line_and_the_rest_holds(
    tmp_path, monkeypatch, fault, sentence
):
    written(monkeypatch, tmp_path, f'title = "大厅"\n{fault}\n')
    settings = chosen()
    assert settings.title == "大厅" and settings.scenes == SCENES and set(settings.dwell) == {20}
    [note] = settings.notes
    assert note.startswith("wall.toml 第 2 行") and sentence in note
    assert note.endswith("这一项按默认设置显示")


def test_an_operator_has_a_file_of_their_own(tmp_path, monkeypatch):
    written(monkeypatch, tmp_path, 'scenes = ["month"]\ndwell = 9\n')
    assert chosen().scenes == ("month",) and chosen().dwell == (9,)


@pytest.mark.parametrize(
    "path", sorted(wall_files.WALLS.glob("*.toml")), ids=lambda path: path.stem
)
def test_every_wall_of_the_catalogue_is_sound(path):
    assert open_wall_file(path.stem).refusals(WallFile) == []
    assert chosen(wall=path.stem).notes == ()
