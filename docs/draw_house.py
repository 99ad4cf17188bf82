"""Draws docs/house.svg from the imports: `python docs/draw_house.py`.

A box is a room, as wide beside its neighbours as it has files; it names the rooms that its files
import. An arrow leads to a room of the next floor that is imported. The two command lines are left
out: front doors of their own. tests/house/test_picture.py draws again and compares.
"""

import ast
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent
# floor by floor from above: each room with its Chinese name and what only it does
FLOORS = [
    {"pages": ("页面", "每页一个短文件：取数、定范围、展示")},
    {"widgets": ("部件", "筛选、图板；认识 Streamlit"), "server": ("服务", "认识 Starlette")},
    {"content": ("内容", "页面、大屏、简报和命令行说什么；不认识 Streamlit")},
    {
        "loaders": ("装入", "读写发布的数据"),
        "measures": ("计算", "公式，纯函数"),
        "charts": ("图形", "认识 Plotly"),
        "briefings": ("简报", "写办公文件"),
    },
    {"catalog": ("目录", "领域里的名词和句子；各间都可以引入")},
]
ROOMS = [room for floor in FLOORS for room in floor]
# px
LEFT, RIGHT, WIDTH = 172, 808, 980
TOP, STEP, BOX_HEIGHT = 118, 134, 98
NARROWEST, GAP = 0.88, 12  # of an equal share; px between two rooms
ROUNDED_TO = 10  # files: the picture changes when a room has grown, not with every file

STYLE = """
    .ground { fill: #ffffff; stroke: #d0d7de }
    .room { fill: #f3f6f9; stroke: #57677a; stroke-width: 1.5 }
    .roof { fill: #e6edf4; stroke: #57677a; stroke-width: 1.5 }
    .cellar { fill: #eef1e9; stroke: #57677a; stroke-width: 1.5 }
    .paper { fill: #fff8e6; stroke: #a57c1b; stroke-width: 1.5 }
    text { fill: #1b2735; font-size: 14px; text-anchor: middle }
    .name { font-size: 17px; font-weight: 600 }
    .small { font-size: 12.5px; fill: #4c5a6b }
    .knows { font-size: 12px; fill: #2a5c91 }
    .law { stroke: #3572b0; fill: none; stroke-width: 2 }
    .lawhead { fill: #3572b0 }
    .data { stroke: #b8651b; fill: none; stroke-width: 2.5; stroke-dasharray: 7 4 }
    .datahead { fill: #b8651b }
    .dataword { fill: #97500f; font-size: 13px }
    .legend { text-anchor: start }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117; stroke: #30363d }
      .room { fill: #16202c; stroke: #8b9bb0 }
      .roof { fill: #1b2836; stroke: #8b9bb0 }
      .cellar { fill: #1a231a; stroke: #8b9bb0 }
      .paper { fill: #2a2210; stroke: #d3a63c }
      text { fill: #e6edf5 }
      .small { fill: #a9b7c8 }
      .knows { fill: #8dbdea }
      .law { stroke: #6fa8dc }
      .lawhead { fill: #6fa8dc }
      .data { stroke: #e39a52 }
      .datahead { fill: #e39a52 }
      .dataword { fill: #edae72 }
    }
"""


def files_of(room: str) -> list[Path]:
    """The Python files of a room, its command line left out."""
    return sorted(path for path in (ROOT / room).rglob("*.py") if path.name != "__main__.py")


def imported_rooms(files: list[Path]) -> set[str]:
    """The rooms that any of the files imports, wherever in the file."""
    rooms = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                rooms |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                rooms.add(node.module.split(".")[0])
    return rooms & set(ROOMS)


def rounded_count(room: str) -> int:
    """How many files a room has, to the next ten."""
    return max(1, round(len(files_of(room)) / ROUNDED_TO)) * ROUNDED_TO


def extents(floor: dict) -> dict[str, tuple[float, float]]:
    """(left, right) of each room of a floor: shares of its width by files, none too narrow."""
    counts = {room: rounded_count(room) for room in floor}
    wide = RIGHT - LEFT - GAP * (len(floor) - 1)
    narrowest, spare = NARROWEST * wide / len(floor), (1 - NARROWEST) * wide
    left, places = float(LEFT), {}
    for room, count in counts.items():
        right = left + narrowest + spare * count / sum(counts.values())
        places[room] = (round(left, 1), round(right, 1))
        left = right + GAP
    return places


def text(x: float, y: float, words: str, style: str = "") -> str:
    attribute = f' class="{style}"' if style else ""
    return f'<text{attribute} x="{x:g}" y="{y:g}">{words}</text>'


def arrow(kind: str, path: str) -> str:
    return f'<path class="{kind}" d="{path}" marker-end="url(#{kind}-head)"/>'


def room_box(
    room: str, words: tuple[str, str], place: tuple[float, float], y: float, known: set[str]
) -> list[str]:
    """A room with its name, what only it does, and whom it imports."""
    left, right = place
    middle = round((left + right) / 2, 1)
    name, duty = words
    return [
        f'<rect class="room" x="{left:g}" y="{y:g}" width="{right - left:g}" '
        f'height="{BOX_HEIGHT}" rx="4"/>',
        text(middle, y + 25, f"{room}　{name}", "name"),
        text(middle, y + 46, duty, "small"),
        text(middle, y + 66, f"约 {rounded_count(room)} 个文件", "small"),
        text(middle, y + 85, imports_in_words(room, known), "knows"),
    ]


