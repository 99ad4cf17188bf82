"""Who may read what a build writes: the dashboard may run under another account of the group."""

import stat
from pathlib import Path


def let_group_read(path: Path) -> None:
    """Let the group read a file or enter a folder, whatever the umask it was made under."""
    allowed = stat.S_IRGRP | stat.S_IXGRP if path.is_dir() else stat.S_IRGRP
    path.chmod(stat.S_IMODE(path.stat().st_mode) | allowed)
