"""Which messages ask for something that is no longer due. Pure rules."""

from models.consultation import Invitation
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DossierStatus,
    MessageKind,
    MessageStatus,
    RoundStatus,
    SignOffStatus,
)
from models.message import Message
from models.state import DossierState


def obsolete_reason(state: DossierState, message: Message) -> str:
    """Return why nobody needs this message any more, in a few words; empty while it still has a purpose.

    Messages that only tell something keep their purpose.
    """
    if state.dossier.status is DossierStatus.WITHDRAWN and message.kind in _ASKING:
        return "the letter was withdrawn"
    about = message.about
    match message.kind:
        case MessageKind.INVITATION:
            places = [i for i in state.invitations if (i.round_id, i.party_code) == (about, message.party_code)]
            return next((_why_not_awaited(state, place) for place in places), "")
        case MessageKind.PASSED_ON:
            return next((_why_not_awaited(state, place) for place in state.invitations if place.id == about), "")
        case MessageKind.EXTENDED:
            return next((_why_not_open(state, place) for place in state.invitations if place.id == about), "")
        case MessageKind.REMINDER:
            return _why_not_reminded(state, about)
        case MessageKind.SIGN_OFF_ASKED:
            return _why_not_asked(state, about)
        case MessageKind.SIGNATURE_ASKED:
            return _why_not_before_the_minister(state, about, DecisionStatus.ASKED, DecisionStatus.DISCUSS)
        case MessageKind.DISCUSS:
            return _why_not_before_the_minister(state, about, DecisionStatus.DISCUSS)
        case MessageKind.HELD if state.hold is None:
            return "the letter goes on"
        case MessageKind.RETURNED if state.dossier.status is not DossierStatus.RETURNED:
            return "the owner sent the letter on again"
        case MessageKind.TO_PARLIAMENT if state.dispatch and state.dispatch.how:
            return "the letter was handed over otherwise"
        case MessageKind.NOT_DELIVERED if any(m.id == about and m.status is MessageStatus.SENT for m in state.messages):
            return "it arrived"
        case MessageKind.READY_TO_DISPATCH if state.dispatch and state.dispatch.status is not DispatchStatus.READY:
            return f"the dispatch is {state.dispatch.status}"
    return ""


_ASKING = frozenset(
    {
        MessageKind.STARTED,
        MessageKind.INVITATION,
        MessageKind.PASSED_ON,
        MessageKind.EXTENDED,
        MessageKind.REMINDER,
        MessageKind.ROUND_CLOSED,
        MessageKind.ANSWERED,
        MessageKind.SIGN_OFF_ASKED,
        MessageKind.RETURNED,
        MessageKind.SIGNATURE_ASKED,
        MessageKind.DISCUSS,
        MessageKind.READY_TO_DISPATCH,
        MessageKind.TO_PARLIAMENT,
        MessageKind.CHANGED,
        MessageKind.SIGN_OFF_ENDED,
        MessageKind.HELD,
        MessageKind.RELEASED,
        MessageKind.ASKED_ANEW,
    }
)
"""The kinds of message that mean nothing any more once the letter is withdrawn."""


def _why_not_open(state: DossierState, invitation: Invitation) -> str:
    round_ = next(round_ for round_ in state.rounds if round_.id == invitation.round_id)
    if invitation.taken_out_at is not None:
        return f"{invitation.party_code} was taken out of round {round_.number}"
    return "" if round_.status is RoundStatus.OPEN else f"round {round_.number} is {round_.status}"


def _why_not_awaited(state: DossierState, invitation: Invitation) -> str:
    has_reacted = state.reaction_to(invitation) is not None
    return _why_not_open(state, invitation) or (f"{invitation.party_code} has reacted" if has_reacted else "")


def _why_not_asked(state: DossierState, sign_off_id: str) -> str:
    return next(
        (
            f"the sign-off of {place.party_code} is {place.status}"
            for place in state.sign_offs
            if place.id == sign_off_id and place.status is not SignOffStatus.ASKED
        ),
        "",
    )


def _why_not_before_the_minister(state: DossierState, decision_id: str, *waiting: DecisionStatus) -> str:
    return next(
        (
            f"the minister's decision is {decision.status}"
            for decision in state.decisions
            if decision.id == decision_id and decision.status not in waiting
        ),
        "",
    )


def _why_not_reminded(state: DossierState, about: str) -> str:
    """A reminder is about an invitation, a sign-off or the minister's decision."""
    invitation = next((place for place in state.invitations if place.id == about), None)
    if invitation is not None:
        return _why_not_awaited(state, invitation)
    return _why_not_asked(state, about) or _why_not_before_the_minister(
        state, about, DecisionStatus.ASKED, DecisionStatus.DISCUSS
    )
