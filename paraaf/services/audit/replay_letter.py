"""What the audit trail tells of the letter itself: its stages, versions, holds and messages."""

from typing import Any

from models.audit import AuditEvent
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DocumentKind,
    DossierStatus,
    HoldStatus,
    MessageStatus,
    RoundStatus,
)
from paraaf.services.audit.replay_state import Readers, ReplayState

STARTED_WITH = ("request", "route", "details", "parties", "commitments")
"""With what a letter is started; the trail holds the SHA-256 of each."""


def _started(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter |= {
        "number": data["number"],
        "title": data["title"],
        "owner": data.get("owner", event.actor),  # in trails of 0.1 it was the owner who was named as the actor
        "started": event.at,
        **{what: data[what] for what in STARTED_WITH},
    }
    told.facts["the letter"] = told.letter


def _stage_completed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["stage"] = data["next"]


def _resubmitted(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["lap"] += 1
    told.letter |= {"status": DossierStatus.UNDERWAY, "stage": data["continue_at"]}


def _went_back(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["lap"] += 1
    told.letter["stage"] = data["stage"]
    told.lapse_sign_offs()
    if told.is_before_the_minister():
        told.decision["status"] = DecisionStatus.LAPSED


def _held(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.hold = {
        "status": HoldStatus.IN_FORCE,
        "reason": data["reason"],
        "by": event.actor,
        "at": event.at,
        "ended by": "",
        "ended": None,
    }
    told.facts[f"hold {data['hold']}"] = told.hold


def _released(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.hold |= {"status": HoldStatus.RELEASED, "ended by": event.actor, "ended": event.at}


def _due_moved(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    if "round" in data:
        told.rounds[data["stage"], data["round"]]["due date"] = data["due"]
    elif "party" in data:
        told.sign_offs[data["party"]]["due date"] = data["due"]
    else:
        told.decision["due date"] = data["due"]


def _taken_over(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["owner"] = data["owner"]


def _document_stored(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    same = ("key", "file_name", "sha256", "fingerprint", "kind", "version")
    facts = {name: data[name] for name in same} | {"by": event.actor, "at": event.at}
    told.facts[f"file {data['document']}"] = facts
    if data["kind"] == DocumentKind.ATTACHMENT:
        told.facts[data["key"].replace(":", " ")] = {"file": data["key"]}


def _version_made(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.fingerprints[data["version"]] = data["fingerprint"]
    told.facts[f"version {data['version']}"] = {
        "made in": data["made_in"],
        "fingerprint": data["fingerprint"],
        "file": f"letter:{data['version']}",
        "by": event.actor,
        "at": event.at,
    }


def _withdrawn(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter |= {"status": DossierStatus.WITHDRAWN, "ended": event.at}
    for round_ in told.rounds.values():
        if round_["status"] in (RoundStatus.OPEN, RoundStatus.CLOSED):
            round_["status"] = RoundStatus.CANCELLED
    told.lapse_sign_offs()
    if told.is_before_the_minister():
        told.decision["status"] = DecisionStatus.LAPSED
    if told.dispatch:
        told.dispatch["status"] = DispatchStatus.LAPSED
    if told.hold.get("status") is HoldStatus.IN_FORCE:
        told.hold |= {"status": HoldStatus.LAPSED, "ended by": event.actor, "ended": event.at}


def _message_sent(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    _message(told, data["key"], MessageStatus.SENT, event)


def _message_settled(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    if data["has_arrived"]:
        _message(told, data["key"], MessageStatus.SENT, event)


def _message_returned(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.facts.pop(f"message {data['key']}", None)


def _message_cancelled(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    _message(told, data["key"], MessageStatus.CANCELLED, None)


def _message(told: ReplayState, key: str, status: MessageStatus, event: AuditEvent | None) -> None:
    told.facts[f"message {key}"] = {"status": status, "at": event.at if event else None}


READERS: Readers = {
    "dossier_started": _started,
    "stage_completed": _stage_completed,
    "resubmitted": _resubmitted,
    "went_back": _went_back,
    "held": _held,
    "released": _released,
    "due_moved": _due_moved,
    "taken_over": _taken_over,
    "document_stored": _document_stored,
    "version_made": _version_made,
    "withdrawn": _withdrawn,
    "message_sent": _message_sent,
    "message_settled": _message_settled,
    "message_returned": _message_returned,
    "message_cancelled": _message_cancelled,
}
"""What reads each event of these."""
