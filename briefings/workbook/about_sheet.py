"""The sheets around the numbers: contents with links, the words, and what the numbers are."""

from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.shared.drawingml import MUTED
from briefings.shared.office_package import legal
from briefings.shared.text import write_title
from briefings.stamp import digest
from briefings.workbook.cell_formats import ALARM
from briefings.workbook.page import Page
from catalog.figure_parts import INK
from catalog.sentences import Words

LINK = {"font_color": "#1d5a92", "underline": 1}


def contents(
    page: Page, briefing: Briefing, t: Words, parts: list[tuple[str, Exhibit | Grid]]
) -> Page:
    """Title, lead and origin of the briefing; a link to each sheet of the numbers."""
    broad = [8, 40, 60]
    marks = t("report.joint").join(briefing.provenance.marks)
    lines = [
        (marks, ALARM),
        (briefing.lead, INK),
        (briefing.provenance.line, MUTED),
        (briefing.author, MUTED),
    ]
    page.head(briefing.title, lines, broad)
    heads = tuple(t(f"workbook.{name}") for name in ("number", "part", "takeaway"))
    rows = tuple((at, part.title, _sentence(part)) for at, (_, part) in enumerate(parts, 1))
    top = page.table(heads, rows, broad, lambda *_: None)
    for at, (name, part) in enumerate(parts, top + 1):
        page.sheet.write_url(
            at, 1, f"internal:'{name}'!A1", page.looks.text(**LINK), legal(part.title)
        )
    return page


def _sentence(part: Exhibit | Grid) -> str:
    """What the contents say of a part: a chart's takeaway, else its note."""
    if isinstance(part, Exhibit) and part.takeaway:
        return part.takeaway
    return part.note


def passages(page: Page, texts: list[Passage], t: Words) -> Page:
    """The words of a briefing, a row each."""
    heads = tuple(t(f"workbook.{name}") for name in ("passage", "status", "quote", "text"))
    rows = tuple(
        (part.title, part.status, part.quote, "\n".join(filter(None, (part.text, *part.notes))))
        for part in texts
    )
    page.head(t("workbook.passages"), [], [24, 20, 44, 60])
    page.table(heads, rows, [24, 20, 44, 60], lambda *_: None)
    return page


def about(page: Page, briefing: Briefing, t: Words) -> Page:
    """Where the numbers come from, how to read them, and the digest of each exhibit's."""
    provenance = briefing.provenance
    facts = {
        "title": briefing.title,
        "source": provenance.source,
        "as_of": provenance.as_of,
        "version": provenance.version,
        "scope": provenance.scope,
        "address": provenance.address,
        "marks": t("report.joint").join(provenance.marks),
        "author": briefing.author,
    }
    page.head(t("workbook.about"), [(t("workbook.stamped"), MUTED)], [28, 44, 70])
    for name, text in facts.items():
        if text:
            _line(page, t(f"workbook.{name}"), text)
    for name in ("read_numbers", "read_gaps", "read_shares", "read_lines", "read_marks"):
        _line(page, t("workbook.reading"), t(f"workbook.{name}"))
    page.row += 1
    heads = tuple(t(f"workbook.{name}") for name in ("part", "id", "digest"))
    rows = tuple((write_title(part, t), part.id, digest(part)) for part in briefing.exhibits)
    page.table(heads, rows, [28, 44, 70], lambda *_: None)
    return page


def _line(page: Page, name: str, text: str) -> None:
    page.write(page.row, 0, name, page.looks.text(bold=True))
    page.sheet.merge_range(page.row, 1, page.row, 2, "", page.looks.text())
    page.write(page.row, 1, text)
    page.row += 1