def imports_in_words(room: str, known: set[str]) -> str:
    """Whom a room imports, in a line that fits its box."""
    others = [other for other in ROOMS if other in known and other != room]
    floor = next(number for number, rooms in enumerate(FLOORS) if room in rooms)
    below = [other for rooms in FLOORS[floor + 1 :] for other in rooms]
    if not others:
        return "不引入别的房间"
    if others == below and len(below) > 1:
        return "引入下面各间"
    if len(others) > len(below) > 1:
        beside = [other for other in others if other not in below]
        return f"引入 {'、'.join(beside)} 和下面各间"
    return f"引入 {'、'.join(others)}"


def drawing() -> str:
    """The whole picture as SVG."""
    known = {room: imported_rooms(files_of(room)) for room in ROOMS}
    lines = []
    places: dict[str, tuple[float, float]] = {}
    for number, floor in enumerate(FLOORS):
        y = TOP + STEP * number
        places |= extents(floor)
        for room, words in floor.items():
            lines += room_box(room, words, places[room], y, known[room])
        if number:
            lines += arrows_between(FLOORS[number - 1], floor, places, known, y)
    return page(lines, TOP + STEP * len(FLOORS))


def arrows_between(
    upper: dict,
    lower: dict,
    places: dict[str, tuple[float, float]],
    known: dict[str, set[str]],
    y: float,
) -> list[str]:
    """Straight down, where a room imports one that lies below it."""
    arrows = []
    for room in upper:
        for other in lower:
            left = max(places[room][0], places[other][0])
            right = min(places[room][1], places[other][1])
            if other in known[room] and right > left:
                middle = (left + right) / 2
                arrows.append(arrow("law", f"M{middle:g} {y - STEP + BOX_HEIGHT}V{y - 4}"))
    return arrows


def head(kind: str) -> str:
    return (
        f'<marker id="{kind}-head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="6" '
        f'markerHeight="6" orient="auto"><path class="{kind}head" d="M0 0 10 5 0 10z"/></marker>'
    )


def page(rooms: list[str], cellar: float) -> str:
    """The rooms between the roof and the cellar, with the way of the data around them."""
    middle = (LEFT + RIGHT) / 2
    loaders = TOP + STEP * 3 + BOX_HEIGHT / 2
    height = cellar + 148
    outside = [
        f'<path class="roof" d="M{middle:g} 16 {RIGHT} 96H{LEFT}z"/>',
        text(middle, 66, "dashboard.py　前门", "name"),
        text(middle, 87, "登记页面、网址和响应头", "small"),
        arrow("law", f"M{middle:g} 96V{TOP - 4}"),
        f'<rect class="cellar" x="{LEFT}" y="{cellar:g}" width="{RIGHT - LEFT}" height="78"/>',
        text(middle, cellar + 22, "data　数据", "name"),
    ]
    papers = ("tables　发布的表", "catalog　定义", "reference　参考")
    for number, words in enumerate(papers):
        x = LEFT + 18 + 204 * number
        outside.append(
            f'<rect class="paper" x="{x}" y="{cellar + 34:g}" width="190" height="34" rx="6"/>'
        )
        outside.append(text(x + 95, cellar + 56, words))
    outside += [
        f'<rect class="paper" x="18" y="{loaders - 34:g}" width="112" height="68" rx="8"/>',
        text(74, loaders - 5, "登记册", "name"),
        text(74, loaders + 18, "各省报送的表", "small"),
        arrow("data", f"M130 {loaders:g}H{LEFT - 5}"),
        arrow(
            "data",
            f"M{LEFT} {loaders + 22:g}C132 {loaders + 60:g} 132 {cellar + 20:g} "
            f"{LEFT - 5} {cellar + 51:g}",
        ),
        text(108, cellar - 42, "发布、读出", "dataword"),
        f'<rect class="room" x="850" y="{TOP + 8}" width="112" height="64" rx="8"/>',
        text(906, TOP + 36, "读者", "name"),
        text(906, TOP + 58, "浏览器、大屏", "small"),
        arrow("data", f"M{RIGHT} {TOP + 40}H845"),
        f'<rect class="room" x="850" y="{loaders - 34:g}" width="112" height="68" rx="8"/>',
        text(906, loaders - 11, "命令行", "name"),
        text(906, loaders + 10, "loaders", "small"),
        text(906, loaders + 26, "briefings", "small"),
        arrow("law", f"M850 {loaders:g}H{RIGHT + 5}"),
        arrow("law", f"M{LEFT} {height - 34:g}h40"),
        text(LEFT + 50, height - 29, "代码的引入", "small legend"),
        arrow("data", f"M{LEFT + 190} {height - 34:g}h40"),
        text(LEFT + 240, height - 29, "数据的流向", "small legend"),
        text(LEFT + 370, height - 29, "底层的四间互不引入", "small legend"),
    ]
    description = (
        "上层的房间引入下层的房间，箭头只画到相邻的一层，其余写在房间里；"
        "loaders、measures、charts、briefings 互不引入。"
        "登记册经 loaders 装入，发布为表，由 pages 展示给读者。"
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
            f'width="{WIDTH}" height="{height:g}" role="img" '
            'aria-labelledby="house-title house-desc" font-family="\'Noto Sans CJK SC\','
            "'Source Han Sans SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif\">",
            '<title id="house-title">项目的房屋</title>',
            f'<desc id="house-desc">{description}</desc>',
            f"<style>{STYLE}</style>",
            f"<defs>{head('law')}{head('data')}</defs>",
            f'<rect class="ground" x="1" y="1" width="{WIDTH - 2}" height="{height - 2:g}" '
            'rx="14"/>',
            *rooms,
            *outside,
            "</svg>",
            "",
        ]
    )


if __name__ == "__main__":
    (DOCS / "house.svg").write_text(drawing(), encoding="utf-8")
