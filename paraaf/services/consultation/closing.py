"""Closing a round: when its term is over or everybody answered, or earlier by the owner's hand."""

from collections.abc import Sequence

from models.consultation import ConsultationRound, Invitation, Reaction
from models.document import Document
from models.enums import MessageKind, Position, RoundStatus, Silence
from models.errors import InvalidInput
from models.process import OWNER, StepKind
from models.reaction_term import pause_reason, reached_at
from models.state import DossierState
from paraaf.services.app.actor import require_actor
from paraaf.services.app.due import is_due
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation import reaction_table, returned_copies
from paraaf.services.consultation.rounds import open_round_of
from paraaf.services.messaging import answerability, compose

_SILENCE = (Position.TACIT, Position.NO_RESPONSE)


def close_round(app: App, dossier_id: str, stage_key: str) -> None:
    """Close the round that is complete or past its due date; record what silence means; write the reaction table."""
    ahead = returned_copies.preconsolidate(app, dossier_id)
    with app.work() as work:
        state = work.load_dossier(dossier_id)
        answerability.record_ended(work, state)
        if not is_due(work, state, StepKind.CLOSE_ROUND, stage_key):
            return
        round_ = state.current_round()
        assert round_ is not None
        _close(work, state, round_, ahead, by="Paraaf", reason="")


def close_early(app: App, number: str, *, by: str, reason: str) -> None:
    """Close the open round before its due date; the reason is recorded, and silence counts as the route says."""
    by = require_actor(by, "closes the round")
    ahead = returned_copies.preconsolidate(app, number)
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="close the round")
        round_ = open_round_of(state, "close")
        if not reason.strip():
            raise InvalidInput("round.closing_needs_reason")
        answerability.record_ended(work, state)
        _close(work, state, round_, ahead, by=by, reason=reason.strip())


def _close(
    work: UnitOfWork,
    state: DossierState,
    round_: ConsultationRound,
    ahead: returned_copies.ConsolidatedCopies | None,
    *,
    by: str,
    reason: str,
) -> None:
    dossier, stage = state.dossier, state.stage
    round_.move("close")
    round_.closed_at, round_.close_reason = work.at, reason
    silent = state.unanswered_invitations(round_)
    unreached = [invitation for invitation in silent if pause_reason(state, round_, invitation) is not None]
    for invitation in silent:
        _record_silence(work, state, round_, invitation, is_reached=invitation not in unreached)
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
    _tell_owner(work, state, round_, unreached, [table, *([consolidated] if consolidated else [])])


def _record_silence(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, invitation: Invitation, *, is_reached: bool
) -> None:
    silence = Reaction(
        dossier_id=state.dossier.id,
        invitation_id=invitation.id,
        number=sum(1 for reaction in state.reactions if reaction.invitation_id == invitation.id) + 1,
        party_code=invitation.party_code,
        position=position_of_silence(round_, invitation, is_reached=is_reached),
        is_unreached=not is_reached,
        by="Paraaf",
        at=work.at,
        version_number=round_.version_number,
        fingerprint=round_.fingerprint,
    )
    state.reactions.append(work.add(silence))


def put_silence_right(work: UnitOfWork, state: DossierState, invitation: Invitation) -> None:
    """Record of a party that its silence was none, since it never got its invitation.

    Nothing changes where the party said something, where the round is open still (its term stands still then), or after
    the letter ended.
    """
    round_ = next(each for each in state.rounds if each.id == invitation.round_id)
    silence = state.reaction_to(invitation)
    if silence is None or silence.position not in _SILENCE or silence.is_unreached:
        return
    if round_.status is RoundStatus.OPEN or state.dossier.ended_at:
        return
    _record_silence(work, state, round_, invitation, is_reached=False)
    facts = {"stage": round_.stage_key, "round": round_.number, "party": invitation.party_code, "was": silence.position}
    work.record(state.dossier, "silence_put_right", "Paraaf", **facts)


def _tell_owner(
    work: UnitOfWork,
    state: DossierState,
    round_: ConsultationRound,
    unreached: Sequence[Invitation],
    documents: Sequence[Document],
) -> None:
    compose.send(
        work,
        state.dossier,
        MessageKind.ROUND_CLOSED,
        OWNER,
        about_id=round_.id,
        key=f"round_closed:{round_.id}",
        documents=documents,
        round=round_,
        stage=state.stage,
        standing=[
            (invitation.party_code, reaction.position)
            for invitation in state.invited_to(round_)
            if (reaction := state.reaction_to(invitation))
        ],
        unreached=[invitation.party_code for invitation in unreached],
        left=[invitation.party_code for invitation in unreached if reached_at(state, invitation) is not None],
        unanswered=len(state.unanswered_in(round_)),
    )


def position_of_silence(round_: ConsultationRound, invitation: Invitation, *, is_reached: bool) -> Position:
    """Return what a party's silence is recorded as: as the route says.

    Of an optional party it is never agreement, and neither is it of one whose term stands still: it did not get its
    invitation, or nobody who got it can answer any more.
    """
    is_tacit = round_.silence is Silence.TACIT and not invitation.is_optional and is_reached
    return Position.TACIT if is_tacit else Position.NO_RESPONSE


def _standing_in(state: DossierState, round_: ConsultationRound) -> list[str]:
    invited = {invitation.party_code for invitation in state.invited_to(round_)}
    return [code for code in state.open_parties(round_.stage_key) if code in invited]
