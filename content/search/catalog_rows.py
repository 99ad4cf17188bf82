"""Results among what the catalogue holds: clauses, indicators, provinces, domains, pages."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from catalog.nouns import Clause
from content.links import link_domain, link_page, link_province
from content.search.ranks import (
    MISSED,
    fold_name,
    fold_names,
    pick_best,
    rank_query,
    rank_texts,
)
from content.search.results import ResultGroup, ResultRow
from content.view import View
from loaders.text import split_words

MAX_QUOTE_LETTERS = 60  # of a clause's official words, as a result shows them
# every page of the navigation but the wall, by its address: the section of its words
PAGES = {
    "overview": "overview",
    "milestones": "milestones",
    "domains": "domains",
    "breakthroughs": "breakthroughs",
    "standards": "standards",
    "lifecycle": "lifecycle",
    "layout": "layout",
    "siting": "siting",
    "province": "province",
    "compare": "compare",
    "briefing": "briefing",
    "data_and_methods": "data",
    "how_to_read": "how_to_read",
}


def find_clauses(view: View, text: str, most: int) -> ResultGroup:
    """Clauses by title and official words."""
    clauses = view.catalog.clauses
    ranks = rank_words(text, ([clause.title, clause.quote] for clause in clauses))
    rows = [
        ResultRow(clause.title, shorten(clause.quote), link_clause(view, clause))
        for clause in clauses
    ]
    return group_written("clauses", rows, ranks, most)


def find_indicators(view: View, text: str, most: int) -> ResultGroup:
    """Indicators by name, each at the first clause that it speaks to."""
    clause_of: dict[str, Clause] = {}
    for clause in view.catalog.clauses:
        for name in clause.indicators:
            clause_of.setdefault(name, clause)
    names = list(clause_of)
    ranks = rank_words(text, ([view.catalog.indicators[name].name] for name in names))
    rows = [
        ResultRow(
            view.catalog.indicators[name].name,
            clause_of[name].title,
            link_clause(view, clause_of[name]),
        )
        for name in names
    ]
    return group_written("indicators", rows, ranks, most)


def find_provinces(view: View, text: str, most: int) -> ResultGroup:
    """Provinces by any of their names, their letters (鄂) among them, by pinyin and by its
    initials."""
    provinces = view.catalog.provinces
    names = [
        [row.short, row.full, row.name_en, *split_words(row.aliases), *split_words(row.letters)]
        for row in provinces.itertuples()
    ]
    ranks = np.minimum(
        rank_words(text, names),
        np.minimum(
            rank_texts(provinces["pinyin"], fold_name(text), inside=False),
            # initials in full alone: one letter would name half the country
            np.where(provinces["initials"] == fold_name(text), np.int8(0), np.int8(MISSED)),
        ),
    )
    rows = [
        ResultRow(view.t.name(row.short), view.t.name(row.region), link_province(view, row.code))
        for row in provinces.itertuples()
    ]
    return group_written("provinces", rows, ranks, most)


def find_domains(view: View, text: str, most: int) -> ResultGroup:
    """Domains by any of their names."""
    domains = view.catalog.domain_table
    ranks = rank_words(text, ([domain.name, domain.name_en, *domain.aliases] for domain in domains))
    rows = [
        ResultRow(view.t.name(domain.name), "", link_domain(view, domain.name))
        for domain in domains
    ]
    return group_written("domains", rows, ranks, most)


def find_pages(view: View, text: str, most: int) -> ResultGroup:
    """Pages by title and what they are for."""
    titles = [view.t(f"page.{page}") for page in PAGES]
    purposes = [view.describe_page(section) for section in PAGES.values()]
    ranks = rank_words(text, zip(titles, purposes, strict=True))
    rows = [
        ResultRow(title, purpose, link_page(view, page))
        for page, title, purpose in zip(PAGES, titles, purposes, strict=True)
    ]
    return group_written("pages", rows, ranks, most)


def rank_words(text: str, words_by_row: Iterable[Iterable[str]]) -> np.ndarray:
    """The best rank among the words of each row."""
    words_of_rows = [list(words) for words in words_by_row]
    counts = [len(words) for words in words_of_rows]
    every_word = pd.Series([word for words in words_of_rows for word in words], dtype="str")
    folded, ends = fold_names(every_word), np.cumsum(counts)

    def rank(wanted: str) -> np.ndarray:
        ranks = rank_texts(folded, fold_name(wanted))
        return np.array(
            [ranks[end - count : end].min() for end, count in zip(ends, counts, strict=True)],
            dtype=np.int8,
        )

    return rank_query(text, rank)


def group_written(name: str, rows: list[ResultRow], ranks: np.ndarray, most: int) -> ResultGroup:
    """The best of written rows, and how many answer."""
    best = pick_best([ranks], most)
    return ResultGroup(name, tuple(rows[place] for place in best.places), best.total, best.rank)


def link_clause(view: View, clause: Clause) -> str:
    """The page of 目标进展 at one clause."""
    return link_page(view, "milestones", ("clause", clause.title))


def shorten(quote: str) -> str:
    """Official words in one line."""
    if len(quote) <= MAX_QUOTE_LETTERS:
        return quote
    return f"{quote[:MAX_QUOTE_LETTERS]}…"
