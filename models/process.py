"""What is the next step of a letter? Pure rules over what the database holds; no clock, no settings, no IO.

The flow asks for the next step, does it, and asks again; when the next step is somebody's, it suspends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.decision import Decision, SignOff
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DocumentKind,
    DossierStatus,
    MessageStatus,
    RoundStatus,
    SignOffStatus,
    StageKind,
)
from models.reaction_term import last_day
from models.state import DossierState, awaited_in, table_key
from models.working_days import end_of_day

OWNER, SECRETARIAT = "owner", "secretariat"


class StepKind(StrEnum):
    """Every step a letter can take; those that begin with `await` are somebody's."""

    SET_DRAFT = "set_draft"
    NOTIFY = "notify"
    OPEN_ROUND = "open_round"
    AWAIT_REACTIONS = "await_reactions"
    CLOSE_ROUND = "close_round"
    AWAIT_ANSWERS = "await_answers"
    WRITE_REACTION_TABLE = "write_reaction_table"
    COMPLETE_STAGE = "complete_stage"
    AWAIT_CHANGE_DECISIONS = "await_change_decisions"
    GO_BACK = "go_back"
    SET_FOR_SIGNATURE = "set_for_signature"
    WRITE_ADVICE_NOTE = "write_advice_note"
    ASK_SIGN_OFF = "ask_sign_off"
    AWAIT_SIGN_OFF = "await_sign_off"
    ASK_MINISTER = "ask_minister"
    AWAIT_MINISTER = "await_minister"
    AWAIT_RESUBMISSION = "await_resubmission"
    SET_SIGNED = "set_signed"
    MAKE_PACKAGE = "make_package"
    AWAIT_DISPATCH = "await_dispatch"
    AWAIT_ACCEPTANCE = "await_acceptance"
    COMPLETE_DISPATCH = "complete_dispatch"
    AWAIT_RELEASE = "await_release"
    DONE = "done"


@dataclass(frozen=True)
class Step:
    """The next step: what it is, about what, and for a step that is somebody's: whose and until when."""

    kind: StepKind
    subject: str = ""
    """What it is about: a stage key, a party code."""
    number: int = 0
    """The round, version or note that it is about."""
    message_ids: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    """Codes of the parties that it waits for; `owner` and `secretariat` for those."""
    until: datetime | None = None
    """When the letter goes on without them; None means never."""

    @property
    def waits_for_people(self) -> bool:
        """Whether the letter stands still until somebody acts, or a due date passes."""
        return self.kind.startswith("await")

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.kind is StepKind.DONE


def next_step(state: DossierState, *, at: datetime) -> Step:
    """Return what has to happen next to this letter, at this moment."""
    dossier = state.dossier
    if not state.versions and not dossier.is_over:
        return Step(StepKind.SET_DRAFT, number=1)
    untried = [message for message in state.messages if message.is_untried and not message.is_held(at=at)]
    if untried:
        return Step(StepKind.NOTIFY, message_ids=tuple(message.id for message in untried))
    if dossier.is_over:
        return Step(StepKind.DONE)
    if state.hold is not None:
        return Step(StepKind.AWAIT_RELEASE, waits_for=(OWNER, SECRETARIAT))
    if dossier.status is DossierStatus.RETURNED:
        return Step(StepKind.AWAIT_RESUBMISSION, waits_for=(OWNER,))
    match state.stage.kind:
        case StageKind.CONSULTATION:
            return _next_in_consultation(state, at)
        case StageKind.ADVICE_NOTE:
            return _next_before_signing(state) or _complete(state)
        case StageKind.SIGN_OFF:
            return _next_before_signing(state) or _next_in_sign_off(state)
        case StageKind.MINISTER:
            return _next_before_signing(state) or _next_with_minister(state)
        case StageKind.DISPATCH:
            return _next_in_dispatch(state)


def _complete(state: DossierState) -> Step:
    return Step(StepKind.COMPLETE_STAGE, subject=state.stage.key)


