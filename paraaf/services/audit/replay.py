"""What the audit trail says that must be on record: its events, one after the other, as facts with a name each."""

from collections.abc import Callable, Iterable
from typing import Any

from models.audit import AuditEvent
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DocumentKind,
    DossierStatus,
    HoldStatus,
    MessageStatus,
    Position,
    RoundStatus,
    SignOffStatus,
)

STARTED_WITH = ("request", "route", "details", "parties", "commitments")
"""With what a letter is started; the trail holds the SHA-256 of each."""

Facts = dict[str, dict[str, Any]]
"""What there is to know of each thing, by the name under which a fault names it."""


_LATER_COMMENT_FACTS = {"placing": None}
"""What events did not say yet of a comment when the first letters were recorded, and what that means."""


class Trail:
    """The events of one dossier, read from the first to the last; `faults` says which could not be read."""

    def __init__(self, events: Iterable[AuditEvent], *, first_stage: str) -> None:
        self.facts: Facts = {}
        self.faults: list[str] = []
        self._letter: dict[str, Any] = {
            "status": DossierStatus.UNDERWAY,
            "stage": first_stage,
            "lap": 1,
            "ended": None,
        }
        self._fingerprints: dict[int, str] = {}
        self._rounds: dict[tuple[str, int], dict[str, Any]] = {}
        self._sign_offs: dict[str, dict[str, Any]] = {}
        self._decision: dict[str, Any] = {}
        self._discussions: dict[int, dict[str, Any]] = {}
        self._hold: dict[str, Any] = {}
        self._dispatch: dict[str, Any] = {}
        for event in events:
            try:
                if event.action in _READ:
                    _READ[event.action](self, event, event.data)
            except (AttributeError, KeyError, TypeError, ValueError):
                self.faults.append(f"event {event.seq} ({event.action}) does not hold what such an event holds")

    def _started(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter |= {
            "number": data["number"],
            "title": data["title"],
            "owner": data.get("owner", event.actor),  # in trails of 0.1 it was the owner who was named as the actor
            "started": event.at,
            **{what: data[what] for what in STARTED_WITH},
        }
        self.facts["the letter"] = self._letter

    def _stage_completed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter["stage"] = data["next"]

    def _resubmitted(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter["lap"] += 1
        self._letter |= {"status": DossierStatus.UNDERWAY, "stage": data["continue_at"]}

    def _went_back(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter["lap"] += 1
        self._letter["stage"] = data["stage"]
        self._lapse_sign_offs()
        if self._is_before_the_minister():
            self._decision["status"] = DecisionStatus.LAPSED

    def _held(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._hold = {
            "status": HoldStatus.IN_FORCE,
            "reason": data["reason"],
            "by": event.actor,
            "at": event.at,
            "ended by": "",
            "ended": None,
        }
        self.facts[f"hold {data['hold']}"] = self._hold

    def _released(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._hold |= {"status": HoldStatus.RELEASED, "ended by": event.actor, "ended": event.at}

    def _due_moved(self, event: AuditEvent, data: dict[str, Any]) -> None:
        if "round" in data:
            self._rounds[data["stage"], data["round"]]["due date"] = data["due"]
        elif "party" in data:
            self._sign_offs[data["party"]]["due date"] = data["due"]
        else:
            self._decision["due date"] = data["due"]

    def _taken_over(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter["owner"] = data["owner"]

    def _document_stored(self, event: AuditEvent, data: dict[str, Any]) -> None:
        same = ("key", "file_name", "sha256", "fingerprint", "kind", "version")
        facts = {name: data[name] for name in same} | {"by": event.actor, "at": event.at}
        self.facts[f"file {data['document']}"] = facts
        if data["kind"] == DocumentKind.ATTACHMENT:
            self.facts[data["key"].replace(":", " ")] = {"file": data["key"]}

    def _version_made(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._fingerprints[data["version"]] = data["fingerprint"]
        self.facts[f"version {data['version']}"] = {
            "made in": data["made_in"],
            "fingerprint": data["fingerprint"],
            "file": f"letter:{data['version']}",
            "by": event.actor,
            "at": event.at,
        }

    def _round_opened(self, event: AuditEvent, data: dict[str, Any]) -> None:
        round_ = {
            "version": data["version"],
            "fingerprint": self._fingerprints[data["version"]],
            "pass": data["lap"],
            "due date": data["due"],
            "silence": data["silence"],
            "parties": list(data["parties"]),
            "optional": list(data["optional"]),
            "status": RoundStatus.OPEN,
            "opened": event.at,
            "closed": None,
            "reason": "",
        }
        self._rounds[data["stage"], data["round"]] = round_
        self.facts[f"round {data['round']} of {data['stage']}"] = round_

    def _party_added(self, event: AuditEvent, data: dict[str, Any]) -> None:
        round_ = self._rounds[data["stage"], data["round"]]
        round_["parties"].append(data["party"])
        if data["optional"]:
            round_["optional"].append(data["party"])

    def _round_extended(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._rounds[data["stage"], data["round"]]["due date"] = data["due"]

    def _round_closed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        status = RoundStatus.ANSWERED if data["is_answered"] else RoundStatus.CLOSED
        round_ = self._rounds[data["stage"], data["round"]]
        round_ |= {"status": status, "closed": event.at, "reason": data["reason"]}
        silences = dict.fromkeys(data["silent"], data["silence"])
        silences |= dict.fromkeys(data["silent_optional"], Position.NO_RESPONSE)
        unreached = data.get("unreached", [])
        silences |= dict.fromkeys(unreached, Position.NO_RESPONSE)
        for party in round_["parties"]:
            if party not in silences:
                continue
            name = f"the reaction of {party} in round {data['round']} of {data['stage']}"
            self.facts[free_name(self.facts, name)] = {
                "position": silences[party],
                "unreached": party in unreached,
                "deputy": None,
                "late": False,
                "by": "Paraaf",
                "version": round_["version"],
                "fingerprint": round_["fingerprint"],
                "remark": "",
                "file": None,
                "at": event.at,
                "comments": [],
            }

    def _round_answered(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._rounds[data["stage"], data["round"]]["status"] = RoundStatus.ANSWERED

    def _reaction_recorded(self, event: AuditEvent, data: dict[str, Any]) -> None:
        same = ("position", "deputy", "late", "version", "fingerprint", "remark", "file", "comments")
        facts = {name: data[name] for name in same} | {"by": _who(event), "at": event.at}
        facts["comments"] = [_LATER_COMMENT_FACTS | comment for comment in data["comments"]]
        facts["unreached"] = False
        name = f"the reaction of {data['party']} in round {data['round']} of {data['stage']}"
        self.facts[free_name(self.facts, name)] = facts

    def _copies_put_together(self, event: AuditEvent, data: dict[str, Any]) -> None:
        for point in data["points"]:
            self.facts[f"point {point['number']} of the returned copies"] = _LATER_COMMENT_FACTS | point

    def _change_decided(self, event: AuditEvent, data: dict[str, Any]) -> None:
        same = ("choice", "agreed_version", "fingerprint", "after_round", "reason")
        name = f"what {data['party']} of {data['stage']} is told of version {data['version']}"
        self.facts[name] = {name: data[name] for name in same} | {"by": event.actor, "at": event.at}

    def _comment_answered(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self.facts[f"the answer to comment {data['comment']}"] = {
            "verdict": data["verdict"],
            "reason": data["reason"],
            "by": event.actor,
            "at": event.at,
        }

    def _escalated(self, event: AuditEvent, data: dict[str, Any]) -> None:
        facts = {name: data[name].strip() for name in ("decided_by", "level", "reason")}
        facts["round"] = f"round {data['round']} of {data['stage']}"
        name = free_name(self.facts, f"the decision over the position of {data['party']}")
        self.facts[name] = facts | {"by": event.actor, "at": event.at}

    def _advice_note_written(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self.facts[f"advice note {data['note']}"] = {
            "version": data["version"],
            "fingerprint": data["fingerprint"],
            "files": [f"advice_note:{data['note']}", f"advice_note:{data['note']}:public"],
            "at": event.at,
        }

    def _sign_off_route_begun(self, event: AuditEvent, data: dict[str, Any]) -> None:
        same = ("version", "fingerprint", "note")
        self.facts[f"the sign-off route of pass {data['lap']}"] = {name: data[name] for name in same} | {
            "started": event.at
        }
        for place, (party, turn, needed) in enumerate(data["places"]):
            self._sign_offs[party] = self.facts[f"the sign-off of {party} in pass {data['lap']}"] = {
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

    def _sign_off_asked(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._sign_offs[data["party"]] |= {
            "status": SignOffStatus.ASKED,
            "deputy": data["deputy"],
            "due date": data["due"],
            "asked": event.at,
        }

    def _directory_changed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        if data["about"] == "sign_off_asked" and data["asked"]:
            self._sign_offs[data["party"]]["deputy"] = data["deputy"]

    def _signed_off(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._sign_offs[data["party"]] |= {
            "status": SignOffStatus.SIGNED_OFF,
            "deputy": data["deputy"],
            "by": _who(event),
            "at": event.at,
            "remarks": data["remarks"],
        }

    def _sign_off_skipped(self, event: AuditEvent, data: dict[str, Any]) -> None:
        done = {"status": SignOffStatus.SKIPPED, "by": event.actor, "at": event.at, "remarks": data["reason"]}
        self._sign_offs[data["party"]] |= done

    def _sign_off_not_needed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._sign_offs[data["party"]] |= {"status": SignOffStatus.NOT_NEEDED, "at": event.at}

    def _signature_asked(self, event: AuditEvent, data: dict[str, Any]) -> None:
        same = ("version", "note", "letter_fingerprint", "note_fingerprint")
        self._decision = {name: data[name] for name in same} | {
            "status": DecisionStatus.ASKED,
            "due date": data["due"],
            "asked": event.at,
            "by": "",
            "at": None,
            "remarks": "",
        }
        self.facts[f"the minister's decision in pass {self._letter['lap']}"] = self._decision

    def _signer_changed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        if data["lap"] is not None:
            self._letter["lap"] = data["lap"]
            self._decision["status"] = DecisionStatus.LAPSED

    def _discussion_asked(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._decision |= {"status": DecisionStatus.DISCUSS, "remarks": data["remarks"]}
        name = f"discussion {data['discussion']} in pass {self._letter['lap']}"
        self._discussions[data["discussion"]] = self.facts[name] = {
            "topic": data["remarks"],
            "asked by": event.actor,
            "asked": event.at,
            "note": "",
            "held by": "",
            "held": None,
        }

    def _discussed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._decision["status"] = DecisionStatus.ASKED
        for number in data["discussions"]:
            self._discussions[number] |= {"note": data["note"], "held by": event.actor, "held": event.at}

    def _signed(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._decision |= {"status": DecisionStatus.SIGNED, "by": event.actor, "at": event.at}
        same = ("name", "function", "version", "letter_sha256", "letter_fingerprint", "note_sha256")
        self.facts["the signature"] = {name: data[name] for name in same} | {
            "deputy": data.get("deputy"),
            "at": event.at,
            "decision": self._letter["lap"],
        }

    def _returned(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter["status"] = DossierStatus.RETURNED
        done = {"by": _who(event), "at": event.at, "remarks": data["remarks"]}
        if self._is_before_the_minister():
            self._decision |= {"status": DecisionStatus.RETURNED, **done}
            return
        self._sign_offs[data["party"]] |= {"status": SignOffStatus.RETURNED, "deputy": data["deputy"], **done}
        self._lapse_sign_offs()

    def _package_made(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._dispatch = {
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
        self.facts["the dispatch"] = self._dispatch

    def _dispatch_begun(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._dispatch |= {
            "status": DispatchStatus.SENDING,
            "number": data["number"],
            "by": event.actor,
            "sent": event.at,
        }

    def _dispatched(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter |= {"status": DossierStatus.DISPATCHED, "ended": event.at}
        self._dispatch |= {
            "status": DispatchStatus.DISPATCHED,
            "at": event.at,
            "commitments": data["discharged"],
            "how": data.get("how", ""),
            "handed over by": event.actor if data.get("how") else "",
        }
        if "number" in data:  # in trails of 0.1 a letter was dispatched the moment that it was sent
            self._dispatch |= {"number": data["number"], "by": event.actor}

    def _withdrawn(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._letter |= {"status": DossierStatus.WITHDRAWN, "ended": event.at}
        for round_ in self._rounds.values():
            if round_["status"] in (RoundStatus.OPEN, RoundStatus.CLOSED):
                round_["status"] = RoundStatus.CANCELLED
        self._lapse_sign_offs()
        if self._is_before_the_minister():
            self._decision["status"] = DecisionStatus.LAPSED
        if self._dispatch:
            self._dispatch["status"] = DispatchStatus.LAPSED
        if self._hold.get("status") is HoldStatus.IN_FORCE:
            self._hold |= {"status": HoldStatus.LAPSED, "ended by": event.actor, "ended": event.at}

    def _message_sent(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._message(data["key"], MessageStatus.SENT, event)

    def _message_settled(self, event: AuditEvent, data: dict[str, Any]) -> None:
        if data["has_arrived"]:
            self._message(data["key"], MessageStatus.SENT, event)

    def _message_cancelled(self, event: AuditEvent, data: dict[str, Any]) -> None:
        self._message(data["key"], MessageStatus.CANCELLED, None)

    def _message(self, key: str, status: MessageStatus, event: AuditEvent | None) -> None:
        self.facts[f"message {key}"] = {"status": status, "at": event.at if event else None}

    def _is_before_the_minister(self) -> bool:
        return self._decision.get("status") in (DecisionStatus.ASKED, DecisionStatus.DISCUSS)

    def _lapse_sign_offs(self) -> None:
        for sign_off in self._sign_offs.values():
            if sign_off["status"] in (SignOffStatus.WAITING, SignOffStatus.ASKED):
                sign_off["status"] = SignOffStatus.LAPSED


def free_name(facts: Facts, name: str) -> str:
    """Return the name, or with "(2)", "(3)", ... after it where it is taken."""
    count = 1 + sum(1 for taken in facts if taken == name or taken.startswith(f"{name} ("))
    return name if count == 1 else f"{name} ({count})"


def _who(event: AuditEvent) -> str:
    """Return the name of the person, without the party in whose name it was done."""
    return event.actor.removesuffix(f" ({event.data['party']})").strip()


_READ: dict[str, Callable[[Trail, AuditEvent, dict[str, Any]], None]] = {
    "dossier_started": Trail._started,
    "stage_completed": Trail._stage_completed,
    "resubmitted": Trail._resubmitted,
    "went_back": Trail._went_back,
    "held": Trail._held,
    "released": Trail._released,
    "due_moved": Trail._due_moved,
    "taken_over": Trail._taken_over,
    "document_stored": Trail._document_stored,
    "version_made": Trail._version_made,
    "round_opened": Trail._round_opened,
    "copies_put_together": Trail._copies_put_together,
    "party_added": Trail._party_added,
    "round_extended": Trail._round_extended,
    "round_closed": Trail._round_closed,
    "round_answered": Trail._round_answered,
    "reaction_recorded": Trail._reaction_recorded,
    "change_decided": Trail._change_decided,
    "comment_answered": Trail._comment_answered,
    "escalated": Trail._escalated,
    "advice_note_written": Trail._advice_note_written,
    "sign_off_route_begun": Trail._sign_off_route_begun,
    "sign_off_asked": Trail._sign_off_asked,
    "directory_changed": Trail._directory_changed,
    "signed_off": Trail._signed_off,
    "sign_off_skipped": Trail._sign_off_skipped,
    "sign_off_not_needed": Trail._sign_off_not_needed,
    "signer_changed": Trail._signer_changed,
    "signature_asked": Trail._signature_asked,
    "discussion_asked": Trail._discussion_asked,
    "discussed": Trail._discussed,
    "signed": Trail._signed,
    "returned": Trail._returned,
    "package_made": Trail._package_made,
    "dispatch_begun": Trail._dispatch_begun,
    "dispatched": Trail._dispatched,
    "withdrawn": Trail._withdrawn,
    "message_sent": Trail._message_sent,
    "message_settled": Trail._message_settled,
    "message_cancelled": Trail._message_cancelled,
}
