"""The sections that pages are made of, by name, and their choices as the words of an address.

A section is a board or some tables of a page (widgets/page.py); its choices are what a reader picks
on the page beside the filters. An address comes from anybody: what a page itself does not offer is
refused with UnknownChoice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from content.briefing.preview import build_preview
from content.briefing.saved_file import MAX_PARTS, MAX_SENTENCE_CHARS, SavedPart
from content.builders import beyond
from content.chapters import CHAPTERS
from content.guideline import methods, milestones, outlook, overview
from content.guideline.direction_steps import list_explained
from content.guideline.outlook import HORIZONS, MAX_ENTRIES, MAX_HOLD, Outlook
from content.guideline.overview import GROUPS, list_clauses
from content.lab import peers, records, story
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.lifecycle import careers, lifecycle
from content.outputs import domains, results
from content.page_address import MOST_SCENARIO_LETTERS, MOST_SEARCH_LETTERS
from content.provinces import compare, province
from content.siting import proposal, scenarios
from content.siting.trial import MAX_STEPS, NAMES, WEIGHTS, Trial
from content.tables import (
    build_closing_tables,
    build_comparison_tables,
    build_definition_tables,
    build_direction_tables,
    build_event_tables,
    build_exit_tables,
    build_history_tables,
    build_lab_tables,
    build_method_tables,
    build_moran_tables,
    build_profile_tables,
    build_scenario_tables,
    build_state_tables,
    build_step_tables,
    build_weight_tables,
)
from content.view import View
from measures.scenario import Scenario, parse, write_scenario

JOINT = "_"  # between the provinces of one word
PART_WORDS = 4  # of a part of a briefing: chapter, id, sentence, digest of its numbers


class UnknownChoice(ValueError):
    """A word of an address that the section does not offer."""


def require(offered: bool) -> None:
    """Refuse what a section does not offer."""
    if not offered:
        raise UnknownChoice


def write_words(*choices: str) -> list[str]:
    """Choices that are words already."""
    return list(choices)


def read_nothing(_view: View, words: list[str]) -> tuple:
    """A section without choices of its own."""
    require(not words)
    return ()


def read_clause(view: View, words: list[str]) -> tuple[str, str]:
    """A group of clauses and the title of one of them, "" for all."""
    require(len(words) == 2)
    group, title = words
    require(group in GROUPS)
    require(title == "" or title in [clause.title for clause in list_clauses(view, group)])
    return group, title


def write_outlook(choice: Outlook) -> list[str]:
    """Approvals a year, horizon and laboratories to have."""
    return [str(number) for number in choice]


def read_outlook(view: View, words: list[str]) -> tuple[Outlook]:
    """What `write_outlook` wrote."""
    require(len(words) == 3 and not outlook.find_lack(view))
    entries, horizon, hold = words
    require(entries in map(str, range(MAX_ENTRIES + 1)))
    require(horizon in map(str, HORIZONS) and hold in map(str, range(MAX_HOLD + 1)))
    return (Outlook(int(entries), int(horizon), int(hold)),)


def read_indicator_name(view: View, words: list[str]) -> tuple[str]:
    """The name of an indicator that has a direction."""
    require(len(words) == 1 and words[0] in list_explained(view))
    return (words[0],)


def read_careers(view: View, words: list[str]) -> tuple[str, str, str]:
    """A search among the laboratories, a page of what it finds, and a standing, "" for all."""
    require(len(words) in (2, 3))  # addresses written before there were standings have two
    search, page, standing = words if len(words) == 3 else [*words, ""]
    require(len(search) <= MOST_SEARCH_LETTERS and view.has("lab_events"))
    require(standing == "" or standing in careers.STANDINGS)
    pages = careers.pages(view, search, standing)
    require(page in [str(number + 1) for number in range(pages)])
    return search, page, standing


def read_map(view: View, words: list[str]) -> tuple[str, str, str]:
    """What fills the map, the domain of its quotient, whether laboratories are points."""
    require(len(words) == 3)
    measure, domain, dots = words
    require(measure in map_and_ranking.MEASURES and dots in ("", "points"))
    require(domain in view.domains if measure == "quotient" else domain == "")
    return measure, domain, dots


def read_province(view: View, words: list[str]) -> tuple[str]:
    """The code of a province."""
    require(not beyond(view) and len(words) == 1 and words[0] in view.names)
    return (words[0],)


def read_lab(view: View, words: list[str]) -> tuple[str]:
    """The number of a laboratory."""
    require(len(words) == 1 and records.find_lab(view, words[0]) is not None)
    return (words[0],)


def write_provinces(codes: tuple[str, ...]) -> list[str]:
    """The codes of several provinces, a word each."""
    return list(codes)


def read_provinces(view: View, words: list[str]) -> tuple[tuple[str, ...]]:
    """The codes of as many provinces as can be compared."""
    require(not beyond(view))
    require(compare.MIN_PROVINCES <= len(words) <= compare.MAX_PROVINCES)
    require(len(set(words)) == len(words) and all(code in view.names for code in words))
    return (tuple(words),)


def write_trial(trial: Trial) -> list[str]:
    """Weight, number, candidates, both scenarios and which of them is at hand."""
    candidates = JOINT.join(trial.candidates)
    placed = [write_scenario(trial.a), write_scenario(trial.b)]
    return [trial.weight, str(trial.k), candidates, *placed, trial.edited]


def read_trial(view: View, words: list[str]) -> tuple[Trial]:
    """What `write_trial` wrote."""
    require(not beyond(view) and len(words) == 6)
    weight, k, candidates, a, b, edited = words
    require(weight in WEIGHTS and edited in NAMES)
    require(k in [str(steps + 1) for steps in range(MAX_STEPS)])
    codes = candidates.split(JOINT) if candidates else []
    require(len(set(codes)) == len(codes) and all(code in view.provinces for code in codes))
    scenario_a, scenario_b = _read_scenario(view, a), _read_scenario(view, b)
    return (Trial(weight, int(k), tuple(codes), scenario_a, scenario_b, edited),)


def _read_scenario(view: View, text: str) -> Scenario:
    require(len(text) <= MOST_SCENARIO_LETTERS)
    codes = {code: code for code in view.region_of}
    scenario, faults = parse(text, codes, view.catalog.domains)
    require(not faults)
    return scenario


def write_preview(before: int, parts: tuple[SavedPart, ...]) -> list[str]:
    """How many parts come before, then four words of each part."""
    words = [str(before)]
    for part in parts:
        words += [part.chapter, part.id, part.takeaway, part.numbers]
    return words


def read_preview(_view: View, words: list[str]) -> tuple[int, tuple[SavedPart, ...]]:
    """What `write_preview` wrote."""
    require(len(words) % PART_WORDS == 1 and words[0] in map(str, range(MAX_PARTS)))
    require(len(words) <= 1 + PART_WORDS * MAX_PARTS)
    require(all(len(word) <= MAX_SENTENCE_CHARS for word in words))
    parts = []
    for first in range(1, len(words), PART_WORDS):
        part = SavedPart(*words[first : first + PART_WORDS])
        require(part.chapter in CHAPTERS)
        parts.append(part)
    return int(words[0]), tuple(parts)


@dataclass(frozen=True)
class Section:
    """What builds a section's parts, and its choices as words and back."""

    build: Callable[..., list]
    write: Callable[..., list[str]] = write_words
    read: Callable[[View, list[str]], tuple] = read_nothing


