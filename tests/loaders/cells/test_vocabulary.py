"""Enumerated words: every usual form of a province, and lists that keep or refuse strangers."""

from dataclasses import replace

import pytest

from catalog.definitions import Column, catalog
from loaders.cells.converters import convert
from loaders.cells.vocabulary import CatchAllColumn, province_forms
from loaders.problems import Unreadable

PROVINCE = Column("province", "省份", "province")
PROVINCES = list(catalog().provinces.itertuples())
DOMAIN = Column("domain", "主领域", "domain")
DOMAINS = Column("other_domains", "其他领域", "domains")
FOCUSES = Column("focuses", "研究重点", "codes", codes="focus")
EVENT = Column("event", "事件", "code", codes="event", required=True)
HOST = Column("host_type", "依托单位类型", "code", codes="host_type")
INDICATOR = Column("indicator", "指标", "indicator")


def value(column, raw):
    return convert(column, raw)[0]


def forms(row):
    """Every way in which files name a province."""
    english = row.name_en.removesuffix(" SAR")
    yield from (row.full, row.short, row.name_en, english, english.upper(), f"{english} Province")
    yield from (row.code, int(row.code), float(row.code), f"{row.code}.0", row.code[:2])
    yield from (" ".join(row.short), "\u3000".join(row.full), f"\ufeff{row.short}\n")
    yield from row.aliases.split("；") if row.aliases else ()
    yield from row.letters.split("；") if row.letters else ()


def test_every_form_of_a_province_is_its_code(subtests):
    for row in PROVINCES:
        with subtests.test(row=row):
            for form in forms(row):
                assert value(PROVINCE, form) == row.code, form


OLD = "內蒙古 遼寧 黑龍江 江蘇 山東 廣東 廣西 重慶 貴州 雲南 陝西 甘肅 寧夏 臺灣 澳門"
NEW = "内蒙古 辽宁 黑龙江 江苏 山东 广东 广西 重庆 贵州 云南 陕西 甘肃 宁夏 台湾 澳门"


@pytest.mark.parametrize(("old", "new"), list(zip(OLD.split(), NEW.split(), strict=True)))
def test_traditional_characters_name_the_same_province(old, new):
    full = next(row.full for row in PROVINCES if row.short == new)
    assert value(PROVINCE, old) == value(PROVINCE, new)
    assert value(PROVINCE, full.replace(new, old).replace("区", "區")) == value(PROVINCE, new)


def test_the_corps_is_inside_xinjiang_and_names_alike_stay_apart():
    assert value(PROVINCE, "新疆生产建设兵团") == value(PROVINCE, "兵团") == "650000"
    assert value(PROVINCE, "Shaanxi") == "610000" and value(PROVINCE, "Shanxi") == "140000"
    assert value(PROVINCE, "Tibet") == value(PROVINCE, "Xizang") == "540000"


def test_a_letter_of_two_provinces_names_neither():
    twice = catalog().provinces.assign(letters="鄂；楚")
    twice.loc[twice["short"] == "湖北", "letters"] = "鄂；荆"
    forms_of_letters = province_forms(replace(catalog(), provinces=twice))
    assert forms_of_letters["荆"] == "420000"
    assert {"鄂", "楚"} & forms_of_letters.keys() == set()


def test_what_is_no_province_is_refused(subtests):
    for raw in ["湖北路", "全国", "东部", "99", "000000", 42.5, "广", True]:
        with subtests.test(raw=raw):
            with pytest.raises(Unreadable) as refused:
                convert(PROVINCE, raw)
            assert refused.value.code == "unknown_province"


@pytest.mark.parametrize("entry", catalog().domain_table, ids=lambda entry: entry.name)
def test_every_form_of_a_domain(entry):
    for form in (entry.name, entry.name_en, *entry.aliases):
        assert convert(DOMAIN, f" {form} ") == (entry.name, None)


def refusal(column, raw):
    with pytest.raises(Unreadable) as refused:
        convert(column, raw)
    return refused.value.code, refused.value.detail


@pytest.mark.parametrize("raw", ["量子", "同上", "新材料与量子", "新材料；量子", "新材"])
def test_an_unknown_domain_is_refused_with_the_words_allowed(raw):
    for column in (DOMAIN, DOMAINS):
        assert refusal(column, raw) == ("unknown_domain", "、".join(catalog().domains))


def test_a_mapping_may_say_what_stands_for_every_unknown_word():
    column = CatchAllColumn("domain", "主领域", "domain", catch_all="其他")
    assert convert(column, "量子") == ("其他", ("unknown_word_kept", "其他"))
    assert convert(column, "新材料") == ("新材料", None)


