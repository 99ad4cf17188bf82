"""The control 复制链接; with it each choice of the reader becomes an entry of the history."""

from catalog.definitions import Words

WORDS = ("copy", "copied", "copy_yourself")


def describe_copy_button(t: Words) -> dict[str, str]:
    """What address_bar.js is told of the button, which stands where this component is drawn.

    The browser copies the address of this view, no page runs for it.
    """
    return {name: t(f"filter.{name}") for name in WORDS}
