"""The only door to Streamlit's session: what callbacks do to controls before the run they start.

Nothing is kept here. The address has what bound controls say, but Streamlit lets code change their
part of it by way of the session alone; so is the trigger of a component read before it is drawn.
"""

import streamlit as st


def write_control(key: str, value: str | int | list[str] | tuple[int, int] | None) -> None:
    """What a bound control says at the coming run; its part of the address follows."""
    st.session_state[key] = value


def read_choice(key: str) -> str:
    """The option just chosen from a menu, within its callback."""
    return st.session_state[key]


def is_drawn(key: str) -> bool:
    """Whether the page of the last run had a control of this key."""
    return key in st.session_state


def read_trigger(key: str, name: str) -> str:
    """What a component has just reported under a name, within its callback."""
    return getattr(st.session_state[key], name)


def has_reported(key: str, name: str) -> bool:
    """Whether a component of the last run has just reported something under a name."""
    return bool(getattr(st.session_state[key], name, None))


def read_words(key: str) -> list[str]:
    """The words that a control of several choices has just been given, within its callback."""
    return list(st.session_state[key])
