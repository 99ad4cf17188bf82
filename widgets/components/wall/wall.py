"""The wall: one component that holds every scene in the browser and turns them without the server.

A scene is built before anything is drawn. One that fails is logged and left out, or stands as it
was last built; what the browser shows is never taken away.
"""

import logging
from collections import OrderedDict

import orjson
import streamlit as st

from catalog.clock import today
from catalog.definitions import Words, catalog
from catalog.translated import translate_catalog
from charts.theme import FONT
from charts.wall_style import MIN_LETTER_PX, tokens
from content.board.payload import digest
from content.cards import dumps
from content.public_detail import read_public_detail
from content.scope_url import read_query, write_query
from content.view import View
from content.wall.edition import HEARTBEAT, current_edition
from content.wall.scenes import build_scene
from content.wall.settings import Settings, read_settings
from loaders.store.pointer import NothingPublished, tables_folder
from widgets.addresses import base_path, below, listening_address, plotly_address
from widgets.components.frame_phrases.frame_phrases import LANG
from widgets.components.loader import loader
from widgets.frame.language_switch import of_wall
from widgets.published_tables import load_published

log = logging.getLogger(__name__)

MOST_KEPT = 64  # scenes as they were last built, over all scopes
LABELS = ("lost", "waiting", "held")

# Where a file of ours could not be had nothing stands yet that could come right by itself: the page
# is loaded anew once the server is well.
_FAILED = f"""
    const health = new URL("{below("/healthz")}", document.baseURI).href
    const judge = (answer) => (answer.ok ? location.reload() : again())
    const again = () => setTimeout(() => fetch(health).then(judge, again), 5000)
    again()
"""

_mount = st.components.v2.component("wall", js=loader("wall", _FAILED), isolate_styles=False)


@st.fragment
def wall() -> None:
    """Draw the wall that the address asks for; run again when the browser finds a new edition."""
    t = of_wall()  # anew each time: the file may have been edited since
    asked = {key: st.query_params.get_all(key) for key in st.query_params}
    chosen = read_settings(asked, t)
    try:
        content = payload(chosen, t)
    except Exception:  # a traceback is no picture: the one in sight stays, and is asked for again
        log.exception("wall %s", chosen.name)
        content = _make_payload(chosen, t, edition=current_edition(), fault=t("wall.failed"))
    _mount(key="wall", data=dumps(content), on_asked_change=lambda: None)


def payload(chosen: Settings, t: Words) -> dict:
    """All that the browser needs; without any scene it keeps the ones that it has."""
    now = current_edition()
    try:
        tables, fault = load_published()
    except NothingPublished as why:
        return _make_payload(chosen, t, edition=now, fault=t("app.nothing_published", reason=why))
    scope, strange = read_query(chosen.query, tables, catalog())
    view = View(
        tables,
        translate_catalog(catalog(), t),
        scope,
        t,
        today(),
        base_path=base_path(),
        detail=read_public_detail(listening_address()),
    )
    scenes, messages = scenes_of(str(tables_folder()), chosen, view)
    notes = [*chosen.notes, *messages]
    if strange:
        notes.append(t("wall.unknown_scope", names=t.join(strange)[:40]))
    return _make_payload(
        chosen,
        t,
        edition=now,
        scenes=scenes,
        notes=notes,
        head=_head(view),
        fault=t("app.last_good", reason=fault) if fault else "",
    )


def _make_payload(chosen: Settings, t: Words, **parts) -> dict:
    """A payload with what does not depend on the data; each scene goes with its digest."""
    messages = {name: t(f"wall.{name}", time="{time}") for name in LABELS}
    scenes = [{**scene, "digest": digest(dumps(scene))} for scene in parts.pop("scenes", [])]
    return {
        "lang": LANG[t.language],
        "name": chosen.name,
        "title": chosen.title or t("app.title"),
        "scenes": scenes,
        "dwell": dict(zip(chosen.scenes, chosen.dwell, strict=True)),
        "pin": chosen.pin,
        "motion": chosen.motion,
        "look": chosen.look,
        "tokens": tokens(chosen.look),
        "font": FONT,
        "floor": MIN_LETTER_PX,
        "words": messages,
        "plotly": plotly_address(),
        "beat": below(HEARTBEAT),
        "health": below("/healthz"),
        "head": None,
        "notes": [],
        "fault": "",
        **parts,
    }


def _head(view: View) -> dict:
    """What must be in sight whatever the scene: scope, as-of, version, source, marks, age."""
    t, origin, manifest = view.t, view.provenance, view.published.manifest
    days = view.stale_days("labs")
    period = view.catalog.registers["labs"].update_period_days
    other = "app.other_register" if manifest["note"] else "app.other_register_plain"
    return {
        "scope": view.scope_words,
        "as_of": t("wall.as_of", as_of=origin.as_of),
        "version": t("wall.version", version=origin.version),
        "source": t("wall.source", source=origin.source),
        "marks": list(origin.marks),
        "about": t(other, title=manifest["title"], note=manifest["note"])
        if manifest["title"]
        else "",
        "stale": ""
        if days is None
        else t("wall.stale", as_of=origin.as_of, days=days - period, period=period),
    }


def scenes_of(folder: str, chosen: Settings, view: View) -> tuple[list[dict], list[str]]:
    """The scenes of a wall, and what is to be said of those that failed."""
    wanted = [chosen.pin] if chosen.pin else chosen.scenes
    scenes, failed = [], []
    for name in wanted:
        built, fresh = _build_scene(folder, name, view)
        scenes += [built] if built else []
        failed += [] if fresh else [view.t(f"wall.name_{name}")]
    if not failed:
        return scenes, []
    return scenes, [view.t("wall.skipped", names=view.t.join(failed))]


def _build_scene(folder: str, name: str, view: View) -> tuple[dict | None, bool]:
    """A scene of this version and day and True, or as it was last built (None if never) and False.

    Built once for all walls of a scope, however their addresses write it; what failed is tried
    again whenever it is asked for. The scene asked for longest ago is forgotten first.
    """
    query = write_query(view.scope, view.published, view.catalog)
    key, state = (folder, query, name, view.t.language), (view.published.version, view.today)
    before, kept = _scene_cache().pop(key, (None, None))
    if before is not None:
        _scene_cache()[key] = before, kept
    if before == state:
        return kept, True
    try:
        # read back: what is kept must not share its arrays with figures of other pages
        built = orjson.loads(dumps(build_scene(view, name)))
    except Exception:  # whatever is wrong with one scene, the others go on
        log.exception("wall: scene %s of version %s", name, view.published.version)
        return kept, False
    _scene_cache()[key] = state, built
    while len(_scene_cache()) > MOST_KEPT:
        _scene_cache().popitem(last=False)
    return built, True


@st.cache_resource(show_spinner=False)
def _scene_cache() -> OrderedDict:
    """Scenes as this process last built them with version and day, by folder, scope,
    name and language."""
    return OrderedDict()
