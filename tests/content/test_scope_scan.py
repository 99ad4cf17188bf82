"""What parts of many scopes must never do: leave out, cut unsaid, or name one of equals."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from catalog.translated import translate_catalog
from charts.options import BarOptions
from charts.spec import ChartSpec
from content.cards import build_chart_card
from content.chapters import LAB, chapter
from content.items import Item, Table
from content.lab.story import write_state
from content.view import View
from content.wall.scenes import build_scene
from measures.scope import Scope

CHAPTERS_SCANNED = (
    "domains",
    "breakthroughs",
    "standards",
    "lifecycle",
    "layout_place",
    "layout_domains",
    "province",
    "compare",
)
# their charts are slow to build or much alike in every scope
CHAPTERS_LOOKED_INTO = (
    "milestones_2035",
    "milestones_mechanism",
    "layout_time",
    "layout_curves",
    "layout_space",
    "siting",
)
# every clause, in the country and in one scope within it
OF_CLAUSES = ("overview", "milestones_2025", "milestones_task")
FEW_SCOPES = (
    {},
    {"domains": ("新材料",)},
    {"provinces": ("420000",)},
    {"regions": ("西部",), "start": 2025},
)
TIBET, HUBEI, HUNAN, GUANGDONG = "540000", "420000", "430000", "440000"  # 西藏: no laboratory
SCOPES = (
    {},
    {"domains": ("新材料",)},
    {"domains": ("能源电子",)},
    {"domains": ("其他",)},
    {"domains": ("新材料", "信息技术")},
    {"provinces": (TIBET,)},
    {"provinces": (HUBEI,)},
    {"provinces": (HUBEI,), "domains": ("能源电子",)},
    {"provinces": (GUANGDONG,), "start": 2024},
    {"provinces": (HUBEI, HUNAN)},
    {"provinces": (TIBET, GUANGDONG)},
    {"regions": ("西部",)},
    {"regions": ("东北",)},
    {"regions": ("东部", "中部")},
    {"regions": ("西部", "东北"), "start": 2025},
    {"end": 2022},
    {"start": 2026},
    {"start": 2023, "end": 2024},
    {"regions": ("东北",), "domains": ("生物医药",)},
    {"regions": ("中部",), "domains": ("高端制造",), "end": 2023},
)
# they hold a province against its peers, chosen by their order
OF_PEERS = ("province_labs", "province_industry")
COMPARED_KINDS = ("bar", "column", "donut", "map", "stacked")


# a count and the list behind it, which is whole or ends with a word that says it is not
LISTED = re.compile(r"(?:尚缺|空白|没有实验室的省份) (\d+) 个[^：]*：([^；\u3000]+)")
CUT = " 等"
TWICE = re.compile(r"([\u4e00-\u9fff]{2,})的?\1|的的|\b([A-Za-z]{2,}(?: [a-z]+)*) \2\b")
MACHINE_WORD = re.compile(r"(?<![A-Za-z])(?:nan|NaN|NaT|None|null|undefined|inf)(?![A-Za-z])")


@pytest.fixture(scope="module")
def scanned_parts(sample) -> list[tuple[View, object]]:
    """Every part of the chapters in the scopes, two laboratories and the wall, with its view."""
    parts = [
        (view, part)
        for chapters, scopes in (
            (CHAPTERS_SCANNED, SCOPES),
            (CHAPTERS_LOOKED_INTO, FEW_SCOPES),
            (OF_CLAUSES, (FEW_SCOPES[0], FEW_SCOPES[-1])),
        )
        for view in map_views(sample, scopes)
        for part in list_parts(chapter(view, name) for name in chapters)
    ]
    [nation] = map_views(sample, ({},))
    labs = sample.registers["labs"]["lab_id"]
    stories = (chapter(nation, LAB, write_state(lab_id)) for lab_id in (labs.iat[0], labs.iat[-1]))
    parts += [(nation, part) for part in list_parts(stories)]
    return parts + [(nation, build_scene(nation, name)) for name in nation.catalog.scenes]


@pytest.fixture(scope="module")
def scanned(scanned_parts) -> list[tuple[View, ChartSpec]]:
    """Every chart that is drawn in one of the scopes, with its view."""
    return [
        (view, part)
        for view, part in scanned_parts
        if isinstance(part, ChartSpec) and not part.empty
    ]


@pytest.fixture(scope="module")
def texts(scanned_parts) -> list[tuple[str, str]]:
    """Every text of a part that a reader meets, with the scope."""
    return [(view.scope_words, text) for view, part in scanned_parts for text in read_texts(part)]


def map_views(sample, scopes: tuple[dict, ...]) -> Iterator[View]:
    for scope in scopes:
        asked = Scope(**{"start": 2022, "end": 2026, **scope})
        yield View(sample, catalog(), asked, words(), date(2026, 11, 24))


def list_parts(chapters: Iterable[tuple[Item, ...]]) -> Iterator:
    return (part for items in chapters for item in items for part in item.parts)


def read_texts(part) -> Iterator[str]:
    """Words of charts, tables, cards and scenes, without the drawings."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, ChartSpec):
        yield from (part.title, part.takeaway, part.note, part.empty)
    elif isinstance(part, Table):
        yield from (part.title, part.note)
        yield part.printed.to_csv(index=False)
    elif isinstance(part, dict):
        values = [value for key, value in part.items() if key not in ("data", "layout")]
        yield from chain.from_iterable(map(read_texts, values))
    elif isinstance(part, list | tuple):
        yield from chain.from_iterable(map(read_texts, part))