@pytest.mark.parametrize(
    "raw", ["新材料、信息技术", "新材料；ICT", "新材料/信息技术", "新材料 | 信息技术"]
)
def test_of_several_domains_the_first_is_the_main_one(raw):
    main = value(DOMAIN, raw)
    assert (main, main.others) == ("新材料", ("信息技术",))


@pytest.mark.parametrize(
    ("raw", "code", "city"),
    [("四川成都", "510000", "成都市"), ("湖北武汉市", "420000", "武汉市"),
     ("湖北省武汉市", "420000", "武汉市"), ("内蒙古呼和浩特", "150000", "呼和浩特市"),
     ("广西壮族自治区南宁市", "450000", "南宁市"), ("湖北 恩施", "420000", "恩施土家族苗族自治州"),
     ("云南省大理白族自治州", "530000", "大理白族自治州"), ("山东-青岛", None, None),
     ("吉林吉林市", "220000", "吉林市"), ("海南三亚", "460000", "三亚市")],
)  # fmt: skip
def test_a_province_with_its_city(raw, code, city):
    if code is None:
        assert refusal(PROVINCE, raw)[0] == "unknown_province"
    else:
        place = value(PROVINCE, raw)
        assert (place, place.city) == (code, city)


@pytest.mark.parametrize(
    ("raw", "home"),
    [("青岛", "山东"), ("深圳市", "广东"), ("武汉", "湖北"), ("大连", "辽宁"), ("恩施", "湖北")],
)
def test_a_city_alone_is_refused_with_its_province(raw, home):
    code, detail = refusal(PROVINCE, raw)
    assert code == "city_as_province" and detail.endswith(f"属于{home}")


@pytest.mark.parametrize("raw", ["湖北成都", "广东北路", "四川大学"])
def test_what_follows_a_province_and_is_none_of_its_cities_is_refused(raw):
    assert refusal(PROVINCE, raw)[0] == "unknown_province"


@pytest.mark.parametrize(
    ("raw", "looks_like"),
    [("⼭东", "山东"), ("⻘海", "青海"), ("⿊龙江", "黑龙江"), ("⻄藏", "西藏"), ("⼴⻄", "广西"),
     ("⼴东", "广东"), ("江⻄", "江西")],
)  # fmt: skip
def test_radicals_are_the_characters_they_look_like(raw, looks_like):
    assert value(PROVINCE, raw) == value(PROVINCE, looks_like)


def test_several_words_come_once_each_in_the_order_received():
    assert convert(DOMAINS, "信息技术、新型材料,ICT") == ("信息技术；新材料", None)
    assert convert(DOMAINS, "；") == (None, None)
    assert value(FOCUSES, "质量基础；質量政策") == "质量基础研究；质量政策体系研究"


def test_every_word_and_alias_of_a_code_list(subtests):
    for name in list(catalog().codes):
        with subtests.test(name=name):
            column, codes = Column("code", "列", "code", codes=name), catalog().codes[name]
            for word in codes.names:
                for form in (word, *codes.aliases[word]):
                    assert convert(column, form) == (word, None), form


def test_an_unknown_word_is_refused_with_the_list():
    with pytest.raises(Unreadable) as refused:
        convert(EVENT, "搬迁")
    assert refused.value.code == "unknown_code" and "主动退出" in refused.value.detail
    with pytest.raises(Unreadable):
        convert(FOCUSES, "质量基础；别的")
    assert refusal(HOST, "协会")[0] == "unknown_code"


def test_an_indicator_by_id_or_name():
    for name, entry in catalog().indicators.items():
        assert value(INDICATOR, name) == value(INDICATOR, entry.name) == name
    with pytest.raises(Unreadable):
        convert(INDICATOR, "幸福感")


@pytest.mark.parametrize("text", ["湖北（武汉）", "湖北省·武汉市", "湖北 武汉市", "湖北(武汉市)"])
def test_a_mark_may_stand_between_province_and_city(text):
    place, _ = convert(Column("province", "省份", "province"), text)
    assert (place, place.city) == ("420000", "武汉市")


@pytest.mark.parametrize("text", ["青海、海南", "青海海南", "甘肃、青海", "湖北成都"])
def test_two_provinces_are_no_province_with_its_city(text):
    with pytest.raises(Unreadable):
        convert(Column("province", "省份", "province"), text)


@pytest.mark.parametrize(
    "text",
    [
        "新材料和信息技术",
        "新材料及信息技术",
        "新材料 信息技术",
        "新材料+信息技术",
        "新材料＆信息技术",
    ],
)
def test_domains_may_stand_together_in_any_usual_way(text):
    main, _ = convert(Column("domain", "主领域", "domain"), text)
    assert (main, main.others) == ("新材料", ("信息技术",))
