"""The figures of a page as a competent Dash author would show them.

The figures are the dashboard's own plain dicts (no go.Figure, no template, orjson), kept in the
same LRU, with sizes given so that nothing is measured or drawn twice; Plotly is the same installed
file. One callback answers all graphs, or all tiles as elements of html. The outlines of the map
reach the browser once: the callback puts the map without them into a Store, and a clientside
callback fills them in. The server is threaded, keeps connections open and leaves what it has loaded
out of garbage collections.
"""

import argparse
import gc
import json
import logging
from urllib.parse import parse_qs

from dash import Dash, Input, Output, State, clientside_callback, dcc, html
from flask import Response
from werkzeug.serving import WSGIRequestHandler

from benchmarks.figures import (
    PAGES,
    STYLE,
    Chosen,
    Page,
    draw_trend,
    drawings,
    dumps,
    outlines,
    sized,
)
from catalog.definitions import catalog

FILL = """async (figure) => {
  if (!figure) return dash_clientside.no_update;
  window.outlines ??= fetch("/map.json").then((answer) => answer.json());
  const layer = await window.outlines;
  const data = figure.data.map((trace) => {
    const path = trace.meta?.geometry;
    if (!path) return trace;
    const { x, y } = layer[path[0]][path[1]];
    const keys = trace.customdata && { customdata: x.map(() => trace.customdata[0]) };
    return { ...trace, x, y, ...keys };
  });
  return { ...figure, data };
}"""


def lay_out(page: Page) -> html.Div:
    """Regions to tick and a place for each figure; the address carries the domain."""
    cards = [
        html.Div(
            dcc.Graph(id=name, config=drawing["config"]) if page.ids else html.Div(id=name),
            className="card" if page.ids else "tile",
            **{"data-figure": name},
        )
        for name, drawing in drawings(page, Chosen()).items()
    ]
    return html.Div(
        [
            dcc.Location("address"),
            dcc.Store("map"),
            dcc.Checklist(list(catalog().regions), [], id="region", inline=True),
            html.Div(cards, className="grid"),
        ]
    )


def draw(drawing: dict, width: int | None) -> dict | list:
    """A chart's figure, or what stands in a tile."""
    if width is None:
        return [*map(html.P, drawing["texts"]), html.Img(src=draw_trend(drawing["spark"]))]
    return sized(drawing, width)


def list_outputs(page: Page) -> list[Output]:
    """What the callback answers, in the order of the page."""
    if not page.ids:
        return [Output(name, "children") for name in drawings(page, Chosen())]
    return [
        Output("map", "data") if name == page.map else Output(name, "figure") for name in page.ids
    ]


def application(page: Page, widths: dict[str, int]) -> Dash:
    """The Dash application with its callbacks and the outlines as a route."""
    app = Dash(__name__, serve_locally=True, update_title=None)
    app.index_string = app.index_string.replace("</head>", f"<style>{STYLE}</style></head>")
    app.layout = lay_out(page)
    app.server.add_url_rule(
        "/map.json", "outlines", lambda: Response(dumps(outlines()), mimetype="application/json")
    )

    @app.callback(list_outputs(page), Input("region", "value"), State("address", "search"))
    def chosen(regions, search):
        domain = parse_qs(search.lstrip("?")).get("domain", [""])[0]
        picked = tuple(r for r in catalog().regions if r in regions)
        figures = drawings(page, Chosen(domain, picked))
        names = page.ids or tuple(figures)
        return [draw(figures[name], widths.get(name)) for name in names]

    if page.map:
        clientside_callback(FILL, Output(page.map, "figure"), Input("map", "data"))
    return app


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--page", choices=PAGES, default="layout")
    parser.add_argument("--widths", type=json.loads, required=True, help="pixels by figure")
    arguments = parser.parse_args()
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    page = PAGES[arguments.page]
    app = application(page, arguments.widths)
    drawings(page, Chosen())
    gc.collect()
    gc.freeze()
    app.run(host="127.0.0.1", port=arguments.port, threaded=True)


if __name__ == "__main__":
    main()
