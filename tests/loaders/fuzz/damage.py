"""What disks, mail servers and hostile hands do to the bytes of a file."""

import functools
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.loaders.fuzz.files import archive, old_workbook, open_workbook, parquet, text, workbook
from tests.loaders.fuzz.pages import pages

Damage = Callable[[bytes, random.Random], bytes]


@functools.cache
def whole() -> dict[str, bytes]:
    """An undamaged file of each format."""
    made, chance = pages(), random.Random(0)
    return {
        "xlsx": workbook(made, chance), "xls": old_workbook(made, chance),
        "csv": text(made[:1], chance), "parquet": parquet(made[0]),
        "ods": open_workbook(made, chance), "zip": archive(made, chance),
    }  # fmt: skip


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randrange(max(len(content), 1))
    return first, min(first + chance.choice([1, 4, 64, 1024]), len(content))


def flipped(content, chance):
    made = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 3, 20])):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def removed(content, chance):
    first, last = _span(content, chance)
    return content[:first] + content[last:]


def inserted(content, chance):
    first, last = _span(content, chance)
    return content[:first] + chance.randbytes(last - first) + content[first:]


def doubled(content, chance):
    first, last = _span(content, chance)
    return content[:last] + content[first:]


def emptied(content, chance):
    first, last = _span(content, chance)
    return content[:first] + bytes(last - first) + content[last:]


def cut(content, chance):
    return content[: chance.randrange(len(content))]


def moved(content, chance):
    middle = chance.randrange(len(content))
    return content[middle:] + content[:middle]


RAW: list[Damage] = [flipped, flipped, flipped, removed, inserted, doubled, emptied, cut, moved]

# what stands in the XML of a workbook, and what may stand there instead
ODD = {
    rb' r="[A-Z]+\d+"': [b' r="XFD1048576"', b' r="A0"', b' r="ZZZZ9"', b' r=""', b"", b' r="A2"'],
    rb'<row r="\d+"': [b'<row r="1048576"', b'<row r="0"', b'<row r="99999999999"', b"<row",
                       b'<row r="2"', b'<row r="x"'],
    rb' t="\w+"': [b' t="s"', b' t="b"', b' t="e"', b' t="d"', b' t="n"', b' t="odd"', b""],
    rb' s="\d+"': [b' s="9999"', b' s="-1"', b' s="x"'],
    rb"<v>[^<]*</v>": [b"<v>999999</v>", b"<v>-1</v>", b"<v>1e309</v>", b"<v>NaN</v>", b"<v/>",
                       b"<v>2023-02-30</v>", b"<v>x</v>", b"<v>" + b"9" * 400 + b"</v>"],
    rb"</row>": [b"", b"</row></row>", b"</row><row/>", b"</sheetData>"],
    rb"<sheetData>": [b"<sheetData><sheetData>", b"",
                      b'<dimension ref="A1:XFD1048576"/><sheetData>'],
    rb"</sheetData>": [b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
                       b'</sheetData><mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>',
                       b'</sheetData><mergeCells><mergeCell ref="x"/></mergeCells>'],
    rb'Target="[^"]*"': [b'Target="../../../../etc/passwd"', b'Target="/xl/nowhere.xml"',
                         b'Target=""', b'Target="file:///etc/passwd" TargetMode="External"'],
    rb'<sheet [^>]*name="[^"]*"': [b'<sheet name="a&#10;b"', b'<sheet name=""', b"<sheet"],
    rb"numFmtId=\"\d+\"": [b'numFmtId="99999"', b'numFmtId="x"', b'numFmtId="14"'],
    rb"<\?xml[^>]*\?>": [b'<?xml version="1.0" encoding="utf-16"?>', b"",
                         b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'],
}  # fmt: skip


def odd_xml(content, chance):
    """One or some places of a part in which something else stands."""
    for pattern in chance.sample(list(ODD), chance.randint(1, 3)):
        odd, often = chance.choice(ODD[pattern]), chance.choice([1, 1, 0])
        places = list(re.finditer(pattern, content))
        if places:
            at = chance.choice(places)
            if often:
                content = content[: at.start()] + odd + content[at.end() :]
            else:
                content = re.sub(pattern, lambda _, odd=odd: odd, content)
    return content


def repacked(content, chance):
    """A workbook of which one part is damaged, lost, doubled or renamed, in a sound archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    place = chance.randrange(len(parts))
    name, part = parts[place]
    how = chance.random()
    if how < 0.75:
        damage = odd_xml if how < 0.55 else chance.choice(RAW)
        parts[place] = (name, damage(part or b" ", chance))
    elif how < 0.85:
        del parts[place]
    else:
        parts.append((chance.choice([name, name.upper(), f"../{name}", f"/{name}"]), part))
    made = io.BytesIO()
    with zipfile.ZipFile(
        made, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    ) as out:
        for name, part in parts:
            out.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def damaged(kind: str, folder: Path, chance: random.Random) -> tuple[Path, bool]:
    """A damaged file; whether its own checksums must betray each change of what is read."""
    content = whole()[kind]
    inside = kind == "xlsx" and chance.random() < 0.6
    content = (repacked if inside else chance.choice(RAW))(content, chance)
    path = folder / f"登记册.{kind}"
    path.write_bytes(content)
    return path, kind == "xlsx" and not inside
