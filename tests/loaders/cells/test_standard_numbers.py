"""Numbers of standards: one canonical form for each, or the reason why it is none."""

import pytest

from catalog.definitions import Column
from loaders.cells import converters, standard_numbers
from loaders.cells.converters import convert
from loaders.cells.standard_numbers import (
    UnreadNumber,
    has_plain_marks,
    parse_standard_number,
    squeeze,
)
from tests.loaders.drawn_registers import LABS, load_tables, problems

COLUMN = Column("standard_no", "标准号", "standard_no")

CANONICAL = {
    "GB/T 40001-2024": [
        "GB/T 40001——2024", "GB/T 40001—2024", "GB/T 40001 – 2024", "GB∕T 40001-2024",
        "GB⁄T 40001-2024", "GB／T　40001－2024", "GB/T 40001ー2024", "GB/T 40001一2024",
        "GB/T 40001━2024", "GB/T 40001⁃2024",
        "GB/T40001-2024", "gb/t 40001-2024", "GBT 40001-2024", "GBT40001-2024", "GB_T 40001-2024",
        "GB / T 40001 - 2024", "《GB/T 40001-2024》", "GB/T 40001-2024。", "GB/T 40001:2024",
        "ＧＢ／Ｔ４０００１－２０２４", "GB/T 40001-2024\u200b", "GB/T\n40001-2024",
        "GB/T 40001-2024；GB/T 40001-2024", "GB/T 40001-2024（E）", "GB/T 40001-2024(中文版)",
    ],
    "DB11/T 1234-2020": ["DB 11/T 1234-2020", "DB11/T1234—2020", "db11∕t 1234——2020",
                         "DB11T 1234-2020", "DB 11 / T 1234 - 2020"],
    "DB4401/T 10-2018": ["DB 4401/T 10-2018", "db4401/T10—2018"],
    "ISO 9001:2015": ["ISO 9001-2015", "iso 9001:2015", "ISO9001：2015", "ISO 9001:2015(E)",
                      "ISO 9001 : 2015", "ISO 9001—2015（E）"],
    "ISO/IEC 17025:2017": ["ISO/IEC 17025-2017", "ISO / IEC 17025:2017(E)", "ISO∕IEC17025：2017",
                           "IEC/ISO 17025:2017"],
    "IEC TS 62257-1:2015": ["IEC/TS 62257-1:2015", "IEC TS 62257-1-2015", "iec ts62257-1:2015"],
    "ISO 9001:2015/Amd 1:2024": ["ISO 9001:2015/Amd.1:2024", "ISO 9001:2015/AMD 1:2024"],
    "IEEE 802.3-2018": ["IEEE Std 802.3-2018", "IEEE802.3—2018", "ieee std 802.3-2018"],
    "IEEE C37.118.1-2011": ["IEEE Std C37.118.1—2011", "ieee c37.118.1-2011"],
    "IEEE 802.11AX-2021": ["IEEE 802.11ax-2021", "IEEE Std 802.11ax—2021"],
    "JJF(机械) 1001-2019": ["JJF（机械）1001—2019", "jjf(机械) 1001-2019"],
    "JJG(京) 12-2020": ["JJG（京） 12——2020"],
    "IEC 60601-1:2005+AMD1:2012": ["IEC 60601-1:2005+A1:2012"],
    "ITU-T X.509:2019": ["ITU-T Rec. X.509 (10/2019)", "ITU-T X.509 (10/2019)", "ITU-T X.509-2019",
                         "ITU-TX.509（2019）"],
    "T/CAS 123-2021": ["T/CAS123—2021", "t∕cas 123-2021", "T / CAS 123——2021"],
    "GB/T 1234-2010/XG1-2013": ["GB/T 1234—2010/XG1—2013"],
    "JJF 1059.1-2012": ["JJF1059.1——2012", "jjf 1059.1-2012"],
    "GBZ/T 300.1-2017": ["GBZ／T 300.1—2017"],
    "DB31 329.2-2019": ["DB 31 329.2—2019", "DB31329.2-2019"],
    "DB/T 1-2008": ["DB∕T 1—2008", "db/t1-2008"],
    "DB11 447-2015": ["DB11/ 447-2015", "DB 11/447—2015", "DB11/447-2015"],
    "GSB 07-3186-2014": ["GSB07-3186-2014", "gsb 07—3186——2014", "GSB-07-3186-2014",
                         "GSB 07-3186-14", "《GSB 07-3186-2014》"],
    "GSB 07-3186.1-2014": ["GSB07—3186.1—2014"],
    "GSB G62004-1990": ["GSB G 62004-90", "GSBG62004-1990"],
    "GSB 04-1767": ["GSB 04 — 1767", "GSB04-1767"],
    "GBW(E) 080123": ["GBW（E）080123", "GBW(E)080123"],
    "CNCA-C01-01:2014": ["CNCA-C01-01：2014", "CNCA—C01—01：2014", "CNCA C01-01:2014",
                         "cnca-c01-01-2014"],
    "CNCA-00C-008": ["CNCA—00C—008", "CNCA 00C-008"],
    "CNCA/CTS 0013-2008": ["CNCA/CTS 0013—2008", "CNCA∕CTS0013-2008"],
    "CNAS-CL01-G001:2018": ["CNAS—CL01—G001：2018", "CNAS CL01-G001:2018"],
    "CNAS-CL01": ["CNAS—CL01", "cnas cl01"],
    "CQC11-447411-2015": ["CQC 11-447411-2015", "CQC11—447411—2015", "CQC-11-447411-2015"],
    "CQC 1107-2020": ["CQC1107-2020", "CQC 1107——2020"],
    "CQC-C0101-2014": ["CQC—C0101—2014", "CQC C0101-2014"],
    "RB/T 214-2017": ["RBT 214-2017", "RB/T214—2017"],
    "T/CAS 201-2021": ["T/CAS201—2021", "T／CAS 201-2021"],
    "JJG 196-2006": ["JJG196—2006"],
    "GB 4943.1-2022": ["GB4943.1-2022", "《GB 4943.1—2022》"],
}  # fmt: skip


