"""Names of laboratories, files, sources and words of an address that are markup stay text."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from catalog.files import REFERENCE, read_csv_text
from loaders.__main__ import main
from loaders.geography.boundary_refusal import write_refusal
from tests.loaders.endurance.extent import FULL

from .conftest import Visit, list_outside, serving

pytestmark = [pytest.mark.browser, pytest.mark.endurance, pytest.mark.long]
NAMES = (
    "[x](http://evil.example/a)", "![p](/auth/logout)", ":red[x]", "$x^2$", "<img src=x>",
    "www.evil.example", "http://evil.example/b", "a@evil.example", "*b*", "# h", "@text", "@muted",
    "<b>b</b>", "<a href='http://evil.example/c'>c</a>", ":material/home:", ":smile:", "`c`",
    "~~s~~", "&lt;i&gt;", "%{x}", "[^1]",
)  # fmt: skip
# columns of the sample's files that a province fills in as it likes
FREE = {
    "实验室名录": ("实验室名称", "依托单位", "城市"),
    "进退事件": ("文号",),
    "技术与设备": ("名称",),
    "标准与认证方法": ("名称",),
    "参考目标": ("设定单位", "依据"),
}
TOKENS_DRAWN = "lifecycle?lab=@"  # names that are colour tokens, as labels of lines
DIALOG = "milestones?clause=规模适度"  # where the rows behind a number are opened
LAYOUT = "layout"  # its other tabs are opened one after the other
PARTS = "&".join(f"part={quote(name)}" for name in NAMES[:3])
ADDRESSES = (
    "overview", "milestones", DIALOG, "domains", "breakthroughs",
    "standards", "lifecycle", "lifecycle?lab_page=2", TOKENS_DRAWN, "layout?province=湖北",
    LAYOUT, "siting?a=" + quote(NAMES[0]),
    "province?of=四川", "province?of=" + quote(NAMES[0]), "compare?with=四川&with=湖北",
    "lab", "lab?id=SL-2022-001",
    "data_and_methods", "how_to_read", "briefing?" + PARTS + "&title=" + quote(NAMES[0]),
    "briefing?part=lifecycle/lifecycle_careers&part=domains/domain_totals",
)  # fmt: skip
# every page is read in Chinese; in English, but for `make endurance`, those whose words stand in
# other places of a sentence
LANGUAGES_READ = {
    "zh": ADDRESSES,
    "en": ADDRESSES
    if FULL
    else ("overview", DIALOG, TOKENS_DRAWN, "siting?a=" + quote(NAMES[0]), "data_and_methods"),
}
# what markup of ours or of theirs would have made; a link of ours leads to a page of the server
MADE = """() => {
  const ours = new Set([...document.querySelectorAll(
    '[data-testid=stSidebar] a, [data-testid=stLinkButton] a, a.board-open')])
  const ownPages = /^\\/((lab|province|domains|layout)(\\?|$)|how_to_read)/
  const hrefOf = (a) => a.getAttribute('href') ?? a.getAttribute('xlink:href') ?? ''
  const links = [...document.querySelectorAll('a[href], svg a')].filter(a => !ours.has(a)
    && !hrefOf(a).startsWith('#') && !ownPages.test(hrefOf(a)))
  const signs = [...document.querySelectorAll('[data-testid=stMain] :is(img, script, code, ' +
    '.katex, del, .stMarkdownColoredText), [role=dialog] :is(img, script, code, .katex, del)')]
    .filter(e => e.textContent !== '' && !e.closest('[data-testid=stIconMaterial]'))
  return [...links, ...signs].map(e => e.outerHTML.slice(0, 200)) }"""
# what drawings were given of names that are markup of theirs: labels, legends, hovers
DRAWN = """() => {
  const named = []
  const walk = (value, key) => {
    if (typeof value === 'string') {
      if (/(<|&lt;)(img src=x|b(>|&gt;)b|a href='http)/.test(value)) named.push(`${key}: ${value}`)
    } else if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.entries(value).forEach(([name, part]) =>
        ['ids', 'customdata', 'meta'].includes(name) || walk(part, `${key}.${name}`))
    }
  }
  document.querySelectorAll('.js-plotly-plot').forEach(
    drawing => walk({ data: drawing.data, layout: drawing.layout }, drawing.id))
  return named }"""
# all that a reader reads: the page, texts of drawings, cells of grids (which a canvas draws)
READ = """() => [document.body.innerText,
  ...[...document.querySelectorAll('svg text, [role=gridcell], td, th')].map(e => e.textContent)]
  .join('\\n')"""


@pytest.fixture(scope="module")
def hostile_tables(tmp_path_factory) -> Path:
    """The sample with a hostile name in every free cell, under a mapping's hostile title."""
    folder = tmp_path_factory.mktemp("hostile")
    made = folder / "made"
    sample = ["sample", "--out", str(made), "--format", "csv"]
    assert main([*sample, "--labs", "40", "--standards", "60"]) == 0
    sources = folder / "sources"
    sources.mkdir()
    for path in made.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head, *rows = csv.reader(lines)
        for at in [head.index(column) for column in FREE.get(path.stem, ())]:
            for number, row in enumerate(rows):
                name = NAMES[number % len(NAMES)]
                row[at] = name if number < len(NAMES) else f"{name} 示例{number}"
        write_csv(sources / path.name, [head, *rows])
    statistics = read_csv_text(REFERENCE / "province_stats.csv")
    statistics["source"] = [NAMES[at % len(NAMES)] for at in range(len(statistics))]
    rows = [statistics.columns.tolist(), *statistics.to_numpy().tolist()]
    write_csv(sources / "![p](p) www.evil.example.csv", rows)
    mapping = folder / "mapping.toml"
    mapping.write_text(f'title = "{NAMES[0]}"\nnote = "{NAMES[1]}"\n', encoding="utf-8")
    tables = folder / "tables"
    build = ["build", "--source", str(sources), "--mapping", str(mapping), "--out", str(tables)]
    assert main(build) == 0
    write_refusal(tables, NAMES[0], [NAMES[1], NAMES[2]])
    return tables


def write_csv(path: Path, rows: list[list]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def find_raw(drawn: list[str]) -> list[str]:
    """What a drawing would read as markup."""
    return [text[:200] for text in drawn if re.search("<(img src=x|b>b|a href='http)", text)]


def look(visit: Visit, address: str) -> tuple[list[str], list[str], str]:
    """What markup made at an address, what its drawings were given, and what a reader reads."""
    page = visit.open(address)
    page.locator(".st-key-data_line").wait_for()
    page.wait_for_load_state("networkidle")
    return read(visit)


def read(visit: Visit) -> tuple[list[str], list[str], str]:
    """The same of the page as it stands, once all is drawn."""
    page = visit.page
    page.wait_for_function("() => !document.querySelector('[aria-busy]')")
    return page.evaluate(MADE), page.evaluate(DRAWN), page.evaluate(READ)


def look_at_tabs(visit: Visit) -> Iterator[tuple[list[str], list[str], str]]:
    """The same of each tab but the open one, a click on it later."""
    page = visit.page
    for tab in page.locator("[role=tab][aria-selected=false]").all_inner_texts():
        page.get_by_role("tab", name=tab, exact=True).click()
        page.locator("[role=tabpanel]:visible .board[data-drawn]").first.wait_for()
        visit.rested()
        yield read(visit)


def look_at_wall(visit: Visit, address: str) -> list[str]:
    """What markup made on the wall, with every scene drawn."""
    visit.page.goto(address)
    visit.page.wait_for_selector(".wall[data-drawn]", timeout=60_000)
    assert NAMES[0] in visit.page.evaluate(READ)  # the title of the data
    return visit.page.evaluate(MADE) + find_raw(visit.page.evaluate(DRAWN))


def test_hostile_names_stay_text_on_every_page(hostile_tables, visit):
    made, drawn, texts, labels = [], [], [], []
    requests = visit.record_requests()
    with serving(hostile_tables) as server:
        for language, addresses in LANGUAGES_READ.items():
            for name in addresses:
                joint = "&" if "?" in name else "?"
                looks = [look(visit, f"{server}/{name}{joint}lang={language}")]
                if name == LAYOUT:
                    looks += look_at_tabs(visit)
                    assert len(looks) == 5
                for markup, named, text in looks:
                    made += [(name, language, element) for element in markup + find_raw(named)]
                    drawn += named
                    texts.append(text)
                if name == TOKENS_DRAWN:
                    visit.drawn()
                    labels.append(visit.page.locator(".ytick text").all_text_contents())
                if name == DIALOG:
                    page = visit.drawn()
                    page.locator(".board-evidence").first.click()
                    page.get_by_role("dialog").locator("canvas").first.wait_for()
                    made += [("dialog", language, element) for element in page.evaluate(MADE)]
                    texts.append(page.evaluate(READ))
        made += [("wall", "zh", element) for element in look_at_wall(visit, f"{server}/wall")]
    assert made == []
    assert len(drawn) > 10
    assert [{"@text", "@muted"} - set(ticks) for ticks in labels] == [set(), set()]
    everything = "\n".join(texts)
    assert [name for name in NAMES if name not in everything] == []
    assert [url for url in requests if urlsplit(url).path.startswith("/auth/")] == []
    assert list_outside(requests, server) == []
    assert visit.complaints == []
