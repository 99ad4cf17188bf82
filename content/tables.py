"""Tables that pages show beside their boards, each under its title and with its note."""

from content.guideline import methods, policy
from content.items import Table
from content.layout import distance, lorenz
from content.lifecycle import careers
from content.provinces import compare, profile, province
from content.siting import proposal, scenario_tables
from content.siting.trial import Trial
from content.view import View


def titled(view: View, section: str, source, names: tuple[str, ...]) -> list[Table]:
    """Tables of a specs module under their titles; an empty one goes with its sentence."""
    found = []
    for name in names:
        frame = getattr(source, name)(view)
        note = view.t(f"{section}.no_{name}") if frame.empty else ""
        found.append(Table(f"{section}_{name}", view.t(f"{section}.{name}"), frame, note))
    return found


def events(view: View) -> list[Table]:
    """The steps of the policy."""
    title, note = view.t("milestones.events"), view.t("milestones.events_text")
    return [Table("policy_events", title, policy.events(view), note)]


def exits(view: View) -> list[Table]:
    """The labs that left."""
    gone = careers.exits(view)
    note = view.t("lifecycle.no_exits") if gone.empty else ""
    return [Table("lifecycle_exits", view.t("lifecycle.exits"), gone, note)]


def side_by_side(view: View) -> list[Table]:
    """The indices under three weights."""
    frame = lorenz.side_by_side(view).reset_index(names=view.t("siting.row"))
    note = "　".join([lorenz.concentrated(view), view.t("layout.side_note")])
    return [Table("layout_side_by_side", view.t("layout.side_title"), frame, note)]


def likeness(view: View) -> list[Table]:
    """Moran's I, or why it cannot be computed."""
    title, fault = view.t("layout.moran_title"), distance.moran_fault(view)
    if fault:
        return [Table("layout_moran", title, distance.moran(view).head(0), fault)]
    frame = distance.moran(view).reset_index(names=view.t("siting.row"))
    return [Table("layout_moran", title, frame, distance.moran_note(view))]


def scenario_table(view: View, trial: Trial) -> list[Table]:
    """Both scenarios against today, under the mark of a trial."""
    frame = scenario_tables.comparison(view, trial)
    return [Table("siting_comparison", view.t("siting.comparison"), frame, view.t("stamp.trial"))]


def steps_table(view: View, trial: Trial) -> list[Table]:
    """The proposal step by step, under the mark of a trial."""
    frame = proposal.steps_table(view, trial)
    return [Table("siting_table", view.t("siting.steps_table"), frame, view.t("stamp.trial"))]


def profile_table(view: View, code: str) -> list[Table]:
    """A province's figures with rank, its domains and reasons for what is missing."""
    said = [*profile.domain_words(view, code), *profile.reasons(view, (code,))]
    note = "　".join([*said, view.t("province.rank_note")])
    frame = profile.profile_table(view, code)
    return [Table("province_profile", view.t("page.province"), frame, note)]


def province_labs(view: View, code: str) -> list[Table]:
    """The labs of a province."""
    frame = province.labs(view, code)
    note = view.t("province.no_lab_here", name=view.names[code]) if frame.empty else ""
    return [Table("province_lab_list", view.t("province.labs"), frame, note)]


def comparison(view: View, codes: tuple[str, ...]) -> list[Table]:
    """Provinces side by side, with reasons for what is missing."""
    note = "　".join([*profile.reasons(view, codes), view.t("province.rank_note")])
    return [Table("compare_figures", view.t("page.compare"), compare.comparison(view, codes), note)]


def judged(view: View) -> list[Table]:
    """The tables of the method panel."""
    titles = ("judgements", "formulas")
    return [
        Table(f"methods_{name}", title, frame)
        for name, (title, frame) in zip(titles, methods.panel(view), strict=True)
    ]
