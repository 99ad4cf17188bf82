"""Laboratories as points on the map: where each stands, and what a hover says of it."""

import pandas as pd

from charts.options import MapPoints
from charts.theme import number
from content.links import start_lab_link
from content.view import View
from measures.lifecycle import in_operation
from measures.scope import within


def labs_in_scope(view: View) -> pd.DataFrame:
    """The labs in scope in operation at its end, each with the place where it stands."""
    labs = within(view.published.lifetimes["labs"], view.scope, view.region_of)
    return place_running(view, labs)


def place_running(view: View, labs: pd.DataFrame) -> pd.DataFrame:
    """Of some labs those in operation at the view's end, each with the place where it stands."""
    running = in_operation(labs, view.scope.end)
    places = view.published.places.get("labs", pd.DataFrame(columns=["lab_id"]))
    return running.merge(places.drop(columns="province", errors="ignore"), on="lab_id", how="left")


def points(view: View) -> tuple[MapPoints | None, str]:
    """The points of the map and what must be said of their positions."""
    if "labs" not in view.published.places:
        return None, view.t("layout.no_places")
    labs = labs_in_scope(view)
    known = labs[labs["x"].notna()]
    if known.empty:
        return None, view.t("layout.no_places") if len(labs) else ""
    capital = int((known["precision"] == "capital").sum())
    map_points = MapPoints(
        x=known["x"].tolist(),
        y=known["y"].tolist(),
        key=known["lab_id"].tolist(),
        hover=[_describe_lab(view, lab) for lab in known.itertuples()],
        link=start_lab_link(view),
    )
    return map_points, view.t(
        "layout.points_note", labs=number(len(known)), capital=number(capital)
    )


def _describe_lab(view: View, lab) -> str:
    """Name, host, place and domain of a lab, a line each."""
    exact = "point_capital" if lab.precision == "capital" else "point_place"
    place = view.t(f"layout.{exact}", province=view.names[lab.province], place=lab.place)
    entered = view.t("layout.point_entered", domain=lab.domain, year=lab.entered.year)
    return "\n".join([lab.lab_name, lab.host_unit, place, entered])
