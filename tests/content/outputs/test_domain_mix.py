"""Mix of domains, hosts, yearly pace and provinces against industry: counted once, agreeing."""

from datetime import date

import pandas as pd
import pytest

from catalog.definitions import catalog, words
from content.layout import lorenz
from content.layout.labs_and_industry import against_industry
from content.layout.weights import counts_at_end
from content.lifecycle import lifecycle
from content.outputs import results
from content.outputs.domain_mix import build_region_mix
from content.outputs.hosts import build_host_types
from content.view import View
from measures.rates import at_one_rate
from measures.scope import Scope

BEFORE = {"start": 2015, "end": 2016}  # no laboratory yet


@pytest.fixture(scope="module")
def view(sample):
    return View(sample, catalog(), Scope(start=2022, end=2026), words(), date(2026, 11, 24))


def narrowed(view, **scope) -> View:
    return View(view.published, view.catalog, Scope(**{"start": 2022, "end": 2026, **scope}),
                view.t, view.today)  # fmt: skip


def test_before_any_laboratory_there_is_a_sentence(view):
    early = narrowed(view, **BEFORE)
    for spec in (build_region_mix(early), build_host_types(early),
                 against_industry(early, counts_at_end(early))):  # fmt: skip
        assert spec.empty and not spec.takeaway


def test_a_laboratory_counts_once_in_the_mix_of_its_region(view):
    spec = build_region_mix(view)
    parts = spec.frame[[series.column for series in spec.series]]
    assert parts.to_numpy().sum() == 114
    assert list(spec.frame["label"])[0] == "东部（83 家）"
    assert [int(whole) for whole in parts.sum(axis=1)] == [83, 17, 11, 3]


def test_the_mix_says_where_its_largest_domain_weighs_most(view):
    assert build_region_mix(view).takeaway == "高端制造在西部占比最高（45%），在中部最低（29%）"
    assert (
        build_region_mix(narrowed(view, regions=("东部",))).takeaway == "高端制造最多，占东部的 33%"
    )


def test_hosts_add_up_to_the_laboratories_in_operation(view):
    spec = build_host_types(view)
    assert spec.frame["value"].sum() == 114 and spec.kind == "donut"
    assert spec.takeaway == "大企业最多，43/114（38%）"
    assert lifecycle.build_charts(view)[1].id == "lifecycle_hosts"


def test_each_year_s_own_adds_up_to_the_total(view):
    spec = next(s for s in results.build_standard_charts(view) if s.id == "standards_pace")
    assert spec.frame["within"].cumsum().tolist() == spec.frame["total"].tolist()
    later = next(s for s in results.build_standard_charts(narrowed(view, start=2025))
                 if s.id == "standards_pace")  # fmt: skip
    assert later.frame["total"].tolist() == spec.frame["total"].tolist()[-2:]


def test_what_one_rate_would_give_adds_up_to_the_laboratories(view):
    spec = against_industry(view, counts_at_end(view))
    assert spec.frame["count"].sum() == pytest.approx(spec.frame["even"].sum()) == 114
    assert spec.takeaway == "与按工业增加值摊分相比，北京多 16.3 家，山东少 3.0 家"
    assert "2024 年" in spec.note and lorenz.build_charts(view)[-1].id == spec.id


def test_a_single_province_cannot_be_compared(view):
    first = narrowed(view, provinces=("420000",))
    assert against_industry(first, counts_at_end(first)).empty.startswith("不适用：只有 1 个省份")


@pytest.mark.parametrize("base", [{}, {"a": 0.0}, {"b": 5.0}])
def test_without_a_base_nothing_is_expected(base):
    table = at_one_rate(pd.Series({"a": 1.0}), pd.Series(base, dtype=float))
    assert table.loc["a", ["base", "even", "beyond"]].isna().all()
