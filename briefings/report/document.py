"""A briefing as a document of the house, or in the template that a ministry brings."""

from briefings.exhibit import Briefing
from briefings.report.body import Flow
from briefings.report.docx_package import Parts
from briefings.report.page_setup import SIDES, TEXT_WIDTH_TWIPS, footer, header, section
from briefings.report.paper import Paper
from briefings.report.styles import IDS, font_table, numbering, settings, styles
from briefings.report.template import open_template
from briefings.report.wordprocessingml import part
from briefings.shared.office_package import seal
from briefings.shared.theme import document_theme
from catalog.sentences import Words


def write(briefing: Briefing, t: Words, template: bytes | None = None) -> bytes:
    """The .docx: headings of the navigation pane, captions that count themselves, live charts.

    A template needs the styles 标题, 标题 1, 标题 2 and 正文; what it already holds stays above.
    Raises UnfitTemplate, a sentence for the reader, where it cannot be used.
    """
    if template is None:
        parts, ids = _house(briefing, t), IDS
    else:
        parts, ids = open_template(template, t)
    if template is not None and briefing.provenance.marks:
        parts.mark(t("report.joint").join(briefing.provenance.marks), t)
    flow = Flow(ids, t, parts, Paper(parts.find_section(), TEXT_WIDTH_TWIPS))
    flow.write(briefing)
    parts.insert("".join(flow.body))
    return seal(parts.to_bytes(), briefing, parts.aside)


def _house(briefing: Briefing, t: Words) -> Parts:
    """An empty document of ours."""
    parts = Parts.empty(part("document", f"<w:body>{section()}</w:body>"))
    marks = t("report.joint").join(briefing.provenance.marks)
    for name, made in (
        ("styles", styles(t)),
        ("numbering", numbering(t)),
        ("settings", settings()),
        ("fontTable", font_table(t)),
    ):
        parts.add(name, f"{name}.xml", name, made.encode())
    # colours and faces that nothing of ours refers to, but without which no document is whole
    parts.add("theme", "theme.xml", "theme", document_theme())
    for side in SIDES:
        parts.add(f"header_{side}", f"header_{side}.xml", "header", header(side, marks, t).encode())
        parts.add(f"footer_{side}", f"footer_{side}.xml", "footer", footer(side, t).encode())
    return parts