def _next_in_consultation(state: DossierState, at: datetime) -> Step:
    stage, round_ = state.stage, state.current_round()
    rounds_so_far = sum(1 for r in state.rounds if r.stage_key == stage.key)
    open_next = Step(StepKind.OPEN_ROUND, subject=stage.key, number=rounds_so_far + 1)
    if round_ is None:
        return open_next if state.asks_everybody() or state.to_be_asked_again(stage.key) else _complete(state)
    if round_.status is RoundStatus.OPEN:
        awaited = awaited_in(state, round_)
        days = [last_day(state, round_, invitation) for invitation in awaited]
        known = [end_of_day(day) for day in days if day is not None]
        until = max(known) if known and len(known) == len(days) else None
        if not awaited or (until is not None and at >= until):
            return Step(StepKind.CLOSE_ROUND, subject=stage.key, number=round_.number)
        codes = tuple(invitation.party_code for invitation in awaited)
        return Step(StepKind.AWAIT_REACTIONS, stage.key, round_.number, waits_for=codes, until=until)
    if round_.status is RoundStatus.CLOSED:
        return Step(StepKind.AWAIT_ANSWERS, stage.key, round_.number, waits_for=(OWNER,))
    if state.comments_in(round_) and state.document(table_key(round_, answered=True)) is None:
        return Step(StepKind.WRITE_REACTION_TABLE, subject=stage.key, number=round_.number)
    if state.open_parties(stage.key) or state.to_be_asked_again(stage.key):
        return open_next
    return _complete(state)


def _next_before_signing(state: DossierState) -> Step | None:
    """The letter for signature and the note belong to the text that stands now, whichever way it came here.

    Before that the owner decides of every party that agreed to another text whether it is told or asked again.
    """
    stage_again = next((key for key, code in state.consulted() if code in state.to_be_asked_again(key)), None)
    if state.outdated_agreements():
        return Step(StepKind.AWAIT_CHANGE_DECISIONS, waits_for=(OWNER,))
    if stage_again is not None:
        return Step(StepKind.GO_BACK, subject=stage_again)
    number = state.version.number
    letter, signer_from = state.for_signature(number), state.dossier.signer_from
    if letter is None or letter.seq <= signer_from:
        return Step(StepKind.SET_FOR_SIGNATURE, number=number)
    if not state.notes or state.notes[-1].version_number != number or _note_is_outdated(state):
        return Step(StepKind.WRITE_ADVICE_NOTE, number=len(state.notes) + 1)
    return None


def _note_is_outdated(state: DossierState) -> bool:
    """Since the last note the letter was returned, parties were asked again, or somebody else is to sign."""
    since = state.dossier.signer_from
    if since and state.document_by_id(state.notes[-1].document_id).seq <= since:
        return True
    moments = [d.decided_at for d in returned_places(state)] + [round_.closed_at for round_ in state.rounds]
    return any(moment is not None and moment > state.notes[-1].made_at for moment in moments)


def returned_places(state: DossierState) -> Iterable[SignOff | Decision]:
    """Yield the sign-offs and decisions with which the letter was sent back."""
    yield from (s for s in state.sign_offs if s.status is SignOffStatus.RETURNED)
    yield from (d for d in state.decisions if d.status is DecisionStatus.RETURNED)


def _next_in_sign_off(state: DossierState) -> Step:
    route = state.current_sign_off_route()
    if route is None:
        participants = state.asked_in(state.stage.key)
        first = [participant.code for participant in participants if participant.turn == participants[0].turn]
        return Step(StepKind.ASK_SIGN_OFF, subject=" ".join(first))
    places = state.sign_offs_on(route)
    asked = [sign_off.party_code for sign_off in places if sign_off.status is SignOffStatus.ASKED]
    if asked:
        return Step(StepKind.AWAIT_SIGN_OFF, waits_for=tuple(asked))
    waiting = [sign_off for sign_off in places if sign_off.status is SignOffStatus.WAITING]
    if waiting:
        turn = [sign_off.party_code for sign_off in waiting if sign_off.turn == waiting[0].turn]
        return Step(StepKind.ASK_SIGN_OFF, subject=" ".join(turn))
    return _complete(state)


def _next_with_minister(state: DossierState) -> Step:
    decision = state.current_decision()
    if decision is None or decision.status is DecisionStatus.LAPSED:  # a sign-off was taken back, and given again
        return Step(StepKind.ASK_MINISTER, subject=state.dossier.minister_code)
    if decision.status is not DecisionStatus.SIGNED:
        return Step(StepKind.AWAIT_MINISTER, waits_for=(state.dossier.minister_code,))
    if not any(document.kind is DocumentKind.SIGNED for document in state.documents):
        return Step(StepKind.SET_SIGNED, number=decision.version_number)
    return _complete(state)


def _next_in_dispatch(state: DossierState) -> Step:
    if state.dispatch is None:
        return Step(StepKind.MAKE_PACKAGE)
    if state.dispatch.status is DispatchStatus.READY:
        return Step(StepKind.AWAIT_DISPATCH, waits_for=(SECRETARIAT,))
    if state.dispatch.status is DispatchStatus.SENDING:
        if any(message.status is MessageStatus.SENT for message in state.letters_to_parliament):
            return Step(StepKind.COMPLETE_DISPATCH)
        return Step(StepKind.AWAIT_ACCEPTANCE, waits_for=(SECRETARIAT,))
    return Step(StepKind.DONE)