def test_one_standard_has_one_number(subtests):
    for canonical in CANONICAL:
        with subtests.test(canonical=canonical):
            texts = [canonical, *CANONICAL[canonical]]
            assert [text for text in texts if parse_standard_number(text) != canonical] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [("GB/T 40001", "没有年份"), ("ISO 9001", "没有年份"), ("DB11/T 1234", "没有年份"),
     ("20241234-T-469", "计划号"), ("20241234-Q-469", "计划号"), ("待发布", "还没有发布"),
     ("制定中", "还没有发布"), ("GB/T 40001-2024（报批稿）", "还没有发布"),
     ("ISO/DIS 9001:2025", "还没有发布"), ("GB/T XXXX-2024", "代号"), ("无", "没有编号"),
     ("GB/T 40001-2024\nGB/T 40002-2024", "不止一个标准号"),
     ("GB/T 40001-2024、40002-2024", "还有别的文字"),
     ("GB/T 1-2024；ISO 1:2020；IEC 2:2020", "不止一个"),
     ("GB 40001-2024 示例安全要求", "还有别的文字"), ("代替 GB/T 40001-2014", "还有别的文字"),
     ("DB/T 11 1234-2020", "数字之间有空白"), ("GB/T 1234 5-2020", "数字之间有空白"),
     ("ISO 9001:2015 14001:2015", "数字之间有空白"), ("IEEE P2801-2020", "代号"),
     ("XX/T 12-2020", "代号“XX/T”"), ("DB99/T 1-2020", "代号"), ("EN 50126-1:2017", "代号“EN”")],
)  # fmt: skip
def test_what_is_no_number_has_a_reason(text, reason):
    number = parse_standard_number(text)
    assert isinstance(number, UnreadNumber) and reason in number.reason


