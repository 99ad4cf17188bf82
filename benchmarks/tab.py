"""A tab of the browser that clicks a region and says when the last chart was painted."""

import base64
import time
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.figures import IDS, Chosen, drawings, painted_values
from benchmarks.servers import Server

# what stands for a region in each page
REGION = {
    "static": "label:has-text('{}')",
    "dash": "#region label:has-text('{}')",
    "ours": "[data-testid=stButtonGroup] button:has-text('{}')",
}
READY = """names => names.every((name) =>
  document.querySelector(`[data-figure=${name}] .js-plotly-plot`)?.data.length)"""
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
}"""
REPAINTED = """([ids, settle]) => new Promise((resolve, reject) => {
  const look = () => {
    const { start, draws } = window.bench;
    const now = performance.now();
    const names = new Set(draws.map(([name]) => name));
    const last = draws.at(-1)?.[1];
    if (ids.every((id) => names.has(id)) && now - last >= settle) {
      resolve({ first: draws[0][1] - start, last: last - start, draws: draws.length });
    } else if (now - start > 15_000) reject(new Error(`repainted only ${[...names]}`));
    else setTimeout(look, 30);
  };
  look();
})"""
# data as Plotly holds them, and the ranking's labels as they stand on the screen
PAINTED = """() => Object.fromEntries(
  [...document.querySelectorAll(".js-plotly-plot")].map((plot) => [
    plot.closest("[data-figure]").dataset.figure,
    {
      data: plot.data.map((t) => [
        t.meta?.geometry ? null : t.x ?? null, t.meta?.geometry ? null : t.y ?? null,
        t.text ?? null, t.hovertext ?? null,
      ]),
      size: [plot._fullLayout.width, plot._fullLayout.height],
      labels: [...plot.querySelectorAll(".ytick text")].map((n) => n.textContent),
    },
  ]),
)"""
WIDTHS = """() => Object.fromEntries([...document.querySelectorAll(".js-plotly-plot")].map((plot) =>
  [plot.closest("[data-figure]").dataset.figure, plot._fullLayout.width]))"""
SETTLE = 150
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
    """One page of the three, open in the shared browser."""

    def __init__(self, context, name: str, server: Server):
        self.name, self.server, self.received = name, server, 0
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
        self.received += event["dataLength"]

    def _frame(self, event: dict) -> None:
        payload, binary = event["response"]["payloadData"], event["response"]["opcode"] == 2
        self.received += len(base64.b64decode(payload) if binary else payload.encode())

    def open(self, domain: str) -> None:
        """Load the page for a domain and listen to its charts."""
        query = f"?domain={quote(domain)}" if domain else ""
        self.page.bring_to_front()
        self.page.goto(self.server.address + query)
        self.page.wait_for_function(READY, arg=list(IDS), timeout=60_000)
        time.sleep(1)
        self.page.evaluate(HOOK)
        self.check(Chosen(domain))

    def click(self, region: str, chosen: Chosen) -> Repaint:
        """Click a region, wait until all figures are repainted and quiet, and look at them."""
        self.page.bring_to_front()
        time.sleep(0.1)
        received, cpu = self.received, self.server.cpu()
        self.page.locator(REGION[self.name].format(region)).click()
        repaint = self.page.evaluate(REPAINTED, [list(IDS), SETTLE])
        spent = self.server.cpu() - cpu
        self.check(chosen)
        return Repaint(
            repaint["first"], repaint["last"], repaint["draws"], self.received - received, spent
        )

    def widths(self) -> dict[str, int]:
        """Pixels every figure is wide."""
        return self.page.evaluate(WIDTHS)

    def check(self, chosen: Chosen) -> None:
        """Stop where the page shows anything but the figures of the choice."""
        if self.strays:
            raise RuntimeError(f"{self.name} asked outside: {self.strays}")
        painted = self.page.evaluate(PAINTED)
        for name, drawing in drawings(chosen).items():
            if painted[name]["data"] != painted_values(drawing):
                raise RuntimeError(f"{self.name} paints something else in {name} for {chosen}")
        ranking = drawings(chosen)[IDS[1]]
        first = ranking["data"][0]["y"][: ranking["rows"]]
        if sorted(painted[IDS[1]]["labels"]) != sorted(first):
            raise RuntimeError(f"{self.name} labels {painted[IDS[1]]['labels']} for {chosen}")
