import pytest

from models.enums import DossierStatus, MessageKind
from models.errors import DomainError, InvalidInput, RoundClosed, TransitionNotAllowed
from models.process import StepKind
from paraaf.services import decisions, sign_offs, withdrawal
from paraaf.services.context import App
from paraaf.services.verifying import verify
from tests.support.acts import fin_objects, messages, on_sqlite, refused, told, waiting_for
from tests.support.letters import NUMBER, agree, carry, react, read_status


def withdraw(app: App) -> None:
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="De motie is ingetrokken.")


CONSULTED = ["owner", "FIN", "OCW"]
ASKED_UP_TO = {
    StepKind.AWAIT_REACTIONS: CONSULTED,
    StepKind.AWAIT_SIGN_OFF: [*CONSULTED, "VNO", "DIR"],
    StepKind.AWAIT_MINISTER: [*CONSULTED, "VNO", "DIR", "WJZ", "MIN"],
    StepKind.AWAIT_DISPATCH: [*CONSULTED, "VNO", "DIR", "WJZ", "MIN", "secretariat"],
}


@pytest.mark.parametrize("kind", ASKED_UP_TO)
def test_a_withdrawal_tells_those_who_were_asked_and_nobody_else(app: App, kind: StepKind) -> None:
    dossier_id = waiting_for(app, kind)

    withdraw(app)
    status = carry(app, dossier_id)

    assert status.step.kind is StepKind.DONE
    assert status.state.dossier.status is DossierStatus.WITHDRAWN
    assert told(app, MessageKind.WITHDRAWN) == ASKED_UP_TO[kind]
    assert "De motie is ingetrokken." in messages(app, MessageKind.WITHDRAWN)[0].body
    assert verify(app, NUMBER).is_sound


def test_a_withdrawal_while_the_owner_answers_or_after_a_return_ends_the_letter(app: App) -> None:
    dossier_id = fin_objects(app)
    withdraw(app)
    assert carry(app, dossier_id).step.is_done
    assert told(app, MessageKind.WITHDRAWN) == CONSULTED


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
