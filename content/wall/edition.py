"""What every wall of this moment shows, and where it asks whether that has changed."""

from catalog.clock import today
from loaders.store.pointer import NothingPublished, current_version, tables_folder

HEARTBEAT = "/wall/beat"


def current_edition() -> str:
    """The published version ("-" without any) and the day on which its age is taken."""
    try:
        version = current_version(tables_folder())
    except NothingPublished:
        version = "-"
    return f"{version} {today().isoformat()}"
