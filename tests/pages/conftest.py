"""What the runs of all pages have in common."""

import functools
from collections.abc import Iterator

import pytest
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def scanned_packages() -> Iterator[None]:
    """Streamlit reads the metadata of every installed package for components of theirs, anew for
    each AppTest; here once for all, as a server does, since no test installs a package."""
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield
