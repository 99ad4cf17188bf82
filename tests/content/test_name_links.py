"""Names of provinces and domains in sentences lead to their pages, and words like them do not."""

from datetime import date

import pytest

from catalog.definitions import catalog, words
from content.name_links import list_named_pages, split_at_names
from content.view import View
from measures.scope import Scope


def view_of(sample, language="zh") -> View:
    scope = Scope(regions=("中部",), start=2022, end=2026)
    return View(sample, catalog(), scope, words(language), date(2026, 11, 24))


# fmt: off
SENTENCES = [
    ("zh", "", []),
    ("zh", "最多的是湖北，6 家", ["湖北"]),
    ("zh", "湖北、湖南并列最多；内蒙古 0", ["湖北", "湖南", "内蒙古"]),
    ("zh", "空白：信息技术×质量基础研究", ["信息技术"]),
    ("zh", "新材料在西部占比最高，主领域为“其他”的 16 家", ["新材料", "其他"]),
    ("zh", "含其他领域计，按其他指标", []),
    ("zh", "示例新材料质量标准实验室（湖北01）", []),
    ("zh", "新疆生产建设兵团", []),
    ("en", "Hubei has the most; Inner Mongolia none", ["Hubei", "Inner Mongolia"]),
    ("en", "counted under Other domains", []),
]
# fmt: on


@pytest.mark.parametrize(("language", "sentence", "names"), SENTENCES)
def test_a_name_is_a_word_of_its_own(language, sentence, names, sample):
    parts = split_at_names(view_of(sample, language), sentence)
    assert "".join(text for text, _ in parts) == sentence
    assert [text for text, address in parts if address] == names


def test_a_board_gets_the_pages_of_those_names_alone_that_its_cards_bear(sample):
    view = view_of(sample)
    assert list_named_pages(view, [{"takeaway": "共 3 家"}]) == {}
    cards = [
        {"takeaway": "最多的是湖北，6 家", "title": "湖南"},
        {"notes": ["新材料 2"], "table": {"columns": ["领域", "河南（家）"]}},
    ]
    named = list_named_pages(view, cards)
    assert named["pages"] == {"湖北": (0, "湖北"), "新材料": (1, "新材料"), "河南": (0, "河南")}
    province, domain = named["starts"]
    assert province.startswith("/province?region=") and province.endswith("&of=")
    assert domain.startswith("/domains?region=") and domain.endswith("&domain=")
