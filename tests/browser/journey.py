"""A planner on the way from a fresh overview to an answer, every click and key counted."""

from urllib.parse import unquote

# every table in sight; the cells of a grid Streamlit draws on a canvas and lists for screen readers
# inside it
TABLES = "[data-testid=stDataFrame] canvas table, [data-testid=stTable] table"
GRIDS = f"""() => [...document.querySelectorAll("{TABLES}")].map((table) =>
  [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent)))"""
GRID_HAS = f"""(text) => [...document.querySelectorAll("{TABLES}")]
  .some((table) => table.textContent.includes(text))"""

ONLY_ANSWER = """(text) => document.querySelectorAll(".find-row").length === 1
  && document.querySelector(".find-panel").innerText.includes(text)"""


class Journey:
    """One question, asked at a desk. Before every further step the page has come to rest."""

    def __init__(self, visit, address: str):
        self.visit, self.page = visit, visit.open(f"{address}/overview")
        self.clicks = self.keys = 0
        self.rest()

    def rest(self) -> None:
        """Wait until the script has run and the board has drawn what it said."""
        self.visit.rested()
        self.page.wait_for_function("() => !document.querySelector('.board[aria-busy]')")

    def click(self, target) -> None:
        """One click on a part of the page."""
        target.click()
        self.clicks += 1
        self.rest()

    def open_page(self, name: str) -> None:
        """One click on a page's name in the navigation, waited for until its title stands."""
        self.click(self.page.locator("[data-testid=stSidebarNavLink]", has_text=name))
        self.page.locator("h1", has_text=name).wait_for()
        self.rest()

    def type_text(self, text: str) -> None:
        """So many keys as the text has letters."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        """Keys by their names, the page at rest after each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1
            self.rest()

    def choose_domain(self, domain: str) -> None:
        """One click into the filter of domains, one on the domain."""
        self.page.locator(".st-key-domain input").click()
        self.clicks += 1
        self.click(self.page.get_by_role("option", name=domain, exact=True))
        self.wait_for_text(f"范围：{domain} ·")

    def find(self, text: str) -> None:
        """The text typed into the search box, one click on the only row that answers."""
        self.press("/")
        self.type_text(text)
        self.page.wait_for_function(ONLY_ANSWER, arg=text)
        self.page.locator(".find-row").click()
        self.clicks += 1

    def wait_for_text(self, text: str) -> None:
        """Until a text stands on the page."""
        self.page.get_by_text(text).first.wait_for()
        self.rest()

    def read_text(self) -> str:
        """All that stands on the page, its navigation aside."""
        return self.page.inner_text("[data-testid=stMain]")

    def read_grids(self, text: str) -> list[list[list[str]]]:
        """The rows of the grids that hold a text; a link by the name that it shows."""
        self.page.wait_for_function(GRID_HAS, arg=text)
        return [
            [[unquote(cell.partition("#")[2] or cell) for cell in row] for row in grid[1:]]
            for grid in self.page.evaluate(GRIDS)
            if text in str(grid)
        ]

    def read_grid(self, text: str) -> list[list[str]]:
        """The rows of the only grid that holds a text."""
        grids = self.read_grids(text)
        assert len(grids) == 1, f"{len(grids)} grids hold {text}"
        return grids[0]
