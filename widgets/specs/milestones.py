"""Charts of 目标进展: per clause its indicators over time, beside the reference path if any."""

import pandas as pd

from charts.frames import by_year
from charts.spec import ChartSpec, Series
from measures.progress import required_path
from widgets.cards import section
from widgets.specs.clauses import Reading, absent_words, gap_words, read, written
from widgets.specs.overview import GROUPS, clauses_of, over
from widgets.specs.parts import absent, percent, spec_of
from widgets.view import View

# columns of twelve by number of indicators: the clause's words and each chart; rows come out even
SPANS = {1: (4, 8), 2: (4, 4), 3: (12, 4), 4: (12, 6)}


def specs(view: View) -> list:
    """Each clause as a heading with its exact words, followed by its indicators' charts."""
    parts = []
    for group in GROUPS:
        for clause in clauses_of(view, group):
            quote = view.t("milestones.quote", quote=clause["quote"], article=clause["article"])
            span, _ = SPANS.get(len(clause["indicators"]), SPANS[1])
            parts.append(section(f"clause_{clause['id']}", clause["title"], quote, span=span))
            parts += clause_charts(view, clause)
    return parts


def clause_charts(view: View, clause: dict) -> list[ChartSpec]:
    """The charts of one clause; a clause without an indicator says why."""
    if not clause["indicators"]:
        reason = view.t("milestones.missing", reason=clause["missing"])
        return [absent(view, clause["id"], view.t("status.no_indicator"), reason, span=8)]
    _, span = SPANS[len(clause["indicators"])]
    charts = [chart(view, clause, read(view, name)) for name in clause["indicators"]]
    return [spec.but(span=span) for spec in charts]


def chart(view: View, clause: dict, reading: Reading) -> ChartSpec:
    """One indicator by year, with the dashed reference path where there is a reference target."""
    definition = reading.definition
    name, title = f"{clause['id']}_{definition['id']}", definition["name"]
    if not reading.known:
        return absent(view, name, title, absent_words(view, reading))
    frame, series = by_year(reading.series.to_frame("value"), {"value": title})
    if reading.target and not over(view, clause):
        frame, series = with_path(view, reading)
    notes = (judgement(view, clause, reading), gap_words(view, reading), definition["caveat"])
    return spec_of(
        view, id=name, kind="line", title=title, frame=frame, series=series, height=260,
        unit=definition["unit"], takeaway=takeaway(view, reading),
        decimals=int(definition["unit"] == "%"),
        note="　".join(filter(None, notes)), extra={"x_name": view.t("part.year")},
    )  # fmt: skip


def with_path(view: View, reading: Reading) -> tuple:
    """The frame carried on to the target year, the straight reference path beside it."""
    known = reading.series.dropna()
    path = required_path(int(known.index[0]), float(known.iloc[0]), int(reading.target["year"]),
                         float(reading.target["value"]))  # fmt: skip
    years = range(int(known.index[0]), int(reading.target["year"]) + 1)
    table = pd.DataFrame({"value": reading.series, "path": path}).reindex(years)
    frame, (value,) = by_year(table, {"value": reading.definition["name"]})
    role = "target" if reading.official else "reference"
    line = Series(view.t("milestones.path"), "path", role)
    return frame.assign(path=table["path"].to_numpy()), (value, line)


def takeaway(view: View, reading: Reading) -> str:
    """The latest value with its year or day."""
    value, unit = reading.value, reading.unit and f" {reading.unit}"
    as_of, year = view.published.as_of, reading.series.dropna().index[-1]
    if year == as_of.year and not view.year_complete:
        day = as_of.isoformat()
        return view.t("milestones.takeaway_part_year", as_of=day, value=value, unit=unit)
    return view.t("milestones.takeaway", year=year, value=value, unit=unit)


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
        t(f"milestones.{kind}", year=int(target["year"]), unit=f" {reading.unit}", target=value,
          set_by=target["set_by"], basis=target["basis"]),
        t(f"milestones.assessed_{kind}", status=t(f"status.{result.status}")),
    ]  # fmt: skip
    shares = {"expected": result.expected_share, "achieved": result.achieved_share,
              "projected": result.projected_share}  # fmt: skip
    if all(value == value for value in shares.values()):
        words = {key: percent(value) for key, value in shares.items()}
        parts.append(t("milestones.assessed_shares", **words))
    return "；".join(parts)
