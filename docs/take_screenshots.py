"""Pictures of every page and of the wall, for looking at: languages, looks and sizes beside each
other on one contact sheet. `--guides` writes the three pictures of the guides instead.

python docs/take_screenshots.py [--out screenshots] [--guides]
"""

import argparse
import sys
import tempfile
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks import servers  # noqa: E402
from benchmarks.page import FLAGS, find_chromium, publish  # noqa: E402

PAGES = (
    "overview",
    "milestones",
    "domains",
    "breakthroughs",
    "standards",
    "lifecycle",
    "layout",
    "siting",
    "province?of=湖北",
    "compare?with=湖北&with=广东",
    "lab",
    "briefing",
    "data_and_methods",
    "how_to_read",
    "wall?pin=goals&motion=off",
    "wall?pin=map&motion=off",
)
LANGUAGES = ("zh", "en")
LOOKS = ("light", "dark")
SIZES = ((1280, 800), (1920, 1080), (3840, 2160))
# picture of the guides -> page and size
GUIDES = {
    "overview.png": ("overview", (1920, 1080)),
    "layout.png": ("layout", (1920, 1080)),
    "wall.png": ("wall?pin=goals&motion=off", (1280, 720)),
}
# nothing is hidden, read or drawn any more
STANDS = """() => !document.documentElement.dataset.reading
  && !document.querySelector("[aria-busy], [data-test-script-state=running]")
  && document.querySelector("h1, .wall-scene[data-shown]")"""
SETTLE_MS = 1500  # fades and the last drawings


def main() -> None:
    """Publish the sample, start a server, take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--guides", action="store_true", help="the pictures of docs/images only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        publish(Path(folder) / "tables")
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        with servers.ours() as server:
            address = server.address.removesuffix("/layout")
            if options.guides:
                take_guides(browser, address)
            else:
                take_all(browser, address, options.out)
        browser.close()


def take_guides(browser: Browser, address: str) -> None:
    """The pictures of README and guides: Chinese, light."""
    for name, (page_name, size) in GUIDES.items():
        page = open_window(browser, size, "zh", "light")
        take(page, f"{address}/{page_name}", HERE / "images" / name)
        page.context.close()


def take_all(browser: Browser, address: str, out: Path) -> None:
    """Every page in every language, look and size, and the sheet that shows them."""
    out.mkdir(parents=True, exist_ok=True)
    pictures: dict[str, list[str]] = {name: [] for name in PAGES}
    for language, look, size in product(LANGUAGES, LOOKS, SIZES):
        page = open_window(browser, size, language, look)
        for name in PAGES:
            joint = "&" if "?" in name else "?"
            file = f"{name.split('?')[0]}-{PAGES.index(name)}-{language}-{look}-{size[0]}.png"
            take(page, f"{address}/{name}{joint}lang={language}", out / file)
            pictures[name].append(file)
        page.context.close()
    rows = "".join(
        f"<h2>{escape(name)}</h2>"
        + "".join(f'<a href="{file}"><img src="{file}" width="420"></a> ' for file in files)
        for name, files in pictures.items()
    )
    sheet = f"<!doctype html><meta charset=utf-8><title>{len(PAGES)} pages</title>{rows}"
    (out / "index.html").write_text(sheet, encoding="utf-8")


def open_window(browser: Browser, size: tuple[int, int], language: str, look: str) -> Page:
    """A fresh window of this size, language and colour scheme."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN" if language == "zh" else "en-GB",
        color_scheme=look,
    )
    return context.new_page()


def take(page: Page, address: str, file: Path) -> None:
    """The picture of an address once all of it is drawn."""
    page.goto(address)
    page.wait_for_function(STANDS, timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(STANDS, timeout=60_000)
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
