"""What a clause comes to when several indicators speak to it: the worst, never a mean."""

from collections.abc import Iterable

# judged states, the worst first; a mean would hide a stalled indicator behind a finished one
_WORST_FIRST = (
    "closed_missed",
    "reversing",
    "far_behind",
    "lagging",
    "stale",
    "insufficient_data",
    "on_track",
    "achieved",
    "closed_met",
)
_UNJUDGED = ("no_numeric_target", "no_data", "no_indicator")


def worst(statuses: Iterable[str]) -> str:
    """The worst of the judged states; where none was judged, the first of those that say why.

    Source: project note on progress methods, section 5 (several series: the worst, with all
    shown; after Germany's DNS). An unknown word is a ValueError: no state may slip through.

    >>> worst(["on_track", "lagging", "no_numeric_target"]), worst(["no_data"]), worst([])
    ('lagging', 'no_data', 'no_indicator')
    """
    order = (*_WORST_FIRST, *_UNJUDGED)
    return min([*statuses, "no_indicator"], key=order.index)
