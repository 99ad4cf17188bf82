"""WordprocessingML for text: runs and paragraphs, every measure in the units of Word."""

from briefings.shared.drawingml import quote, text

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
NAMESPACES = " ".join(f'xmlns:{short}="{uri}"' for short, uri in SPACES.items())
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def part(tag: str, inner: str) -> str:
    """A whole part of the package under its root."""
    return f"{HEADER}<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def fonts(face: str, latin: str = "") -> str:
    """A Chinese face, also for signs that both scripts have; latin: the face of Latin letters."""
    latin = latin or face
    return (
        f"<w:rFonts w:ascii={quote(latin)} w:hAnsi={quote(latin)} w:eastAsia={quote(face)} "
        f'w:cs={quote(latin)} w:hint="eastAsia"/>'
    )


def size(points: float) -> str:
    """Letters of this size; Word counts half points.

    >>> size(10.5)
    '<w:sz w:val="21"/><w:szCs w:val="21"/>'
    """
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def run(words: object, look: str = "") -> str:
    """Words in one look, lines broken at line feeds; look: the inside of w:rPr."""
    # says that quotes, dashes and dots are Chinese signs, which Word cannot know
    look = look if "<w:rFonts" in look else f'<w:rFonts w:hint="eastAsia"/>{look}'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in str(words).split("\n")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"


def field(instruction: str, result: str, look: str = "") -> str:
    """A field that Word can renew; shown: its value as written now."""
    return f"<w:fldSimple w:instr={quote(instruction)}>{run(result, look)}</w:fldSimple>"


def paragraph(inner: str, style: str = "", layout: str = "") -> str:
    """A paragraph of runs; style: the id of its style; layout: the rest of w:pPr in its order."""
    worn = f"<w:pStyle w:val={quote(style)}/>" if style else ""
    return f"<w:p><w:pPr>{worn}{layout}</w:pPr>{inner}</w:p>"
