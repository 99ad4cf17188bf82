"""A briefing of several parts as HTML, which the browser prints: A4 across, a chart a page."""

from collections.abc import Iterator
from html import escape

from briefings.abandonment import stop_if_abandoned
from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from briefings.pictures import text_metrics
from briefings.pictures.canvas import MARK, MUTED, text
from briefings.pictures.compose import compose_picture
from briefings.pictures.renderer import Renderer
from briefings.shared.office_package import legal
from briefings.shared.table_layout import print_grid_cell
from briefings.shared.text import write_watermark
from catalog.figure_parts import INK
from catalog.sentences import Words

SHEET = 1123, 794  # CSS pixels of A4 across
_EDGE_PX = 40
WATERMARK_PX = 150
_STYLE = f"""<style>
@page {{ margin: {_EDGE_PX}px }}
body {{ color: {INK}; font-size: 15px; line-height: 1.6 }}
h1 {{ font-size: 30px; line-height: 1.35; margin: 0 0 8px }}
h2 {{ font-size: 21px; margin: 26px 0 6px; break-after: avoid }}
p {{ margin: 6px 0 }}
.chart {{ break-inside: avoid; height: {SHEET[1] - 2 * _EDGE_PX - 2}px;
 display: grid; align-content: center }}
.chart svg {{ width: 100%; height: auto; max-height: {SHEET[1] - 2 * _EDGE_PX}px }}
.small {{ color: {MUTED}; font-size: 13px }}
.marks {{ color: {MARK}; font-weight: 600 }}
blockquote {{ margin: 6px 0; padding-left: 12px; border-left: 3px solid #c9d2dc }}
table {{ border-collapse: collapse; width: 100%; font-size: 13px; margin: 6px 0 }}
thead {{ display: table-header-group }}
tr {{ break-inside: avoid }}
th, td {{ border-bottom: 1px solid #d5dce4; padding: 5px 14px 5px 0; text-align: left;
 vertical-align: top; white-space: pre-line }}
th {{ color: {MUTED}; white-space: nowrap }}
.number {{ text-align: right; white-space: nowrap }}
.over {{ position: fixed; inset: 0; display: grid; place-items: center; opacity: 0.07;
 font-weight: 600; white-space: nowrap; transform: rotate(-18deg) }}
</style>"""


def split_pages(briefing: Briefing, t: Words, renderer: Renderer) -> Iterator[str]:
    """The briefing as pieces of HTML in order: its head with what follows, then chart by chart.

    Each piece begins a page. Printed as one, forty charts would take the browser 400 MB.
    """
    family = escape(text_metrics.stack(renderer.files.family))
    begin = f'{_STYLE}<body style="font-family: {family}">{_write_watermark(briefing, t)}'
    waiting = _write_head(briefing)
    for part in briefing.parts:
        stop_if_abandoned()
        if isinstance(part, Exhibit):
            if waiting:
                yield begin + waiting
            waiting = ""
            yield begin + _write_chart(part, t, renderer)
        else:
            waiting += (
                _write_grid(part, briefing, t) if isinstance(part, Grid) else _write_passage(part)
            )
    if waiting:
        yield begin + waiting


def _write_watermark(briefing: Briefing, t: Words) -> str:
    """The marks across every page on one line; "" where there are none."""
    mark = write_watermark(briefing.provenance, t)
    if not mark:
        return ""
    widest = text_metrics.width(legal(mark), WATERMARK_PX)
    size = min(WATERMARK_PX, WATERMARK_PX * (SHEET[0] - 2 * _EDGE_PX) / widest)
    return f'<div class="over" style="font-size: {size:g}px">{escape(legal(mark))}</div>'


def _write_head(briefing: Briefing) -> str:
    parts = (
        ("h1", briefing.title, ""),
        ("p", "　".join(briefing.provenance.marks), "marks"),
        ("p", briefing.lead, ""),
        ("p", briefing.author, "small"),
        ("p", briefing.provenance.line, "small"),
    )
    return "".join(_write_element(*line) for line in parts)


def _write_chart(part: Exhibit, t: Words, renderer: Renderer) -> str:
    # the page's own mark lies over all of it already
    drawn = compose_picture(part, t, renderer, renderer.files.family, marked=False)
    return f'<section class="chart">{text(drawn.svg)}</section>'


def _write_passage(part: Passage) -> str:
    parts = [_write_element("h2", part.title), _write_element("p", part.status)]
    parts += [_write_element("blockquote", part.quote), _write_element("p", part.text)]
    return "".join([*parts, *(_write_element("p", note, "small") for note in part.notes)])


def _write_grid(part: Grid, briefing: Briefing, t: Words) -> str:
    numeric = [all(_is_number(row[n]) for row in part.rows) for n in range(len(part.columns))]
    head = "".join(
        f'<th class="{"number" if numeric[n] else ""}">{escape(legal(column))}</th>'
        for n, column in enumerate(part.columns)
    )
    rows = []
    for at, row in enumerate(part.rows):
        cells = (_write_cell(part, at, n, cell, t) for n, cell in enumerate(row))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    small = (part.note, briefing.provenance.line)
    beneath = "".join(_write_element("p", line, "small") for line in small)
    return _write_element("h2", part.title) + table + beneath


def _write_cell(part: Grid, row: int, column: int, cell: object, t: Words) -> str:
    """One cell; numbers at the right."""
    text = print_grid_cell(part, column, cell, t("map.no_data"))
    tone = part.tones.get((row, column), "")
    style = f' style="color: {escape(tone)}"' if tone else ""
    return f'<td class="{"number" if _is_number(cell) else ""}"{style}>{escape(legal(text))}</td>'


def _is_number(cell) -> bool:
    return cell is None or isinstance(cell, int | float)


def _write_element(tag: str, words: str, name: str = "") -> str:
    return f'<{tag} class="{name}">{escape(legal(words))}</{tag}>' if words else ""
