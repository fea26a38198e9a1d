"""Whom a round has reached: nobody agrees by staying silent about what they never got, or cannot answer. Pure rules."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from models.consultation import ConsultationRound, Invitation, Reaction
from models.enums import MessageKind, MessageStatus
from models.message import Message
from models.state import DossierState
from models.working_days import add_working_days, local_day, working_days_between


class PauseReason(StrEnum):
    """Why a party's term stands still."""

    NOT_ARRIVED = "not_arrived"
    """Its invitation is on its way, or was not taken."""
    NOBODY_LEFT = "nobody_left"
    """It arrived, but nobody who got it can answer it any more, and nobody is asked in their place."""


def reached_at(state: DossierState, invitation: Invitation) -> datetime | None:
    """Return when a party first got its invitation; None if it did not, as far as is known.

    Any of its contacts will do, and a colleague to whom it was passed on. A reminder will not: it comes after the
    question, and does not hold all that the invitation holds.
    """
    return min((sent_at for sent_at, _ in _times_of(state, invitation)), default=None)


def last_day(state: DossierState, round_: ConsultationRound, invitation: Invitation) -> date | None:
    """Return the last day on which a party's reaction is in time; None while that day cannot be known.

    A party's term stands still while nobody who got its invitation can answer it: until it arrives, and again from
    when all of them left until somebody who is asked anew gets it. The due date moves for it by those working days,
    unless the owner extended the round since. For who need not answer, the due date of the round holds in any case.
    """
    if invitation.is_optional:
        return round_.due
    day, still_since = _term(state, round_, invitation)
    return None if still_since else day


def pause_reason(state: DossierState, round_: ConsultationRound, invitation: Invitation) -> PauseReason | None:
    """Return why a party's term stands still, also that of one that need not answer; None if it runs or is over."""
    _, still_since = _term(state, round_, invitation)
    if still_since is None:
        return None
    is_asked = any(
        message.created_at >= still_since and _may_arrive(message) and invites(message, invitation)
        for message in state.messages
    )
    was_reached = reached_at(state, invitation) is not None
    return PauseReason.NOBODY_LEFT if was_reached and not is_asked else PauseReason.NOT_ARRIVED


def had_nobody_left(state: DossierState, reaction: Reaction) -> bool:
    """Return whether silence is that of a party that got its invitation, but of which nobody could answer any more."""
    invitation = next(each for each in state.invitations if each.id == reaction.invitation_id)
    return reaction.is_unreached and reached_at(state, invitation) is not None


def asked_from(state: DossierState, invitation: Invitation) -> datetime:
    """Return from when a party is asked: since it was, or from the office hours for which its invitation waited."""
    held = [
        message.held_until
        for message in state.messages
        if message.held_until and message.created_at == invitation.asked_at and invites(message, invitation)
    ]
    return min(held, default=invitation.asked_at)


def invites(message: Message, invitation: Invitation) -> bool:
    """Return whether a message is an invitation to a party, or passes it on to a colleague."""
    if message.kind is MessageKind.INVITATION:
        return (message.about, message.party_code) == (invitation.round_id, invitation.party_code)
    return message.kind is MessageKind.PASSED_ON and message.about == invitation.id


def _term(state: DossierState, round_: ConsultationRound, invitation: Invitation) -> tuple[date, datetime | None]:
    """Return the last day of a party's term, and since when that term stands still, if it does."""
    last = round_.due
    for since, until in _gaps(state, invitation):
        if local_day(since) > last:  # it was over by then
            break
        if until is None:
            return last, since
        days = working_days_between(local_day(since), local_day(until))
        if days > 0 and not _was_extended_since(state, invitation, until):
            last = add_working_days(last, days)
    return last, None


def _gaps(state: DossierState, invitation: Invitation) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield from when until when nobody who got an invitation could answer it, in order; None for until now."""
    since = asked_from(state, invitation)
    for sent_at, ended_at in sorted(_times_of(state, invitation), key=lambda times: times[0]):
        if sent_at > since:
            yield since, sent_at
        if ended_at is None:
            return
        since = max(since, ended_at)
    yield since, None


def _times_of(state: DossierState, invitation: Invitation) -> Iterator[tuple[datetime, datetime | None]]:
    """Yield of each message that invites a party when it arrived, and since when its receiver can answer no more."""
    for message in state.messages:
        if message.status is MessageStatus.SENT and message.sent_at and invites(message, invitation):
            yield message.sent_at, message.ended_at


def _may_arrive(message: Message) -> bool:
    return message.status not in (MessageStatus.SENT, MessageStatus.CANCELLED)


def _was_extended_since(state: DossierState, invitation: Invitation, moment: datetime) -> bool:
    return any(
        message.kind is MessageKind.EXTENDED and message.about == invitation.id and message.created_at >= moment
        for message in state.messages
    )
