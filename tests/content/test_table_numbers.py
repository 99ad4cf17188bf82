"""Numbers in tables as readers see them: one format a column, wherever the table stands."""

import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from briefings.shared.table_layout import table_of_grid
from catalog.definitions import catalog, words
from content.chapters import CHAPTERS, chapter
from content.exports.from_cards import grid
from content.guideline import evidence_rows
from content.items import NumberFormat, Table
from content.lab import peers, story
from content.layout.province_facts import facts
from content.lists.chosen_rows import Choice, choose_places, read_rows
from content.lists.list_table import build_list_table
from content.lists.register_lists import LISTS
from content.order import Order
from content.provinces.opening import build_opening
from content.view import View
from measures.scope import Scope
from widgets.linked_table import format_numbers

SOME_ROWS = 300
NUMBER = re.compile(r"[-−+]?[\d,]+(\.\d+)?%?")
# columns whose digits are names: classes, articles, years
NAMES = ("ics", "ccs", "article", "year", "target_year")


def list_tables(sample) -> Iterator[Table]:
    """Every table of every page, of one, two and all provinces where that makes another."""
    places = {"province": ("420000",), "compare": ("420000", "440000")}
    for name in CHAPTERS:
        scope = Scope(start=2022, end=2026, provinces=places.get(name, ()))
        view = View(sample, catalog(), scope, words(), date(2026, 11, 24))
        for item in chapter(view, name):
            yield from (part for part in item.parts if isinstance(part, Table))
    view = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    for name in catalog().indicators:
        rows = evidence_rows.select_rows(view, name)
        yield evidence_rows.word_rows(view, name, rows.iloc[:SOME_ROWS])
    lab = sample.registers["labs"]["lab_id"].iloc[0]
    yield from story.build_fact_tables(view, lab)
    yield from story.build_record_tables(view, lab)
    yield from story.build_peer_tables(view, lab)
    yield from peers.build_list(view)
    yield facts(view).labs
    yield build_opening(view, Order())
    for listing in LISTS.values():
        places = choose_places(view, listing, Choice())[:SOME_ROWS]
        yield build_list_table(view, listing, read_rows(view, listing, places))


def find_faults(table: Table) -> Iterator[str]:
    """What is wrong with the numbers of a table."""
    for column in table.frame.select_dtypes("number"):
        values = table.frame[column].dropna()
        if column not in table.formats and not (values % 1 == 0).all():
            yield f"{table.id}.{column}: no format for {values.iloc[0]}"
    texts = table.frame.select_dtypes(exclude="number").drop(columns=[*NAMES], errors="ignore")
    columns = {name: list_numbers(texts[name]) for name in texts}
    mixed = [f"{table.id}.{name}: {cells}" for name, cells in columns.items() if is_mixed(cells)]
    # where every row is a measure of its own, the numbers of a row are alike
    if "row" not in texts or any(is_mixed(list_numbers(row)) for _, row in texts.iterrows()):
        yield from mixed
    for name, cells in columns.items():
        if any(re.match(r"\D?\d{5}", cell) for cell in cells):
            yield f"{table.id}.{name}: no separators in {cells}"


def list_numbers(cells: pd.Series) -> list[str]:
    """The cells that are numbers in words."""
    return [cell for cell in cells if isinstance(cell, str) and NUMBER.fullmatch(cell)]


def is_mixed(cells: list[str]) -> bool:
    """Whether numbers differ in decimals or only some are percentages."""
    decimals = {len(cell.rstrip("%").partition(".")[2]) for cell in cells}
    return len(decimals) > 1 or len({cell.endswith("%") for cell in cells}) > 1


def test_numbers_of_a_column_are_written_alike(sample):
    faults = {fault for table in list_tables(sample) for fault in find_faults(table)}
    assert not faults, "\n".join(sorted(faults))


def test_the_grid_separates_thousands_and_gives_percentages_their_sign():
    """population 49,843.1 and 9,887.0; hours 1,586; execution 86.1%."""
    frame = pd.DataFrame({"people": [49843.1, 9887.0], "hours": [1586.0, None],
                          "execution": [86.1, 90.0], "name": ["甲", "乙"]})  # fmt: skip
    formats = {"people": NumberFormat(1, "万人"), "execution": NumberFormat(1, "%")}
    table = Table("a", "表", frame, headings={"people": "人口"}, formats=formats)
    printed = {name: column["type_config"]["format"] for name, column in
               format_numbers(table).items()}  # fmt: skip
    assert printed == {"人口": "%,.1f", "hours": "%,.0f", "execution": "%,.1f%%"}


def test_numbers_in_words_stand_right_in_files_too(sample):
    view = View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))
    frame = pd.DataFrame({"row": ["基尼系数"], "value": ["0.414"], "rank": ["第 3"]})
    table = Table("a", "表", frame, numbers=("value",))
    assert table_of_grid(grid(table, view), "").numbers == {1}
