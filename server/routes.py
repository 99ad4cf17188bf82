"""Every route beside the pages: assets, published geometry, health."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from catalog.clock import today
from loaders.store.pointer import NothingPublished
from loaders.store.published import health, version_file
from server import assets_and_headers, export_routes, wall_heartbeat
from widgets.published_tables import tables_folder


def routes() -> list[BaseRoute]:
    """Routes to hand to st.App."""
    return [
        Route(assets_and_headers.below("/healthz"), healthz),
        Route(assets_and_headers.below("/tables/{version}/map.json"), geometry),
        *export_routes.routes(),
        *wall_heartbeat.routes(),
        *assets_and_headers.routes(),
    ]


def healthz(_request: Request) -> JSONResponse:
    """200 with version and age of the data, 503 when nothing readable is published; the walls."""
    walls = {"walls": wall_heartbeat.walls()}
    try:
        return JSONResponse(health(tables_folder(), today()) | walls)
    except NothingPublished as why:
        said = {"status": "unavailable", "reason": str(why)}
        return JSONResponse(said | walls, status_code=503)


def geometry(request: Request) -> Response:
    """Outlines of one version; its name is a hash of the content, so it never changes."""
    found = version_file(tables_folder(), request.path_params["version"], "map.json")
    if found is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found, media_type="application/json", headers=headers)
