import pytest

from models.enums import DossierStatus, MessageKind, MessageStatus
from models.errors import DomainError, GatewayError, InvalidInput, RoundClosed, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import closing
from paraaf.services.engine import steps, sweeping
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, sign_offs, withdrawal
from tests.support.acts import events, fin_objects, messages, on_sqlite, refused, told, waiting_for
from tests.support.letters import NUMBER, agree, begin, carry, react, read_status


def withdraw(app: App) -> None:
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="De motie is ingetrokken.")


CONSULTED = ["owner", "FIN", "OCW"]
TOLD_AFTER = {
    StepKind.AWAIT_REACTIONS: [*CONSULTED, "secretariat"],
    StepKind.AWAIT_SIGN_OFF: [*CONSULTED, "VNO", "DIR", "secretariat"],
    StepKind.AWAIT_MINISTER: [*CONSULTED, "VNO", "DIR", "WJZ", "MIN", "secretariat"],
    StepKind.AWAIT_DISPATCH: [*CONSULTED, "VNO", "DIR", "WJZ", "MIN", "secretariat"],
}


@pytest.mark.parametrize("kind", TOLD_AFTER)
def test_a_withdrawal_tells_those_who_were_asked_and_nobody_else(app: App, kind: StepKind) -> None:
    dossier_id = waiting_for(app, kind)

    withdraw(app)
    status = carry(app, dossier_id)

    assert status.step.kind is StepKind.DONE
    assert status.state.dossier.status is DossierStatus.WITHDRAWN
    assert told(app, MessageKind.WITHDRAWN) == TOLD_AFTER[kind]
    assert "De motie is ingetrokken." in messages(app, MessageKind.WITHDRAWN)[0].body
    assert verify(app, NUMBER).is_sound


def test_a_withdrawal_while_the_owner_answers_or_after_a_return_ends_the_letter(app: App) -> None:
    dossier_id = fin_objects(app)
    withdraw(app)
    assert carry(app, dossier_id).step.is_done
    assert told(app, MessageKind.WITHDRAWN) == [*CONSULTED, "secretariat"]


def test_a_returned_letter_can_be_withdrawn(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Liever niet.")

    withdraw(app)

    assert carry(app, dossier_id).state.dossier.status is DossierStatus.WITHDRAWN


@pytest.mark.parametrize(
    "kind", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_SIGN_OFF, StepKind.AWAIT_MINISTER, StepKind.AWAIT_DISPATCH]
)
def test_nobody_can_act_on_a_letter_that_was_withdrawn(app: App, kind: StepKind) -> None:
    dossier_id = waiting_for(app, kind)
    before = read_status(app, dossier_id)
    withdraw(app)

    with pytest.raises(DomainError):
        agree(app, before)

    assert carry(app, dossier_id).state.dossier.status is DossierStatus.WITHDRAWN


@on_sqlite
def test_a_reaction_to_a_withdrawn_letter_is_refused(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_REACTIONS)
    withdraw(app)

    refused(app, RoundClosed, lambda: react(app, "FIN"))


@on_sqlite
def test_a_letter_that_went_out_or_was_withdrawn_cannot_be_withdrawn(app: App) -> None:
    waiting_for(app, StepKind.DONE)

    assert "it is dispatched" in refused(app, TransitionNotAllowed, lambda: withdraw(app))


