"""Verifying that everything on record still is what was recorded."""

import hashlib
from dataclasses import dataclass

from sqlmodel import col, select

from models.audit import AuditEvent, chain_faults
from models.process import DossierState
from paraaf.services.context import App, find_dossier, load_state


@dataclass(frozen=True)
class Verification:
    """What was looked at and what was found."""

    dossier: str
    events: int
    files: int
    head: str
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(app: App, number: str) -> Verification:
    """Check a dossier's audit chain, its stored files, and its records against the chain; return what is wrong."""
    with app.read() as session:
        dossier = find_dossier(session, number)
        state = load_state(session, dossier)
        query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id).order_by(col(AuditEvent.seq))
        events = list(session.exec(query).all())
    faults = [
        f"audit trail: {fault}" for fault in chain_faults(events, count=dossier.audit_count, head=dossier.audit_head)
    ]
    faults += _file_faults(app, state)
    faults += _record_faults(state, events)
    return Verification(dossier.number, len(events), len(state.documents), dossier.audit_head, tuple(faults))


def _file_faults(app: App, state: DossierState) -> list[str]:
    faults = []
    for document in state.documents:
        content = app.store.raw(document.sha256)
        if content is None:
            faults.append(f"file {document.seq} ({document.file_name}) is gone")
        elif hashlib.sha256(content).hexdigest() != document.sha256:
            faults.append(f"file {document.seq} ({document.file_name}) was changed after it was stored")
    return faults


def _record_faults(state: DossierState, events: list[AuditEvent]) -> list[str]:
    """Compare the rows that decide something with what the audit trail says was recorded."""
    said: dict[str, list[AuditEvent]] = {}
    for event in events:
        said.setdefault(event.action, []).append(event)
    faults = []
    stored = {(e.data["key"], e.data["sha256"]) for e in said.get("document_stored", [])}
    for document in state.documents:
        if (document.key, document.sha256) not in stored:
            faults.append(f"file {document.seq} ({document.file_name}) is not what the audit trail says was stored")
    if len(stored) != len(state.documents):
        faults.append(
            f"the audit trail says that {len(stored)} files were stored, but {len(state.documents)} are listed"
        )
    reacted = [(e.data["party"], e.data["position"], e.data["fingerprint"]) for e in said.get("reaction_recorded", [])]
    silent = {(code, e.data["silence"]) for e in said.get("round_closed", []) for code in e.data["silent"]}
    for reaction in state.reactions:
        is_said = (reaction.party_code, reaction.position, reaction.fingerprint) in reacted
        if not is_said and (reaction.party_code, reaction.position) not in silent:
            faults.append(f"the reaction of {reaction.party_code} is not what the audit trail says was recorded")
    signed = {(e.data["letter_sha256"], e.data["letter_fingerprint"]) for e in said.get("signed", [])}
    for signature in state.signatures:
        if (signature.letter_sha256, signature.letter_fingerprint) not in signed:
            faults.append("the signature is not what the audit trail says was recorded")
    return faults
