"""What the owner hands in as answers, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.consultation import Comment, ConsultationRound
from models.enums import Placing, StageKind, Verdict
from models.errors import Fault, InvalidAnswers, fault
from models.state import DossierState
from paraaf import documents
from paraaf.services.consultation import proposals, returned_copies
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.consultation.proposals import AcceptedProposal


@dataclass(frozen=True)
class ResponseInput:
    """The owner's answer to one comment."""

    comment: int
    verdict: Verdict
    reason: str
    takes: bool | Placing = False
    """Whether the text that the comment proposes goes into the next version; or where, if its party did not say it."""


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
    foreseen: str | None = None
    """The fingerprint of the next version as `foresee` showed it, empty for none; None if nothing was shown."""


def check_answers(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> None:
    """Raise `InvalidAnswers` with everything that is wrong with answers to the comments of a round."""
    faults: list[Fault] = []
    comments = {c.number: c for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
    seen: set[int] = set()
    for place, response in enumerate(given.responses, start=1):
        where = f"responses[{place}]"
        comment = comments.get(response.comment)
        if comment is None:
            numbers = ", ".join(map(str, comments)) or "none"
            faults.append(fault(where, "comment.no_such", comment=response.comment, numbers=numbers))
        elif state.response_to(comment) is not None:
            faults.append(fault(where, "comment.answered_already", comment=response.comment))
        if response.comment in seen:
            faults.append(fault(where, "comment.answered_twice", comment=response.comment))
        if comment is not None:
            faults += _equal_faults(state, round_, given, comment, response, where)
        if not response.reason.strip():
            faults.append(fault(where, "comment.answer_needs_reason", comment=response.comment))
        seen.add(response.comment)
    faults += proposals.faults_of(accepted_proposals(state, round_, given))
    faults += _escalation_faults(state, round_, given)
    left = [c.number for c in state.unanswered_in(round_) if c.number not in seen]
    has_edits = bool(given.edits) or any(response.takes for response in given.responses)
    is_handed_in = given.file is not None or has_edits
    changes = {comment.number for comment in returned_copies.changes_in(state, round_)}
    verdicts = _verdicts(comments, state, given)
    taken = {number for number, verdict in verdicts.items() if verdict is Verdict.ACCEPTED}
    has_version = is_handed_in or (not left and bool(changes & taken))
    partly = {number for number, verdict in verdicts.items() if verdict is Verdict.PARTLY}
    own_words = [] if left or is_handed_in else sorted(changes & partly)
    if own_words:
        faults.append(fault("letter", "comment.partly_needs_own_words", comments=own_words))
    accepted = taken | partly
    if given.file is not None and has_edits:
        faults.append(fault("letter", "next_version.file_or_edits"))
    if left and is_handed_in:
        faults.append(fault("responses", "next_version.comments_unanswered", comments=left))
    if not left and accepted and not has_version and not own_words:
        faults.append(fault("letter", "next_version.needed", comments=sorted(accepted)))
    if not given.responses and not given.escalations and not given.changes and not has_version:
        faults.append(fault("", "answers.empty"))
    standing = set(state.open_parties(round_.stage_key)) - {escalation.party for escalation in given.escalations}
    silent = standing - {
        reaction.party_code for c in comments.values() for reaction in state.reactions if reaction.id == c.reaction_id
    }
    if not left and silent and not has_version and not faults:
        who = ", ".join(sorted(silent))
        faults.append(fault("escalations", "answers.objection_stands", parties=who))
    if faults:
        raise InvalidAnswers("answers.not_recorded", faults)


def accepted_proposals(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> list[AcceptedProposal]:
    """Return the proposed texts that are taken over, in the order of their comments."""
    comments = {c.number: c for c in (*state.comments_in(round_), *state.late_comments_in(round_))}
    found = [
        AcceptedProposal(comments[response.comment], response.takes, response.verdict)
        for response in given.responses
        if response.takes and response.comment in comments
    ]
    return sorted(found, key=lambda taking: taking.comment.number)


def check_resubmission(state: DossierState, given: AnswersInput) -> int:
    """Return the stage at which a returned letter goes on; raise `InvalidAnswers` with everything that is wrong."""
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
        faults.append(fault("continue_at", "answers.cannot_go_on_there", allowed=allowed, stage=key))
    is_changed = given.file is not None or bool(given.edits)
    if is_changed and index is not None and key in allowed and index > (route.index_of(default) or 0):
        faults.append(fault("continue_at", "answers.sign_off_again", stage=default))
    if given.responses or given.escalations:
        faults.append(fault("responses", "answers.no_round"))
    if given.file is not None and given.edits:
        faults.append(fault("letter", "next_version.file_or_edits"))
    if faults or index is None:
        raise InvalidAnswers("answers.cannot_go_on", faults)
    return index


def _verdicts(comments: Mapping[int, Comment], state: DossierState, given: AnswersInput) -> dict[int, Verdict]:
    """Return the verdict on each comment that was answered earlier or is answered now."""
    earlier = {n: response.verdict for n, comment in comments.items() if (response := state.response_to(comment))}
    return earlier | {response.comment: response.verdict for response in given.responses}


def _equal_faults(
    state: DossierState,
    round_: ConsultationRound,
    given: AnswersInput,
    comment: Comment,
    response: ResponseInput,
    where: str,
) -> list[Fault]:
    verdicts = {each.comment: each.verdict for each in given.responses}
    for other in returned_copies.equal_to(state, round_, comment):
        earlier = state.response_to(other)
        verdict = earlier.verdict if earlier else verdicts.get(other.number, response.verdict)
        if verdict is not response.verdict and other.number < comment.number:
            return [fault(where, "comment.same_change", first=other.number, second=comment.number)]
    return []


def _escalation_faults(state: DossierState, round_: ConsultationRound, given: AnswersInput) -> list[Fault]:
    faults = []
    standing = state.open_parties(round_.stage_key)
    for place, escalation in enumerate(given.escalations, start=1):
        where = f"escalations[{place}]"
        if escalation.party not in standing:
            faults.append(fault(where, "escalation.nothing_open", party=escalation.party, parties=list(standing)))
        for name in ("decided_by", "level", "reason"):
            if not getattr(escalation, name).strip():
                faults.append(fault(f"{where}.{name}", "escalation.needs_all"))
    return faults
