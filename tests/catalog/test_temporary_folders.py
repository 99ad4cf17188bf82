"""Temporary folders of killed processes are removed, those in use and those of others are not."""

import os
import subprocess
import sys
import tempfile

from catalog.definitions import ROOT
from catalog.temporary_folders import MIN_AGE_S, TemporaryFolder, remove_abandoned_folders

KILLED = """
import os, signal
from catalog.temporary_folders import TemporaryFolder
folder = TemporaryFolder("killed")
print(folder.path, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def grow_old(path):
    then = path.stat().st_mtime - 2 * MIN_AGE_S
    os.utime(path, (then, then))


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", KILLED], cwd=ROOT.parent, env=environment, check=False)
    (abandoned,) = tmp_path.iterdir()
    assert remove_abandoned_folders() == []  # young: its owner may be about to lock it
    own, victim = TemporaryFolder("own"), tmp_path / "victim"
    victim.mkdir()
    link = tmp_path / "quality-labs-link"
    link.symlink_to(victim)
    other = tmp_path / "other-folder"
    other.mkdir()
    for path in (abandoned, own.path, victim, other):
        grow_old(path)
    assert remove_abandoned_folders() == [abandoned]
    assert sorted(tmp_path.iterdir()) == sorted([own.path, victim, link, other])
    own.close()
    assert not own.path.exists()
