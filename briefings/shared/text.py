"""How documents and workbooks say what an exhibit holds: its title with its marks, its numbers."""

from briefings.exhibit import Exhibit


def write_title(exhibit: Exhibit, words) -> str:
    """The title with the marks it must never lose, such as 演示数据."""
    marks = words("report.joint").join(exhibit.provenance.marks)
    return words("report.marked", title=exhibit.title, marks=marks) if marks else exhibit.title


def print_cell(cell: str | float | None, words, unit: str = "", decimals: int | None = None) -> str:
    """A cell in words as the screen shows it; decimals None: as many as the number has."""
    if cell is None:
        return words("map.no_data")
    if isinstance(cell, str):
        return cell
    if decimals is None:
        decimals = 0 if cell == int(cell) else len(f"{cell:.4f}".rstrip("0").split(".")[1])
    return f"{cell * 100:,.{decimals}f}%" if unit == "%" else f"{cell:,.{decimals}f}"
