"""目标进展: per clause its words, its judgement, its indicators over time and what lies ahead."""

from charts.spec import ChartSpec, Mark
from charts.theme import number
from content.builders import absent, percent, sentences, spec_of
from content.cards import section
from content.guideline import policy
from content.guideline.ahead import ahead_of, laid_out, projection_words
from content.guideline.clause_status import over
from content.guideline.overview import GROUPS, clause_tile, clauses_of
from content.guideline.readings import (
    Reading,
    absent_words,
    basis_words,
    gap_words,
    in_year,
    read,
    written,
)
from content.view import View

HORIZONS = (2030, 2035)  # ends of the 15th five-year plan and of the guideline's second goal
WITH_EVENTS = {"labs_in_operation"}  # where the policy's own steps bear on the number


def build_parts(view: View, group: str = "", clause: str = "") -> list:
    """The parts of each clause of a group, or of one of its clauses by title, or of all."""
    groups = [group] if group in GROUPS else GROUPS
    found = [one for name in groups for one in clauses_of(view, name)]
    chosen = [one for one in found if one["title"] == clause] or found
    return [part for one in chosen for part in clause_parts(view, one)]


def clause_parts(view: View, clause: dict) -> list:
    """One clause: a heading with its exact words and its judgement, then its indicators' charts."""
    charts = [chart(view, clause, read(view, name)) for name in clause["indicators"]]
    shared = len(charts) % 2  # an odd first chart stands beside the words, the rest go in pairs
    head = words_of(view, clause, span=4 if shared else 12)
    spans = [8] * shared + [6] * (len(charts) - shared)
    return [head, *(chart.but(span=span) for chart, span in zip(charts, spans, strict=True))]


def words_of(view: View, clause: dict, span: int) -> dict:
    """The clause's sentence, its judgement as on 总览, what its indicators leave unsaid or why it
    has none, and the registers it rests on."""
    tile = clause_tile(view, clause)
    passage = f"{clause['quote']}{clause['rest']}"
    quote = view.t("milestones.quote", quote=passage, article=clause["article"])
    said = clause["missing"] or clause["partly"]
    judged = {name: tile.get(name, "") for name in ("status", "shape", "tone")}
    return section(
        f"clause_{clause['id']}",
        clause["title"],
        said,
        span,
        quote=quote,
        notes=[sources(view, clause)],
        **judged,
    )


def sources(view: View, clause: dict) -> str:
    """Registers behind the clause with their rows, and the files they came in."""
    names = [n for i in clause["indicators"] for n in view.catalog.indicators[i]["registers"]]
    rows = view.published.manifest["rows"]
    told = [
        view.t(
            "milestones.register",
            sheet=view.catalog.registers[name].sheet,
            rows=number(rows.get(name, 0)),
        )
        for name in dict.fromkeys(names)
    ]
    if not told:
        return ""
    return view.t(
        "milestones.sources",
        registers=view.t("scope.joint").join(told),
        source=view.source_words,
        as_of=view.published.as_of.isoformat(),
    )


def figure_id(clause: dict, indicator: str) -> str:
    """The chart of an indicator under a clause."""
    return f"{clause['id']}_{indicator}"


def chart(view: View, clause: dict, reading: Reading) -> ChartSpec:
    """One indicator by year, with the reference path where there is one and the projection."""
    definition = reading.definition
    name, title = figure_id(clause, definition["id"]), definition["name"]
    if not reading.known:
        return absent(view, name, title, absent_words(view, reading))
    ahead = ahead_of(view, clause, reading)
    frame, series = laid_out(view, reading, ahead)
    notes = (
        judgement(view, clause, reading),
        projection_words(view, reading, ahead),
        gap_words(view, reading),
        basis_words(view, reading),
        definition["caveat"],
    )
    return spec_of(
        view,
        id=name,
        kind="line",
        title=title,
        frame=frame,
        series=series,
        height=300,
        unit=definition["unit"],
        takeaway=takeaway(view, reading),
        decimals=definition["decimals"],
        note=sentences(view, *notes),
        marks=marks(view, clause, definition["id"], list(frame["label"])),
        evidence=definition["id"],
        x_name=view.t("part.year"),
    )


def marks(view: View, clause: dict, indicator: str, years: list[str]) -> tuple[Mark, ...]:
    """The as-of year, the horizons and, where they bear on it, the policy's events; if reached."""
    as_of = view.published.as_of
    kind = "as_of" if view.year_complete else "part_year"
    found = [Mark(str(as_of.year), view.t("mark.as_of", as_of=as_of.isoformat()), kind)]
    due = (2025,) if clause["target_year"] == 2025 else HORIZONS
    found += [Mark(str(year), view.t(f"mark.{year}"), "horizon") for year in due]
    found += policy.build_marks(view) if indicator in WITH_EVENTS else []
    return tuple(mark for mark in found if mark.at in years)


def takeaway(view: View, reading: Reading) -> str:
    """The latest value with its year or day."""
    value, unit = reading.value, reading.unit and f" {reading.unit}"
    as_of, year = view.published.as_of, reading.series.dropna().index[-1]
    if year == as_of.year and not view.year_complete:
        day = as_of.isoformat()
        return view.t("milestones.takeaway_part_year", as_of=day, value=value, unit=unit)
    within = in_year(reading.definition)
    return view.t(
        f"milestones.takeaway{'_flow' if within else ''}", year=year, value=value, unit=unit
    )


def judgement(view: View, clause: dict, reading: Reading) -> str:
    """What the target says, by whom and on what basis; or that there is none."""
    t, target, result = view.t, reading.target, reading.assessment
    if over(view, clause):
        return t("milestones.over", year=clause["target_year"])
    if target is None:
        return t("milestones.narrowed" if view.narrowed else "milestones.no_target")
    kind = "official" if reading.official else "reference"
    value = written(float(target["value"]), reading.definition)
    parts = [
        t(
            f"milestones.{kind}",
            year=int(target["year"]),
            unit=f" {reading.unit}",
            target=value,
            set_by=target["set_by"],
            basis=target["basis"],
        ),
        t(f"milestones.assessed_{kind}", status=t(f"status.{result.status}")),
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
