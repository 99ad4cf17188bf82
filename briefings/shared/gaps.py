"""Gaps in a native chart, which does not say itself that a number is missing."""

from briefings.exhibit import Exhibit
from briefings.shared.chart.xml import is_native
from catalog.sentences import Words

# kinds whose drawing shows a gap as one, or has no categories with several lines
_SPEAK_FOR_THEMSELVES = ("waterfall", "line", "band", "curve")


def gaps(exhibit: Exhibit, t: Words) -> str:
    """The sentence that names the categories without any number; "" where there are none."""
    if not is_native(exhibit) or exhibit.kind in _SPEAK_FOR_THEMSELVES:
        return ""
    without = []
    for at, name in enumerate(exhibit.categories):
        if all(line.values[at] is None for line in exhibit.lines):
            without.append(name)
    if not without:
        return ""
    return t("slides.gaps", missing=t("map.no_data"), names=t.join(without))
