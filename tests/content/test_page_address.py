"""What the controls of each page take from an address, and what is left out by name."""

from datetime import date
from urllib.parse import urlencode

import pytest

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.page_address import clean
from content.scope_url import read_query
from content.view import View

# page | address | what stays | what is named
CASES = [
    ("overview", {"domain": ["新材料", "炼金术", "新材料"]}, {"domain": ["新材料"]},
     ["domain=炼金术"]),
    ("overview", {"domain": [""], "lang": [""]}, {}, []),
    ("overview", {"lang": ["fr", "en", "zh"]}, {"lang": ["en"]}, ["lang=fr", "lang=zh"]),
    ("overview", {"period": ["2025", "2023"]}, {"period": ["2023", "2025"]}, []),
    ("overview", {"period": ["2024", "2024"]}, {"period": ["2024", "2024"]}, []),
    ("overview", {"period": ["2024"]}, {}, ["period=2024"]),
    ("overview", {"period": ["9" * 5000, "2024"]}, {}, [f"period={'9' * 5000}", "period=2024"]),
    ("overview", {"k": ["3"], "utm": ["x"]}, {}, ["k=3", "utm=x"]),
    ("overview", {"since": ["feedfeedfeed"]}, {}, ["since=feedfeedfeed"]),
    ("milestones", {"group": ["2025 年目标", "x"], "clause": ["规模适度"]},
     {"group": ["2025 年目标"]}, ["group=x", "clause=规模适度"]),
    ("milestones", {"clause": ["规模适度"]}, {"clause": ["规模适度"]}, []),
    ("milestones", {"group": ["情景推演"], "clause": ["规模适度"], "entries": ["10", "-3", "1e3"],
                    "horizon": ["2031 年", "2030 年"], "hold": ["120.5"]},
     {"group": ["情景推演"], "entries": ["10"], "horizon": ["2030 年"]},
     ["clause=规模适度", "entries=-3", "entries=1e3", "horizon=2031 年", "hold=120.5"]),
    ("layout", {"year": ["2024"], "period": ["2025", "2026"]}, {"period": ["2025", "2026"]},
     ["year=2024"]),
    ("layout", {"dots": ["true"], "place": ["湖北"], "tab": ["随时间"], "measure": ["区位商"]},
     {"dots": ["true"], "place": ["湖北"], "tab": ["随时间"], "measure": ["区位商"]}, []),
    ("lifecycle", {"lab": ["主动退出"], "lab_page": ["2"]}, {"lab": ["主动退出"]}, ["lab_page=2"]),
    ("lifecycle", {"state": ["left", "moon"], "lab_page": ["2"]}, {"state": ["left"]},
     ["state=moon", "lab_page=2"]),
    ("lifecycle", {"lab_page": ["2", "0", "1.5"]}, {"lab_page": ["2"]},
     ["lab_page=0", "lab_page=1.5"]),
    ("siting", {"k": ["inf", "nan", "-1", "31", "30"]}, {"k": ["30"]},
     ["k=inf", "k=nan", "k=-1", "k=31"]),
    ("siting", {"a": ["湖北"], "only": ["湖北", "火星"], "edited": ["方案 B"]},
     {"a": ["湖北"], "only": ["湖北"], "edited": ["方案 B"]}, ["only=火星"]),
    ("province", {"of": ["火星", "香港"]}, {"of": ["香港"]}, ["of=火星"]),
    ("compare", {"with": ["湖北", "湖南", "广东", "北京", "天津"]},
     {"with": ["湖北", "湖南", "广东", "北京"]}, ["with=天津"]),
    ("lab", {"id": ["SL-2022-002", "SL-1999-001"]}, {"id": ["SL-2022-002"]}, ["id=SL-1999-001"]),
    ("briefing", {"part": ["a/b", "a/b"], "title": ["月报"]}, {"part": ["a/b"], "title": ["月报"]},
     []),
]  # fmt: skip


@pytest.fixture(scope="module")
def scoped(sample):
    """The view of an address over the sample, in Chinese."""
    t = words()

    def view(address) -> View:
        scope, _ = read_query(urlencode(address, doseq=True), sample, catalog())
        return View(sample, translate_catalog(catalog(), t), scope, t, date(2026, 11, 24))

    return view


def test_what_controls_know_stays_and_the_rest_is_named(scoped):
    wrong = [
        (page, request, result)
        for page, request, kept, unknown in CASES
        if (result := clean(page, request, scoped)) != (kept, unknown)
    ]
    assert wrong == []


def test_what_is_clean_stays_as_it_is(scoped):
    for page, _, kept, _ in CASES:
        assert clean(page, kept, scoped) == (kept, [])
