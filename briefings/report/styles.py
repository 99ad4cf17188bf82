"""Faces, styles, numbering and settings of the house's document, as GB/T 9704-2012 has them."""

from xml.sax.saxutils import quoteattr

from briefings.report.wordprocessingml import INDENT, fonts, part, size
from briefings.shared.drawingml import quote
from catalog.sentences import Words

LINE_TWIPS = 579  # twentieths of a point: 22 lines on a page of 225 mm
TITLE_LINE_TWIPS = 700
# what an official paper is set in; the second name is that of the face a computer has instead
FACES = ("title", "body", "black", "script", "song")
LATIN = "Times New Roman"
# a paragraph whose lines are as high as what stands in them, off the grid
FLAT = (
    '<w:snapToGrid w:val="false"/>'
    '<w:spacing w:before="{}" w:after="{}" w:line="240" w:lineRule="auto"/>'
)
# a sign of 16 points gives way by a quarter of one, so that 28 stand on a line of 156 mm
CLOSE, OPEN = '<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>'
HEADINGS = ("black", "script", "body", "body")  # faces of the four levels
IDS = {
    "title": "Title",
    "heading1": "Heading1",
    "heading2": "Heading2",
    "heading3": "Heading3",
    "body": "Normal",
    "caption": "Caption",
    "source": "Source",
    "cell": "Cell",
}


_PLAIN_TABLE = (
    '<w:style w:type="table" w:default="true" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles(t: Words) -> str:
    """styles.xml: the built-in styles, which navigation pane and table of contents know."""
    face = {name: t(f"report.face_{name}") for name in FACES}
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LINE_TWIPS}" w:lineRule="exact"/>'
    body = fonts(face["body"], LATIN) + size(16)
    made = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{body}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>",
        _style(
            "Normal",
            "Normal",
            f'<w:widowControl w:val="false"/>{exact}<w:jc w:val="both"/>',
            CLOSE,
            default=True,
        ),
        _style(
            "Title",
            "Title",
            f'<w:keepNext/><w:spacing w:before="0" w:after="{LINE_TWIPS}" '
            f'w:line="{TITLE_LINE_TWIPS}" w:lineRule="exact"/><w:jc w:val="center"/>',
            fonts(face["title"], LATIN) + OPEN + size(22),
        ),
        *(_heading(level, face[name]) for level, name in enumerate(HEADINGS, 1)),
        _style(
            "Caption",
            "caption",
            f'<w:keepNext/>{FLAT.format(60, 60)}<w:jc w:val="center"/>',
            fonts(face["black"], LATIN) + OPEN + size(12),
        ),
        _style(
            "Source",
            t("report.style_source"),
            f'<w:keepLines/>{FLAT.format(0, 160)}<w:jc w:val="left"/>',
            fonts(face["song"], LATIN) + f'<w:color w:val="5C6B7D"/>{OPEN}' + size(9),
        ),
        _style(
            "Cell",
            t("report.style_cell"),
            FLAT.format(20, 20) + '<w:jc w:val="left"/>',
            fonts(face["song"], LATIN) + OPEN + size(10.5),
        ),
        *(
            _style(name.title(), name, FLAT.format(0, 0), fonts(face["song"]) + OPEN + size(14))
            for name in ("header", "footer")
        ),
        _PLAIN_TABLE,
    ]
    return part("styles", "".join(made))


def _heading(level: int, face: str) -> str:
    """A heading that the navigation pane shows, numbered by its level, never bold."""
    at = level - 1
    layout = (
        f'<w:keepNext/><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>{INDENT}'
        f'<w:outlineLvl w:val="{at}"/>'
    )
    return _style(f"Heading{level}", f"heading {level}", layout, fonts(face, LATIN))


def numbering(t: Words) -> str:
    """numbering.xml: 一、（一）1.（1） of the four levels of headings."""
    kinds = [t("report.counting")] * 2 + ["decimal"] * 2
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="Heading{at + 1}"/><w:suff w:val="nothing"/>'
        f"<w:lvlText w:val={quoteattr(t(f'report.level{at + 1}'))}/>"
        f'<w:lvlJc w:val="left"/><w:pPr>{INDENT}</w:pPr>'
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
        for at, kind in enumerate(kinds)
    )
    return part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def font_table(t: Words) -> str:
    """fontTable.xml: the faces asked for, and which to take where a computer lacks them."""
    faces = "".join(
        f"<w:font w:name={quote(t(f'report.face_{name}'))}>"
        f"<w:altName w:val={quote(t(f'report.alt_{name}'))}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in FACES
    )
    return part("fonts", faces)


def settings() -> str:
    """settings.xml: odd and even pages differ; signs of both scripts keep their own spacing."""
    return part(
        "settings",
        '<w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def _style(identity: str, name: str, layout: str, look: str, default: bool = False) -> str:
    base = "" if default else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="true"' if default else ""
    custom = "" if identity not in ("Source", "Cell") else ' w:customStyle="true"'
    return (
        f'<w:style w:type="paragraph"{first}{custom} w:styleId="{identity}">'
        f"<w:name w:val={quote(name)}/>{base}<w:qFormat/><w:pPr>{layout}</w:pPr>"
        f"<w:rPr>{look}</w:rPr></w:style>"
    )
