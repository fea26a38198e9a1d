"""What the audit trail says that must be on record: its events, one after the other, as facts with a name each."""

from collections.abc import Iterable

from models.audit import AuditEvent
from models.enums import DossierStatus
from paraaf.services.audit import replay_consultation, replay_letter, replay_signing
from paraaf.services.audit.replay_state import Facts, ReplayState

_READERS = replay_letter.READERS | replay_consultation.READERS | replay_signing.READERS


class Replay:
    """The events of one dossier, read from the first to the last; `faults` says which could not be read."""

    def __init__(self, events: Iterable[AuditEvent], *, first_stage: str) -> None:
        self.faults: list[str] = []
        told = ReplayState({"status": DossierStatus.UNDERWAY, "stage": first_stage, "lap": 1, "ended": None})
        for event in events:
            try:
                if event.action in _READERS:
                    _READERS[event.action](told, event, event.data)
            except (AttributeError, KeyError, TypeError, ValueError):
                self.faults.append(f"event {event.seq} ({event.action}) does not hold what such an event holds")
        self.facts: Facts = told.facts
