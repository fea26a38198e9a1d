"""Whom a round has reached: nobody agrees by staying silent about what they never got. Pure rules."""

from datetime import date, datetime

from models.consultation import ConsultationRound, Invitation
from models.enums import MessageKind, MessageStatus
from models.message import Message
from models.state import DossierState
from models.working_days import add_working_days, local_day, working_days_between


def reached_at(state: DossierState, invitation: Invitation) -> datetime | None:
    """Return when a party first got its invitation; None if it did not, as far as is known.

    Any of its contacts will do, and a colleague to whom it was passed on. A reminder will not: it comes after the
    question, and does not hold all that the invitation holds.
    """
    moments = [
        message.sent_at
        for message in state.messages
        if message.status is MessageStatus.SENT and message.sent_at and invites(message, invitation)
    ]
    return min(moments, default=None)


def last_day(state: DossierState, round_: ConsultationRound, invitation: Invitation) -> date | None:
    """Return the last day on which a party's reaction is in time; None while that day cannot be known.

    A party's term stands still until its invitation arrives: the due date moves for it by those working days, unless
    the owner extended the round since. For who need not answer, the due date of the round holds in any case.
    """
    if invitation.is_optional:
        return round_.due
    reached = reached_at(state, invitation)
    if reached is None:
        return None
    days = working_days_between(local_day(invitation.asked_at), local_day(reached))
    return (
        round_.due
        if days < 1 or _was_extended_since(state, invitation, reached)
        else add_working_days(round_.due, days)
    )


def invites(message: Message, invitation: Invitation) -> bool:
    """Return whether a message is an invitation to a party, or passes it on to a colleague."""
    about = message.key.split(":")[1] if ":" in message.key else ""
    if message.kind is MessageKind.INVITATION:
        return (about, message.party_code) == (invitation.round_id, invitation.party_code)
    return message.kind is MessageKind.PASSED_ON and about == invitation.id


def _was_extended_since(state: DossierState, invitation: Invitation, moment: datetime) -> bool:
    return any(
        message.kind is MessageKind.EXTENDED
        and message.key.split(":")[1] == invitation.id
        and message.created_at >= moment
        for message in state.messages
    )
