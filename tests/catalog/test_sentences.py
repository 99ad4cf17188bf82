"""Two languages, one catalogue: the same keys and parts, a name for every word, no word twice."""

import re
import tomllib
from string import Formatter

import pytest

from catalog.definitions import catalog, words
from catalog.example_briefings import examples
from catalog.files import CATALOG, REFERENCE, read_csv_text, read_toml
from catalog.policy_events import policy_events
from catalog.sentences import names
from catalog.translated import CLASS, CLAUSE, INDICATOR, METHOD, translate_catalog

HAN = re.compile("[\u3400-\u9fff]")
# The command lines speak Chinese only: their readers are data stewards and operators
TERMINAL = {
    "argparse",
    "usage",
    "terminal",
    "taking",
    "imprint",
    "mapping",
    "ditto",
    "draft",
    "engine",
}
# English names a class by the publisher's own word, which Chinese gives beside its translation
LEFT_OUT = {"methods.cut": {"english"}}
FILES = sorted(p.name for p in (CATALOG / "words.zh").glob("*.toml"))


def sections(tongue: str, name: str) -> dict[str, dict[str, str]]:
    """The sections of a file that pages show; none where the language has no such file."""
    path = CATALOG / f"words.{tongue}" / name
    result = read_toml(path) if path.exists() else {}
    return {section: keys for section, keys in result.items() if section not in TERMINAL}


def parts(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


def test_english_has_no_file_of_its_own():
    assert {p.name for p in (CATALOG / "words.en").glob("*.toml")} <= set(FILES)


def test_both_languages_have_the_same_keys_and_parts(subtests):
    for name in FILES:
        with subtests.test(name=name):
            chinese, english = sections("zh", name), sections("en", name)
            assert {s: set(keys) for s, keys in chinese.items()} == {
                s: set(keys) for s, keys in english.items()
            }
            for section, sentences in chinese.items():
                for key, sentence in sentences.items():
                    left_out = LEFT_OUT.get(f"{section}.{key}", set())
                    place = (section, key)
                    assert parts(sentence) - left_out == parts(english[section][key]), place


def test_no_english_sentence_holds_chinese(subtests):
    for name in FILES:
        with subtests.test(name=name):
            for section, sentences in sections("en", name).items():
                assert not [(section, key) for key, text in sentences.items() if HAN.search(text)]


def catalogue_words() -> list[str]:
    """Every word of the catalogue that a page shows."""
    source = catalog()
    result = [*source.domains, *source.regions, *source.provinces["short"]]
    result += [name for codes in source.codes.values() for name in codes.names]
    for register in source.registers.values():
        result.append(register.sheet)
        result += [word for c in register.columns.values() for word in (c.heading, c.unit)]
    result += [getattr(first, field) for first in source.indicators.values() for field in INDICATOR]
    result += [getattr(first, field) for first in source.clauses for field in CLAUSE]
    result += [first.rule for first in source.problems.values()]
    for method in source.methods.values():
        result += [getattr(method, field) for field in METHOD]
        result += [getattr(first, field) or "" for first in method.classes for field in CLASS]
    return result + [tomllib.loads(file.decode())["title"] for file in examples().values()]


def referred() -> set[str]:
    """The publishers of the policy's events and the sources of the built-in statistics."""
    lines = [p for cell in policy_events()["source_publisher"] for p in cell.split("; ")]
    return {*lines, *read_csv_text(REFERENCE / "province_stats.csv")["source"]}


def test_every_source_of_ours_has_an_english_name():
    assert not [word for word in referred() if HAN.search(words("en").name(word))]


def test_every_word_of_the_catalogue_has_an_english_name():
    t = words("en")
    assert not [word for word in catalogue_words() if HAN.search(t.name(word))]


def test_no_english_name_holds_chinese_and_none_is_for_a_word_that_is_gone():
    assert not [name for name in names().values() if HAN.search(name)]
    known = {*catalogue_words(), *referred(), "未填"}
    sections = read_toml(CATALOG / "names.en.toml")
    plurals = set(sections.pop("singular"))
    assert plurals <= set(sections["units"].values())
    listed = {word for section in sections.values() for word in section}
    assert listed - known == set()


def test_a_word_without_a_name_stays_as_it_is():
    t = words("en")
    assert t.name("") == "" and t.name("示例实验室一") == "示例实验室一"
    assert t.name("高端制造") == "High-end manufacturing"
    assert t.name(" 家") == " labs"
    assert words().name("高端制造") == "高端制造"


def test_words_that_a_cell_joins_are_named_each_or_not_at_all():
    t = words("en")
    assert t.name("信息技术；新材料") == "Information technology; New materials"
    assert t.name("新材料×质量基础研究") == "New materials × Quality fundamentals"
    assert t.name("新材料、示例") == "新材料、示例"


def test_a_sentence_names_its_parts():
    t = words("en")
    message = t("part.top", name="湖北", value="5", unit="家")
    assert message == "Highest: Hubei, 5 labs"
    domains = t.join(["新材料", "生物医药"])
    listed = t("scope.line", domains=domains, places="东部", period="2024")
    assert listed == "Scope: New materials and Biomedicine; East; 2024"
    assert words()("part.top", name="湖北", value="5", unit="家") == "最多的是湖北，5 家"
    assert t("wall.month_part", month=10, day=29) == "Oct (to 29 Oct)"


@pytest.mark.parametrize(
    ("value", "counted"),
    [(0, "0 labs"), (1, "1 lab"), ("1", "1 lab"), ("1,001", "1,001 labs"), ("1.0", "1.0 labs")],
)
def test_a_word_beside_a_number_agrees_with_it(value, counted):
    t = words("en")
    assert t("layout.count", count=value) == counted
    assert t("part.top", name="湖北", value=value, unit="家") == f"Highest: Hubei, {counted}"


def test_a_list_is_joined_as_each_language_joins_it():
    assert words().join(["湖北", "湖南", "江西"]) == "湖北、湖南、江西"
    assert words("en").join(["湖北", "湖南", "江西"]) == "Hubei, Hunan, and Jiangxi"


def test_what_a_reader_wrote_is_never_translated_unasked():
    """A laboratory may bear the name of a province; only a part marked `:word` is ours."""
    assert "湖北" in words("en")("evidence.stamp_search", search="湖北")


def test_the_catalogue_in_english_keeps_what_data_are_matched_by():
    source = catalog()
    translated = translate_catalog(source, words("en"))
    assert translated is translate_catalog(source, words("en"))
    assert translate_catalog(source, words()) is source
    assert translated.domains == source.domains and translated.codes is source.codes
    assert translated.registers["labs"].sheet == "Laboratories"
    assert list(translated.registers["labs"].columns) == list(source.registers["labs"].columns)
    for first, other in zip(translated.clauses, source.clauses, strict=True):
        assert first.quote == other.quote and first.id == other.id
        assert not HAN.search(first.title)


def test_a_word_with_two_names_is_refused(tmp_path):
    files = ("names.en.toml", "domains.toml", "provinces.csv", "methods.toml")
    for file in (*files, "classifications.toml", "presets.toml"):
        (tmp_path / file).write_bytes((CATALOG / file).read_bytes())
    with (tmp_path / "names.en.toml").open("a", encoding="utf-8") as file:
        file.write('[more]\n"湖北" = "Hupeh"\n')
    with pytest.raises(ValueError, match="two names"):
        names(tmp_path)
