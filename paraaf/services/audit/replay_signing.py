"""What the audit trail tells of advice notes, sign-offs, the minister's decision and the dispatch."""

from typing import Any

from models.audit import AuditEvent
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DossierStatus,
    SignOffStatus,
)
from paraaf.services.audit.replay_state import Readers, ReplayState, person_of


def _advice_note_written(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.facts[f"advice note {data['note']}"] = {
        "version": data["version"],
        "fingerprint": data["fingerprint"],
        "files": [f"advice_note:{data['note']}", f"advice_note:{data['note']}:public"],
        "at": event.at,
    }


def _sign_off_route_begun(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    same = ("version", "fingerprint", "note")
    told.facts[f"the sign-off route of pass {data['lap']}"] = {name: data[name] for name in same} | {
        "started": event.at
    }
    for place, (party, turn, needed) in enumerate(data["places"]):
        told.sign_offs[party] = told.facts[f"the sign-off of {party} in pass {data['lap']}"] = {
            "place": place,
            "turn": turn,
            "needed": needed,
            "status": SignOffStatus.WAITING,
            "deputy": None,
            "due date": None,
            "asked": None,
            "by": "",
            "at": None,
            "remarks": "",
        }


def _sign_off_asked(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.sign_offs[data["party"]] |= {
        "status": SignOffStatus.ASKED,
        "deputy": data["deputy"],
        "due date": data["due"],
        "asked": event.at,
    }


def _directory_changed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    if data["about"] == "sign_off_asked" and data["asked"]:
        told.sign_offs[data["party"]]["deputy"] = data["deputy"]


def _signed_off(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.sign_offs[data["party"]] |= {
        "status": SignOffStatus.SIGNED_OFF,
        "deputy": data["deputy"],
        "by": person_of(event),
        "at": event.at,
        "remarks": data["remarks"],
    }


def _sign_off_skipped(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    done = {"status": SignOffStatus.SKIPPED, "by": event.actor, "at": event.at, "remarks": data["reason"]}
    told.sign_offs[data["party"]] |= done


def _taken_back(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["stage"] = data["stage"]
    anew = {"status": SignOffStatus.WAITING, "deputy": None, "due date": None, "asked": None}
    for party in (data["party"], *data["waiting"]):
        told.sign_offs[party] |= anew | {"by": "", "at": None, "remarks": ""}
    if told.is_before_the_minister():
        told.decision["status"] = DecisionStatus.LAPSED


def _sign_off_not_needed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.sign_offs[data["party"]] |= {"status": SignOffStatus.NOT_NEEDED, "at": event.at}


def _signature_asked(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    same = ("version", "note", "letter_fingerprint", "note_fingerprint")
    told.decision = {name: data[name] for name in same} | {
        "status": DecisionStatus.ASKED,
        "due date": data["due"],
        "asked": event.at,
        "by": "",
        "at": None,
        "remarks": "",
    }
    told.facts[f"the minister's decision in pass {told.letter['lap']}"] = told.decision


def _signer_changed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    if data["lap"] is not None:
        told.letter["lap"] = data["lap"]
        told.decision["status"] = DecisionStatus.LAPSED


def _discussion_asked(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.decision |= {"status": DecisionStatus.DISCUSS, "remarks": data["remarks"]}
    name = f"discussion {data['discussion']} in pass {told.letter['lap']}"
    told.discussions[data["discussion"]] = told.facts[name] = {
        "topic": data["remarks"],
        "asked by": event.actor,
        "asked": event.at,
        "note": "",
        "held by": "",
        "held": None,
    }


def _discussed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.decision["status"] = DecisionStatus.ASKED
    for number in data["discussions"]:
        told.discussions[number] |= {"note": data["note"], "held by": event.actor, "held": event.at}


def _signed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.decision |= {"status": DecisionStatus.SIGNED, "by": event.actor, "at": event.at}
    same = ("name", "function", "version", "letter_sha256", "letter_fingerprint", "note_sha256")
    told.facts["the signature"] = {name: data[name] for name in same} | {
        "deputy": data.get("deputy"),
        "at": event.at,
        "decision": told.letter["lap"],
    }


def _returned(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter["status"] = DossierStatus.RETURNED
    done = {"by": person_of(event), "at": event.at, "remarks": data["remarks"]}
    if told.is_before_the_minister():
        told.decision |= {"status": DecisionStatus.RETURNED, **done}
        return
    told.sign_offs[data["party"]] |= {"status": SignOffStatus.RETURNED, "deputy": data["deputy"], **done}
    told.lapse_sign_offs()


def _package_made(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.dispatch = {
        "package": data["sha256"],
        "status": DispatchStatus.READY,
        "ready": event.at,
        "sent": None,
        "number": "",
        "by": "",
        "how": "",
        "handed over by": "",
        "at": None,
        "commitments": [],
    }
    told.facts["the dispatch"] = told.dispatch


def _dispatch_begun(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.dispatch |= {
        "status": DispatchStatus.SENDING,
        "number": data["number"],
        "by": event.actor,
        "sent": event.at,
    }


def _dispatched(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.letter |= {"status": DossierStatus.DISPATCHED, "ended": event.at}
    told.dispatch |= {
        "status": DispatchStatus.DISPATCHED,
        "at": event.at,
        "commitments": data["discharged"],
        "how": data.get("how", ""),
        "handed over by": event.actor if data.get("how") else "",
    }
    if "number" in data:  # in trails of 0.1 a letter was dispatched the moment that it was sent
        told.dispatch |= {"number": data["number"], "by": event.actor}


READERS: Readers = {
    "advice_note_written": _advice_note_written,
    "sign_off_route_begun": _sign_off_route_begun,
    "sign_off_asked": _sign_off_asked,
    "directory_changed": _directory_changed,
    "signed_off": _signed_off,
    "sign_off_skipped": _sign_off_skipped,
    "sign_off_taken_back": _taken_back,
    "skip_taken_back": _taken_back,
    "sign_off_not_needed": _sign_off_not_needed,
    "signer_changed": _signer_changed,
    "signature_asked": _signature_asked,
    "discussion_asked": _discussion_asked,
    "discussed": _discussed,
    "signed": _signed,
    "returned": _returned,
    "package_made": _package_made,
    "dispatch_begun": _dispatch_begun,
    "dispatched": _dispatched,
}
"""What reads each event of these."""