def name_rows(spec: ChartSpec) -> list[str]:
    """The categories as readers see them."""
    return [str(spec.names.get(label, label)) for label in spec.frame[spec.x]]


def test_no_word_of_a_vocabulary_is_missing(scanned):
    missing = []
    kind = catalog().registers["standards"].columns["kind"].heading
    for view, spec in scanned:
        vocabularies = {
            view.t("filter.province"): [view.names[code] for code in view.provinces],
            view.t("filter.domain"): view.domains,
            view.t("filter.region"): view.regions,
            kind: list(view.catalog.codes["standard_kind"].names),
        }
        wanted = vocabularies.get(spec.x_name, [])
        if spec.id in OF_PEERS:
            continue
        text = "".join(name_rows(spec))
        missing += [(view.scope_words, spec.id, word) for word in wanted if word not in text]
    assert missing == []


def test_a_ranking_that_is_cut_says_so(scanned):
    unsaid = []
    for view, spec in scanned:
        if not isinstance(spec.options, BarOptions) or not spec.options.first:
            continue
        sentence = f"图中为前 {spec.options.first} 个，共 {len(spec.frame)} 个"
        if sentence != build_chart_card(spec, view)["extent"]["cut"]:
            unsaid.append((view.scope_words, spec.id))
    assert unsaid == []


def test_a_winner_is_the_only_one_and_has_others_beside_it(scanned):
    """Whoever a sentence names as first: all that are equal as printed, of two or more."""
    wrong = []
    for view, spec in scanned:
        if spec.kind not in COMPARED_KINDS or spec.x_name == view.t("part.year"):
            continue
        named = read_winners(spec)
        values = sum_values(spec)
        first = set(values.index[values == values.max()])
        if named and (named != first or len(values) < 2):
            wrong.append((view.scope_words, spec.id, spec.takeaway))
    assert wrong == []


def test_each_of_two_counts_leads_to_the_other(scanned):
    """Laboratories by main domain alone, and by all domains; where both stand on one page, no."""
    alone = [
        (view.scope_words, spec.id)
        for view, spec in scanned
        for count, page in (("按主领域", "/domains"), ("含其他领域", "/layout"))
        if count in spec.title
        and spec.id != "domain_regions"
        and not any(page in link.address for link in spec.related)
    ]
    assert alone == []


def read_winners(spec: ChartSpec) -> set[str]:
    """The categories that the sentence of a chart names as the most or the highest."""
    name = "|".join(map(re.escape, sorted(name_rows(spec), key=len, reverse=True)))
    names = f"((?:{name})(?:、(?:{name}))*)"
    match = re.search(f"最[多高]的是{names}|{names}(?:并列)?最[多高]", spec.takeaway)
    return set((match[1] or match[2]).split("、")) if match else set()


def sum_values(spec: ChartSpec) -> pd.Series:
    """What is drawn of each category, rounded as it is printed; without what is unknown."""
    columns = [series.column for series in spec.series if series.role == "value"]
    values = spec.frame[columns].sum(axis=1, min_count=1).round(spec.decimals)
    return values.set_axis(name_rows(spec)).dropna()


def test_a_single_quotient_is_no_highest(scanned):
    """One province and one domain: nothing to compare."""
    compared = [
        view.scope_words
        for view, spec in scanned
        if spec.id == "layout_quotients"
        and len(view.provinces) * len(view.domains) == 1
        and "最高" in spec.takeaway
    ]
    assert compared == []


def test_no_text_has_a_word_of_the_machine(texts):
    assert [each for each in texts if MACHINE_WORD.search(each[1])] == []


def test_no_word_stands_twice_in_a_row(texts, sample):
    """主领域为其他的其他实验室: a name in a sentence that has the same word already."""
    assert TWICE.search("主领域为其他的其他实验室") and TWICE.search("in the the domain")
    t = words("en")
    narrowed = Scope(("其他",), (), (GUANGDONG,), 2022, 2026)
    view = View(sample, translate_catalog(catalog(), t), narrowed, t, date(2026, 11, 24))
    english = [
        (view.scope_words, text)
        for part in list_parts(chapter(view, name) for name in (*CHAPTERS_SCANNED, *OF_CLAUSES))
        for text in read_texts(part)
    ]
    assert [each for each in texts + english if TWICE.search(each[1])] == []


def test_a_counted_list_names_as_many_or_says_that_it_is_cut(texts):
    lists = [(scope, text, match) for scope, text in texts for match in LISTED.finditer(text)]
    short = [
        (scope, text)
        for scope, text, match in lists
        if len(match[2].split("、")) != int(match[1]) and not match[2].endswith(CUT)
    ]
    assert lists and short == []


def test_the_wall_names_no_winner_that_a_chart_of_its_page_does_not_name(scanned_parts, scanned):
    """What its sentences say of a first is held by the rule of the charts above."""
    scenes = [part for _, part in scanned_parts if isinstance(part, dict) and "places" in part]
    nation, _ = scanned_parts[-1]  # the wall's, which comes last
    sentences = {spec.takeaway for view, spec in scanned if view == nation} - {""}
    texts = [text for scene in scenes for text in read_texts(scene)]
    named = [text for text in texts if re.search("最[多高]的是|并列最", text)]
    assert named
    assert [text for text in named if not any(each in text for each in sentences)] == []
