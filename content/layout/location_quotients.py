"""Location quotients: which domains a province holds more of than the country."""

import pandas as pd

from charts.options import HeatOptions
from charts.spec import ChartSpec, Series
from charts.theme import number
from content.builders import join_words, label_wrap, sentences, spec_of
from content.layout.weights import when
from content.links import link_count_of_all_domains, start_domain_link
from content.view import View
from measures.balance import location_quotient
from measures.indicators import total_of
from measures.rates import labs_by_domain


def labs_of_all(view: View) -> pd.DataFrame:
    """Labs by province and main domain of the whole country: what a quotient is relative to."""
    rows = view.published.observations["geographic_distribution"]
    return labs_by_domain(rows, view.scope, list(view.region_of), view.catalog.domains)


def build_charts(view: View) -> list[ChartSpec]:
    """The heat map domain by province."""
    t, counts = view.t, labs_of_all(view)
    quotients = location_quotient(counts)
    frame = pd.DataFrame({"label": view.domains})
    series = []
    for code in view.provinces:
        frame[code] = quotients.loc[code, view.domains].to_numpy()
        frame[f"count_{code}"] = counts.loc[code, view.domains].to_numpy()
        series.append(Series(view.names[code], code))
    bare = [view.names[code] for code in view.provinces if not counts.loc[code].any()]
    bare += [domain for domain in view.domains if not counts[domain].any()]
    without = t("layout.quotient_without", names=join_words(view, bare, 40)) if bare else ""
    labs = total_of(counts.sum())
    spec = spec_of(
        view,
        id="layout_quotients",
        kind="heat",
        title=t("layout.quotient_title", when=when(view)),
        frame=frame,
        series=tuple(series),
        unit="",
        decimals=1,
        span=12,
        height=460,
        takeaway=_highest(view, quotients, counts),
        note=sentences(view, t("layout.quotient_note", labs=number(labs)), without),
        empty="" if labs > 0 else t("layout.no_labs", when=when(view)),
        x_name=t("filter.domain"),
        link=start_domain_link(view),
        related=(link_count_of_all_domains(view),),
        gap=t("layout.undefined"),
        options=HeatOptions(
            wrap=label_wrap(len(series)),
            text_size_px=11,
            middle=1.0,
            counts={code: f"count_{code}" for code in view.provinces},
        ),
    )
    return [spec]


def _highest(view: View, quotients: pd.DataFrame, counts: pd.DataFrame) -> str:
    """The highest quotient in scope, with the labs behind it: three of one lab is noise.

    "" where there is none, and where one domain of one province has none to be higher than.
    """
    cells = quotients.loc[view.provinces, view.domains].stack()
    chosen = cells[cells > 0]
    if chosen.empty or len(cells) == 1:
        return ""
    highest = chosen[chosen.round(1) == chosen.max().round(1)]
    code, domain = highest.index[0]
    if len(highest) > 1:
        return view.t("layout.quotient_tied", count=len(highest), value=number(highest.iloc[0], 1))
    return view.t(
        "layout.quotient_takeaway",
        place=view.names[code],
        domain=domain,
        value=number(chosen.max(), 1),
        count=number(counts.loc[code, domain]),
    )
