"""Files that the drawing browser is shown: a font whose words can be copied, maps of nothing.

Chromium writes a PDF's characters by going back from glyphs to code points, and of several code
points with one glyph it takes the lowest: the radical instead of the character. A font that does
not know the radicals leaves it no choice. Only TrueType outlines stay text in its PDFs.
"""

import os
from pathlib import Path

from catalog.temporary_folders import TemporaryFolder

# Debian's fonts-wqy-microhei; CHART_FONT names another TrueType font with Chinese
FONT, FONT_FOLDERS = "wqy-microhei.ttc", (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
# Unnamed on purpose: not the font of a machine but ours, so that no other is taken for it
FAMILY = "GovChart Sans SC"
_RADICALS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
_NAMES = {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}
# what Plotly would ask its maker's server for, were a figure ever to hold one of its maps
_SCOPES = (
    "world",
    "africa",
    "asia",
    "europe",
    "north-america",
    "south-america",
    "usa",
    "antarctica",
)
_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
_FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
</fontconfig>
"""


def source_font() -> Path | None:
    """The TrueType font with Chinese that the pictures' font is made from, None without one."""
    if named := os.environ.get("CHART_FONT"):
        return Path(named) if Path(named).is_file() else None
    paths = (path for folder in FONT_FOLDERS for path in folder.rglob(FONT))
    return next(paths, None)


class DrawingFiles:
    """A folder of its own for one drawing browser, gone with the object.

    folder: its path, where the browser keeps its profile too; page: that in which kaleido draws;
    maps: address of a folder with empty base maps; fonts: the browser's font settings; family: the
    name of the font for PDF, "" where there is no font to make it from.
    """

    def __init__(self) -> None:
        self._own = TemporaryFolder("pictures")
        folder = self.folder = self._own.path
        self.maps = _empty_maps(folder / "maps")
        self.page = _write_page(folder / "index.html")
        self.fonts, self.family = folder / "fonts.conf", ""
        font_folder = folder / "fonts"
        font_folder.mkdir()
        self.fonts.write_text(_FONTS_CONF.format(folder=font_folder), encoding="utf-8")
        if source := source_font():
            _without_radicals(source, font_folder / "font.ttf")
            self.family = FAMILY

    def close(self) -> None:
        """Take the folder away."""
        self._own.close()


def _write_page(path: Path) -> Path:
    """The page in which kaleido draws; kaleido itself would put it into a folder of its own, which
    nobody removes after a kill."""
    import kaleido  # here: no page should wait for it

    page = kaleido.PageGenerator(mathjax=False).generate_index()
    path.write_text(page, encoding="utf-8")
    return path


def _empty_maps(folder: Path) -> str:
    folder.mkdir()
    layers = ",".join(
        f'"{name}":{{"type":"GeometryCollection","geometries":[]}}' for name in _LAYERS
    )
    for scope in _SCOPES:
        for scale in (50, 110):
            text = f'{{"type":"Topology","objects":{{{layers}}},"arcs":[]}}'
            (folder / f"{scope}_{scale}m.json").write_text(text, encoding="utf-8")
    return folder.as_uri() + "/"


def _without_radicals(source: Path, target: Path) -> None:
    """The font without radicals and compatibility characters, under the name of FAMILY."""
    from fontTools.ttLib import TTFont  # here: half a second that no page should wait for

    with TTFont(source, fontNumber=0, lazy=True, recalcTimestamp=False) as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                for radical in {c for span in _RADICALS for c in span} & table.cmap.keys():
                    del table.cmap[radical]
        for name in font["name"].names:
            name.string = _NAMES.get(name.nameID, name.toUnicode())
        # Without names of glyphs, which nobody reads: fontTools joins fifty thousand of them one by
        # one, ten seconds of a processor where large pieces of memory go back to the system at once
        font["post"].formatType = 3.0
        font.save(target)
