"""The browser's own part of the installed Plotly package: its file and the name it is served by."""

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

# The package is located, not imported: a server that only hands the file out does without Plotly.
FILE = Path(find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"
NAME = f"plotly-{version('plotly')}.min.js"
