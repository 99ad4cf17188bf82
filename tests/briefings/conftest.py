"""What the pages of the sample show, as exhibits: the material of every format's tests."""

from datetime import date

import pytest

from briefings.exhibit import Briefing, Exhibit, Grid, Passage
from catalog.definitions import catalog
from catalog.definitions import words as sentences
from charts.spec import ChartSpec
from content.exports.from_spec import briefing_of, exhibit
from content.guideline import methods, milestones
from content.layout import distance, location_quotients, lorenz, map_and_ranking, over_time
from content.lifecycle import careers, lifecycle
from content.outputs import domains, results
from content.provinces import compare, province
from content.siting import proposal, scenarios
from content.siting.trial import Trial
from content.view import View
from measures.scope import Scope


def trial(view: View) -> Trial:
    """Five labs to be proposed anywhere."""
    return Trial("industry", 5, tuple(view.provinces))


BUILDERS = (
    milestones.build_parts,
    domains.build_charts,
    results.build_breakthrough_charts,
    results.build_standard_charts,
    lifecycle.build_charts,
    lambda view: careers.build_timeline(view, "", "1"),
    map_and_ranking.build_charts,
    over_time.build_charts,
    lorenz.build_charts,
    location_quotients.build_charts,
    distance.build_charts,
    lambda view: proposal.build_steps_chart(view, trial(view)),
    lambda view: scenarios.build_charts(view, trial(view)),
    lambda view: province.build_charts(view, "420000"),
    lambda view: compare.build_charts(view, ("420000", "440000")),
    methods.build_charts,
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
    return list({drawn.kind: drawn for drawn in reversed(exhibits) if not drawn.empty}.values())


@pytest.fixture(scope="session")
def one_of_each_kind(view, exhibits, of_each_kind) -> Briefing:
    """A chart of every kind, one with nothing to draw, a passage and a table: all that a file
    can be made of, once, for what takes long to check."""
    empty = next(exhibit for exhibit in exhibits if exhibit.empty)
    passage = Passage("标题", "正文", "引文", "● 达到", ("注一",))
    table = Grid("表", ("指标", "数"), (("甲", None),), "注", {(0, 0): "#8f3d5f"})
    parts = (passage, *of_each_kind, empty, table)
    return briefing_of("各种图表", view, parts, lead="摘要", author="某处")


@pytest.fixture(scope="session")
def everything(view, exhibits) -> Briefing:
    """A briefing of all that the pages show, with words and a table between."""
    clause = view.catalog.clauses[0]
    text = Passage("一条要求", "说明", clause.quote, "无官方量化目标", ("第一条", "第二条"))
    table = Grid("一张表", ("指标", "数值"), (("甲", 1), ("乙", None)), "注", {(0, 0): "#8f3d5f"})
    return briefing_of("全部图表", view, (text, *exhibits, table), lead="摘要", author="某处")
