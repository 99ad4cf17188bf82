"""怎样看: the steps of a first visit, then every sign, mark, count and key with what it means."""

from content.cards import make_legend
from content.guideline.clause_status import tone_of_reference
from content.view import View

STEPS = ("overview", "evidence", "take")
# how the charts draw them (legend.css)
SWATCHES = ("dashed", "dotted", "hatched", "zero", "interval")
STAMPS = ("fictional", "stale")
WORDS = ("as_of", "two_counts", "changed")
KEYS = ("search", "results", "wall")


def build_cards(view: View) -> list[dict]:
    """The page's legends, in the order of a first visit."""
    marks = [explain(view, name, look=name) for name in SWATCHES]
    marks += [explain(view, name, view.t(f"stamp.{name}"), look="stamp") for name in STAMPS]
    marks += [explain(view, name) for name in WORDS]
    return [
        build_legend(view, "steps", [explain(view, name) for name in STEPS]),
        build_legend(view, "statuses", list_statuses(view)),
        build_legend(view, "directions", list_directions(view)),
        build_legend(view, "marks", marks),
        build_legend(view, "keys", [explain(view, name, look="key") for name in KEYS]),
    ]


def build_legend(view: View, name: str, items: list[dict]) -> dict:
    """A legend under its title and lead."""
    t = view.t
    return make_legend(name, t(f"how_to_read.{name}"), t(f"how_to_read.{name}_lead"), items)


def explain(view: View, name: str, word: str = "", look: str = "") -> dict:
    """A word of the legend and a sentence; look: how the word is drawn (legend.js)."""
    t = view.t
    word = word or t(f"how_to_read.{name}")
    return {"word": word, "text": t(f"how_to_read.{name}_text"), "look": look}


def list_statuses(view: View) -> list[dict]:
    """Every status as the tally draws it, in its order; against a reference value of our own, the
    only one there is while nothing official is loaded, so nothing is green."""
    t = view.t
    return [
        {
            "word": t(f"status.{status.name}"),
            "text": t(f"status_meaning.{status.name}"),
            "look": "sign",
            "sign": status.sign,
            "shape": status.shape,
            "tone": tone_of_reference(view, status.name),
        }
        for status in sorted(view.catalog.statuses.values(), key=lambda status: status.tally)
    ]


def list_directions(view: View) -> list[dict]:
    """Every direction as the tally draws it, the worst first, with its word for running totals."""
    t = view.t
    items = []
    for name, direction in view.catalog.directions.items():
        text = t(f"direction_meaning.{name}")
        if direction.paced:
            text = t("how_to_read.paced", text=text, word=t(f"direction_total.{name}"))
        items.append(
            {
                "word": t(f"direction.{name}"),
                "text": text,
                "look": "sign",
                "sign": direction.sign,
                "shape": direction.shape,
                "tone": direction.tone,
            }
        )
    return items
