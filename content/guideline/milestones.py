"""目标进展: per clause its words, its judgement, its indicators over time and what lies ahead."""

from catalog.nouns import Clause
from charts.spec import ChartSpec, Mark
from charts.theme import number
from content.builders import absent, percent, sentences, spec_of
from content.cards import make_section
from content.guideline import policy
from content.guideline.ahead import build_frame, describe_ahead, describe_need, look_ahead
from content.guideline.clause_status import has_ended
from content.guideline.outlook import HORIZONS
from content.guideline.overview import GROUPS, build_tile, list_clauses
from content.guideline.readings import (
    Reading,
    describe_basis,
    describe_gaps,
    describe_judged,
    describe_open_year,
    explain_absence,
    format_value,
    is_flow,
    read_indicator,
)
from content.guideline.share_bounds import mark_shares
from content.view import View

WITH_EVENTS = {"labs_in_operation"}  # where the policy's own steps bear on the number


def build_parts(view: View, group: str = "", clause: str = "") -> list:
    """The parts of each clause of a group, or of one of its clauses by title, or of all."""
    groups = [group] if group in GROUPS else GROUPS
    clauses = [item for name in groups for item in list_clauses(view, name)]
    chosen = [item for item in clauses if item.title == clause] or clauses
    return [part for item in chosen for part in build_clause(view, item)]


def build_clause(view: View, clause: Clause) -> list:
    """One clause: a heading with its exact words and its judgement, then its indicators' charts."""
    charts = [build_chart(view, clause, read_indicator(view, name)) for name in clause.indicators]
    head_span, chart_spans = 12, [6] * len(charts)
    if len(charts) % 2:  # an odd first chart stands beside the words, the rest go in pairs
        head_span, chart_spans[0] = 4, 8
    parts = [build_heading(view, clause, span=head_span)]
    for chart, span in zip(charts, chart_spans, strict=True):
        parts.append(chart.but(span=span))
    return parts


def build_heading(view: View, clause: Clause, span: int) -> dict:
    """The clause's sentence, its judgement as on 总览, what its indicators leave unsaid or why it
    has none, and the registers it rests on."""
    tile = build_tile(view, clause)
    passage = f"{clause.quote}{clause.rest}"
    quote = view.t("milestones.quote", quote=passage, article=clause.article)
    reason = clause.missing or clause.partly
    judged = {name: tile.get(name, "") for name in ("status", "shape", "sign", "tone")}
    return make_section(
        f"clause_{clause.id}",
        clause.title,
        reason,
        span,
        quote=quote,
        notes=[
            note
            for note in (tile["assessment"], tile["judged"], describe_sources(view, clause))
            if note
        ],
        direction=tile["direction"],
        changed=tile["changed"],
        **judged,
    )


def describe_sources(view: View, clause: Clause) -> str:
    """Registers behind the clause with their rows, and the files they came in."""
    names = [n for i in clause.indicators for n in view.catalog.indicators[i].registers]
    rows = view.published.manifest["rows"]
    notes = [
        view.t(
            "milestones.register",
            sheet=view.catalog.registers[name].sheet,
            rows=number(rows.get(name, 0)),
        )
        for name in dict.fromkeys(names)
    ]
    if not notes:
        return ""
    return view.t(
        "milestones.sources",
        registers=view.t.join(notes),
        source=view.source_words,
        as_of=view.published.as_of.isoformat(),
    )


def chart_id(clause: Clause, indicator: str) -> str:
    """The chart of an indicator under a clause."""
    return f"{clause.id}_{indicator}"


def build_chart(view: View, clause: Clause, reading: Reading) -> ChartSpec:
    """One indicator by year, its reference path if any, and what named paces lead to."""
    definition = reading.definition
    name, title = chart_id(clause, definition.id), definition.name
    if not reading.known:
        return absent(view, name, title, explain_absence(view, reading))
    ahead = look_ahead(view, clause, reading)
    frame, series = mark_shares(view, definition, *build_frame(view, reading, ahead))
    notes = (
        describe_judgement(view, clause, reading),
        "" if has_ended(view, clause) else describe_open_year(view, reading),
        describe_need(view, reading, ahead),
        describe_ahead(view, reading, ahead),
        describe_gaps(view, reading),
        describe_basis(view, reading),
        definition.caveat,
    )
    return spec_of(
        view,
        id=name,
        kind="line",
        title=title,
        frame=frame,
        series=series,
        height=300,
        unit=definition.unit,
        takeaway=describe_value(view, reading),
        decimals=definition.decimals,
        note=sentences(view, *notes),
        marks=build_marks(view, clause, definition.id, list(frame["label"])),
        evidence=definition.id,
        x_name=view.t("part.year"),
    )


def build_marks(view: View, clause: Clause, indicator: str, years: list[str]) -> tuple[Mark, ...]:
    """The as-of year, the horizons and, where they bear on it, the policy's events; if reached."""
    as_of = view.published.as_of
    kind = "as_of" if view.year_complete else "part_year"
    marks = [Mark(str(as_of.year), view.t("mark.as_of", as_of=as_of.isoformat()), kind)]
    due = (2025,) if clause.target_year == 2025 else HORIZONS
    marks += [Mark(str(year), view.t(f"mark.{year}"), "horizon") for year in due]
    marks += policy.build_marks(view) if indicator in WITH_EVENTS else []
    return tuple(mark for mark in marks if mark.at in years)


def describe_value(view: View, reading: Reading) -> str:
    """The latest value with its year or day."""
    value, unit = reading.value, reading.unit and f" {reading.unit}"
    as_of, year = view.published.as_of, reading.latest_year
    if year == as_of.year and not view.year_complete:
        day = as_of.isoformat()
        return view.t("milestones.takeaway_part_year", as_of=day, value=value, unit=unit)
    within = is_flow(reading.definition)
    return view.t(
        f"milestones.takeaway{'_flow' if within else ''}", year=year, value=value, unit=unit
    )


def describe_judgement(view: View, clause: Clause, reading: Reading) -> str:
    """What the target says, by whom and on what basis; or that there is none."""
    t, target, result = view.t, reading.target, reading.assessment
    if has_ended(view, clause):
        return t("milestones.over", year=clause.target_year)
    if target is None:
        return t("milestones.narrowed" if view.narrowed else "milestones.no_target")
    kind = "official" if reading.official else "reference"
    value = format_value(float(target["value"]), reading.definition)
    parts = [
        t(
            f"milestones.{kind}",
            year=int(target["year"]),
            unit=f" {reading.unit}",
            target=value,
            set_by=target["set_by"],
            basis=target["basis"],
        ),
        t(
            f"milestones.assessed_{kind}",
            status=t(f"status.{result.status}"),
            judged=describe_judged(view, reading),
        ),
    ]
    shares = {
        "expected": result.expected_share,
        "achieved": result.achieved_share,
        "projected": result.projected_share,
    }
    if all(value == value for value in shares.values()):
        words = {key: percent(value) for key, value in shares.items()}
        parts.append(t("milestones.assessed_shares", **words))
    return t("joint.clauses").join(parts)
