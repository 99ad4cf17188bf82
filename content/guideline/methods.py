"""The method panel of 数据与方法: the same indicators as published methods would judge them."""

import textwrap
from functools import lru_cache

import pandas as pd

from catalog.nouns import MethodClass
from charts.kinds.verdicts import ROW_PX
from charts.spec import ChartSpec, Series
from content.builders import absent, join_words, spec_of
from content.guideline.direction import describe_directions
from content.guideline.method_readings import (
    JudgedIndicator,
    describe_ends,
    describe_ratio,
    describe_reason,
    describe_target,
    find_agreement,
    find_class,
    judge_indicators,
)
from content.items import Table
from content.view import View

MAX_LINE_CHARS = 14  # of a publisher's word on one line of a cell, at the smallest screen


def build_charts(view: View) -> list[ChartSpec]:
    """One card: indicators down, methods across, and whether they agree."""
    t, items = view.t, judge_indicators(view)
    title = t("methods.title")
    if not items:
        sentence = t("methods.narrowed" if view.narrowed else "methods.no_target")
        return [absent(view, "method_panel", title, sentence, span=12)]
    series = [Series(method.name, name) for name, method in view.catalog.methods.items()]
    differ = [item.definition.name for item in items if find_agreement(view, item) == "differ"]
    words = {"count": len(differ), "whole": len(items), "names": join_words(view, differ)}
    return [
        spec_of(
            view,
            id="method_panel",
            kind="verdicts",
            title=title,
            unit="",
            span=12,
            frame=pd.DataFrame([_build_row(view, item) for item in items]),
            series=(*series, Series(t("methods.agreement"), "agreement")),
            takeaway=t("methods.takeaway" if differ else "methods.all_agree", **words),
            note=t("methods.note"),
            height=40 + ROW_PX * len(items),
            x_name=t("data.name"),
        )
    ]


def _build_row(view: View, item: JudgedIndicator) -> dict:
    """A row of the card: the indicator with its numbers, then each method's words and tone."""
    t, name = view.t, item.definition.name
    row = {"label": "\n".join([name, describe_ends(view, item), describe_target(view, item)])}
    for verdict in item.comparison.verdicts:
        class_ = find_class(view, verdict)
        sign = t(f"methods.sign_{class_.common}")
        original = "" if class_.name.lower() == class_.english else class_.english
        lines = [
            f"{sign} {class_.name}",
            *textwrap.wrap(original, MAX_LINE_CHARS),
            describe_ratio(view, verdict),
            describe_reason(view, verdict),
        ]
        row[verdict.method] = "\n".join(filter(None, lines))
        row[f"{verdict.method}_tone"] = class_.common
    agreement = find_agreement(view, item)
    tone = "undefined" if agreement == "too_few" else agreement
    return row | {"agreement": t(f"methods.{agreement}"), "agreement_tone": tone}


@lru_cache(maxsize=16)  # every run of the page, whichever indicator is explained below it
def build_judgements(view: View) -> Table:
    """One row per indicator with a target and method: ratio, class, reason, then the inputs.

    The last column says where the indicator is going by method D1, for which no target is needed.
    Empty without any target. Do not edit.
    """
    t, rows = view.t, []
    for item in judge_indicators(view):
        direction = t(f"methods.direction_{item.definition.direction or 1}")
        inputs = [
            describe_ends(view, item),
            describe_target(view, item),
            item.definition.unit,
            direction,
            describe_directions(view, item.reading),
        ]
        for verdict in item.comparison.verdicts:
            class_, method = find_class(view, verdict), view.catalog.methods[verdict.method]
            rows.append(
                [
                    item.definition.name,
                    method.name,
                    describe_ratio(view, verdict),
                    class_.name,
                    class_.english,
                    t(f"methods.common_{class_.common}"),
                    describe_reason(view, verdict),
                    *inputs,
                ]
            )
    columns = [
        "indicator",
        "method",
        "ratio_head",
        "class",
        "english",
        "common",
        "reason",
        "inputs",
        "aim_head",
        "unit",
        "direction",
        "toward",
    ]
    frame = pd.DataFrame(rows, columns=columns).replace("", t("methods.none"))
    return _make_table(view, "judgements", frame)


def build_formulas(view: View) -> Table:
    """One row per method: formula, cut points and their place on the common scale, sources.

    The cells hold Markdown of our own for st.table.
    """
    t, rows = view.t, []
    for method in view.catalog.methods.values():
        cuts = [_describe_cut(view, class_) for class_ in method.classes]
        remarks = {
            "caution": method.caution,
            "source": method.source,
            "unconfirmed": method.unconfirmed,
        }
        notes = [t(f"methods.{name}", words=text) for name, text in remarks.items() if text]
        names = [method.name, method.original]
        rows.append([_join_lines(names), method.formula, _join_lines(cuts), _join_lines(notes)])
    frame = pd.DataFrame(rows, columns=["method", "formula", "cuts", "notes"])
    return _make_table(view, "formulas", frame)


def _make_table(view: View, name: str, frame: pd.DataFrame) -> Table:
    headings = {column: view.t(f"methods.{column}") for column in frame.columns}
    return Table(f"methods_{name}", view.t(f"methods.{name}"), frame, headings=headings)


def _join_lines(parts: list[str]) -> str:
    """Lines of one cell: in Markdown two spaces before a line feed break the line."""
    return "  \n".join(parts)


def _describe_cut(view: View, class_: MethodClass) -> str:
    """A class with its cut and its place on the common scale, in words."""
    t = view.t
    bounds = {"at_least": class_.at_least, "at_most": class_.at_most, "when": class_.when}
    stated = [bound for bound, value in bounds.items() if value is not None]
    bound = stated[0] if stated else "otherwise"
    edge = t(f"methods.{bound}", value=bounds.get(bound))
    return t(
        "methods.cut",
        edge=edge,
        name=class_.name,
        english=class_.english,
        common=t(f"methods.common_{class_.common}"),
    )
