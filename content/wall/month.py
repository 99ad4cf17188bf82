"""本月变化 of 大屏: entries, exits, results and events of the as-of month beside the one before."""

from dataclasses import dataclass

import pandas as pd

from charts.kinds.waterfall import COLORS
from charts.options import BarOptions
from charts.spec import ChartSpec
from charts.spec_frames import by_year as by_label
from charts.theme import PALETTE, number
from content.builders import spec_of
from content.changes.note_text import write_note
from content.guideline import status_history
from content.guideline.direction import describe_published
from content.view import View
from measures.indicators import total_of
from measures.monthly import by_month
from measures.status_changes import changes

MONTHS_SHOWN = 12
FLOWS = {"lab_entries": "entered", "lab_exits": "left"}
OUTPUT = {"breakthroughs": "breakthroughs", "instruments": "instruments", "standards": "standards"}
# entries and exits stand side by side: they do not add up; what was brought forth does
KINDS = {"flow": ("column", "layout.unit_labs"), "output": ("stacked", "breakthroughs.unit")}
MAX_CHANGES_SHOWN = 4  # as many as a portrait screen has room for


@dataclass(frozen=True)
class Month:
    """The sentence, the cards and the charts of the scene."""

    sentence: str
    cards: list[dict]
    specs: list[ChartSpec]


def build_month(view: View) -> Month:
    """The month in which the registers end; unless it is over they reach into it only."""
    t, until = view.t, view.until
    flow, output = count_flows(view), count_outputs(view)
    now, before = (pd.concat([flow.iloc[at], output.iloc[at]]) for at in (-1, -2))
    items = [
        {
            "label": t(f"wall.month_{name}"),
            "value": number(now[name]),
            "unit": find_unit(view, name),
            "facts": [t("wall.month_before", value=number(before[name]))],
        }
        for name in now.index
    ]
    numbers = {"id": "month_numbers", "kind": "numbers", "items": items}
    sentence = t(
        "wall.month_lead",
        when=t("wall.month_part", month=until.month, day=until.day),
        entered=number(now["entered"]),
        left=number(now["left"]),
        technologies=number(now["breakthroughs"]),
        instruments=number(now["instruments"]),
        standards=number(now["standards"]),
    )
    cards = [
        numbers,
        {"id": "month_told", "kind": "lists", "lists": [list_events(view), list_changes(view)]},
    ]
    specs = [
        _build_columns(view, "flow", flow, (COLORS["total"], COLORS["fall"])),
        _build_columns(view, "output", output, PALETTE),
    ]
    return Month(sentence, cards, specs)


def count_flows(view: View) -> pd.DataFrame:
    """Entries and exits by month, the last twelve."""
    table = by_month(view.rows("lab_counts"), list(FLOWS), view.until, MONTHS_SHOWN)
    return table.rename(columns=FLOWS)


def count_outputs(view: View) -> pd.DataFrame:
    """Technologies, instruments and standards by month, counted as the catalogue defines them."""
    columns = {}
    for indicator, name in OUTPUT.items():
        definition = view.catalog.indicators[indicator]
        table = by_month(view.rows(definition.table), definition.plus, view.until, MONTHS_SHOWN)
        columns[name] = table.sum(axis=1)
    return pd.DataFrame(columns)


def find_unit(view: View, name: str) -> str:
    """The unit of what is counted."""
    indicators = view.catalog.indicators
    return indicators[name].unit if name in OUTPUT else view.t("layout.unit_labs")


def list_events(view: View) -> dict:
    """The month's events of labs by kind, none named: a wall is seen by passers-by."""
    t, kinds = view.t, list(view.catalog.codes["event"].names)
    rows = view.rows("lab_counts")
    rows = rows[rows["indicator"] == "lab_events"]
    counts = by_month(rows, kinds, view.until, 1, column="category").iloc[-1]
    entries = [
        {"name": t.name(kind), "value": t("wall.times", value=number(n))}
        for kind, n in counts.items()
    ]
    entries = entries if view.has("lab_events") else []
    return {"title": t("wall.month_events"), "rows": entries, "none": t("wall.month_no_events")}


def list_changes(view: View) -> dict:
    """What the last publication changed in short, its judgements first; or that there was none to
    compare with. No laboratory is named."""
    t, history = view.t, view.published.history
    counters = history["publications"]["counter"].tolist()
    moves = changes(history["publications"], history["statuses"])
    latest = moves[moves["version"] == view.published.version]
    rows = [_describe_move(view, move) for move in latest.itertuples()]
    if len(counters) > 1:
        note = write_note(history, *counters[-2:], t, "counts")
        rows += [
            {"name": phrase, "value": ""}
            for section, phrase in zip(note.sections, note.summary, strict=True)
            if section.name != "clauses" or not rows
        ]
    if len(rows) > MAX_CHANGES_SHOWN:
        kept = MAX_CHANGES_SHOWN - 1
        more = {"name": t("note.more", count=len(rows) - kept), "value": ""}
        rows = rows[:kept] + [more]
    none = "wall.month_no_moves" if len(counters) > 1 else "wall.month_first"
    return {"title": t("wall.month_moves"), "rows": rows, "none": t(none)}


def _describe_move(view: View, move) -> dict:
    """A clause whose status changed, else where it is going; against what it is judged stands with
    the new status."""
    t = view.t
    if move.status_before == move.status:
        definition = view.catalog.indicators.get(move.indicator)
        before, now = (
            describe_published(t, view.catalog, direction, definition)
            for direction in (move.direction_before, move.direction)
        )
    else:
        before, now = t(f"status.{move.status_before}"), t(f"status.{move.status}")
        if isinstance(move.target_kind, str):
            now = t("changes.against", status=now, kind=move.target_kind)
    return {
        "name": status_history.find_titles(view, move.clause, move.indicator)[0],
        "value": t("wall.month_from_to", before=before, now=now),
    }


def _build_columns(view: View, name: str, table: pd.DataFrame, colors: tuple) -> ChartSpec:
    t = view.t
    sums = {column: number(total_of(table[column])) for column in table}
    sums["technologies"] = sums.get("breakthroughs", "")
    table = table.set_axis([t("wall.month_of", month=int(label[5:])) for label in table.index])
    frame, series = by_label(table, {column: t(f"wall.month_{column}") for column in table})
    empty = "" if table.to_numpy().any() else t("scope.empty", scope=view.scope_words)
    kind, unit = KINDS[name]
    return spec_of(
        view,
        id=f"month_{name}",
        kind=kind,
        title=t(f"wall.month_{name}"),
        frame=frame,
        series=series,
        unit=t(unit),
        takeaway=t(f"wall.month_{name}_words", **sums),
        colors=tuple(colors),
        empty=empty,
        height=260,
        x_name=t("part.year"),
        options=BarOptions(wrap=9),
    )
