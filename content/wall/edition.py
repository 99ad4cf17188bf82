"""What every wall of this moment shows, and where it asks whether that has changed."""

from catalog.clock import today
from loaders.store.pointer import NothingPublished, current_version, tables_folder
from loaders.store.published import find_damage

HEARTBEAT = "/wall/beat"


def current_edition() -> str:
    """The published version ("-" without any), the day on which its age is taken, and whether its
    files are damaged: whatever a wall must say anew."""
    folder, day = tables_folder(), today().isoformat()
    try:
        version = current_version(folder)
        damage = find_damage(folder)
    except NothingPublished:
        return f"- {day}"
    return f"{version} {day} damaged" if damage else f"{version} {day}"
