"""The owner's work: answering comments, the next version, escalations, sending a returned letter on again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.consultation import ConsultationRound, Escalation, Response
from models.enums import DossierStatus, MessageKind, RoundStatus, StageKind
from models.errors import TransitionNotAllowed
from models.route import Wording
from models.state import DossierState
from paraaf.redline import Dropped
from paraaf.services.app.actor import require_actor
from paraaf.services.app.files import check_next_version
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.consultation import next_version as next_texts
from paraaf.services.consultation import returned_copies
from paraaf.services.consultation.answer_checks import AnswersInput as AnswersInput
from paraaf.services.consultation.answer_checks import EscalationInput as EscalationInput
from paraaf.services.consultation.answer_checks import ResponseInput as ResponseInput
from paraaf.services.consultation.answer_checks import accepted_proposals, check_answers, check_resubmission
from paraaf.services.consultation.change_notices import record_changes
from paraaf.services.consultation.next_version import NextVersionPreview, check_previewed
from paraaf.services.letters import redlines
from paraaf.services.letters.letters import next_version
from paraaf.services.messaging import compose
from paraaf.services.templating.message_facts import AnsweredComment


@dataclass(frozen=True)
class AnswersResult:
    """What came of it."""

    dossier: str
    version: int
    """The version that stands now."""
    still_open: tuple[int, ...]
    """Numbers of comments that have no response yet."""
    new_round_with: tuple[str, ...]
    """Parties that are asked again, since they object or set a condition."""
    touched: tuple[str, ...] = ()
    """Parties that agreed to an earlier text, of whom the owner is still to decide."""
    dropped: tuple[Dropped, ...] = ()
    """What was left out of the next version that was handed in, since it is no part of a letter."""


def answer(app: App, number: str, given: AnswersInput, *, by: str = "") -> AnswersResult:
    """Record the owner's answers; when every comment has one, the letter goes on.

    Answers may come in parts; the next version comes with the last of them. Raises `InvalidAnswers` with
    everything that is wrong, and then records nothing. `by` is who answers; empty means the dossier's owner.
    """
    if by:
        by = require_actor(by, "answers")
    dropped: tuple[Dropped, ...] = ()
    if given.file is not None:
        passed = check_next_version(given.file[1], what=_next_version(given.file[0]))
        given, dropped = replace(given, file=(given.file[0], passed.docx)), passed.dropped
    with app.work(by_people=True) as work:
        state = work.load_dossier(number, action="answer")
        by = by or state.dossier.owner_name
        if state.dossier.status is DossierStatus.RETURNED:
            return replace(_resubmit(work, state, given, by), dropped=dropped)
        round_ = _round_to_answer(state)
        given = _with_equals(state, round_, given)
        check_answers(state, round_, given)
        round_.move("answer")
        _record_responses(work, state, round_, given, by)
        still_open = tuple(comment.number for comment in state.unanswered_in(round_))
        if not still_open:
            _make_next_version(work, state, round_, given)
        elif given.foreseen:
            check_previewed(given, None)
        record_changes(work, state, given.changes, by)
        open_parties = tuple(state.open_parties(round_.stage_key))
        if not still_open:
            round_.move("complete")
            work.record(
                state.dossier,
                "round_answered",
                by,
                stage=round_.stage_key,
                round=round_.number,
                asked_again=list(open_parties),
            )
            _report_outcome(work, state, round_, asked_again=open_parties)
        number, version = state.dossier.number, state.version.number
        return AnswersResult(number, version, still_open, open_parties, _touched(state), dropped)


def _with_equals(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> AnswersInput:
    """Return the answers with those to equal changes: what several parties changed alike has one answer."""
    responses = list(given.responses)
    answered = {response.comment for response in responses}
    comments = {comment.number: comment for comment in state.comments_in(round_)}
    for response in given.responses:
        comment = comments.get(response.comment)
        for other in returned_copies.equal_to(state, round_, comment) if comment else []:
            if other.number not in answered and state.response_to(other) is None:
                answered.add(other.number)
                responses.append(replace(response, comment=other.number))
    return replace(given, responses=responses)


def _make_next_version(work: UnitOfWork, state: DossierState, round_: ConsultationRound, given: AnswersInput) -> None:
    """Make the next version of what the owner hands in or decided; no version if the text stays as it is."""
    text = next_texts.after_round(work.app, state, round_, given)
    check_previewed(given, text)
    if text is None:
        return
    before = state.version.number
    made_in = f"{round_.stage_key} round {round_.number}"
    next_version(work, state, text.docx, made_in=made_in, may_read_the_same=text.may_read_the_same)
    redlines.since(work, state, before)


def preview(app: App, number: str, given: AnswersInput) -> NextVersionPreview | None:
    """Return what the next version would be if these answers were recorded; None if the text stays as it is.

    Nothing is recorded. Raises what `answer` would raise, but for a letter that is on hold.
    """
    if given.file is not None:
        passed = check_next_version(given.file[1], what=_next_version(given.file[0]))
        given = replace(given, file=(given.file[0], passed.docx))
    with app.read() as session:
        state = load_state(session, find_dossier(session, number))
        if state.dossier.status is DossierStatus.RETURNED:
            check_resubmission(state, given)
            text = next_texts.after_return(app, state, given)
        else:
            round_ = _round_to_answer(state)
            given = _with_equals(state, round_, given)
            check_answers(state, round_, given)
            state.responses += _as_if_recorded(state, round_, given, at=app.clock.now())
            is_last = not state.unanswered_in(round_)
            text = next_texts.after_round(app, state, round_, given) if is_last else None
        return next_texts.preview(app, state, text) if text is not None else None


def _as_if_recorded(
    state: DossierState, round_: ConsultationRound, given: AnswersInput, *, at: datetime
) -> list[Response]:
    comments = {c.number: c.id for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
    return [
        Response(
            comment_id=comments[each.comment],
            dossier_id=state.dossier.id,
            verdict=each.verdict,
            reason=each.reason,
            by=state.dossier.owner_name,
            at=at,
        )
        for each in given.responses
    ]


def _report_outcome(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, *, asked_again: Sequence[str]
) -> None:
    """Tell each party that commented what became of it; whoever is asked again reads it in the next invitation."""
    for invitation in state.invited_to(round_):
        reaction = state.reaction_to(invitation)
        answered = [
            AnsweredComment(comment.number, comment.text, response.verdict, response.reason)
            for comment in state.comments_in(round_)
            if reaction is not None
            and comment.reaction_id == reaction.id
            and (response := state.response_to(comment)) is not None
        ]
        if not answered or invitation.party_code in asked_again:
            continue
        compose.send(
            work,
            state.dossier,
            MessageKind.ANSWERED,
            invitation.party_code,
            about_id=invitation.id,
            key=f"answered:{invitation.id}",
            documents=returned_copies.answered_copy(work, state, round_, invitation.party_code),
            round=round_,
            version=state.version.number,
            answered=answered,
        )


def _round_to_answer(state: DossierState) -> ConsultationRound:
    dossier = state.dossier
    round_ = None
    if not dossier.is_over and state.stage.kind is StageKind.CONSULTATION:
        round_ = state.current_round()
    if round_ is None or round_.status is not RoundStatus.CLOSED:
        where = "still open" if round_ is not None and round_.status is RoundStatus.OPEN else "not there"
        stage = dossier.status if dossier.is_over else state.stage.name
        raise TransitionNotAllowed("round.none_to_answer", letter=dossier.number, stage=stage, where=where)
    return round_


def _record_responses(
    work: UnitOfWork, state: DossierState, round_: ConsultationRound, given: AnswersInput, by: str
) -> None:
    comments = {c.number: c for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
    taken = {taking.comment.number: taking.placing for taking in accepted_proposals(state, round_, given)}
    for answered in given.responses:
        response = work.add(
            Response(
                comment_id=comments[answered.comment].id,
                dossier_id=state.dossier.id,
                verdict=answered.verdict,
                reason=answered.reason.strip(),
                by=by,
                at=work.at,
            )
        )
        state.responses.append(response)
        work.record(
            state.dossier,
            "comment_answered",
            by,
            comment=answered.comment,
            verdict=answered.verdict,
            reason=answered.reason.strip(),
            **({"takes": taken[answered.comment]} if answered.comment in taken else {}),
        )
    for decided in given.escalations:
        state.escalations.append(
            work.add(
                Escalation(
                    dossier_id=state.dossier.id,
                    round_id=round_.id,
                    party_code=decided.party,
                    decided_by=decided.decided_by.strip(),
                    level=decided.level.strip(),
                    reason=decided.reason.strip(),
                    by=by,
                    at=work.at,
                )
            )
        )
        work.record(
            state.dossier,
            "escalated",
            by,
            stage=round_.stage_key,
            round=round_.number,
            party=decided.party,
            decided_by=decided.decided_by,
            level=decided.level,
            reason=decided.reason,
        )


def _resubmit(work: UnitOfWork, state: DossierState, given: AnswersInput, by: str) -> AnswersResult:
    """Send a returned letter on again, with a next version or without, from the stage the owner names."""
    dossier, index = state.dossier, check_resubmission(state, given)
    text = next_texts.after_return(work.app, state, given)
    check_previewed(given, text)
    if text is not None:
        next_version(work, state, text.docx, made_in="after return")
    dossier.move("resubmit")
    dossier.stage = dossier.asks_all_from = index
    dossier.cycle += 1
    key = dossier.parsed_route.stages[index].key
    work.record(
        dossier, "resubmitted", by, version=state.version.number, continue_at=key, lap=dossier.cycle, stage=index
    )
    record_changes(work, state, given.changes, by)
    return AnswersResult(dossier.number, state.version.number, (), (), _touched(state))


def _touched(state: DossierState) -> tuple[str, ...]:
    return tuple(reaction.party_code for _, reaction in state.outdated_agreements())


def _next_version(name: str) -> Wording:
    return Wording(nl=f"De nieuwe versie {name}", en=f"The next version {name}")
