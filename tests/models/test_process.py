from datetime import timedelta

import pytest

from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DocumentKind,
    DossierStatus,
    MessageStatus,
    Position,
    RoundStatus,
    SignOffStatus,
    Weight,
)
from models.process import StepKind, next_step
from models.state import table_key
from models.working_days import end_of_day
from tests.support.states import (
    ADVICE_NOTE,
    DISPATCH,
    DUE,
    MINISTER,
    SIGN_OFF,
    STAKEHOLDERS,
    START,
    Letter,
    later,
    ready_to_sign,
)


def step(letter: Letter, *, minutes: float = 60) -> StepKind:
    return next_step(letter.state, at=later(minutes)).kind


def test_a_new_letter_gets_its_draft_first() -> None:
    assert step(Letter()) is StepKind.SET_DRAFT


def test_messages_that_were_not_tried_go_first() -> None:
    letter = Letter()
    letter.version()
    letter.round()
    message = letter.message()
    letter.message(status=MessageStatus.SENT)

    found = next_step(letter.state, at=START)

    assert found.kind is StepKind.NOTIFY
    assert found.message_ids == (message.id,)


@pytest.mark.parametrize(
    ("status", "attempts"),
    [
        (MessageStatus.SENT, 0),
        (MessageStatus.SENDING, 0),
        (MessageStatus.UNKNOWN, 0),
        (MessageStatus.PENDING, 1),
    ],
)
def test_other_messages_do_not_hold_the_letter_up(status: MessageStatus, attempts: int) -> None:
    letter = Letter()
    letter.version()
    letter.message(status=status, attempts=attempts)

    assert step(letter) is StepKind.OPEN_ROUND


def test_a_letter_that_is_over_still_delivers_its_messages_and_is_then_done() -> None:
    letter = Letter(status=DossierStatus.WITHDRAWN)
    message = letter.message()
    assert step(letter) is StepKind.NOTIFY

    message.status = MessageStatus.SENT
    assert step(letter) is StepKind.DONE


def test_a_returned_letter_waits_for_its_owner() -> None:
    letter = Letter(status=DossierStatus.RETURNED)
    letter.version()

    found = next_step(letter.state, at=START)

    assert (found.kind, found.waits_for, found.until) == (StepKind.AWAIT_RESUBMISSION, ("owner",), None)
    assert found.waits_for_people


# Consultation


def test_an_open_round_waits_for_those_who_are_silent_until_its_due_date() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN OCW")
    letter.reaction(round_, "FIN", Position.AGREE)

    found = next_step(letter.state, at=START)

    assert (found.kind, found.waits_for, found.until) == (StepKind.AWAIT_REACTIONS, ("OCW",), end_of_day(DUE))


def test_a_round_closes_when_all_have_reacted() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN")
    letter.reaction(round_, "FIN", Position.OBJECT, Weight.SUGGESTION)

    assert step(letter) is StepKind.CLOSE_ROUND


def test_a_round_closes_at_the_very_end_of_its_due_date() -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN")

    moment = end_of_day(DUE)
    assert next_step(letter.state, at=moment - timedelta(microseconds=1)).kind is StepKind.AWAIT_REACTIONS
    assert next_step(letter.state, at=moment).kind is StepKind.CLOSE_ROUND


def test_a_closed_round_waits_for_the_owner_s_answers() -> None:
    letter = Letter()
    letter.version()
    letter.round(status=RoundStatus.CLOSED)

    found = next_step(letter.state, at=START)

    assert (found.kind, found.waits_for) == (StepKind.AWAIT_ANSWERS, ("owner",))


def test_an_answered_round_with_comments_gets_its_table_once() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN", status=RoundStatus.ANSWERED)
    letter.answer(letter.reaction(round_, "FIN", Position.AGREE_WITH_COMMENTS, Weight.SUGGESTION))
    assert step(letter) is StepKind.WRITE_REACTION_TABLE

    letter.document(table_key(round_, answered=True), DocumentKind.REACTION_TABLE)
    assert step(letter) is StepKind.COMPLETE_STAGE


def test_an_answered_round_without_comments_completes_the_stage() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN", status=RoundStatus.ANSWERED)
    letter.reaction(round_, "FIN", Position.AGREE)

    assert step(letter) is StepKind.COMPLETE_STAGE


