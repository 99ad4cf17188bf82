"""The parts of a briefing one after the other as the body of a document."""

from dataclasses import dataclass, field
from itertools import count

from briefings.abandonment import stop_if_abandoned
from briefings.exhibit import Briefing, Exhibit, Grid, Part, Passage
from briefings.report.docx_package import Parts
from briefings.report.figures import FIGURE_WIDTH_EMU, chart, height, map_figure
from briefings.report.paper import Paper
from briefings.report.styles import LATIN
from briefings.report.tables import is_wide, table
from briefings.report.wordprocessingml import INDENT, fonts, paragraph, run
from briefings.report.wordprocessingml import field as counted
from briefings.shared.chart.xml import chart_part, is_native
from briefings.shared.gaps import gaps
from briefings.shared.long_words import cut_names, cut_table
from briefings.shared.table_layout import Table, find_numbers, table_of, table_of_grid
from briefings.shared.text import print_cell, write_title
from catalog.figure_parts import Cell
from catalog.sentences import Words

MAX_HEADING_CHARS = 120  # six lines of the largest letters


@dataclass
class Flow:
    """The body under way; its charts become parts of the package.

    styles: the ids of the styles by what they are for; paper: how the sheets lie; numbered: figures
    and tables so far; chapters: some passages are no clauses, so that these stand a level lower.
    """

    styles: dict[str, str]
    t: Words
    parts: Parts
    paper: Paper
    body: list[str] = field(default_factory=list)
    shapes: count = field(default_factory=lambda: count(5001))
    numbered: dict[str, count] = field(default_factory=dict)
    chapters: bool = True

    def write(self, briefing: Briefing) -> None:
        """Title, lead, the parts, the signature."""
        passages = [part for part in briefing.parts if isinstance(part, Passage)]
        self.chapters = not all(_is_clause(part) for part in passages)
        self.add_heading(briefing.title, "title")
        for line in filter(None, briefing.lead.split("\n")):
            self.add_line(line)
        if briefing.provenance.fictional:
            self.add_line(self.t("report.fictional"))
        for part in briefing.parts:
            stop_if_abandoned()
            self._part(part, briefing)
        self._write_signature(briefing)

    def _write_signature(self, briefing: Briefing) -> None:
        """Who says so, and the day that the data reach, four signs from the right."""
        year, month, day = (int(part) for part in briefing.provenance.as_of.split("-"))
        signed = '<w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>'
        for at, line in enumerate(
            (briefing.author, self.t("report.day", year=year, month=month, day=day))
        ):
            if line:
                is_first = at == 0 or not briefing.author
                space = '<w:spacing w:before="200"/>' if is_first else ""
                self.body.append(paragraph(run(line), self.styles["body"], space + signed))

    def add_line(self, line: str, style: str = "body", look: str = "", kept: bool = False) -> None:
        """A paragraph; those of the body begin two signs in; kept: on the page of the next."""
        layout = "<w:keepNext/>" if kept else ""
        if style == "body":
            layout += INDENT
        self.body.append(paragraph(run(line, look), self.styles[style], layout))

    def add_heading(self, title: str, style: str) -> None:
        """A heading of a few lines; a longer one is cut there and stands whole beneath."""
        self.add_line(cut_heading(title), style)
        if cut_heading(title) != title:
            self.add_line(title)

    def _part(self, part: Part, briefing: Briefing) -> None:
        content = self._make_table(part)
        if content is None:
            self._lay(False)
        elif is_wide(content, self.paper.width):
            self._lay(True)
        if isinstance(part, Passage):
            self._passage(part)
        elif isinstance(part, Grid):
            self._table(content, part.title)
            self._small("\n".join(filter(None, (part.note, briefing.provenance.line))))
        else:
            self._exhibit(part, content)

    def _make_table(self, part: Part) -> Table | None:
        """The table of a part that is one; None of every other."""
        if isinstance(part, Grid):
            return table_of_grid(part, self.t("map.no_data"))
        if isinstance(part, Passage) or part.empty:
            return None
        if part.cells:
            return table_of(part)
        if part.rows and not (is_native(part) or part.map):
            return _numbers(part, self.t)
        return None

    def _lay(self, lying: bool) -> None:
        """Go on across the paper, or upright; a table stays on the sheet as that happens to lie."""
        if lying != self.paper.lying and self.paper.can_turn:
            self.body.append(self.paper.turn())

    def _passage(self, part: Passage) -> None:
        """A chapter, or beneath it a clause."""
        beneath = self.chapters and _is_clause(part)
        self.add_heading(part.title, "heading2" if beneath else "heading1")
        if part.quote:
            script = fonts(self.t("report.face_script"), LATIN)
            self.add_line(self.t("slides.quote", quote=part.quote), look=script)
        if part.status:
            self.add_line(self.t("slides.status", status=part.status))
        for line in filter(None, (*part.text.split("\n"), *part.notes)):
            self.add_line(line)

    def _exhibit(self, part: Exhibit, content: Table | None) -> None:
        if part.takeaway:
            self.add_line(part.takeaway, kept=True)
        if content is not None:
            self._table(content, write_title(part, self.t))
        elif part.empty or not (is_native(part) or part.map):
            texts = {"title": write_title(part, self.t), "sentence": part.empty}
            self.add_line(self.t("report.empty", **texts))
        else:
            self._figure(part)
            self._caption(write_title(part, self.t), "figure")
            self._write_in_full(cut_names(part)[1] if is_native(part) else [])
        small = (part.note, gaps(part, self.t), part.provenance.line)
        self._small("\n".join(filter(None, small)))

    def _figure(self, part: Exhibit) -> None:
        if part.map:
            self.body.append(map_figure(part, next(self.shapes), self.t, self.parts.aside))
            return
        drawn, _ = cut_names(part)
        relation = self.parts.add_chart(*chart_part(drawn, (FIGURE_WIDTH_EMU, height(part))))
        self.body.append(chart(part, next(self.shapes), relation))

    def _table(self, content: Table, title: str) -> None:
        content, whole = cut_table(content)
        self._caption(title, "table")
        self.body.append(table(content, self.styles["cell"], self.paper.width))
        self._write_in_full(whole)

    def _write_in_full(self, names: list[str]) -> None:
        """What a figure or table had to cut, a paragraph each."""
        if names:
            self._small(self.t("report.in_full"))
        for name in names:
            self._small(name)

    def _caption(self, title: str, kind: str) -> None:
        """图1, 表1 …: fields, so that Word counts them anew when staff move them."""
        kind = self.t(f"report.{kind}")
        at = next(self.numbered.setdefault(kind, count(1)))
        number = run(kind + self.t("report.numbered")) + counted(f"SEQ {kind} \\* ARABIC", str(at))
        text = run(self.t("report.captioned") + cut_heading(title))
        self.body.append(paragraph(number + text, self.styles["caption"]))
        if cut_heading(title) != title:
            self._small(title)

    def _small(self, lines: str) -> None:
        """What stands in small letters beneath a figure or table; it also parts two tables."""
        self.body.append(paragraph(run(lines), self.styles["source"]))


def cut_heading(title: str) -> str:
    """A title of at most MAX_HEADING_CHARS.

    >>> cut_heading("布局均衡"), len(cut_heading("长" * 400))
    ('布局均衡', 121)
    """
    return title if len(title) <= MAX_HEADING_CHARS else f"{title[:MAX_HEADING_CHARS]}…"


def _is_clause(part: Passage) -> bool:
    """It is quoted, or it has a status."""
    return bool(part.quote or part.status)


def _numbers(part: Exhibit, t: Words) -> Table:
    """The numbers of a kind that has no drawing."""
    rows = tuple(
        tuple(Cell(print_cell(cell, t, part.unit, part.decimals)) for cell in row)
        for row in part.rows
    )
    return Table(part.title, part.columns, rows, numbers=find_numbers(part.rows))
