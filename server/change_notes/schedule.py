"""The server's own schedule: after a new version its note goes to every channel once.

What was sent last is kept in a file, so that a restart sends nothing again; servers that share the
file send a note once among them. A fault is logged, told in /healthz and tried again later.
"""

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlencode

import orjson

from briefings.local_files import write_file
from catalog.clock import now
from catalog.definitions import Words, words
from catalog.files import read_json
from catalog.sentences import read_language
from catalog.wall_files import is_wall_only
from content.changes.note_text import UnknownVersion
from content.changes.published_notes import read_note
from content.page_address import LANGUAGE, SINCE
from content.public_detail import PublicDetail
from loaders.file_writing import hold_lock
from loaders.store.pointer import NothingPublished, current_version, tables_folder
from server.change_notes.channels import NotTaken, Send, WrongSetting, read_channels

log = logging.getLogger(__name__)
CHECK_S = 30  # how often the published version is looked at
RETRY_S = 300  # after a fault


@dataclass
class ChannelState:
    """What a channel sent last and what is wrong with it, "" for nothing; moments in ISO 8601."""

    version: str = ""
    sent_at: str = ""
    fault: str = ""
    fault_at: str = ""


@dataclass
class Schedule:
    """Sends notes through channels. site: the address of the pages; detail: whether laboratories
    are named; state_file: what was sent last, by channel."""

    channels: Mapping[str, Send]
    state_file: Path
    site: str
    detail: PublicDetail
    t: Words
    states: dict[str, ChannelState] = field(default_factory=dict)
    _stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look and send until `stop`."""
        wait_s = 0
        while not self._stopped.wait(wait_s):
            wait_s = RETRY_S if self.send_due() else CHECK_S

    def stop(self) -> None:
        """End `run` at its next look."""
        self._stopped.set()

    def send_due(self) -> bool:
        """Send what is due through every channel; whether anything went wrong.

        Nothing while another server that shares the file is sending.
        """
        lock_file = self.state_file.with_name(f"{self.state_file.name}.lock")
        try:
            with hold_lock(lock_file) as is_alone:
                if not is_alone:
                    return False
                sent = self._read_sent()
                faults = [self._send_through(name, sent) for name in self.channels]
            return any(faults)
        except (OSError, ValueError) as fault:
            for name in self.channels:
                self._note_fault(name, words()("front.changes_state", kind=type(fault).__name__))
            return True

    def _read_sent(self) -> dict[str, str]:
        """The version that each channel sent last."""
        if not self.state_file.exists():
            return {}
        record = read_json(self.state_file)
        if not isinstance(record, dict):
            raise ValueError(self.state_file.name)
        return {str(name): str(version) for name, version in record.items()}

    def _send_through(self, name: str, sent: dict[str, str]) -> bool:
        """Send the note since what this channel sent last; whether anything went wrong.

        A channel without a past begins with the version that is published now. The file counts
        before what this server remembers, for another server may have sent since; what is
        remembered counts where the file could not be written after the last note.
        """
        state = self.states.setdefault(name, ChannelState())
        try:
            current = current_version(tables_folder())
            if current == state.version:
                return False
            state.version = sent.get(name, "") or state.version
            if current == state.version:
                return False
            self._write_sent(sent)  # where this fails nothing is sent: it would be sent again
            if state.version:
                self._send_note(name, state)
        except NothingPublished:
            return False
        except UnknownVersion:  # of other tables: begin anew
            pass
        except (OSError, HTTPException, ValueError) as fault:
            self._note_fault(name, describe_fault(fault))
            return True
        except Exception as fault:  # nobody foresaw it; the schedule goes on
            log.exception("note of changes through %s", name)
            self._note_fault(name, describe_fault(fault))
            return True
        state.version, state.fault, state.fault_at = current, "", ""
        sent[name] = current
        self._write_sent(sent)
        return False

    def _write_sent(self, sent: dict[str, str]) -> None:
        write_file(self.state_file.parent, self.state_file.name, orjson.dumps(sent))

    def _send_note(self, name: str, state: ChannelState) -> None:
        note = read_note(tables_folder(), state.version, self.t, self.detail)
        if note.is_empty:
            return
        query = urlencode({SINCE: state.version, LANGUAGE: self.t.language})
        self.channels[name](note, f"{self.site}/overview?{query}", self.t)
        state.sent_at = now().isoformat(timespec="seconds")
        log.info(words()("front.changes_sent", channel=name, version=note.version))

    def _note_fault(self, name: str, sentence: str) -> None:
        state = self.states.setdefault(name, ChannelState())
        if sentence != state.fault:
            log.error(words()("front.changes_not_sent", channel=name, reason=sentence))
        state.fault, state.fault_at = sentence, now().isoformat(timespec="seconds")


def describe_fault(fault: Exception) -> str:
    """What went wrong, without the address, which holds a key."""
    if isinstance(fault, NotTaken | WrongSetting):
        return str(fault)
    status = getattr(fault, "code", None) or getattr(fault, "smtp_code", None)
    kind = type(getattr(fault, "reason", None) or fault).__name__
    return f"{type(fault).__name__} {status}" if status else kind


_schedule: Schedule | None = None
_fault = ""  # why none was started although one is configured


def start(site: str, detail: PublicDetail) -> None:
    """Start the schedule in a thread of its own where the operator configured a channel."""
    global _schedule, _fault
    try:
        _schedule, _fault = read_schedule(site, detail), ""
    except WrongSetting as reason:
        _schedule, _fault = None, str(reason)
        log.error(_fault)
    if _schedule is not None:
        threading.Thread(target=_schedule.run, name="changes", daemon=True).start()


def read_schedule(site: str, detail: PublicDetail) -> Schedule | None:
    """The schedule of the settings, None where no channel is configured or only the wall is shown.

    Raises WrongSetting.
    """
    channels = read_channels()
    if not channels or is_wall_only():
        return None
    state_file = os.environ.get("CHANGES_STATE", "").strip()
    if not state_file:
        raise WrongSetting(words()("front.no_changes_state"))
    t = read_language(os.environ.get("CHANGES_LANG"))
    site = os.environ.get("CHANGES_SITE", "").strip().rstrip("/") or site
    return Schedule(channels, Path(state_file), site, detail, t)


def stop() -> None:
    """The server ends: no further look."""
    if _schedule is not None:
        _schedule.stop()


def report() -> dict:
    """For a monitor: each channel with what it sent last and what is wrong; empty without any."""
    if _fault:
        return {"fault": _fault}
    if _schedule is None:
        return {}
    return {name: asdict(state) for name, state in list(_schedule.states.items())}
