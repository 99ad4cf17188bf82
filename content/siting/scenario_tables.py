"""Tables of two scenarios: each against today, what was left out, the file."""

import pandas as pd

from briefings.csv_table import csv_file
from briefings.stored_content import Content
from charts.theme import number
from content.builders import join_words
from content.items import Table
from content.layout.weights import counts_at_end
from content.siting.trial import (
    Trial,
    cells,
    index_words,
    trial_provenance,
    weight_words,
    weights_of,
)
from content.view import View, write_source
from measures.indicators import total_of
from measures.scenario import (
    Fault,
    Placement,
    additions,
    by_region,
    counts_here,
    covering,
    gap_count,
    layout_with,
)
from measures.siting import Outcome, outcome


def build_comparison(view: View, trial: Trial) -> Table:
    """Rows: what a layout comes to; columns: today, scenario A, scenario B; all in words."""
    t, counts, published = view.t, counts_at_end(view), cells(view)
    weights, _ = weights_of(view, trial.weight)
    columns = {"today": _column(view, outcome(counts, weights), 0, published)}
    headings = {"row": t("siting.row"), "today": t("siting.today")}
    for name, scenario in trial.scenarios.items():
        added = additions(scenario, view.provinces, view.scope.domains)
        then = outcome(layout_with(counts, scenario, view.scope.domains), weights)
        columns[name] = _column(view, then, total_of(added), covering(published, scenario))
        headings[name] = t("siting.scenario", name=name)
    rows = (
        "added",
        "labs",
        "provinces",
        "theil",
        "theil_reference",
        "gini",
        "gini_reference",
        "province_gaps",
        "region_gaps",
    )
    name = t(f"siting.weight_{trial.weight}")
    row_names = [t(f"siting.row_{row}", name=name) for row in rows]
    frame = pd.DataFrame({"row": row_names, **columns})
    title, mark = t("siting.comparison"), t("stamp.trial")
    return Table(
        "siting_comparison", title, frame, mark, headings, numbers=tuple(columns), marks=(mark,)
    )


def _column(view: View, result: Outcome, added: float, matrix: pd.DataFrame) -> list[str]:
    t, regions = view.t, by_region(matrix, view.region_of, list(view.catalog.regions))
    indices = (result.theil, result.theil_floor, result.gini, result.gini_floor)
    part = {"part": result.provinces_with_lab, "whole": result.provinces}
    return [
        number(added),
        number(result.labs),
        t("siting.of", **part),
        *(index_words(view, value) for value in indices),
        *(t("siting.of", part=gap_count(table), whole=table.size) for table in (matrix, regions)),
    ]


def place_words(view: View, placement: Placement) -> str:
    """Province and, where one is named, domain of added labs."""
    name = view.names[placement.province]
    if not placement.domain:
        return name
    return view.t("siting.place", province=name, domain=placement.domain)


def warnings(view: View, trial: Trial, faults: dict[str, tuple[Fault, ...]]) -> list[str]:
    """Parts of the address that were left out, and labs that lie outside the scope."""
    t, messages = view.t, []
    for name, scenario in trial.scenarios.items():
        wrong = [
            t(
                "siting.fault",
                part=fault.part[:40],
                reason=t(f"siting.fault_{fault.reason}"),
            )
            for fault in faults[name]
        ]
        if wrong:
            messages.append(t("siting.ignored", name=name, parts=join_words(view, wrong)))
        outside = [
            t("siting.placed", place=place_words(view, p), labs=p.labs)
            for p in scenario
            if not counts_here(p, view.provinces, view.scope.domains)
        ]
        if outside:
            messages.append(t("siting.outside", name=name, parts=join_words(view, outside)))
    return messages


def build_placements(view: View, trial: Trial) -> Table:
    """One row per placement of both scenarios, with the published labs of its province."""
    t, today = view.t, counts_at_end(view).astype(int)
    rows = [
        [
            t("siting.scenario", name=name),
            p.province,
            view.names[p.province],
            p.domain,
            today.get(p.province),
            p.labs,
            t("siting.yes" if counts_here(p, view.provinces, view.scope.domains) else "siting.no"),
        ]
        for name, scenario in trial.scenarios.items()
        for p in scenario
    ]
    columns = ["which", "code", "province", "domain", "published", "labs", "counted"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    headings = {column: t(f"siting.file_{column}") for column in columns}
    return Table("siting_placements", t("siting.comparison"), frame, headings=headings)


def build_file(view: View, trial: Trial, address: str) -> Content:
    """Both scenarios as a CSV table under the stamps that say what it is."""
    return csv_file([build_placements(view, trial).printed], _file_stamps(view, trial, address))


def _file_stamps(view: View, trial: Trial, address: str) -> list[str]:
    """What the file says of itself: marks, scope, source, weight, outcomes, its address."""
    t, origin = view.t, trial_provenance(view)
    table = build_comparison(view, trial).printed
    lines = [
        t(
            "siting.line",
            name=row.iloc[0],
            parts=t("siting.semicolon").join(f"{c} {v}" for c, v in row.iloc[1:].items()),
        )
        for _, row in table.iterrows()
    ]
    source = write_source(t, origin)
    marks, link = t("scope.joint").join(origin.marks), t("siting.link", address=address)
    return [marks, t("siting.banner"), source, weight_words(view, trial.weight), *lines, link]
