"""What the charts of many scopes must never do: leave out, cut unsaid, or name one of equals."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from charts.options import BarOptions
from charts.spec import ChartSpec
from content.cards import build_chart_card
from content.chapters import chapter
from content.view import View
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


@pytest.fixture(scope="module")
def scanned(sample) -> list[tuple[View, ChartSpec]]:
    """Every chart that is drawn in one of the scopes, with its view."""
    return [
        (view, spec)
        for chapters, scopes in (
            (CHAPTERS_SCANNED, SCOPES),
            (CHAPTERS_LOOKED_INTO, FEW_SCOPES),
        )
        for view in map_views(sample, scopes)
        for spec in list_specs(view, chapters)
    ]


def map_views(sample, scopes: tuple[dict, ...]) -> Iterator[View]:
    for scope in scopes:
        asked = Scope(**{"start": 2022, "end": 2026, **scope})
        yield View(sample, catalog(), asked, words(), date(2026, 11, 24))


def list_specs(view: View, chapters: tuple[str, ...]) -> list[ChartSpec]:
    items = chain.from_iterable(chapter(view, name) for name in chapters)
    parts = chain.from_iterable(item.parts for item in items)
    return [part for part in parts if isinstance(part, ChartSpec) and not part.empty]


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
