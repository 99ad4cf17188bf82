"""The search on registers drawn by hand: what answers, in which order, and where it leads."""

import ast
from dataclasses import replace
from datetime import date
from urllib.parse import unquote_plus

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from content.scope_url import find_years
from content.search.answer import MAX_QUERY_LETTERS, write_answer
from content.search.catalog_rows import PAGES
from content.search.results import ROWS_PER_GROUP
from content.search.search import search, search_group
from content.view import View
from measures.scope import Scope
from tests.house.source import text as source_text

LABS = """
L1 | 示例材料实验室（湖北01） | 示例大学   | 420000 | 新材料
L2 | 示例材料实验室（广东01） | 示例研究院 | 440000 | 新材料
L3 | 示例材料                 | 示例集团   | 440000 | 高端制造
"""
STANDARDS = """
GB/T 12-2020   | 示例材料 术语   | 推荐性国家标准 | L1 | 2020-03-01
GB/T 1-2020    | 示例材料 总则   | 推荐性国家标准 | L1 | 2020-01-01
GB/T 1.1-2020  | 示例 GB/T 1-2020 导则 | 推荐性国家标准 | L2 | 2020-02-01
ISO 9001:2015  | 示例管理体系    | 国际标准       | L3 | 2015-09-01
"""
TECHNOLOGIES = """
T1 | 示例材料检测仪 | 智能化高端检测设备 | 国际先进 | L1
T2 | 示例传感方法   | 检验检测新技术     | 国内领先 | L2
"""
EVENTS = """
L1 | 批准建设 | 2022-05-01 | 示例函〔2022〕5号
L1 | 限期整改 | 2024-05-01 | 示例函〔2024〕5号
L2 | 整改通过 | 2025-05-01 | 示例函〔2025〕5号
"""


def draw(table: str, columns: str) -> pd.DataFrame:
    """A drawn table; days that are drawn are known to the day."""
    rows = [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]
    frame = pd.DataFrame(rows, columns=columns.split(), dtype="str")
    for column in {"published_on", "event_date"} & set(frame):
        frame[column] = pd.to_datetime(frame[column])
        frame[f"{column}_precision"] = "day"
    return frame


