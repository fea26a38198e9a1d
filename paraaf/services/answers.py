"""The owner's work: answering comments, the next version, escalations, sending a returned letter on again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.consultation import ConsultationRound, Escalation, Response
from models.enums import DossierStatus, MessageKind, RoundStatus, StageKind
from models.errors import Fault, InvalidAnswers, TransitionNotAllowed
from models.state import DossierState
from paraaf import documents, wording
from paraaf.redline import Dropped
from paraaf.services import copies, messages, redlines
from paraaf.services.acting import acting
from paraaf.services.answer_checks import AnswersInput as AnswersInput
from paraaf.services.answer_checks import EscalationInput as EscalationInput
from paraaf.services.answer_checks import ResponseInput as ResponseInput
from paraaf.services.answer_checks import check_answers
from paraaf.services.changes import record_changes
from paraaf.services.context import App, Work
from paraaf.services.files import check_next_version
from paraaf.services.letters import letter_document, next_version
from paraaf.services.message_templates import AnsweredComment


@dataclass(frozen=True)
class Answered:
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


def answer(app: App, number: str, given: AnswersInput, *, by: str = "") -> Answered:
    """Record the owner's answers; when every comment has one, the letter goes on.

    Answers may come in parts; the next version comes with the last of them. Raises `InvalidAnswers` with
    everything that is wrong, and then records nothing. `by` is who answers; empty means the dossier's owner.
    """
    if by:
        by = acting(by, "answers")
    dropped: tuple[Dropped, ...] = ()
    if given.file is not None:
        passed = check_next_version(given.file[1], what=f"The next version {given.file[0]}")
        given, dropped = replace(given, file=(given.file[0], passed.docx)), passed.dropped
    with app.work(by_people=True) as work:
        state = work.open(number, action="answer")
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
            _tell_what_became(work, state, round_, asked_again=open_parties)
        number, version = state.dossier.number, state.version.number
        return Answered(number, version, still_open, open_parties, _touched(state), dropped)


def _with_equals(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> AnswersInput:
    """Return the answers with those to equal changes: what several parties changed alike has one answer."""
    responses = list(given.responses)
    answered = {response.comment for response in responses}
    comments = {comment.number: comment for comment in state.comments_in(round_)}
    for response in given.responses:
        comment = comments.get(response.comment)
        for other in copies.equal_to(state, round_, comment) if comment else []:
            if other.number not in answered and state.response_to(other) is None:
                answered.add(other.number)
                responses.append(replace(response, comment=other.number))
    return replace(given, responses=responses)


def _make_next_version(work: Work, state: DossierState, round_: ConsultationRound, given: AnswersInput) -> None:
    """Make the next version of what the owner hands in or decided; no version if the text stays as it is."""
    decided = None if given.file is not None else copies.decided_text(work.app, state, round_)
    if given.file is None and not given.edits and decided is None:
        return
    before = state.version.number
    text = _new_text(work, state, given) if decided is None else documents.apply_edits(decided, given.edits)
    made_in = f"{round_.stage_key} round {round_.number}"
    next_version(work, state, text, made_in=made_in, may_read_the_same=decided is not None)
    redlines.since(work, state, before)


def _tell_what_became(
    work: Work, state: DossierState, round_: ConsultationRound, *, asked_again: Sequence[str]
) -> None:
    """Tell each party that commented what became of it; who is asked again reads it in the next invitation."""
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
        messages.send(
            work,
            state.dossier,
            MessageKind.ANSWERED,
            invitation.party_code,
            key=f"answered:{invitation.id}",
            documents=copies.answered_copy(work, state, round_, invitation.party_code),
            round=round_,
            version=state.version.number,
            answered=answered,
        )


def _round_to_answer(state: DossierState) -> ConsultationRound:
    dossier = state.dossier
    round_ = None
    if not dossier.is_over and state.stage.kind is StageKind.CONSULTATION:
        round_ = state.round_of_this_lap()
    if round_ is None or round_.status is not RoundStatus.CLOSED:
        where = "still open" if round_ is not None and round_.status is RoundStatus.OPEN else "not there"
        stage = wording.DOSSIERS["en"][dossier.status] if dossier.is_over else state.stage.name.en
        raise TransitionNotAllowed(
            f"Letter {dossier.number} has no round to answer: it is at '{stage}', and its round is {where}."
        )
    return round_


def _record_responses(work: Work, state: DossierState, round_: ConsultationRound, given: AnswersInput, by: str) -> None:
    comments = {c.number: c for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
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


def _new_text(work: Work, state: DossierState, given: AnswersInput) -> bytes:
    if given.file is not None:
        return given.file[1]
    current = work.app.store.get(letter_document(state, state.version.number).sha256)
    return documents.apply_edits(current, given.edits)


def _resubmit(work: Work, state: DossierState, given: AnswersInput, by: str) -> Answered:
    """Send a returned letter on again, with a next version or without, from the stage the owner names."""
    dossier, route = state.dossier, state.dossier.parsed_route
    faults = []
    default = next(stage.key for stage in route.stages if stage.kind is StageKind.SIGN_OFF)
    key = given.continue_at or default
    index = route.index_of(key)
    allowed = [
        stage.key
        for place, stage in enumerate(route.stages)
        if place <= dossier.stage and stage.kind is not StageKind.DISPATCH
    ]
    if index is None or key not in allowed:
        faults.append(Fault("continue_at", f"a returned letter goes on at one of {', '.join(allowed)}, not at '{key}'"))
    is_changed = given.file is not None or bool(given.edits)
    if is_changed and index is not None and key in allowed and index > (route.index_of(default) or 0):
        faults.append(Fault("continue_at", f"the text changes, so it passes the sign-off route again: '{default}'"))
    if given.responses or given.escalations:
        faults.append(Fault("responses", "there is no round to answer: the letter was returned"))
    if given.file is not None and given.edits:
        faults.append(Fault("letter", "give the next version as a file or as edits, not both"))
    if faults or index is None:
        raise InvalidAnswers("The letter cannot go on like this; nothing was recorded.", faults)
    if is_changed:
        next_version(work, state, _new_text(work, state, given), made_in="after return")
    dossier.move("resubmit")
    dossier.stage = dossier.asks_all_from = index
    dossier.lap += 1
    work.record(dossier, "resubmitted", by, version=state.version.number, continue_at=key, lap=dossier.lap, stage=index)
    record_changes(work, state, given.changes, by)
    return Answered(dossier.number, state.version.number, (), (), _touched(state))


def _touched(state: DossierState) -> tuple[str, ...]:
    return tuple(reaction.party_code for _, reaction in state.touched_agreements())
