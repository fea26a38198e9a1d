"""The owner's work: answering comments, the next version, escalations, sending a returned letter on again."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.consultation import ConsultationRound, Escalation, Response
from models.enums import DossierStatus, RoundStatus, StageKind, Verdict
from models.errors import Fault, InvalidAnswers, TransitionNotAllowed
from models.state import DossierState
from paraaf import documents, wording
from paraaf.services.acting import acting
from paraaf.services.changes import ChangeInput, record_changes
from paraaf.services.context import App, Work
from paraaf.services.files import check_next_version
from paraaf.services.letters import letter_document, next_version


@dataclass(frozen=True)
class ResponseInput:
    """The owner's answer to one comment."""

    comment: int
    verdict: Verdict
    reason: str


@dataclass(frozen=True)
class EscalationInput:
    """A decision above the owner to go on over a party's objection or condition."""

    party: str
    decided_by: str
    level: str
    reason: str


@dataclass(frozen=True)
class AnswersInput:
    """What the owner hands in: responses, the next version as a file or as edits, escalations."""

    responses: Sequence[ResponseInput] = ()
    file: tuple[str, bytes] | None = None
    edits: Sequence[documents.Edit] = ()
    escalations: Sequence[EscalationInput] = ()
    continue_at: str = ""
    """For a returned letter: the key of the stage from which it goes on."""
    changes: Sequence[ChangeInput] = ()
    """For parties that agreed to an earlier text: whether they are told of the change or asked again."""


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


def answer(app: App, number: str, given: AnswersInput, *, by: str = "") -> Answered:
    """Record the owner's answers; when every comment has one, the letter goes on.

    Answers may come in parts; the next version comes with the last of them. Raises `InvalidAnswers` with
    everything that is wrong, and then records nothing. `by` is who answers; empty means the dossier's owner.
    """
    if by:
        by = acting(by, "answers")
    if given.file is not None:
        check_next_version(given.file[1], what=f"The next version {given.file[0]}")
    with app.work(by_people=True) as work:
        state = work.open(number, action="answer")
        by = by or state.dossier.owner_name
        if state.dossier.status is DossierStatus.RETURNED:
            return _resubmit(work, state, given, by)
        round_ = _round_to_answer(state)
        _check(state, round_, given)
        round_.move("answer")
        _record_responses(work, state, round_, given, by)
        still_open = tuple(comment.number for comment in state.unanswered_in(round_))
        if given.file is not None or given.edits:
            made_in = f"{round_.stage_key} round {round_.number}"
            next_version(work, state, _new_text(work, state, given), made_in=made_in)
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
        return Answered(state.dossier.number, state.version.number, still_open, open_parties, _touched(state))


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


def _check(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> None:
    faults: list[Fault] = []
    comments = {c.number: c for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
    seen: set[int] = set()
    for place, response in enumerate(given.responses, start=1):
        where = f"responses[{place}]"
        comment = comments.get(response.comment)
        if comment is None:
            numbers = ", ".join(map(str, comments)) or "none"
            faults.append(Fault(where, f"there is no comment {response.comment} in this round (there is: {numbers})"))
        elif state.response_to(comment) is not None:
            faults.append(Fault(where, f"comment {response.comment} is answered already; that answer stands"))
        if response.comment in seen:
            faults.append(Fault(where, f"comment {response.comment} is answered twice"))
        if not response.reason.strip():
            faults.append(Fault(where, f"the answer to comment {response.comment} needs a reason"))
        seen.add(response.comment)
    faults += _escalation_faults(state, round_, given)
    left = [c.number for c in state.unanswered_in(round_) if c.number not in seen]
    has_version = given.file is not None or bool(given.edits)
    accepted = {r.comment for r in given.responses if r.verdict in (Verdict.ACCEPTED, Verdict.PARTLY)}
    accepted |= {
        comment.number
        for comment in comments.values()
        if (response_ := state.response_to(comment)) and response_.verdict in (Verdict.ACCEPTED, Verdict.PARTLY)
    }
    if given.file is not None and given.edits:
        faults.append(Fault("letter", "give the next version as a file or as edits, not both"))
    if left and has_version:
        faults.append(
            Fault("responses", f"before the next version every comment needs an answer: {_list(left)} not answered")
        )
    if not left and accepted and not has_version:
        faults.append(Fault("letter", f"a next version is needed: {_list(sorted(accepted))} accepted"))
    if not given.responses and not given.escalations and not given.changes and not has_version:
        faults.append(Fault("", "there is nothing in it: give responses, a next version or an escalation"))
    standing = set(state.open_parties(round_.stage_key)) - {escalation.party for escalation in given.escalations}
    silent = standing - {
        reaction.party_code for c in comments.values() for reaction in state.reactions if reaction.id == c.reaction_id
    }
    if not left and silent and not has_version and not faults:
        who = ", ".join(sorted(silent))
        faults.append(
            Fault(
                "escalations",
                f"the objection or condition of {who} stands: give a next version to ask them again, "
                "or record who decided to go on without them",
            )
        )
    if faults:
        raise InvalidAnswers("These answers cannot be used; nothing was recorded.", faults)


def _list(numbers: Sequence[int]) -> str:
    """Return comment numbers as people write them: "comments 2, 5"."""
    return f"comment{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _escalation_faults(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> list[Fault]:
    faults = []
    standing = state.open_parties(round_.stage_key)
    for place, escalation in enumerate(given.escalations, start=1):
        where = f"escalations[{place}]"
        if escalation.party not in standing:
            who = ", ".join(standing) or "nobody"
            faults.append(Fault(where, f"{escalation.party} has no open objection or condition ({who} has)"))
        for name in ("decided_by", "level", "reason"):
            if not getattr(escalation, name).strip():
                faults.append(Fault(f"{where}.{name}", "is missing"))
    return faults


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
