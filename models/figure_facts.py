"""What figures are made of: of each record no more than counts, so that ten thousand letters fit.

The fields are named as the columns of the tables. They come from a row of those columns, or from the whole object.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from models.enums import DecisionStatus, Position, RoundStatus, SignOffStatus
from models.state import DossierState

Kind = TypeVar("Kind", bound=NamedTuple)


class LetterFacts(NamedTuple):
    """What of a dossier counts. The fields of these records are named as the columns of their tables."""

    id: str
    minister_code: str
    secretariat_code: str
    created_at: datetime


class RoundFacts(NamedTuple):
    """What of a consultation round counts."""

    id: str
    dossier_id: str
    stage_key: str
    status: RoundStatus
    opened_at: datetime
    closed_at: datetime | None


class InvitationFacts(NamedTuple):
    """What of an invitation counts."""

    id: str
    round_id: str
    party_code: str
    is_optional: bool
    asked_at: datetime
    taken_out_at: datetime | None = None


class ReactionFacts(NamedTuple):
    """What of a reaction counts."""

    invitation_id: str
    position: Position
    at: datetime
    is_late: bool


class ResponseFacts(NamedTuple):
    """When the last comment of a round was answered."""

    round_id: str
    at: datetime


class SignOffFacts(NamedTuple):
    """What of a place on the sign-off route counts."""

    dossier_id: str
    party_code: str
    status: SignOffStatus
    asked_at: datetime | None
    due: date | None
    decided_at: datetime | None


class DecisionFacts(NamedTuple):
    """What of the minister's decision counts."""

    dossier_id: str
    status: DecisionStatus
    asked_at: datetime
    due: date
    decided_at: datetime | None


class DispatchFacts(NamedTuple):
    """What of a dispatch counts."""

    dossier_id: str
    ready_at: datetime
    dispatched_at: datetime | None


class HoldFacts(NamedTuple):
    """What of a hold counts."""

    dossier_id: str
    at: datetime
    ended_at: datetime | None


@dataclass
class Facts:
    """All that figures are made of, of one letter or of many."""

    letters: Sequence[LetterFacts] = ()
    rounds: Sequence[RoundFacts] = ()
    invitations: Sequence[InvitationFacts] = ()
    reactions: Sequence[ReactionFacts] = ()
    responses: Sequence[ResponseFacts] = ()
    sign_offs: Sequence[SignOffFacts] = ()
    decisions: Sequence[DecisionFacts] = ()
    dispatches: Sequence[DispatchFacts] = ()
    holds: Sequence[HoldFacts] = ()


def counted_facts(kind: type[Kind], rows: Iterable[Any]) -> list[Kind]:
    """Return of each object what counts."""
    return [kind(*(getattr(row, name) for name in kind._fields)) for row in rows]


def facts_of(state: DossierState) -> Facts:
    """Return what counts of one letter."""
    answered = [
        ResponseFacts(round_.id, max(response.at for response in responses))
        for round_ in state.rounds
        if (responses := [r for c in state.comments_in(round_) if (r := state.response_to(c))])
    ]
    return Facts(
        letters=counted_facts(LetterFacts, [state.dossier]),
        rounds=counted_facts(RoundFacts, state.rounds),
        invitations=counted_facts(InvitationFacts, state.invitations),
        reactions=counted_facts(ReactionFacts, state.reactions),
        responses=answered,
        sign_offs=counted_facts(SignOffFacts, state.sign_offs),
        decisions=counted_facts(DecisionFacts, state.decisions),
        dispatches=counted_facts(DispatchFacts, [state.dispatch] if state.dispatch else []),
        holds=counted_facts(HoldFacts, state.holds),
    )