# Every section by the name under which its page shows or notes it. A section that is not here has
# files only while its process remembers the page: add a line, and a reader where it has choices.
SECTIONS: dict[str, Section] = {
    "overview": Section(overview.build_cards),
    "verdict": Section(build_closing_tables),
    "milestones": Section(milestones.build_parts, read=read_clause),
    "outlook": Section(outlook.build_charts, write_outlook, read_outlook),
    "outlook_tables": Section(outlook.build_outlook_tables, write_outlook, read_outlook),
    "events": Section(build_event_tables),
    "domains": Section(domains.build_charts),
    "breakthroughs": Section(results.build_breakthrough_charts),
    "standards": Section(results.build_standard_charts),
    "lifecycle": Section(lifecycle.build_charts),
    "careers": Section(careers.build_timeline, read=read_careers),
    "exits": Section(build_exit_tables),
    "layout": Section(map_and_ranking.build_charts, read=read_map),
    "layout_time": Section(over_time.build_charts),
    "layout_curves": Section(lorenz.build_charts),
    "side_by_side": Section(build_weight_tables),
    "layout_domains": Section(location_quotients.build_charts),
    "layout_space": Section(distance.build_charts),
    "likeness": Section(build_moran_tables),
    # tabs of 布局均衡 that are not open
    "tab_place": Section(CHAPTERS["layout_place"]),
    "tab_time": Section(CHAPTERS["layout_time"]),
    "tab_curves": Section(CHAPTERS["layout_curves"]),
    "tab_domains": Section(CHAPTERS["layout_domains"]),
    "tab_space": Section(CHAPTERS["layout_space"]),
    "steps": Section(build_step_tables, write_trial, read_trial),
    "siting_steps": Section(proposal.build_steps_chart, write_trial, read_trial),
    "scenarios": Section(build_scenario_tables, write_trial, read_trial),
    "siting": Section(scenarios.build_charts, write_trial, read_trial),
    "lab_list": Section(peers.build_list),
    "lab_facts": Section(story.build_fact_tables, read=read_lab),
    "lab": Section(story.build_charts, read=read_lab),
    "lab_records": Section(story.build_record_tables, read=read_lab),
    "lab_peers": Section(story.build_peer_tables, read=read_lab),
    "profile": Section(build_profile_tables, read=read_province),
    "province": Section(province.build_charts, read=read_province),
    "labs": Section(build_lab_tables, read=read_province),
    "comparison": Section(build_comparison_tables, write_provinces, read_provinces),
    "compare": Section(compare.build_charts, write_provinces, read_provinces),
    "briefing": Section(build_preview, write_preview, read_preview),
    "state": Section(build_state_tables),
    "definitions": Section(build_definition_tables),
    "methods": Section(methods.build_charts),
    "method_tables": Section(build_method_tables),
    "directions": Section(build_direction_tables, read=read_indicator_name),
    "judgements": Section(build_history_tables),
}
# these say something of the data, not of the scope: they are shown where it holds no number
OF_ANY_SCOPE = {"events", "state", "definitions", "judgements"}


def read_choices(view: View, name: str, words: list[str]) -> tuple:
    """The choices of a section that stand in an address; UnknownChoice where it has none such."""
    require(name in SECTIONS and (bool(view.provinces and view.domains) or name in OF_ANY_SCOPE))
    return SECTIONS[name].read(view, words)
