"""How documents and workbooks say what an exhibit holds: its title with its marks, its numbers."""

from briefings.exhibit import Exhibit
from catalog.figure_parts import Provenance
from catalog.sentences import Words


def write_title(exhibit: Exhibit, t: Words) -> str:
    """The title with the marks it must never lose, such as 演示数据."""
    marks = t("report.joint").join(exhibit.provenance.marks)
    return t("report.marked", title=exhibit.title, marks=marks) if marks else exhibit.title


def write_watermark(provenance: Provenance, t: Words) -> str:
    """What stands large and faint across a file's pages: every mark, "" where there is none."""
    return t("report.joint").join(provenance.marks)


def print_cell(
    cell: str | float | None, t: Words, unit: str = "", decimals: int | None = None
) -> str:
    """A cell in words as the screen shows it; decimals None: as many as the number has."""
    if cell is None:
        return t("map.no_data")
    if isinstance(cell, str):
        return cell
    if decimals is None:
        decimals = 0 if cell == int(cell) else len(f"{cell:.4f}".rstrip("0").split(".")[1])
    return f"{cell * 100:,.{decimals}f}%" if unit == "%" else f"{cell:,.{decimals}f}"
