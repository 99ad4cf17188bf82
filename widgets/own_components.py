"""The components of the pages are those of this house; installed packages bring none along."""

from streamlit.components.v2 import manifest_scanner


def use_own_components_alone() -> None:
    """Let Streamlit, as it starts, look for no components in the installed packages.

    It would read the description of every package, a quarter of a second before the first answer;
    it has no setting for this, so the function that looks is replaced by one that has nothing.
    """
    manifest_scanner.scan_component_manifests = list
