"""省份画像 and 省份比较: missing is not zero, and both pages say the same of a province."""

from urllib.parse import unquote

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from catalog.definitions import catalog
from charts.theme import color_words
from tests.pages.markdown import names_of_links, plain
from tests.pages.test_pages import cards, page_script

NATION = {"start": 2022, "end": 2026}


def opened(name, folder, chosen=(), **scope) -> AppTest:
    """A page with provinces chosen in its address, after one run."""
    at = AppTest.from_function(
        page_script, kwargs={"name": name, "folder": str(folder), "scope": {**NATION, **scope}}
    )
    if chosen:
        at.query_params["of" if name == "province" else "with"] = chosen
    at.run(timeout=30)
    assert not at.exception, at.exception
    return at


def rows(at: AppTest) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in at.table[0].value.values.tolist()}


def table_of(at: AppTest) -> dict:
    """What the table to pick provinces from was sent."""
    sent = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    return next(payload for payload in sent if "links" in payload)


def source_of_page(at: AppTest) -> str:
    """The source that the page's head and foot tell, so that no card repeats it."""
    sent = [orjson.loads(part.proto.bytes) for part in at.get("bidi_component")]
    return next(payload["words"]["source"] for payload in sent if "figures" in payload)


def texts_of(at: AppTest) -> str:
    boxes = "".join(box.value for box in (*at.info, *at.warning, *at.caption, *at.markdown))
    return plain(boxes) + "".join(text.value for text in at.text)


# --- nothing to show says why ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"), [("province", "一个省份"), ("compare", "两到四个省份")]
)
def test_without_a_choice_the_page_asks(name, sentence, sample_tables):
    at = opened(name, sample_tables)
    assert sentence in at.info[0].value
    assert not at.table and not cards(at)


@pytest.mark.parametrize(("name", "chosen"), [("province", "湖北"), ("compare", ["湖北", "湖南"])])
def test_an_unknown_domain_is_missing_and_not_zero(name, chosen, sample_tables):
    at = opened(name, sample_tables, chosen, domains=("火星",))
    assert "目录里没有“火星”这个领域" in at.info[0].value
    assert not at.table


@pytest.mark.parametrize("name", ["香港", "澳门", "台湾"])
def test_a_province_without_statistics_has_counts_and_no_rates(name, sample_tables):
    at = opened("province", sample_tables, name)
    assert rows(at)["在运行实验室（家）"] == ["0", "—", "114"]
    assert rows(at)["每百万人口的实验室（家）"][:2] == ["暂无数据", "—"]
    assert f"{name}没有同口径的统计（分母）" in texts_of(at)
    assert "港澳台没有同口径统计" in cards(at)["province_industry"]["empty"]
    assert f"{name}没有登记的实验室" in texts_of(at)


def test_a_year_before_any_lab_is_zero_without_rank(sample_tables):
    at = opened("province", sample_tables, "湖北", start=2019, end=2020)
    assert rows(at)["在运行实验室（家）"] == ["0", "—", "0"]
    assert rows(at)["每千亿元工业增加值的实验室（家）"] == ["0.00", "—", "0.00"]


def test_registers_not_sent_are_missing_with_their_reason(other_tables):
    at = opened("province", other_tables, "湖北", start=2019, end=2020)
    assert rows(at)["标准（项）"] == ["暂无数据", "—", "暂无数据"]
    for sheet in ("技术与设备", "标准与认证方法", "考核评价"):
        assert f"登记册未报送“{sheet}”" in texts_of(at)
    assert "未报送“考核评价”" in cards(at)["province_evaluations"]["empty"]
    at = opened("compare", other_tables, ["湖北", "西藏"], start=2019, end=2020)
    assert "未报送“技术与设备”" in cards(at)["compare_technologies"]["empty"]


def test_one_lab_ranks_and_shows_a_year_as_a_year(other_tables):
    at = opened("province", other_tables, "湖北", start=2019, end=2020)
    assert rows(at)["在运行实验室（家）"] == ["1", "并列第 1 / 31", "3"]
    table = at.dataframe[0].value
    assert names_of_links(table["实验室"]) == ["示例独立实验室"]
    assert table["批准日期"].tolist() == ["2020"]
    assert table["最近事件"].tolist() == ["暂无数据"]


