"""Every route beside the pages: health, geometry, exports, the wall's heartbeat, assets."""

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from catalog.wall_files import is_wall_only
from content.links import HOME
from content.public_detail import PublicDetail
from loaders.store.pointer import NothingPublished, tables_folder
from loaders.store.published import Published, health, open_last_good, version_file
from server import (
    assets,
    board_routes,
    change_routes,
    export_routes,
    search_routes,
    wall_heartbeat,
)
from server.change_notes import schedule as note_schedule
from server.viewers import viewers


def open_tables() -> tuple[Published, str]:
    """What is published now, opened anew, and what is wrong with it. Raises NothingPublished."""
    return open_last_good(tables_folder())


def routes(
    base_path: str,
    detail: PublicDetail = "names",
    read_tables: search_routes.ReadTables = open_tables,
) -> list[BaseRoute]:
    """Routes to hand to st.App. base_path: what Streamlit is served at, "" or "/name"; detail: as
    the pages have it, for files that are made again from their address; read_tables: the tables
    that the pages hold, which a search looks through and boards are filled from.

    A server that shows nothing but the wall gives no files and no notes away.
    """
    of_wall = [
        Route(f"{base_path}/healthz", report_health),
        Route(f"{base_path}/tables/{{version}}/map.json", send_geometry),
        *wall_heartbeat.routes(base_path),
        *assets.routes(base_path),
    ]
    if is_wall_only():
        return of_wall
    return [
        *of_wall,
        *home_routes(base_path),
        *export_routes.routes(base_path, detail),
        *change_routes.routes(base_path, detail),
        *search_routes.routes(base_path, detail, read_tables),
        *board_routes.routes(base_path, detail, read_tables),
    ]


def home_routes(base_path: str) -> list[BaseRoute]:
    """The overview under its own name leads to the root, where the navigation marks it."""

    def lead_home(request: Request) -> RedirectResponse:
        query = request.url.query
        return RedirectResponse(f"{base_path}/?{query}" if query else f"{base_path}/")

    return [Route(f"{base_path}/{HOME}{end}", lead_home) for end in ("", "/")]


def report_health(_request: Request) -> JSONResponse:
    """200 with version and age of the data, 503 when nothing readable is published; who looks."""
    present = {"now": viewers.now, "limit": viewers.limit}
    audience = {"viewers": present, "walls": wall_heartbeat.walls()}
    audience["changes"] = note_schedule.report()
    try:
        return JSONResponse(health(tables_folder(), today()) | audience)
    except NothingPublished as why:
        report = {"status": "unavailable", "reason": str(why)}
        return JSONResponse(report | audience, status_code=503)


def send_geometry(request: Request) -> Response:
    """Outlines of one version; its name is a hash of the content, so it never changes."""
    outlines = version_file(tables_folder(), request.path_params["version"], "map.json")
    if outlines is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(outlines, media_type="application/json", headers=headers)
