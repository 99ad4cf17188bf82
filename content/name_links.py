"""Names of provinces and domains within sentences, and the pages that they lead to."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from catalog.definitions import Words
from content.links import link_domain, link_province, start_domain_link, start_province_link
from content.view import View

# A name is a word of its own where no letter, digit or ideograph touches it (材料 within 新材料,
# 其他 of 其他领域, 湖北 of 湖北01 are none), but for those of the sentences between names.
_WORD = r"0-9A-Za-z\u4e00-\u9fff"
_SIGNS = re.compile(r"[\\^$.*+?()\[\]{}|/]")
# of a card of the board what readers read as sentences; lists of them, too
_FIELDS = ("takeaway", "note", "empty", "text", "notes", "missing", "gaps", "facts")


def list_named_pages(view: View, cards: Iterable[dict]) -> dict:
    """The names that stand in the sentences and columns of cards: a pattern that finds each, which
    browsers read as Python does, the start of the addresses of their pages, and by name which
    start and what ends it. {} where there are none.
    """
    text = "\n".join(_read_texts(cards))
    keys = _list_keys(view)
    named = {name: keys[name] for name in _compile(view.t, tuple(keys)).findall(text)}
    if not named:
        return {}
    starts = [start_province_link(view), start_domain_link(view)]
    return {"pattern": _write_pattern(view.t, tuple(named)), "starts": starts, "pages": named}


@lru_cache(maxsize=256)  # a page writes the same sentences at every run
def split_at_names(view: View, text: str) -> tuple[tuple[str, str], ...]:
    """The text in parts, each with the address of its page; "" where it is no name."""
    parts, end = [], 0
    links = (link_province, link_domain)
    codes = {short: code for code, short in view.published_names.items()}
    keys = _list_keys(view)
    for match in _compile(view.t, tuple(keys)).finditer(text):
        kind, key = keys[match[0]]
        address = links[kind](view, codes.get(key, key))
        parts += [(text[end : match.start()], ""), (match[0], address)]
        end = match.end()
    return tuple(part for part in [*parts, (text[end:], "")] if part[0])


def _read_texts(cards: Iterable[dict]) -> Iterator[str]:
    for card in cards:
        for field in _FIELDS:
            words = card.get(field, "")
            yield from [words] if isinstance(words, str) else words
        yield from card.get("table", {}).get("columns", ())


def _list_keys(view: View) -> dict[str, tuple[int, str]]:
    """By name as readers read it: whether it is a province (0) or a domain (1), and its published
    name, which the address of its page ends with."""
    provinces = {view.names[code]: (0, name) for code, name in view.published_names.items()}
    domains = {view.t.name(domain): (1, domain) for domain in view.catalog.domains}
    return provinces | domains


@lru_cache(maxsize=8)
def _compile(t: Words, names: tuple[str, ...]) -> re.Pattern:
    return re.compile(_write_pattern(t, names))


def _write_pattern(t: Words, names: tuple[str, ...]) -> str:
    """Longer names first: of two that begin alike the whole one is meant."""
    ordered = sorted(names, key=len, reverse=True)
    words = "|".join(_SIGNS.sub(r"\\\g<0>", name) for name in ordered)
    before = f"(?:(?<![{_WORD}])|(?<=[{t('joint.before_name')}]))"
    after = f"(?:(?![{_WORD}]|{t('joint.not_after_name')})|(?=[{t('joint.after_name')}]))"
    return f"{before}(?:{words}){after}"
