"""A briefing's numbers as one CSV file: the stamps, then every part's table beneath its title."""

import csv
import io
from decimal import Decimal

from briefings.csv_table import safe
from briefings.exhibit import Briefing, Grid, Part, Passage
from briefings.shared.office_package import legal
from briefings.shared.text import write_title
from briefings.stamp import KEY, as_json
from catalog.sentences import Words


def write(briefing: Briefing, t: Words) -> bytes:
    """The file: UTF-8 with BOM and CRLF, as Excel wants; no text of it is ever a formula.

    Numbers are whole, as measured, a share with its percent sign (0.256 is 25.6%); a missing one
    is an empty cell. One line of the head is the stamp: `#briefing` and JSON in one cell.
    """
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    for row in (
        *_head(briefing, t),
        *(row for part in briefing.parts for row in ((), *_part(part, t))),
    ):
        lines.writerow([safe(legal(cell)) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def number(value: float, unit: str) -> str | int | float:
    """A number as a spreadsheet reads it back without loss.

    >>> number(4.0, "家"), number(0.07, "%"), number(0.3148744394421739, "")
    (4, '7%', 0.3148744394421739)
    """
    if unit == "%":
        share = Decimal(repr(value)).scaleb(2)
        return f"{share.to_integral() if share == share.to_integral() else share:f}%"
    return int(value) if value == int(value) else value


def _head(briefing: Briefing, t: Words) -> list[tuple]:
    """Title, lead, source and marks a line each, how to read a gap, the stamp."""
    provenance = briefing.provenance
    sentences = [briefing.title, briefing.lead, provenance.line, *provenance.marks]
    sentences.append(t("numbers.gaps"))
    return [*((line,) for line in sentences if line), (f"#{KEY} {as_json(briefing)}",)]


def _part(part: Part, t: Words) -> list[tuple]:
    if isinstance(part, Passage):
        lines = [part.title, part.status, part.quote, part.text, *part.notes]
        return [(line,) for line in lines if line]
    if isinstance(part, Grid):
        return [
            (part.title,),
            part.columns,
            *(_row(row, "") for row in part.rows),
            *([(part.note,)] if part.note else []),
        ]
    lines = [write_title(part, t), part.takeaway, part.empty, part.note]
    table = () if part.empty else (part.columns, *(_row(row, part.unit) for row in part.rows))
    return [*((line,) for line in lines if line), *table]


def _row(row: tuple, unit: str) -> list:
    return [
        "" if cell is None else cell if isinstance(cell, str) else number(cell, unit)
        for cell in row
    ]
