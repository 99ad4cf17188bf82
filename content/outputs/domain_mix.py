"""The mix of domains in each region: bars of equal length, so that shares can be compared."""

from charts.spec import ChartSpec
from charts.spec_frames import matrix
from charts.theme import number
from content.builders import percent, spec_of
from content.view import View
from measures.indicators import share, total_of
from measures.rates import labs_by_domain
from measures.scenario import by_region


def build_region_mix(view: View) -> ChartSpec:
    """Labs in operation by main domain in each region that has any; a lab counts once."""
    t, regions = view.t, list(view.catalog.regions)
    counts = labs_by_domain(
        view.rows("geographic_distribution"), view.scope, view.provinces, view.domains
    )
    table = by_region(counts.T, view.region_of, regions).T
    table = table[table.sum(axis=1) > 0]
    wholes = table.sum(axis=1)
    named = [t("domains.region", name=name, value=number(wholes[name])) for name in table.index]
    frame, series = matrix(table.set_axis(named))
    return spec_of(
        view,
        id="domain_regions",
        kind="stacked100",
        title=t("domains.regions_title"),
        frame=frame,
        series=series,
        unit=t("domains.labs"),
        span=12,
        height=110 + 48 * len(table),
        takeaway=_describe_extremes(view, table),
        note=t("domains.regions_note"),
        empty="" if len(table) else t("scope.empty", scope=view.scope_words),
        x_name=t("filter.region"),
    )


def _describe_extremes(view: View, table) -> str:
    """In which region the largest domain of all weighs most and in which least."""
    if table.empty:
        return ""
    domain = table.sum().idxmax()
    shares = {region: share(row[domain], total_of(row)) for region, row in table.iterrows()}
    most, least = max(shares, key=shares.get), min(shares, key=shares.get)
    key = "domains.regions_takeaway" if len(shares) > 1 else "domains.region_takeaway"
    return view.t(
        key,
        domain=domain,
        most=most,
        share=percent(shares[most]),
        least=least,
        other=percent(shares[least]),
    )
