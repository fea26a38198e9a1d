"""Verifying that everything on record still is what was recorded."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from models.audit import AuditEvent, chain_faults
from models.errors import InvalidInput
from models.state import DossierState
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.recorded_facts import facts_of
from paraaf.services.audit.replay import Replay
from paraaf.services.audit.replay_state import Facts
from paraaf.services.audit.row_faults import replayed_rows, row_faults


@dataclass(frozen=True)
class Verification:
    """What was looked at and what was found."""

    dossier: str
    events: int
    files: int
    head: str
    faults: tuple[str, ...]
    known_until: int | None = None
    """The number of the event whose hash was noted earlier, if one was given and is in the chain."""
    tells_of_rows: bool = True
    """Whether the trail tells of each row; one of an earlier version does not until the letter moves again."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(app: App, number: str, *, head: str = "") -> Verification:
    """Check a dossier's audit chain, its stored files, and its records against the chain; return what is wrong.

    `head` is a last hash that was noted elsewhere earlier: the chain must still hold it. Without one, a chain that
    somebody wrote anew as a whole, with records to match, looks sound.
    """
    noted = head.strip().lower()
    if noted and not re.fullmatch(r"[0-9a-f]{64}", noted):
        raise InvalidInput("audit.no_last_hash")
    with app.read() as session:
        dossier = find_dossier(session, number)
        query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id).order_by(col(AuditEvent.seq))
        try:
            events = list(session.exec(query).all())
            state = load_state(session, dossier)
            on_record, trail = facts_of(state), Replay(events, first_stage=dossier.parsed_route.stages[0].key)
            told_rows = replayed_rows(events)
            differences = list(_differences(on_record, trail.facts))
            if told_rows is not None:
                differences += row_faults(session, dossier.id, told_rows, differences)
        except OperationalError:
            raise
        except Exception as error:
            fault = f"what is on record cannot be read: {type(error).__name__} ({error})"
            return Verification(dossier.number, 0, 0, dossier.audit_head, (fault,))
    faults = [
        f"audit trail: {fault}" for fault in chain_faults(events, count=dossier.audit_count, head=dossier.audit_head)
    ]
    known_until = next((event.seq for event in events if event.hash == noted), None)
    if noted and known_until is None:
        faults.append(
            f"audit trail: no event has the hash {noted[:12]}...: since that was noted, the trail was written anew "
            "or cut off, or it is a hash of another letter"
        )
    faults += _file_faults(app, state)
    faults += trail.faults
    faults += differences
    return Verification(
        dossier.number,
        len(events),
        len(state.documents),
        dossier.audit_head,
        tuple(faults),
        known_until,
        told_rows is not None,
    )


def _file_faults(app: App, state: DossierState) -> Iterator[str]:
    for document in state.documents:
        content = app.store.raw(document.sha256)
        if content is None:
            yield f"file {document.seq} ({document.file_name}) is gone"
        elif hashlib.sha256(content).hexdigest() != document.sha256:
            yield f"file {document.seq} ({document.file_name}) was changed after it was stored"


def _differences(on_record: Facts, told: Facts) -> Iterator[str]:
    """Compare what is on record with what the audit trail says, thing by thing and word for word."""
    for name, facts in on_record.items():
        if name not in told:
            yield f"{name} is on record, but the audit trail does not tell of it"
        elif wrong := [what for what in facts if _plain(facts[what]) != _plain(told[name].get(what))]:
            yield f"{name} is not what the audit trail says was recorded ({', '.join(wrong)})"
    for name in told:
        if name not in on_record:
            yield f"{name} is gone; the audit trail tells of it"


def _plain(value: object) -> str:
    return _JSON.encode(value)


_JSON = json.JSONEncoder(sort_keys=True, default=str)
