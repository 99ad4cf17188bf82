"""The mix of domains in each region: bars of equal length, so that shares can be compared."""

from charts.spec import ChartSpec
from charts.spec_frames import matrix
from charts.theme import number
from content.builders import percent, spec_of
from content.view import View
from content.winners import find_first, name_first, say_first
from measures.indicators import share
from measures.rates import labs_by_domain
from measures.scenario import by_region

SHARE_DECIMALS = 2  # shares are told in whole percent


def build_region_mix(view: View) -> ChartSpec:
    """Labs in operation by main domain in each region in scope; a lab counts once.

    Of one domain there is no mix: its labs by region.
    """
    t, one_domain = view.t, len(view.domains) == 1
    counts = labs_by_domain(
        view.rows("geographic_distribution"), view.scope, view.provinces, view.domains
    )
    table = by_region(counts.T, view.region_of, view.regions).T
    wholes, takeaway = table.sum(axis=1), _describe_extremes(view, table)
    if not one_domain:
        named = [t("domains.region", name=name, value=number(wholes[name])) for name in table.index]
        table = table.set_axis(named)
    frame, series = matrix(table)
    return spec_of(
        view,
        id="domain_regions",
        kind="bar" if one_domain else "stacked100",
        title=t("domains.one_domain_title" if one_domain else "domains.regions_title"),
        frame=frame,
        series=series,
        unit=t("domains.labs"),
        span=12,
        height=110 + 48 * len(table),
        takeaway=takeaway,
        note=t("domains.one_domain_note" if one_domain else "domains.regions_note"),
        empty="" if table.to_numpy().any() else t("scope.empty", scope=view.scope_words),
        x_name=t("filter.region"),
    )


def _describe_extremes(view: View, table) -> str:
    """In which region the largest domain of all weighs most and in which least.

    "" where several domains are equally large, and where there is one domain or nothing to say.
    """
    t, first = view.t, find_first(table.sum())
    if len(table.columns) == 1:
        return say_first(t, table.iloc[:, 0], t("domains.labs"))
    if len(first) != 1:
        return ""
    domain = first.index[0]
    shares = share(table[domain], table.sum(axis=1)).dropna()
    if len(shares) == 1:
        region, part = shares.index[0], percent(shares.iloc[0])
        return t("domains.region_takeaway", domain=domain, most=region, share=part)
    most, rest = find_first(shares, SHARE_DECIMALS), find_first(1 - shares, SHARE_DECIMALS)
    if len(most) == len(shares):
        return t("domains.regions_level", domain=domain, share=percent(most.iloc[0]))
    return t(
        "domains.regions_takeaway",
        domain=domain,
        most=name_first(t, most),
        share=percent(most.iloc[0]),
        least=name_first(t, rest),
        other=percent(1 - rest.iloc[0]),
    )
