"""Consultation rounds: open, extend, remind, close."""

from datetime import date

from models import route
from models.base import new_id
from models.consultation import ConsultationRound, Invitation
from models.document import Document
from models.dossier import Participant
from models.enums import LinkPurpose, MessageKind, RoundStatus, StageKind
from models.errors import InvalidInput, TransitionNotAllowed, fault
from models.process import StepKind
from models.state import DossierState, letter_document
from models.working_days import add_working_days, due_date_fault, local_day, working_days_between
from paraaf.services.app.actor import require_actor
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation import reaction_table, returned_copies
from paraaf.services.directory import parties as parties_
from paraaf.services.letters import redlines
from paraaf.services.messaging import compose
from paraaf.services.messaging.compose import Receivers
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import AnsweredComment


def open_round(app: App, dossier_id: str, stage_key: str) -> None:
    """Open the next round of a stage: invite its parties.

    A follow-up round asks those who object or hold to a condition, and those whom the owner wants to ask again.
    """
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.OPEN_ROUND, stage_key):
            return
        dossier, stage, version = state.dossier, state.stage, state.version
        earlier = state.current_round()
        number = sum(1 for round_ in state.rounds if round_.stage_key == stage.key) + 1
        asked = state.asked_in(stage.key)
        days = stage.working_days
        if earlier is not None or not state.asks_everybody():
            concerned = {*state.open_parties(stage.key), *state.to_be_asked_again(stage.key)}
            asked = [participant for participant in asked if participant.code in concerned]
            days = stage.follow_up_working_days
        else:
            asked = [participant for participant in asked if not state.is_taken_out(stage.key, participant.code)]
        asked_on = local_day(work.sends_at)
        due = add_working_days(asked_on, days)
        if number == 1 and stage.due_date is not None and stage.due_date >= asked_on:
            due = stage.due_date
        round_ = work.add(
            ConsultationRound(
                dossier_id=dossier.id,
                stage_key=stage.key,
                number=number,
                cycle=dossier.cycle,
                version_number=version.number,
                fingerprint=version.fingerprint,
                opened_at=work.at,
                due=due,
                silence=stage.silence,
            )
        )
        work.session.flush()
        state.rounds.append(round_)
        invited = [_invite(work, state, round_, participant, place) for place, participant in enumerate(asked)]
        work.record(
            dossier,
            "round_opened",
            "Paraaf",
            stage=stage.key,
            round=number,
            version=version.number,
            due=due.isoformat(),
            lap=dossier.cycle,
            silence=round_.silence,
            parties=[invitation.party_code for invitation in invited],
            optional=[invitation.party_code for invitation in invited if invitation.is_optional],
        )


def add_party(app: App, number: str, *, party: str, by: str, reason: str, is_optional: bool = False) -> None:
    """Ask one more party in the open round, until its due date; later rounds of the stage may ask it too.

    Raises `InvalidInput` with everything that is wrong with it.
    """
    by = require_actor(by, "adds the party")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="add a party")
        round_ = open_round_of(state, "add a party to")
        stage = state.stage
        kind = route.KINDS[stage.parties or ""]
        faults = [wrong.at("party") for wrong in parties_.faults_of(work, party, kind)]
        known = next((participant for participant in state.participants if participant.code == party), None)
        if known is not None and not state.is_taken_out(stage.key, party):
            faults.append(fault("party", "party.asked_already", party=party))
        if not reason.strip():
            faults.append(fault("reason", "party.adding_needs_reason"))
        if working_days_between(local_day(work.at), round_.due) < 1:
            faults.append(fault("party", "round.ends_too_soon", due=round_.due, party=party))
        if faults:
            raise InvalidInput("party.not_added", faults, party=party, round=round_.number)
        participant = known or parties_.add_to_stage(work, state, party, is_optional=is_optional)
        round_.move("add a party to")
        before = next((i for i in state.taken_out_of(round_) if i.party_code == party), None)
        if before is not None:
            _invite_after_all(work, state, round_, before, is_optional=is_optional)
        else:
            invited = [i.place for i in state.invitations if i.round_id == round_.id]
            _invite(work, state, round_, participant, max(invited, default=-1) + 1, is_optional=is_optional)
        work.record(
            state.dossier,
            "party_added",
            by,
            stage=stage.key,
            round=round_.number,
            party=party,
            optional=is_optional,
            reason=reason.strip(),
        )


def _invite_after_all(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, invitation: Invitation, *, is_optional: bool
) -> None:
    """Ask a party that was taken out of this very round: its links open their pages again."""
    invitation.taken_out_at, invitation.taken_out_by, invitation.taken_out_reason = None, "", ""
    invitation.asked_at, invitation.is_optional = work.at, is_optional
    invitation.place = max(each.place for each in state.invitations if each.round_id == round_.id) + 1
    key = f"invitation:{round_.id}:{invitation.party_code}:again:{state.dossier.audit_count}"
    receivers = _send_invitation(work, state, round_, invitation, key=key)
    invitation.asked, invitation.deputy_code = receivers.names, receivers.deputy_code


