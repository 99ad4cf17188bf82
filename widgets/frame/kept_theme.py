"""The theme, which Streamlit reads out of its settings again at every run of a page."""

from collections.abc import Callable
from functools import cache, wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def keep_theme() -> None:
    """Let Streamlit describe each section of its theme once a process.

    Two hundred settings in six sections are a twentieth of what a change of a filter costs the
    server, and say the same as long as it runs. Streamlit has no setting for it.
    """
    app_session._populate_theme_msg = keep_sections(app_session._populate_theme_msg)


def keep_sections(
    describe: Callable[[CustomThemeConfig, str], None],
) -> Callable[[CustomThemeConfig, str], None]:
    """The same description, which works out each section once."""

    @cache
    def describe_once(section: str) -> CustomThemeConfig:
        theme = CustomThemeConfig()
        describe(theme, section)
        return theme

    @wraps(describe)
    def describe_again(theme: CustomThemeConfig, section: str = "theme") -> None:
        known = describe_once(section)
        if known.ByteSize():  # a section without settings is left out of the message
            theme.MergeFrom(known)

    return describe_again
