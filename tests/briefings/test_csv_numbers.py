"""The CSV of a briefing: the exhibits' own numbers, harmless, with stamps that are read back."""

import csv
import io
import json
from decimal import Decimal

from briefings.csv_numbers import write
from briefings.csv_table import RISKY
from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.formats import make
from briefings.read_stamp import stamps
from briefings.stamp import stamp
from catalog.figure_parts import Provenance

ORIGIN = Provenance("登记册", "2026-10-31", "abc123", "全国", marks=("演示数据",), fictional=True,
                line="来源：登记册　数据截至 2026-10-31")  # fmt: skip


def lines(briefing, words) -> list[list[str]]:
    return list(csv.reader(io.StringIO(write(briefing, words).decode("utf-8-sig"))))


def test_an_empty_briefing_has_its_head_alone(words):
    entries = lines(Briefing("空", ORIGIN, ()), words)
    assert [row[0] for row in entries[:3]] == ["空", ORIGIN.line, "演示数据"]
    assert json.loads(entries[-1][0].removeprefix("#briefing "))["exhibits"] == []


def test_a_table_on_paper(words):
    share = Exhibit("a", "column", "占比", ORIGIN, unit="%", columns=("", "占比（%）"),
                    rows=(("东部", 0.07), ("西部", None), ("中部", 1.0)))  # fmt: skip
    assert lines(Briefing("简报", ORIGIN, (share,)), words)[-5:] == [
        ["占比（演示数据）"], ["", "占比（%）"], ["东部", "7%"], ["西部", ""], ["中部", "100%"],
    ]  # fmt: skip


def test_an_exhibit_with_nothing_to_show_says_why(words):
    nothing = Exhibit("a", "bar", "图", ORIGIN, empty="没有数据。")
    assert lines(Briefing("简报", ORIGIN, (nothing,)), words)[-2:] == [
        ["图（演示数据）"], ["没有数据。"],
    ]  # fmt: skip


def test_no_text_of_a_file_begins_a_formula(words):
    odd = "=HYPERLINK(1)"
    drawn = Exhibit("a", "bar", odd, ORIGIN, columns=(odd, odd), rows=((odd, -1.5),), takeaway=odd,
                    note=odd)  # fmt: skip
    parts = (Passage(odd, odd, odd, odd, (odd,)), drawn, Grid(odd, (odd,), ((odd,), (-2,)), odd))
    cells = [cell for row in lines(Briefing(odd, ORIGIN, parts, odd), words) for cell in row]
    assert {cell for cell in cells if cell.startswith(RISKY)} == {"-1.5", "-2"}
    assert sum(odd in cell for cell in cells) >= 14


def number(cell: str) -> float | None:
    if cell.endswith("%"):
        return float(Decimal(cell[:-1]).scaleb(-2))
    return float(cell) if cell else None


def test_every_number_of_every_page_is_read_back_as_it_was(everything, words):
    entries = iter(lines(everything, words))
    for drawn in everything.exhibits:
        if drawn.empty:
            continue
        heads = [legal(cell) for cell in drawn.columns]
        assert any(row == heads for row in entries), drawn.id
        for row in drawn.rows:
            cells = next(entries)
            for cell, value in zip(cells, row, strict=True):
                assert (cell.lstrip("'") == value.lstrip("'") if isinstance(value, str)
                        else number(cell) == value), drawn.id  # fmt: skip


def legal(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell


def test_twice_the_same_bytes_with_the_stamp_inside(everything, words):
    made = make(everything, "csv", words)
    assert made == make(everything, "csv", words)
    assert stamps(made) == [("", stamp(everything))]
    assert "演示数据" in made.decode("utf-8-sig")
