"""变: what of a clause differs from the publication before."""

from dataclasses import replace
from datetime import date

from catalog.definitions import catalog, words
from content.chapters import chapter
from content.exports.from_cards import part_of
from content.guideline.overview import build_tile
from content.guideline.status_history import describe_changes
from content.scope_url import find_years
from content.view import View
from loaders.store.published import Published, open_published
from measures.scope import Scope


def view_of(published: Published, counter: int, **scope) -> View:
    """The view of a reader when the publication of that counter was the last one."""
    history = {
        name: table[table["counter"] <= counter] for name, table in published.history.items()
    }
    version = history["publications"].set_index("counter").loc[counter, "version"]
    start, end = find_years(published, catalog())
    then = replace(published, history=history, version=version)
    return View(then, catalog(), Scope(**{"start": start, "end": end} | scope), words(), TODAY)


TODAY = date(2026, 3, 1)


def test_a_clause_says_what_the_last_publication_changed(changed_tables):
    published = open_published(changed_tables)
    gap = next(clause for clause in catalog().clauses if clause.title == "国际差距")
    # the first, one at whose coming a result got another level, one that changed nothing
    first, second, third = [view_of(published, counter) for counter in (1, 2, 3)]
    changed = build_tile(second, gap)["changed"]
    assert changed.startswith("自上次发布（数据截至 2026-01-31）有变：")
    assert "国际先进及以上成果占比 50.0% → 100.0%" in changed
    assert [describe_changes(view, gap.id) for view in (first, third)] == ["", ""]
    narrowed = view_of(published, 2, provinces=("110000",))
    assert describe_changes(narrowed, gap.id) == ""  # published judgements are national


def test_files_say_of_a_clause_what_the_last_publication_changed(changed_tables):
    published = open_published(changed_tables)
    for counter in (1, 2):
        view = view_of(published, counter)
        [goals] = [item for item in chapter(view, "overview") if item.id == "group_2025"]
        [row] = [row for row in part_of(goals, view).rows if row[0].startswith("国际差距")]
        items = {item.title: item for item in chapter(view, "milestones_2025")}
        notes = part_of(items["国际差距"], view).notes
        for words_of_it in (row[4].split("\n")[-1], notes[-1]):
            begins = words_of_it.startswith("自上次发布（数据截至 2026-01-31）有变：")
            assert begins == (counter == 2)
