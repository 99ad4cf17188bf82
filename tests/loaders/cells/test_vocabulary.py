"""Enumerated words: every usual form of a province, and lists that keep or refuse strangers."""

import pytest

from catalog.definitions import Column, catalog
from loaders.cells.converters import convert
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


@pytest.mark.parametrize("row", PROVINCES, ids=lambda row: row.short)
def test_every_form_of_a_province_is_its_code(row):
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


@pytest.mark.parametrize(
    "raw", ["湖北路", "全国", "东部", "武汉", "99", "000000", 42.5, "广", True]
)
def test_what_is_no_province_is_refused(raw):
    with pytest.raises(Unreadable) as refused:
        convert(PROVINCE, raw)
    assert refused.value.code == "unknown_province"


@pytest.mark.parametrize("entry", catalog().domain_table, ids=lambda entry: entry.name)
def test_every_form_of_a_domain(entry):
    for form in (entry.name, entry.name_en, *entry.aliases):
        assert convert(DOMAIN, f" {form} ") == (entry.name, None)


def test_an_unknown_domain_is_kept_under_the_fallback_and_told():
    assert convert(DOMAIN, "量子") == ("其他", ("unknown_word_kept", "其他"))
    assert convert(DOMAINS, "新材料；量子") == ("新材料；其他", ("unknown_word_kept", "其他"))


def test_several_words_come_once_each_in_the_order_received():
    assert convert(DOMAINS, "信息技术、新型材料,ICT") == ("信息技术；新材料", None)
    assert convert(DOMAINS, "；") == (None, None)
    assert value(FOCUSES, "质量基础；質量政策") == "质量基础研究；质量政策体系研究"


@pytest.mark.parametrize("name", list(catalog().codes))
def test_every_word_and_alias_of_a_code_list(name):
    column, codes = Column("code", "列", "code", codes=name), catalog().codes[name]
    for word in codes.names:
        for form in (word, *codes.aliases[word]):
            assert convert(column, form) == (word, None), form


def test_an_unknown_word_is_refused_with_the_list_or_kept_where_the_list_allows():
    with pytest.raises(Unreadable) as refused:
        convert(EVENT, "搬迁")
    assert refused.value.code == "unknown_code" and "主动退出" in refused.value.detail
    with pytest.raises(Unreadable):
        convert(FOCUSES, "质量基础；别的")
    assert convert(HOST, "协会") == ("其他", ("unknown_word_kept", "其他"))


def test_an_indicator_by_id_or_name():
    for name, entry in catalog().indicators.items():
        assert value(INDICATOR, name) == value(INDICATOR, entry.name) == name
    with pytest.raises(Unreadable):
        convert(INDICATOR, "幸福感")