def _invite(
    work: UnitOfWork,
    state: DossierState,
    round_: ConsultationRound,
    participant: Participant,
    place: int,
    *,
    is_optional: bool | None = None,
) -> Invitation:
    invitation = Invitation(
        id=new_id(),
        dossier_id=state.dossier.id,
        round_id=round_.id,
        place=place,
        party_code=participant.code,
        party_name=participant.name,
        party_kind=participant.kind,
        asked="",
        asked_at=work.at,
        is_optional=participant.is_optional if is_optional is None else is_optional,
    )
    receivers = _send_invitation(work, state, round_, invitation, key=f"invitation:{round_.id}:{participant.code}")
    invitation.asked, invitation.deputy_code = receivers.names, receivers.deputy_code
    return work.add(invitation)


def reinvite(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, invitation: Invitation, *, key: str, to: Receivers
) -> None:
    """Send an invitation to the contacts that a party has now; its due date stays."""
    invitation.asked = _send_invitation(work, state, round_, invitation, key=key, to=to).names


def _send_invitation(
    work: UnitOfWork,
    state: DossierState,
    round_: ConsultationRound,
    invitation: Invitation,
    *,
    key: str,
    to: Receivers | None = None,
) -> Receivers:
    code = invitation.party_code
    seen = version_seen(state, round_, code)
    changes, more = redlines.quoted_since(work.app, state, seen)
    return compose.send(
        work,
        state.dossier,
        MessageKind.INVITATION,
        code,
        about_id=round_.id,
        key=key,
        link_to=LinkTarget(LinkPurpose.REVIEW, invitation.id),
        only_to=to,
        documents=[
            letter_document(state, round_.version_number),
            *redlines.since(work, state, seen),
            *_answered_copy(work, state, round_, code),
        ],
        round=round_,
        stage=state.stage,
        answered=_answers_to(state, code),
        seen_version=seen,
        changes=changes,
        more=more,
        is_optional=invitation.is_optional,
    )


def version_seen(state: DossierState, round_: ConsultationRound, party_code: str) -> int | None:
    """Return the version that a party was sent in an earlier round of this stage; None if it was sent none."""
    earlier = [r for r in state.rounds if r.stage_key == round_.stage_key and r is not round_]
    seen = [r.version_number for r in earlier if any(i.party_code == party_code for i in state.invited_to(r))]
    return seen[-1] if seen else None


def _answered_copy(work: UnitOfWork, state: DossierState, round_: ConsultationRound, party_code: str) -> list[Document]:
    """Return the party's own copy of the round before with what became of its points, for a follow-up round."""
    earlier = [r for r in state.rounds if r.stage_key == round_.stage_key and r.number == round_.number - 1]
    return returned_copies.answered_copy(work, state, earlier[0], party_code) if earlier else []


def _answers_to(state: DossierState, party_code: str) -> list[AnsweredComment]:
    """Return what became of a party's comments so far, for the invitation to a next round."""
    mine = {reaction.id for reaction in state.reactions if reaction.party_code == party_code}
    return [
        AnsweredComment(comment.number, comment.text, response.verdict, response.reason)
        for comment in state.comments
        if comment.reaction_id in mine and (response := state.response_to(comment))
    ]


def write_table(app: App, dossier_id: str, stage_key: str) -> None:
    """Write the reaction table of the answered round, every comment with its response."""
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        if not is_due(work, state, StepKind.WRITE_REACTION_TABLE, stage_key):
            return
        round_ = state.current_round()
        assert round_ is not None
        reaction_table.write(work, state, round_, answered=True)


def extend_round(app: App, number: str, *, until: date, by: str, reason: str) -> None:
    """Move the due date of the open round; all its parties are told."""
    by = require_actor(by, "extends the round")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="extend the round")
        round_ = open_round_of(state, "extend")
        faults = []
        if until <= round_.due:
            faults.append(fault("until", "round.not_later", day=until, due=round_.due))
        if wrong := due_date_fault(until, today=local_day(work.at)):
            faults.append(wrong.at("until"))
        if not reason.strip():
            faults.append(fault("reason", "round.extending_needs_reason"))
        if faults:
            raise InvalidInput("round.not_extended", faults)
        round_.move("extend")
        earlier, round_.due = round_.due, until
        work.record(
            state.dossier,
            "round_extended",
            by,
            round=round_.number,
            stage=round_.stage_key,
            earlier=earlier.isoformat(),
            due=until.isoformat(),
            reason=reason.strip(),
        )
        for invitation in state.invited_to(round_):
            compose.send(
                work,
                state.dossier,
                MessageKind.EXTENDED,
                invitation.party_code,
                about_id=invitation.id,
                key=f"extended:{invitation.id}:{until:%Y%m%d}",
                link_to=LinkTarget(LinkPurpose.REVIEW, invitation.id),
                round=round_,
                stage=state.stage,
                reason=reason.strip(),
            )


def open_round_of(state: DossierState, action: str) -> ConsultationRound:
    """Return the round that is open now; raise `TransitionNotAllowed` if there is none to do this with."""
    dossier = state.dossier
    round_ = None if dossier.is_over or state.stage.kind is not StageKind.CONSULTATION else state.current_round()
    if round_ is None:
        where = dossier.status if dossier.is_over else state.stage.name
        raise TransitionNotAllowed("round.none_open", letter=dossier.number, action=action, stage=where)
    if round_.status is not RoundStatus.OPEN:
        raise TransitionNotAllowed("round.not_from_here", action=action, number=round_.number, status=round_.status)
    return round_
