"""What the runs of all pages have in common."""

import functools
from collections.abc import Iterator

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import local_script_runner


@pytest.fixture(scope="session", autouse=True)
def kept_of_server() -> Iterator[None]:
    """What a server keeps from run to run and each AppTest would find out anew: the components of
    installed packages, as no test installs one, and the compiled script, as no test changes it."""
    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        patch.setattr(local_script_runner, "ScriptCache", functools.cache(ScriptCache))
        yield