def test_before_a_choice_the_pages_offer_every_province(sample_tables):
    """All 31 by their labs, each name an address; five chosen are counted, each can be dropped."""
    tables = {name: table_of(opened(name, sample_tables)) for name in ("province", "compare")}
    for name, table in tables.items():
        labs = [int(row[1]) for row in table["rows"]]
        assert len(labs) == 31 and labs == sorted(labs, reverse=True) and sum(labs) > 0
        parameter = "of" if name == "province" else "with"
        for row, link in zip(table["rows"], table["links"]["name"], strict=True):
            assert unquote(link).endswith(f"/{name}?{parameter}={row[0]}")
    five = opened(
        "compare", sample_tables, provinces=("110000", "310000", "420000", "430000", "440000")
    )
    assert "选了 5 个省份：北京、上海、湖北、湖南、广东" in texts_of(five)
    drops = {unquote(button.proto.url) for button in five.get("link_button")}
    assert len(drops) == 5 and all(address.count("with=") == 4 for address in drops)
    # one chosen: the next click compares
    links = table_of(opened("compare", sample_tables, ["湖北"]))["links"]["name"]
    assert [link for link in links if not link] == [""]
    assert all("with=湖北&with=" in unquote(link) for link in links if link)
    box = opened("province", sample_tables, provinces=("420000",)).selectbox[0]
    assert "湖北" in box.placeholder


# --- what a province is ---------------------------------------------------------------------------


def test_the_profile_draws_and_names_domains_and_labs(sample_tables, sample):
    at = opened("province", sample_tables, "湖北")
    labs = sample.registers["labs"].query("province == '420000'")
    assert sorted(names_of_links(at.dataframe[0].value["实验室"])) == sorted(labs["lab_name"])
    assert "已有实验室的领域（含其他领域）：新材料、信息技术、能源电子、其他" in texts_of(at)
    assert "还没有实验室的领域（含其他领域）：高端制造、生物医药" in texts_of(at)
    assert "[高端制造](/domains?" in "".join(text.value for text in at.markdown)
    names = [row[0] for row in cards(at)["province_labs"]["table"]["rows"]]
    assert names[0] == "湖北（本省）"
    assert set(names[1:]) == {"湖南", "河南", "安徽", "陕西", "重庆", "江西"}
    assert cards(at)["province_industry"]["table"]["rows"][-1] == ["31 省合计", "0.28"]
    assert all("演示数据" in card["stamps"] for card in cards(at).values())
    assert {card["source"] for card in cards(at).values()} == {source_of_page(at)}
    results = catalog().codes["result"]
    trace_colors = {
        trace["name"]: trace["marker"]["color"]
        for trace in cards(at)["province_evaluations"]["data"]
        if trace["name"] in results.names
    }
    assert trace_colors == color_words(results)


def test_the_strait_is_stated(sample_tables):
    card = cards(opened("province", sample_tables, "海南"))["province_labs"]
    assert "琼州海峡" in card["note"]
    assert [row[0] for row in card["table"]["rows"]] == ["海南（本省）", "广东"]


def test_the_filters_choose_where_the_page_does_not(sample_tables):
    at = opened("province", sample_tables, provinces=("420000",), domains=("新材料",))
    assert "湖北" in at.table[0].value.columns
    assert "范围：新材料 · 湖北 · 2022—2026 年" in texts_of(at)
    at = opened("compare", sample_tables, provinces=("420000", "430000"))
    heads = at.table[0].value.columns.tolist()[1:3]
    assert [plain(head) for head in heads] == ["湖北", "湖南"]
    assert all("/province?" in head and "of=" in head for head in heads)


def test_both_pages_say_the_same(sample_tables):
    first = rows(opened("province", sample_tables, "广东"))
    both = rows(opened("compare", sample_tables, ["广东", "西藏"]))
    assert list(first) == list(both)
    for name, (value, rank, whole) in first.items():
        assert both[name][0] == (value if rank == "—" else f"{value}（{rank}）")
        assert both[name][-1] == whole


def test_panels_of_the_years_end_on_the_rows_of_the_table(sample_tables):
    at = opened("compare", sample_tables, ["广东", "湖北"])
    assert list(cards(at)) == ["compare_labs", "compare_technologies", "compare_standards"]
    assert {card["source"] for card in cards(at).values()} == {source_of_page(at)}
    last = cards(at)["compare_labs"]["table"]["rows"][-1]
    ours = [cell.split("（")[0] for cell in rows(at)["在运行实验室（家）"][:2]]
    assert last == ["2026", *ours]
