"""OpenDocument workbooks drawn cell by cell, as LibreOffice writes them."""

import zipfile
from pathlib import Path

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    )
) + (' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"')
STYLES = """
<number:date-style style:name="N1"><number:month/><number:text>月</number:text><number:day/>
</number:date-style>
<number:date-style style:name="N2"><number:year/><number:month/><number:day/></number:date-style>
<style:style style:name="no_year" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="with_year" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="heir" style:family="table-cell" style:parent-style-name="no_year"/>
<style:style style:name="struck" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="old" style:family="text">
<style:text-properties style:text-line-through-type="single"/></style:style>
<style:style style:name="hidden" style:family="table">
<style:table-properties table:display="false"/></style:style>
"""
BLANKS = '<table:table-cell table:number-columns-repeated="16384"/>'
BELOW = f'<table:table-row table:number-rows-repeated="1048576">{BLANKS}</table:table-row>'


def cell(text: str, kind: str = "string", more: str = "") -> str:
    """A cell as it shows itself."""
    return (
        f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, more: str = "") -> str:
    """A row of cells, with the blank cells that a program writes behind them."""
    return f"<table:table-row {more}>{''.join(cells)}{BLANKS}</table:table-row>"


def sheet(*parts: str, name: str = "实验室名录", more: str = "") -> str:
    """A sheet of rows, with the blank rows that a program writes below them."""
    return f'<table:table table:name="{name}" {more}>{"".join(parts)}{BELOW}</table:table>'


def table(rows: list[list[str]]) -> str:
    """A sheet of texts."""
    return sheet(*(row(*map(cell, line)) for line in rows))


def document(*sheets: str) -> str:
    """content.xml of the sheets."""
    return (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(sheets)}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def open_document(path: Path, content: str, **parts: str) -> Path:
    """A workbook of this content.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        for name, part in parts.items():
            archive.writestr(name, part)
    return path