@pytest.mark.parametrize("position", [Position.OBJECT, Position.AGREE_ON_CONDITION])
def test_an_objection_or_condition_that_stands_opens_a_next_round(position: Position) -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN", status=RoundStatus.ANSWERED)
    letter.answer(letter.reaction(round_, "FIN", position, Weight.CONDITION))
    letter.document(table_key(round_, answered=True), DocumentKind.REACTION_TABLE)

    found = next_step(letter.state, at=later(60))

    assert (found.kind, found.subject, found.number) == (StepKind.OPEN_ROUND, "departments", 2)


def test_a_decision_above_the_owner_completes_the_stage_over_an_objection() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN", status=RoundStatus.ANSWERED)
    letter.answer(letter.reaction(round_, "FIN", Position.OBJECT, Weight.CONDITION, minutes=1))
    letter.document(table_key(round_, answered=True), DocumentKind.REACTION_TABLE)
    letter.escalation(round_, "FIN", minutes=2)

    assert step(letter) is StepKind.COMPLETE_STAGE


@pytest.mark.parametrize("status", [RoundStatus.CANCELLED, RoundStatus.ANSWERED])
def test_a_letter_that_comes_by_again_gets_a_new_round(status: RoundStatus) -> None:
    letter = Letter(cycle=2)
    letter.version()
    letter.round("FIN", status=status, cycle=1)

    found = next_step(letter.state, at=START)

    assert (found.kind, found.number) == (StepKind.OPEN_ROUND, 2)


def test_rounds_are_counted_for_each_stage_apart() -> None:
    letter = Letter(STAKEHOLDERS)
    letter.version()
    letter.round("FIN", status=RoundStatus.ANSWERED)

    found = next_step(letter.state, at=START)

    assert (found.kind, found.subject, found.number) == (StepKind.OPEN_ROUND, "stakeholders", 1)


# From the note to the minister


@pytest.mark.parametrize("stage", [ADVICE_NOTE, SIGN_OFF, MINISTER])
def test_the_letter_for_signature_and_the_note_are_made_for_the_text_that_stands(stage: int) -> None:
    letter = Letter(stage)
    letter.version()
    assert step(letter) is StepKind.SET_FOR_SIGNATURE

    letter.document("for_signature:1")
    assert step(letter) is StepKind.WRITE_ADVICE_NOTE

    letter.note(version=1)
    letter.version()
    assert step(letter) is StepKind.SET_FOR_SIGNATURE

    letter.document("for_signature:2")
    found = next_step(letter.state, at=START)
    assert (found.kind, found.number) == (StepKind.WRITE_ADVICE_NOTE, 2)


def test_the_note_is_written_again_after_a_return_even_when_the_text_stays() -> None:
    letter = ready_to_sign(SIGN_OFF, cycle=2)
    letter.sign_off_route(SignOffStatus.RETURNED, SignOffStatus.LAPSED, cycle=1)
    assert step(letter) is StepKind.WRITE_ADVICE_NOTE

    letter.note(version=1, minutes=21)
    assert step(letter) is StepKind.ASK_SIGN_OFF


def test_the_advice_note_stage_is_complete_when_the_note_is_there() -> None:
    assert step(ready_to_sign(ADVICE_NOTE)) is StepKind.COMPLETE_STAGE


def test_officials_are_asked_in_order() -> None:
    letter = ready_to_sign(SIGN_OFF)
    assert next_step(letter.state, at=START).subject == "DIR"

    first, second = letter.sign_off_route(SignOffStatus.ASKED, SignOffStatus.WAITING)
    found = next_step(letter.state, at=START)
    assert (found.kind, found.waits_for) == (StepKind.AWAIT_SIGN_OFF, ("DIR",))

    first.status = SignOffStatus.SIGNED_OFF
    found = next_step(letter.state, at=START)
    assert (found.kind, found.subject) == (StepKind.ASK_SIGN_OFF, "WJZ")

    second.status = SignOffStatus.SIGNED_OFF
    assert step(letter) is StepKind.COMPLETE_STAGE


def test_sign_offs_of_an_earlier_cycle_count_for_nothing() -> None:
    letter = ready_to_sign(SIGN_OFF, cycle=2)
    letter.sign_off_route(SignOffStatus.SIGNED_OFF, SignOffStatus.SIGNED_OFF, cycle=1)

    found = next_step(letter.state, at=START)

    assert (found.kind, found.subject) == (StepKind.ASK_SIGN_OFF, "DIR")


@pytest.mark.parametrize("status", [DecisionStatus.ASKED, DecisionStatus.DISCUSS])
def test_the_letter_waits_for_the_minister_also_while_it_is_discussed(status: DecisionStatus) -> None:
    letter = ready_to_sign(MINISTER)
    assert step(letter) is StepKind.ASK_MINISTER

    letter.decision(status)
    found = next_step(letter.state, at=START)
    assert (found.kind, found.waits_for) == (StepKind.AWAIT_MINISTER, ("MIN",))