@on_sqlite
def test_a_withdrawal_twice_is_refused(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.sign_off(app, NUMBER, party="DIR", by="A")
    withdraw(app)

    assert "it is withdrawn" in refused(app, TransitionNotAllowed, lambda: withdraw(app))


@on_sqlite
@pytest.mark.parametrize(("by", "reason"), [("", "Zo."), ("O", " ")])
def test_a_withdrawal_needs_who_and_why(app: App, by: str, reason: str) -> None:
    waiting_for(app, StepKind.AWAIT_REACTIONS)

    refused(app, InvalidInput, lambda: withdrawal.withdraw(app, NUMBER, by=by, reason=reason))


# Messages that did not get out


def invited_while_the_mail_is_down(app: App) -> str:
    """Start a letter whose invitations are written and tried, and reach nobody; return its id."""
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    assert {m.status for m in messages(app, MessageKind.INVITATION)} == {MessageStatus.PENDING}
    return dossier_id


def test_an_invitation_that_did_not_get_out_does_not_go_out_after_a_withdrawal(app: App) -> None:
    dossier_id = invited_while_the_mail_is_down(app)

    withdraw(app)
    app.notifier.is_down = False
    app.clock.move(days=1)
    sweeping.sweep(app)
    carry(app, dossier_id)

    assert {d.key.partition(":")[0] for d in app.notifier.delivered} == {"withdrawn"}
    assert {m.status for m in messages(app, MessageKind.INVITATION)} == {MessageStatus.CANCELLED}
    assert [(e.data["party"], e.data["reason"]) for e in events(app, "message_cancelled")] == [
        ("FIN", "the letter was withdrawn"),
        ("OCW", "the letter was withdrawn"),
    ]
    assert verify(app, NUMBER).is_sound


def test_who_never_heard_of_the_letter_does_not_hear_of_its_withdrawal(app: App) -> None:
    invited_while_the_mail_is_down(app)
    app.notifier.is_down = False
    outbox.deliver(app, messages(app, MessageKind.INVITATION)[0].id)

    withdraw(app)

    assert told(app, MessageKind.WITHDRAWN) == ["owner", "FIN", "secretariat"]


def test_an_invitation_that_was_not_tried_yet_does_not_hold_up_a_withdrawal(app: App) -> None:
    dossier_id = begin(app)
    steps.perform(app, dossier_id, read_status(app, dossier_id).step)
    assert read_status(app, dossier_id).step.kind is StepKind.NOTIFY

    withdraw(app)

    assert told(app, MessageKind.WITHDRAWN) == ["owner", "secretariat"]
    assert carry(app, dossier_id).step.is_done
    assert [d.key.partition(":")[0] for d in app.notifier.delivered] == ["withdrawn", "withdrawn"]


def test_a_party_whose_invitation_is_on_its_way_is_told_of_the_withdrawal(app: App) -> None:
    dossier_id = invited_while_the_mail_is_down(app)
    app.notifier.is_down = False
    first = messages(app, MessageKind.INVITATION)[0]
    app.notifier.meanwhile = lambda: withdraw(app)

    outbox.deliver(app, first.id)
    carry(app, dossier_id)

    assert told(app, MessageKind.WITHDRAWN) == ["owner", first.party_code, "secretariat"]
    assert [m.status for m in messages(app, MessageKind.INVITATION)] == [MessageStatus.SENT, MessageStatus.CANCELLED]


def test_an_invitation_that_fails_while_the_letter_is_withdrawn_is_not_tried_again(app: App) -> None:
    invited_while_the_mail_is_down(app)
    first = messages(app, MessageKind.INVITATION)[0]
    app.notifier.meanwhile = lambda: withdraw(app)

    with pytest.raises(GatewayError):
        outbox.deliver(app, first.id)

    (invitation, _) = messages(app, MessageKind.INVITATION)
    assert invitation.status is MessageStatus.CANCELLED
    assert invitation.last_error.endswith("(connection refused).; the letter was withdrawn")


def test_an_invitation_of_a_dead_process_does_not_go_out_again_after_a_withdrawal(app: App) -> None:
    dossier_id = invited_while_the_mail_is_down(app)
    app.notifier.is_down = False
    first = messages(app, MessageKind.INVITATION)[0]
    app.notifier.dies = True
    with pytest.raises(SystemExit):
        outbox.deliver(app, first.id)
    withdraw(app)
    app.notifier.dies = False
    app.clock.move(minutes=10)

    sweeping.sweep(app)
    carry(app, dossier_id)

    assert {d.key.partition(":")[0] for d in app.notifier.delivered} == {"withdrawn"}
    (invitation, _) = messages(app, MessageKind.INVITATION)
    assert invitation.status is MessageStatus.CANCELLED
    assert "it may have arrived; the letter was withdrawn" in invitation.last_error
    assert told(app, MessageKind.WITHDRAWN) == ["owner", invitation.party_code, "secretariat"]


def test_an_invitation_to_a_round_that_closed_meanwhile_does_not_go_out(app: App) -> None:
    dossier_id = invited_while_the_mail_is_down(app)
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Het debat is vervroegd.")
    app.notifier.is_down = False
    app.clock.move(minutes=10)

    sweeping.sweep(app)
    carry(app, dossier_id)

    assert {m.status for m in messages(app, MessageKind.INVITATION) if m.party_code != "VNO"} == {
        MessageStatus.CANCELLED
    }
    assert {e.data["reason"] for e in events(app, "message_cancelled")} == {"round 1 is answered"}
    assert not {"FIN", "OCW"} & {d.key.split(":")[-1] for d in app.notifier.delivered if "invitation" in d.key}
