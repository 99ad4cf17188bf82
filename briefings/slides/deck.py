"""A briefing as a presentation: a cover, then a slide or more for each of its parts."""

import io

from briefings.abandonment import stop_if_abandoned
from briefings.exhibit import Briefing, Exhibit, Grid, Part, Passage
from briefings.shared.chart.xml import is_native
from briefings.shared.drawingml import MUTED
from briefings.shared.gaps import gaps
from briefings.shared.long_words import cut_names, cut_table
from briefings.shared.map.shapes import map_group
from briefings.shared.office_package import seal
from briefings.shared.shapes import Box, StyledText, lines_of, words_box
from briefings.shared.table_layout import (
    Table,
    draw_portion,
    fit_matrix,
    portions,
    table_of,
    table_of_grid,
)
from briefings.slides.house_template import ACCENT, BRAND
from briefings.slides.slide import LINE_SPACING, Slide
from briefings.slides.template import Template, open_template
from catalog.figure_parts import Provenance
from catalog.sentences import Words

SIZES = (18.0, 16.0, 14.0, 12.0, 11.0)  # points of a passage, the first that fits


def write(briefing: Briefing, t: Words, template: bytes | None = None) -> bytes:
    """The .pptx, in the house's template or in the one given.

    A template needs a layout 图表页 with the placeholders 标题, 要点, 图表 and 来源; its layout
    封面 is used where it has one. Raises UnfitTemplate, a sentence for the reader, where it is not.
    """
    chosen = open_template(template, t)
    _cover(briefing, chosen, t)
    for part in briefing.parts:
        stop_if_abandoned()
        _part(part, briefing, chosen, t)
    out = io.BytesIO()
    chosen.deck.save(out)
    return seal(out.getvalue(), briefing, chosen.aside)


def _cover(briefing: Briefing, chosen: Template, t: Words) -> None:
    """Title, lead and what the whole file stands on."""
    provenance = briefing.provenance
    slide = Slide(chosen, chosen.cover or chosen.page, provenance, t)
    slide.fill("title", [briefing.title])
    slide.fill("takeaway", briefing.lead.split("\n"))
    slide.fill("source", [briefing.author, *facts(provenance, t)])
    if chosen.cover is None:
        slide.drop_chart_place()
    slide.notes(briefing.lead)
    slide.finish()


def facts(provenance: Provenance, t: Words) -> list[str]:
    """As-of and version, scope, source and marks, a line each."""
    lines = [
        t("slides.as_of", as_of=provenance.as_of, version=provenance.version),
        provenance.scope,
        t("slides.from", source=provenance.source),
    ]
    if provenance.marks:
        lines.append(t("slides.marks", marks=_marks(provenance, t)))
    return lines


def _marks(provenance: Provenance, t: Words) -> str:
    return t("scope.joint").join(provenance.marks)


def _part(part: Part, briefing: Briefing, chosen: Template, t: Words) -> None:
    if isinstance(part, Passage):
        _passage(part, briefing, chosen, t)
    elif isinstance(part, Grid):
        table = table_of_grid(part, t("map.no_data"))
        head = Exhibit("", "table", part.title, briefing.provenance, note=part.note)
        if part.rows:
            _tables(table, head, chosen, t)
        else:
            _sentence(head.but(empty=part.note, note=""), chosen, t)
    elif part.empty or not (is_native(part) or part.cells or part.map):
        _sentence(part, chosen, t)
    elif part.cells:
        _tables(table_of(part), part, chosen, t)
    else:
        slide = _add_headed_slide(part, part.title, chosen, t)
        if part.map:
            slide.lay(map_group(part.map, slide.box, t, part.alt))
        else:
            drawn, whole = cut_names(part)
            slide.in_full += whole
            slide.chart(drawn)
        _add_notes(slide, part)


def _add_headed_slide(exhibit: Exhibit, title: str, chosen: Template, t: Words) -> Slide:
    """A slide with title, takeaway and, at its foot, notes and source of an exhibit."""
    slide = Slide(chosen, chosen.page, exhibit.provenance, t)
    slide.fill("title", [title])
    slide.fill("takeaway", [exhibit.takeaway])
    marks = _marks(exhibit.provenance, t)
    source = "　".join(filter(None, [exhibit.provenance.line, marks]))
    slide.fill("source", [exhibit.note, gaps(exhibit, t), source])
    slide.drop_chart_place()
    return slide


def _add_notes(slide: Slide, exhibit: Exhibit) -> None:
    slide.notes(exhibit.takeaway, exhibit if exhibit.id else None)
    slide.finish()


def _tables(table: Table, exhibit: Exhibit, chosen: Template, t: Words) -> None:
    """A table over as many slides as it needs, each under its headings."""
    box = chosen.box(chosen.page, "chart")
    table, whole = cut_table(fit_matrix(table, box))
    parts = list(portions(table, box))
    for at, portion in enumerate(parts, 1):
        title = exhibit.title
        if at > 1:
            title = t("slides.continued", title=title, at=at, whole=len(parts))
        slide = _add_headed_slide(exhibit, title, chosen, t)
        if at == 1:
            slide.in_full += whole
        name = t("slides.table")
        slide.add(
            draw_portion(slide.number, name, table, box, portion, exhibit.alt or exhibit.title)
        )
        _add_notes(slide, exhibit)


def _sentence(exhibit: Exhibit, chosen: Template, t: Words) -> None:
    """What stands instead of a chart with nothing to draw."""
    slide = _add_headed_slide(exhibit, exhibit.title, chosen, t)
    paragraphs = [StyledText(exhibit.empty or t("map.no_data"), 18, MUTED, align="ctr")]
    slide.add(
        words_box(
            slide.number, exhibit.title, slide.box, paragraphs, anchor="ctr", ground="#f6f8fa"
        )
    )
    _add_notes(slide, exhibit)


def _passage(passage: Passage, briefing: Briefing, chosen: Template, t: Words) -> None:
    """A heading, how it stands, the quote it is about, text and notes."""
    head = Exhibit(
        "",
        "passage",
        passage.title,
        briefing.provenance,
        takeaway=passage.status and t("slides.status", status=passage.status),
    )
    slide = _add_headed_slide(head, passage.title, chosen, t)
    size = next((s for s in SIZES if _height(passage, s, slide.box, t) <= slide.box.h), SIZES[-1])
    paragraphs = _paragraphs(passage, size, t)
    bar = Box(slide.box.x, slide.box.y, 36_000, slide.box.h)
    slide.add(words_box(slide.number, passage.title, bar, [], ground=ACCENT))
    inner = Box(slide.box.x + 250_000, slide.box.y, slide.box.w - 250_000, slide.box.h)
    slide.add(words_box(slide.number, passage.title, inner, paragraphs, anchor="t"))
    slide.notes(passage.text)
    slide.finish()


def _paragraphs(passage: Passage, size: float, t: Words) -> list[StyledText]:
    quote = passage.quote and t("slides.quote", quote=passage.quote)
    paragraphs = [
        StyledText(quote, size + 2, BRAND, True, after=size),
        StyledText(passage.text, size, after=size),
    ]
    paragraphs += [StyledText(note, size - 3, MUTED, after=4) for note in passage.notes]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _height(passage: Passage, size: float, box: Box, t: Words) -> int:
    paragraphs = _paragraphs(passage, size, t)
    return round(
        sum(
            (
                lines_of(paragraph.text, paragraph.points, box.w - 250_000)
                * paragraph.points
                * LINE_SPACING
                + paragraph.after
            )
            * 12_700
            for paragraph in paragraphs
        )
    )
