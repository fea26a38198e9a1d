"""Consultation rounds: open, extend, remind, close."""

from datetime import date

from models import route
from models.base import new_id
from models.consultation import ConsultationRound, Invitation, Reaction
from models.document import Document
from models.dossier import Participant
from models.enums import LinkPurpose, MessageKind, Position, RoundStatus, Silence, StageKind
from models.errors import InvalidInput, NotFound, TransitionNotAllowed, fault
from models.party import Party
from models.process import OWNER, StepKind
from models.reach import reached_at, standstill
from models.reminders import Reminder, open_reminders
from models.state import DossierState, letter_document
from models.working_days import add_working_days, due_date_fault, end_of_day, local_day, working_days_between
from paraaf.services.app.actor import acting
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, Work
from paraaf.services.consultation import reaction_table, returned_copies
from paraaf.services.directory import parties as parties_
from paraaf.services.letters import redlines
from paraaf.services.messaging import compose, standing
from paraaf.services.messaging.compose import Receivers
from paraaf.services.messaging.links import LinkTo
from paraaf.services.templating.message_facts import AnsweredComment


def open_round(app: App, dossier_id: str, stage_key: str) -> None:
    """Open the next round of a stage: invite its parties.

    A follow-up round asks those who object or hold to a condition, and those whom the owner wants to ask again.
    """
    with app.work() as work:
        state = work.open(dossier_id)
        if not is_due(work, state, StepKind.OPEN_ROUND, stage_key):
            return
        dossier, stage, version = state.dossier, state.stage, state.version
        earlier = state.round_of_this_lap()
        number = sum(1 for round_ in state.rounds if round_.stage_key == stage.key) + 1
        asked = state.asked_in(stage.key)
        days = stage.working_days
        if earlier is not None or not state.asks_everybody():
            concerned = {*state.open_parties(stage.key), *state.to_be_asked_again(stage.key)}
            asked = [participant for participant in asked if participant.code in concerned]
            days = stage.follow_up_working_days
        due = add_working_days(local_day(work.at), days)
        if number == 1 and stage.due_date is not None and stage.due_date >= local_day(work.at):
            due = stage.due_date
        round_ = work.add(
            ConsultationRound(
                dossier_id=dossier.id,
                stage_key=stage.key,
                number=number,
                lap=dossier.lap,
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
            lap=dossier.lap,
            silence=round_.silence,
            parties=[invitation.party_code for invitation in invited],
            optional=[invitation.party_code for invitation in invited if invitation.is_optional],
        )


def add_party(app: App, number: str, *, party: str, by: str, reason: str, is_optional: bool = False) -> None:
    """Ask one more party in the open round, until its due date; later rounds of the stage may ask it too.

    Raises `InvalidInput` with everything that is wrong with it.
    """
    by = acting(by, "adds the party")
    with app.work(by_people=True) as work:
        state = work.open(number, action="add a party")
        round_ = _open_round_of(state, "add a party to")
        stage = state.stage
        kind = route.KINDS[stage.parties or ""]
        faults = [wrong.at("party") for wrong in parties_.faults_of(work, party, kind)]
        if any(participant.code == party for participant in state.participants):
            faults.append(fault("party", "party.asked_already", party=party))
        if not reason.strip():
            faults.append(fault("reason", "party.adding_needs_reason"))
        if working_days_between(local_day(work.at), round_.due) < 1:
            faults.append(fault("party", "round.ends_too_soon", due=round_.due, party=party))
        if faults:
            raise InvalidInput("party.not_added", faults, party=party, round=round_.number)
        found = work.session.get_one(Party, party)
        places = [participant.place for participant in state.asked_in(stage.key)]
        participant = work.add(
            Participant(
                dossier_id=state.dossier.id,
                stage_key=stage.key,
                place=max(places, default=-1) + 1,
                code=party,
                name=found.name,
                kind=found.kind,
                is_optional=is_optional,
            )
        )
        round_.move("add a party to")
        _invite(work, state, round_, participant, len(state.invited_to(round_)))
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


def _invite(
    work: Work, state: DossierState, round_: ConsultationRound, participant: Participant, place: int
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
        is_optional=participant.is_optional,
    )
    receivers = _send_invitation(work, state, round_, invitation, key=f"invitation:{round_.id}:{participant.code}")
    invitation.asked, invitation.deputy_code = receivers.names, receivers.deputy_code
    return work.add(invitation)


def invite_anew(
    work: Work, state: DossierState, round_: ConsultationRound, invitation: Invitation, *, key: str, to: Receivers
) -> None:
    """Send an invitation to the contacts that a party has now; its due date stays."""
    invitation.asked = _send_invitation(work, state, round_, invitation, key=key, to=to).names


def _send_invitation(
    work: Work,
    state: DossierState,
    round_: ConsultationRound,
    invitation: Invitation,
    *,
    key: str,
    to: Receivers | None = None,
) -> Receivers:
    code = invitation.party_code
    seen = version_seen(state, round_, code)
    changes, more = redlines.shown(redlines.changes_since(work.app, state, seen))
    return compose.send(
        work,
        state.dossier,
        MessageKind.INVITATION,
        code,
        about_id=round_.id,
        key=key,
        link_to=LinkTo(LinkPurpose.REVIEW, invitation.id),
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


def _answered_copy(work: Work, state: DossierState, round_: ConsultationRound, party_code: str) -> list[Document]:
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


def close_round(app: App, dossier_id: str, stage_key: str) -> None:
    """Close the round that is complete or past its due date; record what silence means; write the reaction table."""
    ahead = returned_copies.put_together_ahead(app, dossier_id)
    with app.work() as work:
        state = work.open(dossier_id)
        standing.note_ended(work, state)
        if not is_due(work, state, StepKind.CLOSE_ROUND, stage_key):
            return
        round_ = state.round_of_this_lap()
        assert round_ is not None
        _close(work, state, round_, ahead, by="Paraaf", reason="")


def close_early(app: App, number: str, *, by: str, reason: str) -> None:
    """Close the open round before its due date; the reason is recorded, and silence counts as the route says."""
    by = acting(by, "closes the round")
    ahead = returned_copies.put_together_ahead(app, number)
    with app.work(by_people=True) as work:
        state = work.open(number, action="close the round")
        round_ = _open_round_of(state, "close")
        if not reason.strip():
            raise InvalidInput("round.closing_needs_reason")
        standing.note_ended(work, state)
        _close(work, state, round_, ahead, by=by, reason=reason.strip())


def _close(
    work: Work,
    state: DossierState,
    round_: ConsultationRound,
    ahead: returned_copies.PutTogether | None,
    *,
    by: str,
    reason: str,
) -> None:
    dossier, stage = state.dossier, state.stage
    round_.move("close")
    round_.closed_at, round_.close_reason = work.at, reason
    silent = state.not_reacted(round_)
    unreached = [invitation for invitation in silent if standstill(state, round_, invitation) is not None]
    for invitation in silent:
        silence = Reaction(
            dossier_id=dossier.id,
            invitation_id=invitation.id,
            number=sum(1 for reaction in state.reactions if reaction.invitation_id == invitation.id) + 1,
            party_code=invitation.party_code,
            position=silence_of(round_, invitation, is_reached=invitation not in unreached),
            is_unreached=invitation in unreached,
            by="Paraaf",
            at=work.at,
            version_number=round_.version_number,
            fingerprint=round_.fingerprint,
        )
        state.reactions.append(work.add(silence))
    consolidated = returned_copies.record_points(work, state, round_, ahead)
    if not state.unanswered_in(round_) and not _standing_in(state, round_):
        round_.move("complete")
    is_answered = round_.status is RoundStatus.ANSWERED
    work.record(
        dossier,
        "round_closed",
        by,
        stage=stage.key,
        round=round_.number,
        reason=reason,
        silent=[invitation.party_code for invitation in silent if not invitation.is_optional],
        silence=Position.TACIT if round_.silence is Silence.TACIT else Position.NO_RESPONSE,
        silent_optional=[invitation.party_code for invitation in silent if invitation.is_optional],
        unreached=[invitation.party_code for invitation in unreached],
        is_answered=is_answered,
    )
    table = reaction_table.write(work, state, round_, answered=is_answered)
    compose.send(
        work,
        dossier,
        MessageKind.ROUND_CLOSED,
        OWNER,
        about_id=round_.id,
        key=f"round_closed:{round_.id}",
        documents=[table, *([consolidated] if consolidated else [])],
        round=round_,
        stage=stage,
        standing=[
            (invitation.party_code, reaction.position)
            for invitation in state.invited_to(round_)
            if (reaction := state.reaction_to(invitation))
        ],
        unreached=[invitation.party_code for invitation in unreached],
        left=[invitation.party_code for invitation in unreached if reached_at(state, invitation) is not None],
        unanswered=len(state.unanswered_in(round_)),
    )


def silence_of(round_: ConsultationRound, invitation: Invitation, *, is_reached: bool) -> Position:
    """Return what a party's silence is recorded as: as the route says.

    Of an optional party it is never agreement, and neither is it of one whose term stands still: it did not get its
    invitation, or nobody who got it can answer any more.
    """
    is_tacit = round_.silence is Silence.TACIT and not invitation.is_optional and is_reached
    return Position.TACIT if is_tacit else Position.NO_RESPONSE


def _standing_in(state: DossierState, round_: ConsultationRound) -> list[str]:
    invited = {invitation.party_code for invitation in state.invited_to(round_)}
    return [code for code in state.open_parties(round_.stage_key) if code in invited]


def write_table(app: App, dossier_id: str, stage_key: str) -> None:
    """Write the reaction table of the answered round, every comment with its response."""
    with app.work() as work:
        state = work.open(dossier_id)
        if not is_due(work, state, StepKind.WRITE_REACTION_TABLE, stage_key):
            return
        round_ = state.round_of_this_lap()
        assert round_ is not None
        reaction_table.write(work, state, round_, answered=True)


def extend_round(app: App, number: str, *, until: date, by: str, reason: str) -> None:
    """Move the due date of the open round; all its parties are told."""
    by = acting(by, "extends the round")
    with app.work(by_people=True) as work:
        state = work.open(number, action="extend the round")
        round_ = _open_round_of(state, "extend")
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
                link_to=LinkTo(LinkPurpose.REVIEW, invitation.id),
                round=round_,
                stage=state.stage,
                reason=reason.strip(),
            )


def remind(app: App, number: str, *, by: str, parties: list[str] | None = None) -> list[str]:
    """Remind those of the open round who have not reacted (or some of them), now; return whom."""
    by = acting(by, "asks for the reminder")
    with app.work(by_people=True) as work:
        state = work.open(number, action="remind")
        round_ = _open_round_of(state, "remind in")
        silent = [invitation.party_code for invitation in state.not_reacted(round_)]
        wrong = [code for code in parties or [] if code not in silent]
        if wrong:
            raise NotFound("round.nothing_to_answer", parties=wrong, round=round_.number, silent=silent)
        round_.move("remind in")
        chosen = parties or silent
        for invitation in state.not_reacted(round_):
            if invitation.party_code in chosen:
                key = f"reminder:{invitation.id}:asked:{state.dossier.audit_count}"
                asked = Reminder(key, invitation.id, work.at, invitation.party_code, round_.due)
                _send_reminder(work, state, asked)
        work.record(state.dossier, "reminded", by, round=round_.number, stage=round_.stage_key, parties=chosen)
        return chosen


def send_due_reminders(app: App, dossier_id: str) -> int:
    """Send the reminders whose time has come; of several for one party only the last. Return how many.

    A round that is past its due date reminds nobody any more: it closes.
    """
    with app.work() as work:
        state = work.open(dossier_id)
        due = [reminder for reminder in open_reminders(state) if reminder.moment <= work.at]
        if state.stage.kind is StageKind.CONSULTATION:
            due = [reminder for reminder in due if work.at < end_of_day(reminder.due)]
        latest = {reminder.party_code: reminder for reminder in due}
        skipped = [reminder for reminder in due if latest[reminder.party_code] is not reminder]
        for reminder in latest.values():
            _send_reminder(work, state, reminder)
        if latest:
            work.record(
                state.dossier,
                "reminded",
                "Paraaf",
                parties=sorted(latest),
                keys=[r.key for r in latest.values()],
                skipped=[r.key for r in skipped],
            )
        return len(latest)


def _send_reminder(work: Work, state: DossierState, reminder: Reminder) -> None:
    dossier = state.dossier
    round_ = state.round_of_this_lap() if state.stage.kind is StageKind.CONSULTATION else None
    letter = state.for_signature(state.version.number) if round_ is None else None
    compose.send(
        work,
        dossier,
        MessageKind.REMINDER,
        reminder.party_code,
        about_id=reminder.about,
        key=reminder.key,
        documents=[letter or letter_document(state, round_.version_number if round_ else state.version.number)],
        link_to=_link_to(state, reminder.about),
        due=reminder.due,
        stage=state.stage,
        is_late=local_day(work.at) > reminder.due,
    )


def _link_to(state: DossierState, about: str) -> LinkTo:
    """Return what the receiver of a reminder about this can do in the portal."""
    if any(invitation.id == about for invitation in state.invitations):
        return LinkTo(LinkPurpose.REVIEW, about)
    is_sign_off = any(place.id == about for place in state.sign_offs)
    return LinkTo(LinkPurpose.SIGN_OFF if is_sign_off else LinkPurpose.DECISION, about)


def _open_round_of(state: DossierState, action: str) -> ConsultationRound:
    dossier = state.dossier
    round_ = None if dossier.is_over or state.stage.kind is not StageKind.CONSULTATION else state.round_of_this_lap()
    if round_ is None:
        where = dossier.status if dossier.is_over else state.stage.name
        raise TransitionNotAllowed("round.none_open", letter=dossier.number, action=action, stage=where)
    if round_.status is not RoundStatus.OPEN:
        raise TransitionNotAllowed("round.not_from_here", action=action, number=round_.number, status=round_.status)
    return round_
