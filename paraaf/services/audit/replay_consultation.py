"""What the audit trail tells of rounds, reactions and the owner's answers."""

from typing import Any

from models.audit import AuditEvent
from models.enums import (
    Position,
    RoundStatus,
)
from paraaf.services.audit.replay_state import Readers, ReplayState, free_name, person_of

_LATER_COMMENT_FACTS = {"placing": None, "is_reason": False}
"""What events did not say yet of a comment when the first letters were recorded, and what that means."""


def _round_opened(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    round_ = {
        "version": data["version"],
        "fingerprint": told.fingerprints[data["version"]],
        "pass": data["lap"],
        "due date": data["due"],
        "silence": data["silence"],
        "parties": list(data["parties"]),
        "optional": list(data["optional"]),
        "taken out": {},
        "status": RoundStatus.OPEN,
        "opened": event.at,
        "closed": None,
        "reason": "",
    }
    told.rounds[data["stage"], data["round"]] = round_
    told.facts[f"round {data['round']} of {data['stage']}"] = round_


def _party_added(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    round_ = told.rounds[data["stage"], data["round"]]
    round_["parties"].append(data["party"])
    round_["taken out"].pop(data["party"], None)
    if data["optional"]:
        round_["optional"].append(data["party"])


def _party_taken_out(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    round_ = told.rounds[data["stage"], data["round"]]
    for asked in ("parties", "optional"):
        round_[asked] = [code for code in round_[asked] if code != data["party"]]
    round_["taken out"][data["party"]] = [data["reason"], event.actor, event.at]


def _round_extended(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.rounds[data["stage"], data["round"]]["due date"] = data["due"]


def _round_closed(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    status = RoundStatus.ANSWERED if data["is_answered"] else RoundStatus.CLOSED
    round_ = told.rounds[data["stage"], data["round"]]
    round_ |= {"status": status, "closed": event.at, "reason": data["reason"]}
    silences = dict.fromkeys(data["silent"], data["silence"])
    silences |= dict.fromkeys(data["silent_optional"], Position.NO_RESPONSE)
    unreached = data.get("unreached", [])
    silences |= dict.fromkeys(unreached, Position.NO_RESPONSE)
    for party in round_["parties"]:
        if party in silences:
            _silence(told, event, data, party, silences[party], is_unreached=party in unreached)


def _silence_put_right(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    _silence(told, event, data, data["party"], Position.NO_RESPONSE, is_unreached=True)


def _silence(
    told: ReplayState, event: AuditEvent, data: dict[str, Any], party: str, position: Position, *, is_unreached: bool
) -> None:
    round_ = told.rounds[data["stage"], data["round"]]
    name = f"the reaction of {party} in round {data['round']} of {data['stage']}"
    told.facts[free_name(told.facts, name)] = {
        "position": position,
        "unreached": is_unreached,
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


def _round_answered(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.rounds[data["stage"], data["round"]]["status"] = RoundStatus.ANSWERED


def _reaction_recorded(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    same = ("position", "deputy", "late", "version", "fingerprint", "remark", "file", "comments")
    facts = {name: data[name] for name in same} | {"by": person_of(event), "at": event.at}
    facts["comments"] = [_LATER_COMMENT_FACTS | comment for comment in data["comments"]]
    facts["unreached"] = False
    name = f"the reaction of {data['party']} in round {data['round']} of {data['stage']}"
    told.facts[free_name(told.facts, name)] = facts


def _copies_put_together(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    for point in data["points"]:
        told.facts[f"point {point['number']} of the returned copies"] = _LATER_COMMENT_FACTS | point


def _change_decided(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    same = ("choice", "agreed_version", "fingerprint", "after_round", "reason")
    name = f"what {data['party']} of {data['stage']} is told of version {data['version']}"
    told.facts[name] = {name: data[name] for name in same} | {"by": event.actor, "at": event.at}


def _comment_answered(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    told.facts[f"the answer to comment {data['comment']}"] = {
        "verdict": data["verdict"],
        "reason": data["reason"],
        "by": event.actor,
        "at": event.at,
    }


def _escalated(told: ReplayState, event: AuditEvent, data: dict[str, Any]) -> None:
    facts = {name: data[name].strip() for name in ("decided_by", "level", "reason")}
    facts["round"] = f"round {data['round']} of {data['stage']}"
    name = free_name(told.facts, f"the decision over the position of {data['party']}")
    told.facts[name] = facts | {"by": event.actor, "at": event.at}


READERS: Readers = {
    "round_opened": _round_opened,
    "copies_put_together": _copies_put_together,
    "party_added": _party_added,
    "party_taken_out": _party_taken_out,
    "round_extended": _round_extended,
    "round_closed": _round_closed,
    "silence_put_right": _silence_put_right,
    "round_answered": _round_answered,
    "reaction_recorded": _reaction_recorded,
    "change_decided": _change_decided,
    "comment_answered": _comment_answered,
    "escalated": _escalated,
}
"""What reads each event of these."""
