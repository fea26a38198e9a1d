"""Who can still answer what they were asked: while nobody can, a party's term stands still, and the owner is told."""

from collections.abc import Iterable
from datetime import datetime

from models.consultation import ConsultationRound, Invitation
from models.dossier import Dossier
from models.enums import MessageKind, MessageStatus, RoundStatus
from models.link import Link
from models.message import Message
from models.party import Party
from models.process import OWNER, SECRETARIAT
from models.reaction_term import invites, last_day
from models.state import DossierState
from models.working_days import end_of_day, local_day
from paraaf.services.app.unit_of_work import UnitOfWork
from paraaf.services.messaging import compose, holders
from paraaf.services.templating.message_facts import Receiver


def can_answer(work: UnitOfWork, state: DossierState, party_code: str, message: Message) -> bool:
    """Return whether the directory still names the receiver of a message: a contact of the party, or of its deputy.

    Who was gone when that was noted, and came back, does not stand: they are asked anew.
    """
    link = _link_of(work, message)
    if message.ended_at is not None and (link is None or link.revoked_at is None):
        return False
    return is_named(work, state.dossier, party_code, message, link)


def record_ended(work: UnitOfWork, state: DossierState) -> list[Invitation]:
    """Put on record which invitations cannot be answered any more by whoever got them.

    Returns those whose party's term stands still since then.
    """
    stopped = []
    for round_, invitation in _awaiting(state):
        before = last_day(state, round_, invitation)
        for message in state.messages:
            if message.status is MessageStatus.SENT and message.ended_at is None and invites(message, invitation):
                message.ended_at = _ended_at(work, state, invitation, message)
        if before is not None and last_day(state, round_, invitation) is None:
            stopped.append(invitation)
    return stopped


def notify_ended(
    work: UnitOfWork,
    state: DossierState,
    to: Iterable[str],
    *,
    ended: list[tuple[str, str]] | None = None,
    asked: list[tuple[str, str]] | None = None,
    unreachable: list[str] | None = None,
    revoked: bool = False,
    signer: str = "",
    former: str = "",
) -> None:
    """Tell whoever looks after a letter whose links ended, who is asked in their place, and whose term stands still.

    `signer` is who is to sign it, if that is somebody else by now, and `former` the name that its text still has.
    """
    dossier = state.dossier
    concerned = {code for code, _ in [*(ended or []), *(asked or [])]} | set(unreachable or [])
    still = [
        invitation.party_code
        for round_, invitation in _awaiting(state)
        if invitation.party_code in concerned and last_day(state, round_, invitation) is None
    ]
    for code in to:
        compose.send(
            work,
            dossier,
            MessageKind.ASKED_ANEW,
            code,
            about_id=dossier.id,
            key=f"asked_anew:{dossier.id}:{dossier.audit_count}:{code}",
            ended=ended or [],
            asked=asked or [],
            unreachable=unreachable or [],
            standing_still=still,
            revoked=revoked,
            signer=signer,
            former=former,
        )


def notify_revoked(work: UnitOfWork, state: DossierState, revoked: Iterable[Link]) -> None:
    """Tell owner and secretariat when, by revoking links, nobody is left who can answer for a party."""
    stopped = [invitation.party_code for invitation in record_ended(work, state)]
    ended = [(link.party_code, link.holder) for link in revoked if link.party_code in stopped]
    if ended:
        notify_ended(work, state, (OWNER, SECRETARIAT), ended=ended, revoked=True)


def _awaiting(state: DossierState) -> Iterable[tuple[ConsultationRound, Invitation]]:
    for round_ in state.rounds:
        if round_.status is RoundStatus.OPEN:
            yield from ((round_, invitation) for invitation in state.unanswered_invitations(round_))


def _ended_at(work: UnitOfWork, state: DossierState, invitation: Invitation, message: Message) -> datetime | None:
    """Return since when the receiver of an invitation cannot answer it; None while they can."""
    link = _link_of(work, message)
    moments = [link.revoked_at] if link is not None and link.revoked_at is not None else []
    if not is_named(work, state.dossier, invitation.party_code, message, link):
        party = work.session.get(Party, invitation.party_code)
        is_deputy = (link.deputy_code if link is not None else invitation.deputy_code) is not None
        until = party.absent_until if party is not None and is_deputy else None
        moments.append(min(end_of_day(until), work.at) if until else work.at)
    return max(min(moments), message.sent_at or work.at) if moments else None


def is_named(work: UnitOfWork, dossier: Dossier, code: str, message: Message, link: Link | None) -> bool:
    """Return whether the directory names who a message goes to, at this address, for a party of this dossier."""
    code = dossier.secretariat_code if code == SECRETARIAT else code
    if link is not None:
        if holders.current_holder(work.session, link, dossier) is None:
            return False
        party = work.session.get(Party, code)
        return link.deputy_code is None or (party is not None and party.is_absent(local_day(work.at)))
    people = [*compose.contacts_of(work, dossier, code), *compose.receivers_of(work, dossier, code).people]
    place = (message.channel, message.address.casefold())
    return any((p.channel, p.address.casefold()) == place or is_corrected_for(message, p) for p in people)


def is_corrected_for(message: Message, person: Receiver) -> bool:
    """Return whether a person sent a message to another address than the one that its receiver has in the directory."""
    place = (message.receiver, message.channel, message.corrected_from.casefold())
    return message.corrected_from != "" and place == (person.name, person.channel, person.address.casefold())


def _link_of(work: UnitOfWork, message: Message) -> Link | None:
    return work.session.get_one(Link, message.link_id) if message.link_id else None
