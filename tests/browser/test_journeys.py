"""Ten everyday questions of planners, each from a fresh overview to its only answer.

Answers are computed from the published registers alone. The larger sample has other numbers and
what the committed one lacks: a research focus without 生物医药, a laboratory in rectification, and
an earlier publication since which judgements have changed.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pandas as pd
import pytest

from catalog.definitions import catalog
from loaders.__main__ import main
from loaders.store.published import Published, open_published
from tests.browser.conftest import serving
from tests.browser.journey import GRID_HAS, Journey
from tests.conftest import published_once

pytestmark = [pytest.mark.browser, pytest.mark.long]
LARGER_LABS = 180
EXITS = ("取消资格", "主动退出")
DELTA = ("上海", "江苏", "浙江", "安徽")  # 长三角
POLICY = "质量政策体系研究"
ONLY_ROW = """(number) => {
  const rows = document.querySelectorAll(".board.register tbody tr")
  return rows.length === 1 && rows[0].innerText.includes(number)
}"""
WANTED_LABS = 300  # by 2035, for the question what it takes each year


def name_provinces() -> pd.Series:
    """Short name by code."""
    return catalog().provinces.set_index("code")["short"]


def find_first_days(registers: dict, event: str) -> pd.Series:
    """The first day of an event by laboratory."""
    events = registers["lab_events"]
    return events[events["event"] == event].groupby("lab_id")["event_date"].min()


def list_operating(registers: dict) -> pd.DataFrame:
    """Laboratories that have not left."""
    labs, events = registers["labs"], registers["lab_events"]
    left = events.loc[events["event"].isin(EXITS), "lab_id"]
    return labs[~labs["lab_id"].isin(left)]


def write_day(day: date) -> str:
    """A day as pages write it."""
    return f"{day:%Y-%m-%d}"


def covers(labs: pd.DataFrame, domain: str) -> pd.Series:
    """Whether a domain is the main one of each laboratory, or one of its others."""
    others = labs["other_domains"].fillna("").str.split("；")
    return (labs["domain"] == domain) | others.map(lambda names: domain in names)


# --- the questions --------------------------------------------------------------------------------


def ask_where_none_is(journey: Journey, published: Published) -> None:
    """a: Which provinces have no laboratory in 新材料?"""
    journey.choose_domain("新材料")
    journey.open_page("领域覆盖")
    operating, names = list_operating(published.registers), name_provinces()
    mainland = list(catalog().mainland["short"])

    def list_without(labs: pd.DataFrame) -> list[str]:
        held = set(labs["province"].map(names))
        return [name for name in mainland if name not in held]

    without = list_without(operating[covers(operating, "新材料")])
    by_main = list_without(operating[operating["domain"] == "新材料"])
    answers = re.findall(r"没有实验室的省份 (\d+) 个：([^；\n]*)", journey.read_text())
    assert answers == [(str(len(without)), "、".join(without))]
    assert len(by_main) == len(without) or f"只按主领域为 {len(by_main)} 个" in journey.read_text()


def ask_who_rectifies(journey: Journey, published: Published) -> None:
    """b: Which laboratories are in rectification, or were, and since when?"""
    journey.open_page("进退管理")
    journey.click(journey.page.get_by_role("button", name=re.compile("^整改过")))
    registers = published.registers
    names = registers["labs"].set_index("lab_id")["lab_name"]
    events = registers["lab_events"].sort_values("event_date", kind="stable")
    orders = events[events["event"] == "限期整改"]
    card = journey.page.locator("[data-figure=lifecycle_careers]")
    card.get_by_text(f"共 {orders['lab_id'].nunique()} 家").wait_for()
    journey.rest()
    journey.click(card.get_by_role("button", name="数据表"))
    rows = [row.split("\t") for row in card.locator("tbody tr").all_inner_texts()]
    answers = sorted((name, day) for name, event, day, _ in rows if event == "限期整改")
    days = [write_day(day) for day in orders["event_date"]]
    assert answers == sorted(zip(orders["lab_id"].map(names), days, strict=True))
    # whoever is in rectification now stands in a card of its own on the same page
    steps = events[events["event"].isin(("限期整改", "整改通过", *EXITS))]
    last = steps.groupby("lab_id").tail(1)
    rectifying = last[last["event"] == "限期整改"]
    assert f"整改中 {len(rectifying)}" in journey.read_text()
    now = journey.page.locator("[data-figure=lifecycle_open]").inner_text()
    assert all(names[lab_id] in now for lab_id in rectifying["lab_id"])


def ask_for_international_standards(journey: Journey, published: Published) -> None:
    """c: How many 国际标准 has 广东 brought about since 2024?"""
    journey.open_page("标准产出")
    journey.page.locator(".st-key-province input").click()
    journey.clicks += 1
    journey.type_text("广东")
    journey.press("Enter")
    journey.wait_for_text("· 广东 ·")
    first = journey.page.get_by_role("slider", name="期间（年）（起）")
    journey.click(journey.page.locator("[data-testid=stSliderThumbValue]").first.locator(".."))
    first.focus()
    while "· 广东 · 2024" not in journey.read_text():
        before = journey.page.locator("[data-testid=stSliderThumbValue]").first.inner_text()
        journey.press("ArrowRight")
        journey.wait_for_text(f"· 广东 · {int(before) + 1}")
    data = journey.page.locator("[data-figure=standard_kinds] .js-plotly-plot").evaluate(
        "(plot) => plot.data.flatMap(({ x, y }) => y.map((name, at) => [name, x[at]]))"
    )
    registers = published.registers
    standards = registers["standards"].merge(registers["labs"][["lab_id", "province"]], on="lab_id")
    chosen = standards[
        (standards["kind"] == "国际标准")
        & (standards["province"] == "440000")
        & (pd.to_datetime(standards["published_on"]).dt.year >= 2024)
    ]
    assert [value for name, value in data if name == "国际标准"] == [len(chosen)]


def ask_for_a_gap(journey: Journey, published: Published) -> None:
    """d: Which research focus does no laboratory of 生物医药 have?"""
    journey.choose_domain("生物医药")
    journey.open_page("领域覆盖")
    operating = list_operating(published.registers)
    labs = operating[covers(operating, "生物医药")]
    held = set(labs["focuses"].dropna().str.split("；").explode())
    gaps = [name for name in catalog().codes["focus"].names if name not in held]
    text = journey.page.locator("[data-figure=domain_focus]").inner_text()
    named = [f"生物医药×{name}" for name in gaps]
    expected = f"空白 {len(gaps)} 个：{'、'.join(named)}" if gaps else "没有空白"
    assert re.findall(r"空白 \d+ 个：[^\n]*|没有空白", text) == [expected]


def ask_to_compare_regions(journey: Journey, published: Published) -> None:
    """e: How many laboratories per industrial value added have 西部 and 东部?"""
    journey.open_page("布局均衡")
    journey.click(journey.page.get_by_role("radio", name="每千亿元工业增加值"))
    journey.wait_for_text("四大地区并列：每千亿元工业增加值")
    region_of = catalog().mainland.set_index("code")["region"]
    stats = published.registers["province_stats"].dropna(subset=["industry_va_100m"])
    stats = stats[stats["year"] == stats["year"].max()]
    industry = stats.groupby(stats["province"].map(region_of))["industry_va_100m"].sum()
    labs = list_operating(published.registers)["province"].map(region_of).value_counts()
    text = journey.page.locator("[data-figure=layout_region_bars] .board-takeaway").inner_text()
    for region in ("东部", "西部"):
        expected = f"{1000 * labs[region] / industry[region]:.3f}"
        assert re.findall(rf"{region} ([\d.]+)", text) == [expected]


def ask_for_a_laboratory(journey: Journey, published: Published) -> None:
    """f: What is known of one laboratory? The one with most results."""
    registers = published.registers
    lab_id = registers["technologies"]["lab_id"].value_counts().index[0]
    name = registers["labs"].set_index("lab_id")["lab_name"][lab_id]
    journey.find(name)
    journey.page.get_by_role("heading", name=name, exact=True).wait_for()
    journey.rest()
    for register, column, title in (
        ("technologies", "technology_id", "技术与设备"),
        ("standards", "standard_no", "标准与认证方法"),
    ):
        rows = registers[register]
        numbers = rows.loc[rows["lab_id"] == lab_id, column]
        journey.page.get_by_role("heading", name=f"{title}（{len(numbers)} 项）").wait_for()
        grid = journey.read_grid(numbers.iloc[0])
        assert sorted(row[0] for row in grid) == sorted(numbers)
    events = registers["lab_events"]
    events = events[events["lab_id"] == lab_id]
    grid = journey.read_grid(events["document_no"].iloc[0])
    expected = [[write_day(row.event_date), row.event] for row in events.itertuples()]
    assert sorted(row[:2] for row in grid) == sorted(expected)


def ask_for_a_standard(journey: Journey, published: Published) -> None:
    """g: What is the standard of this number?"""
    standard = published.registers["standards"].iloc[-1]
    journey.find(standard["standard_no"])
    row = journey.page.locator(".board.register tbody tr")
    journey.page.wait_for_function(ONLY_ROW, arg=standard["standard_no"])
    cells = row.inner_text()
    for column in ("standard_no", "title", "kind", "status"):
        assert standard[column] in cells


def ask_who_is_new(journey: Journey, published: Published) -> None:
    """h: Which laboratories were approved in the last year in 长三角?"""
    journey.page.get_by_role("button", name="常用范围").click()
    journey.clicks += 1
    journey.click(journey.page.get_by_text("长三角：", exact=False))
    journey.wait_for_text("长三角（")
    labs = published.registers["labs"].set_index("lab_id")
    entered = find_first_days(published.registers, "批准建设")
    year = published.as_of.year
    labs = labs[labs["province"].map(name_provinces()).isin(DELTA)]
    days = entered[entered.index.isin(labs.index) & entered.map(lambda day: day.year == year)]
    answers = re.findall(rf"当年进入（{year} 年至今）\s*(\d+) 家", journey.read_text())
    assert answers == [str(len(days))]
    # the rows behind it, the latest first
    journey.click(journey.page.get_by_role("button", name="查看““进退”机制”的依据"))
    latest = labs["lab_name"][days.index[days == days.max()]]
    grid = journey.read_grid(write_day(days.max()))
    assert grid[0][1] in set(latest)


def ask_what_moved(journey: Journey, published: Published) -> None:
    """i: Of which clauses has the judgement changed since the publication before?"""
    journey.open_page("数据与方法")
    journey.click(journey.page.get_by_role("tab", name="判定的变化"))
    judged = published.history["statuses"].groupby(["clause", "indicator"])[["status", "direction"]]
    moved = judged.nunique()
    moved = moved[(moved > 1).any(axis=1)].index
    if moved.empty:
        journey.wait_for_text("到目前为止没有状态或去向的变动")
        return
    titles = {clause.id: clause.title for clause in catalog().clauses}
    indicators = catalog().indicators
    expected = sorted([titles[clause], indicators[name].name] for clause, name in moved)
    table = journey.page.locator("[data-testid=stTable]", has_text="原状态")
    table.wait_for()
    rows = [row.split("\t") for row in table.locator("tbody tr").all_inner_texts()]
    assert sorted([cell.strip() for cell in row[1:3]] for row in rows) == expected
    assert "nan" not in table.inner_text()


def ask_what_it_takes(journey: Journey, published: Published) -> None:
    """j: How many must be approved each year to have so many by 2035, exits included?"""
    journey.open_page("目标进展")
    journey.click(journey.page.get_by_role("radio", name="情景推演"))
    field = journey.page.get_by_label("要有多少家")
    journey.click(field)
    journey.press("Control+a")
    journey.type_text(str(WANTED_LABS))
    journey.press("Enter")
    journey.wait_for_text(f"要有 {WANTED_LABS} 家，每年需新批准多少")
    expected = compute_approvals(published, WANTED_LABS, 2035)
    journey.page.wait_for_function(GRID_HAS, arg=f"{expected:.1f}")
    _years, needs = journey.read_grids("2035 年末")
    answers = [row[2] for row in needs if row[0] == "2035 年末"]
    assert answers == [f"{expected:.1f}"]


def compute_approvals(published: Published, wanted: int, year: int) -> float:
    """N(t+1) = N(t)(1 − r) + k from the as-of day, a part of its year by its days; k by halving.

    r: exits ÷ lab-years of the complete years, a lab-year the mean of opening and closing stock.
    """
    day, registers = published.as_of, published.registers
    entered = find_first_days(registers, "批准建设").map(lambda on: on.year)
    left = pd.concat([find_first_days(registers, event) for event in EXITS]).map(lambda on: on.year)
    stock = lab_years = exits = 0.0
    for past in range(int(entered.min()), day.year):
        closing = stock + (entered == past).sum() - (left == past).sum()
        lab_years += (stock + closing) / 2
        exits += (left == past).sum()
        stock = closing
    rate, now = exits / lab_years, len(list_operating(registers))
    year_days = pd.Timestamp(day.year, 12, 31).day_of_year
    part = (year_days - pd.Timestamp(day).day_of_year) / year_days
    low, high = 0.0, float(wanted)
    for _ in range(60):
        approvals = (low + high) / 2
        stock = now * (1 - rate * part) + approvals * part
        for _year in range(day.year + 1, year + 1):
            stock = stock * (1 - rate) + approvals
        if stock < wanted:
            low = approvals
        else:
            high = approvals
    return low


class Question(NamedTuple):
    """How it is asked, and the most clicks it may take."""

    ask: Callable[[Journey, Published], None]
    max_clicks: int = 3


QUESTIONS = {
    "a": Question(ask_where_none_is),
    "b": Question(ask_who_rectifies),
    "c": Question(ask_for_international_standards),
    "d": Question(ask_for_a_gap),
    "e": Question(ask_to_compare_regions),
    "f": Question(ask_for_a_laboratory, max_clicks=2),
    "g": Question(ask_for_a_standard, max_clicks=2),
    "h": Question(ask_who_is_new),
    "i": Question(ask_what_moved),
    "j": Question(ask_what_it_takes),
}


def walk_all(visit, address: str, published: Published) -> None:
    """Every question, one after the other; all clicks that are too many are named together."""
    clicks = {}
    for name, question in QUESTIONS.items():
        journey = Journey(visit, address)
        question.ask(journey, published)
        clicks[name] = journey.clicks
    most = {name: question.max_clicks for name, question in QUESTIONS.items()}
    assert not {name: count for name, count in clicks.items() if count > most[name]}
    assert visit.complaints == []


def test_ten_questions_of_the_sample(dashboard, visit, sample):
    walk_all(visit, dashboard, sample)


def test_ten_questions_of_a_larger_sample(larger_tables, visit):
    with serving(larger_tables) as address:
        walk_all(visit, address, open_published(larger_tables))


@pytest.fixture(scope="module")
def larger_tables(tmp_path_factory):
    """More laboratories of another seed, published twice: without and with their technologies."""

    def draw(folder):
        sources = folder / "registers"
        size = ["--labs", str(LARGER_LABS), "--seed", "7", "--format", "parquet"]
        assert main(["sample", "--out", str(sources), *size]) == 0
        labs = pd.read_parquet(sources / "labs.parquet")
        focuses = (
            labs["focuses"]
            .str.split("；")
            .map(lambda names: "；".join(name for name in names if name != POLICY))
        )
        labs["focuses"] = labs["focuses"].mask(covers(labs, "生物医药"), focuses)
        labs.to_parquet(sources / "labs.parquet")
        events = pd.read_parquet(sources / "lab_events.parquet")
        order = events[events["event"] == "限期整改"].sort_values("event_date").iloc[-1]
        after = (events["lab_id"] == order["lab_id"]) & (events["event_date"] > order["event_date"])
        events[~after].to_parquet(sources / "lab_events.parquet")
        technologies = sources / "technologies.parquet"
        held_back = technologies.rename(folder / "technologies.parquet")
        arguments = ["--source", str(sources), "--out", str(folder / "tables")]
        assert main(["build", *arguments]) == 0
        held_back.rename(technologies)
        return ["--source", str(sources)]

    return published_once(tmp_path_factory, "larger", draw)
