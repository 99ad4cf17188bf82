"""A tab of the browser that clicks a region and says when the last chart was painted."""

import base64
import time
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.figures import Chosen, Page, changed, drawings, painted_values
from benchmarks.servers import Server

# what stands for a region in each page
REGION = {
    "static": "label:has-text('{}')",
    "dash": "#region label:has-text('{}')",
    "ours": "[data-testid=stButtonGroup] button:has-text('{}')",
    "prepared": "[data-testid=stButtonGroup] button:has-text('{}')",
}
READY = """([names, charts]) => names.every((name) => {
  const card = document.querySelector(`[data-figure=${name}]`);
  if (charts) return card?.querySelector(".js-plotly-plot")?.data.length;
  return card?.textContent;
})"""
HOOK = """() => {
  const bench = (window.bench = { start: 0, draws: [] });
  addEventListener("pointerup", () => {
    bench.start = performance.now();
    bench.draws = [];
  }, true);
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const name = plot.closest("[data-figure]").dataset.figure;
    plot.on("plotly_afterplot", () => bench.draws.push([name, performance.now()]));
  }
  // a tile is drawn when its words or the line of its trend are written, in its place or anew
  const note = (records) => {
    for (const record of records)
      for (const node of [record.target, ...record.addedNodes]) {
        const card = (node.closest ? node : node.parentElement)?.closest("[data-figure]");
        if (card && !card.querySelector(".js-plotly-plot"))
          bench.draws.push([card.dataset.figure, performance.now()]);
      }
  };
  new MutationObserver(note).observe(document.body, {
    childList: true, characterData: true, subtree: true, attributeFilter: ["d", "points", "src"],
  });
}"""
REPAINTED = """([ids, settle]) => new Promise((resolve, reject) => {
  const look = () => {
    const { start, draws } = window.bench;
    const now = performance.now();
    const mine = draws.filter(([name]) => ids.includes(name));
    const names = new Set(mine.map(([name]) => name));
    const last = mine.at(-1)?.[1];
    if (ids.every((id) => names.has(id)) && now - last >= settle) {
      resolve({ first: mine[0][1] - start, last: last - start, draws: mine.length });
    } else if (now - start > 15_000) reject(new Error(`repainted only ${[...names]}`));
    else setTimeout(look, 30);
  };
  look();
})"""
# data as Plotly holds them with the labels as they stand on the screen; of a tile its words
PAINTED = """() => Object.fromEntries(
  [...document.querySelectorAll("[data-figure]")].map((card) => {
    const plot = card.querySelector(".js-plotly-plot");
    const data = plot?.data?.map((t) => [
      t.meta?.geometry ? null : t.x ?? null, t.meta?.geometry ? null : t.y ?? null,
      t.text ?? null, t.hovertext ?? null,
    ]);
    const labels = [...card.querySelectorAll(".ytick text")].map((n) => n.textContent);
    return [card.dataset.figure, { data, labels, words: card.textContent }];
  }),
)"""
WIDTHS = """() => Object.fromEntries([...document.querySelectorAll(".js-plotly-plot")].map((plot) =>
  [plot.closest("[data-figure]").dataset.figure, plot._fullLayout.width]))"""
SETTLE = 150
REST_S = 1.5  # longer than a server waits before it prepares what the next press may ask for
HERE = "http://127.0.0.1:"


@dataclass(frozen=True)
class Repaint:
    """One filter change: milliseconds to the first and the last repaint, and what it took."""

    first: float
    last: float
    draws: int
    received: float
    cpu: float


class Tab:
    """One page of the three, open in the shared browser.

    press_ms: for how long a button is held down.
    """

    def __init__(self, context, name: str, page: Page, server: Server):
        self.name, self.measured, self.server, self.received = name, page, server, 0
        self.chosen, self.press_ms = Chosen(), 0
        self.strays: list[str] = []
        self.page = context.new_page()
        self.page.on("request", self._asked)
        wire = context.new_cdp_session(self.page)
        wire.on("Network.dataReceived", self._data)
        wire.on("Network.webSocketFrameReceived", self._frame)
        wire.send("Network.enable")

    def _asked(self, request) -> None:
        if not request.url.startswith((HERE, "data:", "blob:")):
            self.strays.append(request.url)

    def _data(self, event: dict) -> None:
        self.received += event["encodedDataLength"]

    def _frame(self, event: dict) -> None:
        payload, binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.received += len(base64.b64decode(payload) if binary else payload.encode())

    def open(self, domain: str) -> None:
        """Load the page for a domain and listen to its figures."""
        query = f"?domain={quote(domain)}" if domain else ""
        self.chosen = Chosen(domain)
        names = list(drawings(self.measured, self.chosen))
        self.page.bring_to_front()
        self.page.goto(self.server.address + query)
        ready = [names, bool(self.measured.ids)]
        self.page.wait_for_function(READY, arg=ready, timeout=60_000)
        time.sleep(1)
        self.page.evaluate(HOOK)
        self.check()
        self.rest()

    def rest(self) -> None:
        """Let a server prepare what it prepares, so that it does not while others are measured."""
        if self.name == "prepared":
            self.server.rest(REST_S)

    def click(self, region: str, chosen: Chosen) -> Repaint:
        """Click a region, wait until all that changes is repainted and quiet, and look at it."""
        due, self.chosen = changed(self.measured, self.chosen, chosen), chosen
        self.page.bring_to_front()
        time.sleep(0.1)
        received, cpu = self.received, self.server.cpu()
        self.page.locator(REGION[self.name].format(region)).click(delay=self.press_ms)
        repaint = self.page.evaluate(REPAINTED, [due, SETTLE])
        spent = self.server.cpu() - cpu
        self.check()
        self.rest()
        return Repaint(
            repaint["first"], repaint["last"], repaint["draws"], self.received - received, spent
        )

    def widths(self) -> dict[str, int]:
        """Pixels every chart is wide."""
        return self.page.evaluate(WIDTHS)

    def check(self) -> None:
        """Stop where the page shows anything but the figures of the choice."""
        if self.strays:
            raise RuntimeError(f"{self.name} asked outside: {self.strays}")
        painted = self.page.evaluate(PAINTED)
        for name, drawing in drawings(self.measured, self.chosen).items():
            if not shows(painted[name], drawing):
                raise RuntimeError(f"{self.name} paints something else in {name}, {self.chosen}")


def shows(painted: dict, drawing: dict) -> bool:
    """Whether what stands on the screen is the figure; of a ranking, its first bars too."""
    if "texts" in drawing:
        return all(text in painted["words"] for text in drawing["texts"])
    if drawing["rows"]:
        first = [label.replace("<br>", "") for label in drawing["data"][0]["y"][: drawing["rows"]]]
        if sorted(painted["labels"]) != sorted(first):
            return False
    return painted["data"] == painted_values(drawing)
