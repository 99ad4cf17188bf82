"""The layout page's five figures as a competent Dash author would show them.

The figures are the dashboard's own plain dicts (no go.Figure, no template, orjson), kept in the
same LRU, with sizes given so that nothing is measured or drawn twice; Plotly is the same installed
file. One callback answers all graphs. The outlines of the map reach the browser once: the callback
puts the map without them into a Store, and a clientside callback fills them in. The server is
threaded, keeps connections open and leaves what it has loaded out of garbage collections.
"""

import argparse
import gc
import json
import logging
from urllib.parse import parse_qs

from dash import Dash, Input, Output, State, clientside_callback, dcc, html
from flask import Response
from werkzeug.serving import WSGIRequestHandler

from benchmarks.figures import IDS, MAP, STYLE, Chosen, drawings, dumps, outlines, sized
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


def page() -> html.Div:
    """Regions to tick and five empty graphs; the address carries the domain."""
    first = drawings(Chosen())
    cards = [
        html.Div(
            dcc.Graph(id=name, config=first[name]["config"]),
            className="card",
            **{"data-figure": name},
        )
        for name in IDS
    ]
    return html.Div(
        [
            dcc.Location("address"),
            dcc.Store("map"),
            dcc.Checklist(list(catalog().regions), [], id="region", inline=True),
            html.Div(cards, className="grid"),
        ]
    )


def application(widths: dict[str, int]) -> Dash:
    """The Dash application with its two callbacks and the outlines as a route."""
    app = Dash(__name__, serve_locally=True, update_title=None)
    app.index_string = app.index_string.replace("</head>", f"<style>{STYLE}</style></head>")
    app.layout = page()
    app.server.add_url_rule(
        "/map.json", "outlines", lambda: Response(dumps(outlines()), mimetype="application/json")
    )

    @app.callback(
        Output("map", "data"),
        *(Output(name, "figure") for name in IDS[1:]),
        Input("region", "value"),
        State("address", "search"),
    )
    def chosen(regions, search):
        domain = parse_qs(search.lstrip("?")).get("domain", [""])[0]
        picked = tuple(r for r in catalog().regions if r in regions)
        figures = drawings(Chosen(domain, picked))
        return [sized(figures[name], widths[name]) for name in IDS]

    clientside_callback(FILL, Output(MAP, "figure"), Input("map", "data"))
    return app


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--widths", type=json.loads, required=True, help="pixels by figure")
    arguments = parser.parse_args()
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = application(arguments.widths)
    drawings(Chosen())
    gc.collect()
    gc.freeze()
    app.run(host="127.0.0.1", port=arguments.port, threaded=True)


if __name__ == "__main__":
    main()
