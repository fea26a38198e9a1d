"""Taking a party out of an open round: it was asked by mistake, and need not answer."""

from typing import Any

from sqlmodel import select

from models.consultation import ConsultationRound, Invitation
from models.dossier import Dossier
from models.enums import Language, LinkPurpose, MessageKind
from models.errors import Fault, InvalidInput, fault
from models.link import Link
from models.state import DossierState
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation.rounds import open_round_of
from paraaf.services.messaging import compose, holders
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import Receiver


def take_out(app: App, number: str, *, party: str, by: str, reason: str) -> None:
    """Ask a party no more in the open round, which goes on as if it had not been asked; everyone asked for it is told.

    Raises `InvalidInput` with everything that is wrong with it: a party that answered stays in the round, and so does
    one whose objection or condition stands.
    """
    by = require_actor(by, "takes the party out")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="take a party out")
        round_ = open_round_of(state, "take a party out of")
        faults = _faults(state, round_, party)
        if not reason.strip():
            faults.append(fault("reason", "party.taking_out_needs_reason"))
        if faults:
            raise InvalidInput("party.not_taken_out", faults, party=party, round=round_.number)
        invitation = next(i for i in state.invited_to(round_) if i.party_code == party)
        round_.move("take a party out of")
        invitation.taken_out_at, invitation.taken_out_by = work.at, by
        invitation.taken_out_reason = reason.strip()
        work.record(
            state.dossier,
            "party_taken_out",
            by,
            stage=round_.stage_key,
            round=round_.number,
            party=party,
            reason=reason.strip(),
        )
        _tell(work, state, round_, invitation)


def removable(state: DossierState, round_: ConsultationRound) -> list[Invitation]:
    """Return who can still be taken out of an open round, in order."""
    return [i for i in state.unanswered_invitations(round_) if not _faults(state, round_, i.party_code)]


def _faults(state: DossierState, round_: ConsultationRound, party: str) -> list[Fault]:
    invited = {invitation.party_code: invitation for invitation in state.invited_to(round_)}
    gone = next((each for each in state.taken_out_of(round_) if each.party_code == party), None)
    if gone is not None:
        facts = {"party": party, "round": round_.number, "by": gone.taken_out_by, "reason": gone.taken_out_reason}
        return [fault("party", "party.taken_out_already", **facts)]
    if party not in invited:
        return [fault("party", "party.not_in_round", party=party, asked=list(invited))]
    answers = [reaction for reaction in state.reactions if reaction.invitation_id == invited[party].id]
    if answers:
        return [fault("party", "party.has_answered", party=party, position=answers[-1].position, by=answers[-1].by)]
    standing = state.effective_reaction(round_.stage_key, party)
    if standing is not None and party in state.open_parties(round_.stage_key):
        return [fault("party", "party.position_stands", party=party, position=standing.position)]
    return []


def _tell(work: UnitOfWork, state: DossierState, round_: ConsultationRound, invitation: Invitation) -> None:
    """Tell the contacts of the party, and all to whom its question went besides: colleagues, other addresses."""
    dossier, key = state.dossier, f"taken_out:{invitation.id}:{state.dossier.audit_count}"
    facts: dict[str, Any] = {
        "round": round_,
        "stage": state.stage,
        "reason": invitation.taken_out_reason,
        "taken_out_by": invitation.taken_out_by,
    }
    told = compose.send(
        work,
        dossier,
        MessageKind.TAKEN_OUT,
        invitation.party_code,
        about_id=invitation.id,
        key=key,
        link_to=LinkTarget(LinkPurpose.REVIEW, invitation.id),
        **facts,
    )
    places = {(person.channel, person.address.casefold()) for person in told.people}
    for link in _links_of(work, dossier, invitation):
        place = (link.channel, link.address.casefold())
        name = holders.current_holder(work.session, link, dossier)
        if link.revoked_at is not None or name is None or place in places:
            continue
        places.add(place)
        receiver = Receiver(name, link.address, link.channel, Language(link.language))
        compose.write(
            work,
            dossier,
            MessageKind.TAKEN_OUT,
            invitation.party_code,
            receiver,
            about_id=invitation.id,
            key=f"{key}:{link.number}",
            link=link,
            deputy_for=invitation.party_code if link.deputy_code else "",
            **facts,
        )


def _links_of(work: UnitOfWork, dossier: Dossier, invitation: Invitation) -> list[Link]:
    query = select(Link).where(
        Link.dossier_id == dossier.id,
        Link.purpose == LinkPurpose.REVIEW,
        Link.about == invitation.id,
        Link.account == "",
    )
    return sorted(work.session.exec(query).all(), key=lambda link: link.number)