def test_the_signed_letter_is_made_once() -> None:
    letter = ready_to_sign(MINISTER)
    letter.decision(DecisionStatus.SIGNED)
    assert step(letter) is StepKind.SET_SIGNED

    letter.document("signed:1", DocumentKind.SIGNED)
    assert step(letter) is StepKind.COMPLETE_STAGE


def test_a_decision_of_an_earlier_cycle_is_asked_again() -> None:
    letter = ready_to_sign(MINISTER, cycle=2)
    letter.decision(DecisionStatus.RETURNED, cycle=1)
    letter.note(version=1, minutes=31)

    assert step(letter) is StepKind.ASK_MINISTER


def test_dispatch_waits_for_the_secretariat() -> None:
    letter = ready_to_sign(DISPATCH)
    assert step(letter) is StepKind.MAKE_PACKAGE

    dispatch = letter.dispatch()
    found = next_step(letter.state, at=START)
    assert (found.kind, found.waits_for) == (StepKind.AWAIT_DISPATCH, ("secretariat",))

    dispatch.status = DispatchStatus.DISPATCHED
    assert step(letter) is StepKind.DONE


# By which reaction a party is held


@pytest.mark.parametrize(
    ("first", "then", "standing"),
    [
        (Position.AGREE, Position.TACIT, Position.TACIT),
        (Position.AGREE_WITH_COMMENTS, Position.NO_RESPONSE, Position.NO_RESPONSE),
        (Position.OBJECT, Position.TACIT, Position.OBJECT),
        (Position.OBJECT, Position.NO_RESPONSE, Position.OBJECT),
        (Position.AGREE_ON_CONDITION, Position.NO_RESPONSE, Position.AGREE_ON_CONDITION),
        (Position.AGREE_ON_CONDITION, Position.TACIT, Position.TACIT),
        (Position.OBJECT, Position.AGREE, Position.AGREE),
        (Position.AGREE, Position.OBJECT, Position.OBJECT),
    ],
)
def test_silence_in_a_later_round_is_no_agreement_to_what_was_objected(
    first: Position, then: Position, standing: Position
) -> None:
    letter = Letter()
    letter.reaction(letter.round("FIN", status=RoundStatus.ANSWERED), "FIN", first, minutes=1)
    letter.reaction(letter.round("FIN", status=RoundStatus.CLOSED), "FIN", then, minutes=2)

    found = letter.state.effective_reaction("departments", "FIN")

    assert found is not None
    assert found.position is standing


def test_silence_after_silence_after_an_objection_leaves_the_objection_standing() -> None:
    letter = Letter()
    letter.reaction(letter.round("FIN"), "FIN", Position.OBJECT, minutes=1)
    letter.reaction(letter.round("FIN"), "FIN", Position.TACIT, minutes=2)
    letter.reaction(letter.round("FIN"), "FIN", Position.TACIT, minutes=3)

    assert letter.state.open_parties("departments") == ["FIN"]


def test_a_party_that_said_nothing_is_held_by_nothing() -> None:
    letter = Letter()
    letter.round("FIN")

    assert letter.state.effective_reaction("departments", "FIN") is None
    assert letter.state.open_parties("departments") == []


def test_a_stage_knows_nothing_of_reactions_in_another() -> None:
    letter = Letter()
    letter.reaction(letter.round("FIN", stage="stakeholders"), "FIN", Position.OBJECT)

    assert letter.state.effective_reaction("departments", "FIN") is None
    assert letter.state.open_parties("stakeholders") == ["FIN"]


def test_a_decision_over_an_objection_does_not_cover_a_later_one() -> None:
    letter = Letter()
    first = letter.round("FIN")
    letter.reaction(first, "FIN", Position.OBJECT, minutes=1)
    letter.escalation(first, "FIN", minutes=2)
    assert letter.state.open_parties("departments") == []

    letter.reaction(letter.round("FIN"), "FIN", Position.OBJECT, minutes=3)
    assert letter.state.open_parties("departments") == ["FIN"]


def test_a_decision_over_one_party_s_objection_leaves_the_other_s_open() -> None:
    letter = Letter()
    round_ = letter.round("FIN OCW")
    letter.reaction(round_, "FIN", Position.OBJECT)
    letter.reaction(round_, "OCW", Position.AGREE_ON_CONDITION)
    letter.escalation(round_, "FIN", minutes=2)

    assert letter.state.open_parties("departments") == ["OCW"]
