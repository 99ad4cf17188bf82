"""The left side of 简报: what can be chosen, and what is chosen, in order, with its sentences."""

import math

import streamlit as st

from briefings.exhibit import Exhibit
from content.briefing.parts import describe_lack, find_part, name_part
from content.briefing.saved_file import MAX_PARTS, MAX_SENTENCE_CHARS, SavedPart
from content.chapters import CHAPTERS, chapter
from content.takeaways import write_takeaway
from content.view import View
from widgets.briefing.draft import Draft, hash_words
from widgets.literal import literal

ROWS = 5  # parts to a page of the list, and of its preview
EVERYWHERE = "all"  # the search over every chapter


def edit_titles(view: View, draft: Draft) -> None:
    """Title and author, as the cover bears them."""
    t, (left, right) = view.t, st.columns([3, 2])
    title = left.text_input(
        t("briefing.title"),
        draft.saved.title,
        MAX_SENTENCE_CHARS,
        key=f"title_{draft.revision}",
        placeholder=t("briefing.untitled"),
    )
    author = right.text_input(
        t("briefing.author"),
        draft.saved.author,
        MAX_SENTENCE_CHARS,
        key=f"author_{draft.revision}",
        placeholder=t("briefing.author_hint"),
    )
    draft.saved = draft.saved.but(title=title, author=author)


def choose_items(view: View, draft: Draft) -> None:
    """Parts to add: of one chapter, or of all by the words of their titles."""
    t = view.t
    names = {name: t(f"chapter.{name}") for name in CHAPTERS}
    chosen = st.selectbox(
        t("briefing.chapter"),
        [EVERYWHERE, *names],
        index=1,
        format_func=lambda name: names.get(name) or t("briefing.everywhere"),
    )
    chapters = list(names) if chosen == EVERYWHERE else [chosen]
    options = list_choices(view, chapters, draft)
    if not options and not any(chapter(view, name) for name in chapters):
        reason = (
            describe_lack(SavedPart(chosen, ""), view) if chosen in names else t("briefing.nothing")
        )
        st.caption(literal(reason))
    key = f"add_{chosen}_{hash_words(draft.refs())}"
    picked = st.multiselect(
        t("briefing.pick"),
        list(options),
        format_func=options.get,
        key=key,
        placeholder=t("briefing.pick_hint", count=len(options)),
        select_all=False,
    )
    full = len(draft.refs()) >= MAX_PARTS
    with st.container(horizontal=True):
        st.button(
            t("briefing.add"),
            type="primary",
            disabled=not picked or full,
            on_click=draft.add,
            args=(picked,),
        )
        if chosen != EVERYWHERE:
            st.button(
                literal(t("briefing.add_all", count=len(options))),
                disabled=not options or full,
                on_click=draft.add,
                args=(list(options),),
            )
    if full:
        st.caption(literal(t("briefing.full", most=MAX_PARTS)))


def list_choices(view: View, chapters: list[str], draft: Draft) -> dict[str, str]:
    """What can still be chosen: its word in the address and how it is called in the list."""
    chosen_refs = set(draft.refs())
    result = {}
    for name in chapters:
        for item in chapter(view, name):
            part = SavedPart(name, item.id)
            if part.ref not in chosen_refs:
                kind = view.t(f"briefing.kind_{item.kind}")
                result[part.ref] = view.t(
                    "briefing.option", name=name_part(part, item, view.t), kind=kind
                )
    return result


def choose_page(draft: Draft) -> slice:
    """The parts on the page of the list at hand, by their places."""
    pages, page = max(1, math.ceil(len(draft.saved.parts) / ROWS)), 1
    if pages > 1:
        page = min(st.pagination(pages, key="briefing_page"), pages)
    return slice(ROWS * (page - 1), ROWS * page)


def list_rows(view: View, draft: Draft, page: slice) -> None:
    """The parts of a page in order, each with its sentence and what can be done with it."""
    for at, part in enumerate(draft.saved.parts[page], start=page.start + 1):
        with st.container(border=True, key=f"part_{hash_words(part.ref)}"):
            draw_row(view, draft, part, at)


def draw_row(view: View, draft: Draft, chosen: SavedPart, number: int) -> None:
    """One part: number and name, then its sentence, or why it is not shown in this scope."""
    t, result = view.t, find_part(chosen, view)
    name = name_part(chosen, result.item, t) if result else t(f"chapter.{chosen.chapter}")
    words, moves = st.columns([7, 3], gap="xsmall")
    words.text(t("briefing.numbered", number=number, name=name))
    ends = {"up": 1, "down": len(draft.refs())}
    with moves.container(horizontal=True, horizontal_alignment="right", gap="xsmall"):
        for key, act, rest in (
            ("up", draft.move, (-1,)),
            ("down", draft.move, (1,)),
            ("remove", draft.remove, ()),
        ):
            st.button(
                t(f"briefing.{key}"),
                key=f"{key}_{chosen.ref}",
                type="tertiary",
                disabled=number == ends.get(key),
                help=t(f"briefing.{key}_help"),
                on_click=act,
                args=(chosen.ref, *rest),
            )
    if result is None:
        st.warning(literal(describe_lack(chosen, view)))
    elif isinstance(result.part, Exhibit):
        edit_sentence(view, draft, chosen, result)


def edit_sentence(view: View, draft: Draft, chosen: SavedPart, result) -> None:
    """The sentence of a chart: proposed from its numbers until the staff write their own."""
    t = view.t
    proposed = write_takeaway(result.part.but(takeaway=result.item.parts[0].takeaway), t)
    key = f"say_{draft.revision}_{hash_words((chosen.ref, proposed))}"
    text = st.text_area(
        t("briefing.sentence"),
        chosen.takeaway or proposed,
        max_chars=MAX_SENTENCE_CHARS,
        key=key,
        height=68,
        placeholder=proposed,
        label_visibility="collapsed",
    ).strip()
    own = "" if text == proposed else text
    if own != chosen.takeaway:
        draft.write(chosen.ref, own)
    st.caption(t("briefing.own" if own else "briefing.auto"))
    if result.outdated and own == chosen.takeaway:
        st.warning(t("briefing.outdated"))


def show_messages(view: View, draft: Draft) -> None:
    """Words of the address that name nothing here."""
    if draft.strange:
        words = view.t.join(word[:40] for word in draft.strange[:5])
        st.warning(literal(view.t("briefing.strange", words=words)))
