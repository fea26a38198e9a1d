"""What a message of each kind is told: its facts, each with its type."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.consultation import Comment, ConsultationRound, Reaction
from models.document import Document
from models.dossier import Dossier
from models.enums import Language, MessageKind, Position, Verdict
from models.route import Stage


@dataclasses.dataclass(frozen=True)
class Receiver:
    """Somebody who can be reached: through which channel, at which address, in which language."""

    name: str
    address: str
    channel: str
    language: Language


@dataclasses.dataclass(frozen=True)
class AnsweredComment:
    """What became of a party's comment, for the invitation to a next round."""

    number: int
    text: str
    verdict: Verdict
    reason: str


EVERY_MESSAGE: Mapping[str, Any] = {
    "dossier": Dossier,
    "receiver": Receiver,
    "party": str,
    "deputy_for": str,
    "documents": Sequence[Document],
    "link": str,
}
"""What every message is told, and of which type; `link` is the receiver's page in the portal, or empty."""


_CHANGES = {"seen_version": int, "changes": Sequence[tuple[str, str]], "more": int}
"""What changed since the version that the receiver saw before, as (before, after), and how many changes more."""


FACTS: Mapping[MessageKind, Mapping[str, Any]] = {
    MessageKind.STARTED: {"stages": Sequence[Stage]},
    MessageKind.INVITATION: {
        "round": ConsultationRound,
        "stage": Stage,
        "answered": Sequence[AnsweredComment],
        "is_optional": bool,
        **_CHANGES,
    },
    MessageKind.REMINDER: {"due": date, "stage": Stage, "is_late": bool},
    MessageKind.EXTENDED: {"round": ConsultationRound, "stage": Stage, "reason": str},
    MessageKind.TAKEN_OUT: {"round": ConsultationRound, "stage": Stage, "reason": str, "taken_out_by": str},
    MessageKind.LATE_REACTION: {"round": ConsultationRound, "reaction": Reaction, "comments": Sequence[Comment]},
    MessageKind.CHANGED: {
        "agreed_version": int,
        "version": int,
        "changes": Sequence[tuple[str, str]],
        "more": int,
        "reason": str,
    },
    MessageKind.ROUND_CLOSED: {
        "round": ConsultationRound,
        "stage": Stage,
        "standing": Sequence[tuple[str, Position]],
        "unreached": Sequence[str],
        "left": Sequence[str],
        "unanswered": int,
    },
    MessageKind.ANSWERED: {
        "round": ConsultationRound,
        "version": int,
        "answered": Sequence[AnsweredComment],
    },
    MessageKind.SIGN_OFF_ASKED: {"due": date, "lap": int, "beside": Sequence[str], "needed": int, **_CHANGES},
    MessageKind.SIGN_OFF_ENDED: {"why": str},
    MessageKind.RETURNED: {"returned_by": str, "remarks": str},
    MessageKind.SIGNATURE_ASKED: {
        "due": date,
        "lap": int,
        "signer": str,
        "signed_off": Sequence[str],
        "skipped": Sequence[tuple[str, str]],
        **_CHANGES,
    },
    MessageKind.DISCUSS: {"asked_by": str, "remarks": str},
    MessageKind.DISCUSSED: {"written_by": str, "topics": Sequence[str], "note": str},
    MessageKind.SIGNED: {"signed_by": str},
    MessageKind.READY_TO_DISPATCH: {},
    MessageKind.TO_PARLIAMENT: {"dispatch_number": str},
    MessageKind.DISPATCHED: {"dispatch_number": str},
    MessageKind.WITHDRAWN: {"withdrawn_by": str, "reason": str},
    MessageKind.HELD: {"held_by": str, "reason": str},
    MessageKind.RELEASED: {
        "released_by": str,
        "due": date,
        "expected": date,
        "debate_date": date,
        "late_by": int,
    },
    MessageKind.TAKEN_OVER: {"earlier": str, "new": str, "reason": str, "taken_by": str},
    MessageKind.ASKED_ANEW: {
        "ended": Sequence[tuple[str, str]],
        "asked": Sequence[tuple[str, str]],
        "unreachable": Sequence[str],
        "standing_still": Sequence[str],
        "revoked": bool,
        "signer": str,
        "former": str,
    },
    MessageKind.LINK_LOCKED: {"of_party": str, "holder": str, "wrong": int, "is_holder": bool},
    MessageKind.PASSED_ON: {"round": ConsultationRound, "stage": Stage, "passed_by": str, "note": str},
    MessageKind.NOT_DELIVERED: {
        "number": int,
        "to": str,
        "about": str,
        "kind_of_message": MessageKind,
        "may_have_arrived": bool,
        "is_tried_again": bool,
        "why": str,
    },
}
"""What a message of each kind is told besides, and of which type."""
