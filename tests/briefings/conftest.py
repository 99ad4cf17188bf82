"""What the pages of the sample show, as exhibits: the material of every format's tests."""

from datetime import date

import pytest

from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from charts.spec import ChartSpec
from loaders.catalog import catalog
from loaders.catalog import words as sentences
from measures.scope import Scope
from widgets.exhibits import briefing_of, exhibit
from widgets.specs import (
    careers,
    compare,
    domains,
    layout,
    layout_curves,
    layout_domains,
    layout_space,
    layout_time,
    lifecycle,
    methods,
    milestones,
    province,
    results,
    scenarios,
    siting,
)
from widgets.specs.trial import Trial
from widgets.view import View


def trial(view: View) -> Trial:
    """Five labs to be proposed anywhere."""
    return Trial("industry", 5, tuple(view.provinces))


BUILDERS = (
    milestones.specs,
    domains.specs,
    results.breakthrough_specs,
    results.standard_specs,
    lifecycle.specs,
    lambda view: careers.timeline_specs(view, "", "1"),
    layout.specs,
    layout_time.specs,
    layout_curves.specs,
    layout_domains.specs,
    layout_space.specs,
    lambda view: siting.steps_chart(view, trial(view)),
    lambda view: scenarios.specs(view, trial(view)),
    lambda view: province.specs(view, "420000"),
    lambda view: compare.specs(view, ("420000", "440000")),
    methods.specs,
)


@pytest.fixture(scope="session")
def words():
    """t(key, **parts)."""
    return sentences()


@pytest.fixture(scope="session")
def view(sample, words) -> View:
    """The sample in its whole scope."""
    return View(sample, catalog(), Scope(start=2022, end=2026), words, date(2026, 11, 24))


@pytest.fixture(scope="session")
def specs(view) -> list[ChartSpec]:
    """Every chart of every page."""
    return [spec for build in BUILDERS for spec in build(view) if isinstance(spec, ChartSpec)]


@pytest.fixture(scope="session")
def exhibits(view, specs) -> list[Exhibit]:
    """The same, to take away, in the same order."""
    return [exhibit(spec, view) for spec in specs]


@pytest.fixture(scope="session")
def of_each_kind(exhibits) -> list[Exhibit]:
    """The first exhibit of each kind that has something to draw."""
    return list({shown.kind: shown for shown in reversed(exhibits) if not shown.empty}.values())


@pytest.fixture(scope="session")
def everything(view, exhibits) -> Briefing:
    """A briefing of all that the pages show, with words and a table between."""
    clause = view.catalog.clauses[0]
    said = Passage("一条要求", "说明", clause["quote"], "无官方量化目标", ("第一条", "第二条"))
    table = Grid("一张表", ("指标", "数值"), (("甲", 1), ("乙", None)), "注", {(0, 0): "#8f3d5f"})
    return briefing_of("全部图表", view, (said, *exhibits, table), lead="摘要", author="某处")