@pytest.mark.parametrize(
    "text",
    ["GB/T 19001-2016/ISO 9001:2015", "GB/T 19001-2016 idt ISO 9001:2015",
     "GB/T 19001—2016（IDT ISO 9001:2015）", "GB/T 19001-2016 等同采用 ISO 9001:2015",
     "GB/T 19001-2016\nISO 9001:2015"],
)  # fmt: skip
def test_an_adoption_counts_under_its_chinese_number(text):
    number, note = convert(COLUMN, text)
    assert (number, number.adopted) == ("GB/T 19001-2016", "ISO 9001:2015")
    assert note[0] == "adopted_number"


@pytest.mark.parametrize(
    ("text", "note"),
    [("GB/T 40001-2024", None), ("gb/t40001—2024", None), ("ＧＢ／Ｔ　40001-2024", None),
     ("GB∕T 40001-2024", "number_rewritten"), ("GBT 40001-2024", "number_rewritten"),
     ("《GB/T 40001-2024》", "number_rewritten"), ("ISO 40001-2024", "number_rewritten"),
     ("GB/T 40001一2024", "number_rewritten"), ("GB/T 40001-92", "two_digit_year")],
)  # fmt: skip
def test_a_rewritten_number_is_said(text, note):
    code_and_detail = convert(COLUMN, text)[1]
    assert (code_and_detail and code_and_detail[0]) == note


def test_a_number_of_another_form_has_one_hyphen():
    forms = ["NIM 04-1736-2004", "NIM 04—1736——2004", "NIM 04 - 1736 - 2004"]
    assert {parse_standard_number(form) for form in forms} == {"NIM 04-1736-2004"}


def test_samples_and_certification_rules_load_under_one_number_each(tmp_path):
    heading = ["标准号", "名称", "类别", "发布日期"]
    drawn = [
        ("GSB 07-3186-2014", "标准样品"), ("GSB 04-1767", "标准样品"), ("GBW 08607", "标准样品"),
        ("CNCA-C01-01：2014", "认证方法"), ("CNCA-C01-01:2020", "认证方法"),
        ("CQC11-447411-2015", "认证方法"), ("CQC 1107-2020", "认证方法"),
        ("CNAS-CL01:2018", "认证方法"), ("RB/T 242-2018", "认证方法"),
        ("RB/T 214-2017", "行业标准"), ("DB11/ 447-2015", "地方标准"),
        ("T/CAS 201-2021", "团体标准"), ("JJF 1059.1-2012", "行业标准"),
        ("CNCA 示例规则 1", "认证方法"),
    ]  # fmt: skip
    rows = [
        [number, f"示例{place}", kind, "2021-05-06"] for place, (number, kind) in enumerate(drawn)
    ]
    result = load_tables(tmp_path, 实验室名录=LABS, 标准与认证方法=[heading, *rows])
    numbers = list(result.registers["standards"].standard_no)
    assert len(numbers) == len(drawn) and "CNCA-C01-01:2014" in numbers
    for other in ("强制性国家标准", "标准样品"):  # a rule is no sample and no national standard
        row = ["CNCA-C01-01:2014", "示例", other, "2021-05-06"]
        wrong = load_tables(tmp_path, 实验室名录=LABS, 标准与认证方法=[heading, row])
        assert [code for code, _, _ in problems(wrong)] == ["kind_against_number"]


def test_plain_marks_are_those_that_squeezing_leaves(monkeypatch):
    signs = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    texts = [f"GB{sign}1" for sign in signs] + ["-1", "1-", "A--1", "A- -1", " G B/T 1.1 - 2020 "]
    plain = [text for text in texts if has_plain_marks(text)]
    assert len(plain) > 20_000 and "GB一1" not in plain
    squeezed = list(map(squeeze, plain))
    monkeypatch.setattr(standard_numbers, "has_plain_marks", lambda _text: False)
    assert list(map(squeeze, plain)) == squeezed


def test_a_plainly_written_number_is_narrowed_once(monkeypatch):
    calls = []
    narrow = standard_numbers.narrow
    for module in (standard_numbers, converters):
        monkeypatch.setattr(module, "narrow", lambda text: calls.append(text) or narrow(text))
    for text in ("GB/T 19001-2016", "示例/H 0001-2022"):
        assert convert(COLUMN, text)[1] is None
        assert calls == [text]
        calls.clear()
