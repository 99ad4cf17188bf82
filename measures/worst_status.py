"""What a clause comes to when several indicators speak to it: the worst, never a mean."""

from collections.abc import Iterable

from catalog.statuses import BY_GRAVITY


def worst(statuses: Iterable[str], by_gravity: tuple[str, ...] = BY_GRAVITY) -> str:
    """The first of the statuses in the order of gravity; `no_indicator` where there is none.

    A mean would hide a stalled indicator behind a finished one.
    Source: project note on progress methods, section 5 (several series: the worst, with all
    shown; after Germany's DNS). An unknown word is a ValueError: no state may slip through.

    >>> worst(["on_track", "lagging", "no_numeric_target"]), worst(["no_data"]), worst([])
    ('lagging', 'no_data', 'no_indicator')
    """
    return min([*statuses, "no_indicator"], key=by_gravity.index)