@pytest.fixture(scope="module")
def view(sample):
    registers = sample.registers | {
        "labs": draw(LABS, "lab_id lab_name host_unit province domain"),
        "standards": draw(STANDARDS, "standard_no title kind lab_id published_on"),
        "technologies": draw(TECHNOLOGIES, "technology_id technology_name kind level lab_id"),
        "lab_events": draw(EVENTS, "lab_id event event_date document_no"),
    }
    drawn = replace(sample, registers=registers)
    return View(drawn, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def first_words(view: View, text: str) -> str:
    """The groups of an answer in order, each with the first word of its rows."""
    groups = [
        f"{group.name}: {'、'.join(row.title.split(' · ')[0] for row in group.rows)}"
        for group in search(view, text)
    ]
    return "; ".join(groups)


def test_what_is_meant_stands_first(view):
    # what is typed | what answers, in order
    drawn = {
        "GB/T 1-2020": "standards: GB/T 1-2020、GB/T 1.1-2020",
        " gbt1—2020 ": "standards: GB/T 1-2020",
        "gb/t 1": "standards: GB/T 12-2020、GB/T 1-2020、GB/T 1.1-2020",
        "ISO 9001-2015": "standards: ISO 9001:2015",
        "示例材料": "labs: 示例材料、示例材料实验室（湖北01）、示例材料实验室（广东01）; "
        "standards: GB/T 12-2020、GB/T 1-2020; technologies: 示例材料检测仪",
        "材料实验室(湖北": "labs: 示例材料实验室（湖北01）",
        "l2": "labs: 示例材料实验室（广东01）",
        "T2": "technologies: 示例传感方法",
        "示例集团": "hosts: 示例集团",
        "示例函[2024] 5 号": "events: 限期整改",
        "hb": "provinces: 河北、湖北",
        "guang": "provinces: 广东、广西",
        "shaanxi": "provinces: 陕西",
        "陝西": "provinces: 陕西",
        "鄂": "provinces: 湖北",
        "蜀": "provinces: 四川",
        "生物医药": "domains: 生物医药; clauses: 重点领域建设、质量共性技术研究",
        "若干国家级质量标准实验室": "clauses: 重点领域建设",
        "省份画像": "pages: 省份画像",
        "没有这样的东西": "",
        "  ": "",
    }
    assert {typed: first_words(view, typed) for typed in drawn} == drawn


def test_every_answer_leads_where_it_stands(view):
    drawn = {
        "L2": "/lab?province=湖北&id=L2",
        "示例集团": "/lab?province=湖北&id=L3",
        "GB/T 1-2020": "/standards?q=GB/T 1-2020#list",
        "T2": "/breakthroughs?q=T2#list",
        "示例函〔2024〕5号": "/lab?province=湖北&id=L1",
        "gd": "/province?province=湖北&of=广东",
        "生物医药": "/domains?province=湖北&domain=生物医药",
        "若干国家级质量标准实验室": "/milestones?province=湖北&clause=重点领域建设",
        "布局推演": "/siting?province=湖北",
    }
    first, last = find_years(view.published, view.catalog)
    narrow = replace(view, scope=Scope(provinces=("420000",), start=first, end=last))
    links = {typed: unquote_plus(search(narrow, typed)[0].rows[0].href) for typed in drawn}
    assert links == drawn


def test_several_words_are_all_required_of_one_thing(view):
    # what is typed | what answers, in order
    drawn = {
        "湖北 新材料": "labs: 示例材料实验室（湖北01）",
        "新材料 gd": "labs: 示例材料实验室（广东01）",
        "粤 示例集团": "labs: 示例材料",
        "示例材料 广东01": "labs: 示例材料实验室（广东01）",
        "总则 示例材料": "standards: GB/T 1-2020",
        "GB/T 1-2020 总则": "standards: GB/T 1-2020",
        "检测仪 示例": "technologies: 示例材料检测仪",
        "整改 〔2024〕5号": "events: 限期整改",
        "湖北 生物医药": "",
    }
    assert {typed: first_words(view, typed) for typed in drawn} == drawn


def test_a_standard_and_a_result_lead_to_their_laboratory_too(view):
    def list_labs(text: str) -> list[str]:
        (group,) = write_answer(view, text, "")["groups"]
        return [row["lab"]["title"] for row in group["rows"] if "id=" in row["lab"]["href"]]

    assert list_labs("ISO 9001") == ["实验室：示例材料"]
    assert list_labs("T2") == ["实验室：示例材料实验室（广东01）"]
    unregistered = view.published.registers["standards"].assign(lab_id=[None, "L9", None, "L9"])
    registers = view.published.registers | {"standards": unregistered}
    alone = replace(view, published=replace(view.published, registers=registers))
    (group,) = write_answer(alone, "ISO 9001", "")["groups"]
    assert "lab" not in group["rows"][0]


def test_a_group_says_how_many_it_leaves_out_and_lists_them_when_asked(view):
    standards = pd.concat([view.published.registers["standards"]] * 5, ignore_index=True)
    registers = view.published.registers | {"standards": standards}
    many = replace(view, published=replace(view.published, registers=registers))
    (group,) = write_answer(many, "gb/t", "")["groups"]
    assert (len(group["rows"]), group["counts"]) == (ROWS_PER_GROUP, "前 8，共 15")
    assert unquote_plus(group["list"]) == "/standards?q=gb/t#list" and not group["whole"]
    assert len(search_group(many, "gb/t", "standards").rows) == 15
    refused = write_answer(view, "字" * (MAX_QUERY_LETTERS + 1), "")
    assert refused["groups"] == [] and str(MAX_QUERY_LETTERS) in refused["message"]


def test_no_event_names_a_laboratory_where_the_setting_has_it_so(view):
    assert first_words(view, "整改").startswith("events: 整改通过、限期整改")
    for detail in ("counts", "none"):
        careful = replace(view, detail=detail)
        groups = [group.name for text in ("整改", "示例函") for group in search(careful, text)]
        assert "events" not in groups


def test_every_page_of_the_navigation_is_found_in_both_languages(view):
    tree = ast.parse(source_text("pages/frame.py"))
    values = [
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECTIONS"
    ]
    assert [page for page in PAGES if f"'{page}': {page}" not in values[0]] == []
    assert values[0].count(": ") == len(PAGES) + 3  # the sections themselves
    t = words("en")
    english = replace(view, t=t, catalog=translate_catalog(catalog(), t))
    lost = [page for page in PAGES if search(english, t(f"page.{page}"))[0].best]
    assert lost == []
