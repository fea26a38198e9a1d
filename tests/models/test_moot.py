import pytest

from models.consultation import ConsultationRound
from models.decision import Decision, Dispatch, SignOff
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DossierStatus,
    MessageKind,
    MessageStatus,
    Position,
    RoundStatus,
    SignOffStatus,
)
from models.message import Message
from models.obsolete_messages import obsolete_reason
from tests.support.states import DISPATCH, MINISTER, SIGN_OFF, Letter, ready_to_sign


def _about(letter: Letter, kind: MessageKind, about: str, party: str = "FIN") -> Message:
    message = letter.message(kind, party)
    message.about = about
    return message


def _round(status: RoundStatus) -> tuple[Letter, ConsultationRound]:
    letter = Letter()
    letter.version()
    return letter, letter.round("FIN OCW", status=status)


@pytest.mark.parametrize("status", RoundStatus)
def test_an_invitation_an_extension_and_a_reminder_have_a_purpose_while_the_round_is_open(status: RoundStatus) -> None:
    letter, round_ = _round(status)
    mine = letter.state.invited_to(round_)[0].id

    said = {
        obsolete_reason(letter.state, _about(letter, MessageKind.INVITATION, round_.id)),
        obsolete_reason(letter.state, _about(letter, MessageKind.EXTENDED, mine)),
        obsolete_reason(letter.state, _about(letter, MessageKind.REMINDER, mine)),
    }

    assert said == ({""} if status is RoundStatus.OPEN else {f"round 1 is {status}"})


def test_a_party_that_reacted_needs_no_invitation_or_reminder_but_is_told_of_an_extension() -> None:
    letter, round_ = _round(RoundStatus.OPEN)
    letter.reaction(round_, "FIN", Position.AGREE)
    fin, ocw = (invitation.id for invitation in letter.state.invited_to(round_))

    assert obsolete_reason(letter.state, _about(letter, MessageKind.INVITATION, round_.id)) == "FIN has reacted"
    assert obsolete_reason(letter.state, _about(letter, MessageKind.REMINDER, fin)) == "FIN has reacted"
    assert obsolete_reason(letter.state, _about(letter, MessageKind.EXTENDED, fin)) == ""
    assert obsolete_reason(letter.state, _about(letter, MessageKind.INVITATION, round_.id, "OCW")) == ""
    assert obsolete_reason(letter.state, _about(letter, MessageKind.REMINDER, ocw, "OCW")) == ""


def test_an_invitation_to_a_closed_round_is_moot_also_when_the_party_is_asked_again() -> None:
    letter, first = _round(RoundStatus.ANSWERED)
    second = letter.round("FIN")

    assert obsolete_reason(letter.state, _about(letter, MessageKind.INVITATION, first.id)) == "round 1 is answered"
    assert obsolete_reason(letter.state, _about(letter, MessageKind.INVITATION, second.id)) == ""


@pytest.mark.parametrize("status", SignOffStatus)
def test_an_official_is_asked_and_reminded_only_while_it_is_its_turn(status: SignOffStatus) -> None:
    letter = ready_to_sign(SIGN_OFF)
    place: SignOff = letter.sign_off_route(status, SignOffStatus.WAITING)[0]
    moot = "" if status is SignOffStatus.ASKED else f"the sign-off of DIR is {status}"

    for kind in (MessageKind.SIGN_OFF_ASKED, MessageKind.REMINDER):
        assert obsolete_reason(letter.state, _about(letter, kind, place.id, "DIR")) == moot


@pytest.mark.parametrize("status", DecisionStatus)
def test_the_minister_is_asked_and_reminded_only_while_the_letter_lies_there(status: DecisionStatus) -> None:
    letter = ready_to_sign(MINISTER)
    decision: Decision = letter.decision(status)
    waits = status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS)

    for kind in (MessageKind.SIGNATURE_ASKED, MessageKind.REMINDER):
        said = obsolete_reason(letter.state, _about(letter, kind, decision.id, "MIN"))
        assert said == ("" if waits else f"the minister's decision is {status}")
    said = obsolete_reason(letter.state, _about(letter, MessageKind.DISCUSS, decision.id, "owner"))
    assert said == ("" if status is DecisionStatus.DISCUSS else f"the minister's decision is {status}")


@pytest.mark.parametrize("status", DispatchStatus)
def test_the_secretariat_is_asked_only_while_the_letter_is_ready(status: DispatchStatus) -> None:
    letter = ready_to_sign(DISPATCH)
    dispatch: Dispatch = letter.dispatch(status=status)

    said = obsolete_reason(letter.state, _about(letter, MessageKind.READY_TO_DISPATCH, dispatch.id, "secretariat"))

    assert said == ("" if status is DispatchStatus.READY else f"the dispatch is {status}")


@pytest.mark.parametrize(
    ("status", "moot"),
    [(DossierStatus.RETURNED, ""), (DossierStatus.UNDERWAY, "the owner sent the letter on again")],
)
def test_the_owner_hears_of_a_return_only_while_the_owner_is_to_act(status: DossierStatus, moot: str) -> None:
    letter = ready_to_sign(SIGN_OFF, status=status)

    assert obsolete_reason(letter.state, _about(letter, MessageKind.RETURNED, "x", "owner")) == moot


TELLING = {
    MessageKind.LINK_LOCKED,
    MessageKind.LATE_REACTION,
    MessageKind.TAKEN_OUT,
    MessageKind.DISCUSSED,
    MessageKind.SIGNED,
    MessageKind.DISPATCHED,
    MessageKind.WITHDRAWN,
    MessageKind.TAKEN_OVER,
    MessageKind.NOT_DELIVERED,
}


@pytest.mark.parametrize("kind", MessageKind)
def test_after_a_withdrawal_only_what_tells_something_goes_out(kind: MessageKind) -> None:
    letter = ready_to_sign(SIGN_OFF, status=DossierStatus.WITHDRAWN)

    assert obsolete_reason(letter.state, _about(letter, kind, "x")) == (
        "" if kind in TELLING else "the letter was withdrawn"
    )


@pytest.mark.parametrize(
    ("status", "attempts", "broken_off", "may_know", "is_undelivered"),
    [
        (MessageStatus.PENDING, 0, 0, False, False),
        (MessageStatus.PENDING, 1, 0, False, True),
        (MessageStatus.PENDING, 1, 1, True, True),
        (MessageStatus.PENDING, 2, 1, True, True),
        (MessageStatus.SENDING, 0, 0, True, False),
        (MessageStatus.SENDING, 1, 0, True, True),
        (MessageStatus.SENT, 0, 0, True, False),
        (MessageStatus.SENT, 2, 0, True, False),
        (MessageStatus.REFUSED, 1, 0, False, True),
        (MessageStatus.REFUSED, 2, 1, True, True),
        (MessageStatus.UNKNOWN, 1, 1, True, True),
        (MessageStatus.CANCELLED, 0, 0, False, False),
        (MessageStatus.CANCELLED, 1, 0, False, False),
        (MessageStatus.CANCELLED, 1, 1, True, False),
    ],
)
def test_whether_a_receiver_may_know_of_a_message_and_whether_it_is_late(
    status: MessageStatus, attempts: int, broken_off: int, may_know: bool, is_undelivered: bool
) -> None:
    message = Letter().message(status=status, attempts=attempts)
    message.broken_off = broken_off

    assert (message.may_have_arrived, message.is_undelivered) == (may_know, is_undelivered)
