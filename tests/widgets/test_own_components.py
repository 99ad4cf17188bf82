"""What Streamlit does not look for when the server starts."""

import importlib.metadata
from importlib.util import module_from_spec

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager

from widgets.own_components import use_own_components_alone


@pytest.mark.parametrize(("alone", "count"), [(False, 1), (True, 0)])
def test_no_installed_package_is_read_for_components(monkeypatch, alone, count):
    """Streamlit does read them by itself: where it no longer does, nothing need be replaced."""
    looks = []

    def list_none():
        looks.append(1)
        return []

    # as Streamlit has it: a test of a page may have started the dashboard in this process before
    untouched = module_from_spec(manifest_scanner.__spec__)
    manifest_scanner.__spec__.loader.exec_module(untouched)
    monkeypatch.setattr(
        manifest_scanner, "scan_component_manifests", untouched.scan_component_manifests
    )
    monkeypatch.setattr(importlib.metadata, "distributions", list_none)
    if alone:
        use_own_components_alone()
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert len(looks) == count
