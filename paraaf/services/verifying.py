"""Verifying that everything on record still is what was recorded."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from models.audit import AuditEvent, chain_faults
from models.enums import DecisionStatus, Position, SignOffStatus
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
    faults += _differences(state, said)
    signed = {(e.data["letter_sha256"], e.data["letter_fingerprint"]) for e in said.get("signed", [])}
    for signature in state.signatures:
        if (signature.letter_sha256, signature.letter_fingerprint) not in signed:
            faults.append("the signature is not what the audit trail says was recorded")
    return faults


def _differences(state: DossierState, said: Mapping[str, Sequence[AuditEvent]]) -> list[str]:
    """Compare what people said and decided with the audit trail, word for word."""
    reactions = {reaction.id: reaction for reaction in state.reactions}
    numbers = {comment.id: comment.number for comment in state.comments}
    comments: dict[str, list[dict[str, Any]]] = {}
    for c in state.comments:
        facts = {name: getattr(c, name) for name in ("number", "weight", "text", "passage", "proposed_text")}
        comments.setdefault(c.reaction_id, []).append(facts)
    silence = (Position.TACIT, Position.NO_RESPONSE)
    faults = _compare(
        "the reaction",
        [
            (r.party_code, [r.position, r.by, r.version_number, r.fingerprint, r.remark, comments.get(r.id, [])])
            for r in reactions.values()
            if r.position not in silence
        ],
        [
            (d["party"], [d["position"], _who(e), d["version"], d["fingerprint"], d["remark"], d["comments"]])
            for e in said.get("reaction_recorded", [])
            if (d := e.data)
        ],
    )
    faults += _compare(
        "the silence",
        [(r.party_code, r.position) for r in reactions.values() if r.position in silence],
        [(code, e.data["silence"]) for e in said.get("round_closed", []) for code in e.data["silent"]],
    )
    faults += _compare(
        "the answer",
        [(f"comment {numbers.get(r.comment_id)}", [r.verdict, r.reason, r.by]) for r in state.responses],
        [
            (f"comment {e.data['comment']}", [e.data["verdict"], e.data["reason"], e.actor])
            for e in said.get("comment_answered", [])
        ],
    )
    faults += _compare(
        "the decision over the position",
        [(x.party_code, [x.decided_by, x.level, x.reason]) for x in state.escalations],
        [
            (e.data["party"], [e.data[name].strip() for name in ("decided_by", "level", "reason")])
            for e in said.get("escalated", [])
        ],
    )
    faults += _compare(
        "the sign-off",
        [(s.party_code, [s.by, s.remarks]) for s in state.sign_offs if s.status is SignOffStatus.SIGNED_OFF],
        [(e.data["party"], [_who(e), e.data["remarks"]]) for e in said.get("signed_off", [])],
    )
    minister = state.dossier.minister_code
    returned = [(s.party_code, [s.by, s.remarks]) for s in state.sign_offs if s.status is SignOffStatus.RETURNED]
    returned += [(minister, [d.by, d.remarks]) for d in state.decisions if d.status is DecisionStatus.RETURNED]
    faults += _compare(
        "the return",
        returned,
        [(e.data["party"], [_who(e), e.data["remarks"]]) for e in said.get("returned", [])],
    )
    return faults


def _who(event: AuditEvent) -> str:
    """Return the name of the person, without the party in whose name it was done."""
    return event.actor.removesuffix(f" ({event.data['party']})").strip()


def _compare(what: str, rows: Sequence[tuple[Any, Any]], said: Sequence[tuple[Any, Any]]) -> list[str]:
    """Return which rows are not what the audit trail says, and which of those it tells of are gone."""
    here, there = (Counter(json.dumps(fact, sort_keys=True) for fact in facts) for facts in (rows, said))
    changed = dict.fromkeys(json.loads(fact)[0] for fact in here - there)
    gone = dict.fromkeys(json.loads(fact)[0] for fact in there - here)
    return [
        *(f"{what} of {whose} is not what the audit trail says was recorded" for whose in changed),
        *(f"{what} of {whose} is gone; the audit trail tells of it" for whose in gone if whose not in changed),
    ]
