"""Agreement is to a text: what happens to it when the text changes afterwards."""

import pytest

from models.enums import ChangeChoice, MessageKind, Position
from models.errors import AlreadyDone, InvalidAnswers, TransitionNotAllowed
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import change_notices
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing import decisions, withdrawal
from tests.support.acts import (
    CHANGE,
    CHANGE_AGAIN,
    accepted,
    answer,
    fin_sets_a_condition,
    inform_all,
    messages,
    on_sqlite,
    refused,
    status_of,
    text_of,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, react, to_stage

INFORM, AGAIN = ChangeChoice.INFORM, ChangeChoice.ASK_AGAIN


def decide(app: App, *given: tuple[str, ChangeChoice]) -> None:
    change_notices.decide_changes(
        app, NUMBER, [ChangeInput(party, choice, "Zo is het.") for party, choice in given], by="O"
    )


def changed_after_agreement(app: App) -> str:
    """Start a letter that the minister returned, with another text since FIN, OCW and VNO agreed; return its id."""
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Noem het bedrag.")
    carry(app, dossier_id)
    answer(app, edits=[CHANGE])
    return dossier_id


def test_nobody_signs_off_before_the_owner_decided_of_every_party_whose_text_changed(app: App) -> None:
    dossier_id = changed_after_agreement(app)

    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_CHANGE_DECISIONS, ("owner",))
    found = change_notices.outdated_agreements(app, NUMBER)
    assert [(t.stage, t.party, t.version) for t in found] == [
        ("departments", "FIN", 1),
        ("departments", "OCW", 1),
        ("stakeholders", "VNO", 1),
    ]
    assert found[0].changes == (
        (
            "Het kabinet maakt scherpe keuzes. Dat doet het met een plan.",
            "Het kabinet maakt scherpe keuzes. Dat doet het met een plan van een miljard euro.",
        ),
    )
    assert "**OCW agreed to version 1; the owner is still to decide" in status_markdown(app, status_of(app))
    decide(app, ("FIN", INFORM), ("OCW", INFORM))
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_CHANGE_DECISIONS
    decide(app, ("VNO", INFORM))
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_SIGN_OFF


def test_who_is_informed_gets_the_changes_and_the_note_says_that_they_agreed_to_another_text(app: App) -> None:
    dossier_id = changed_after_agreement(app)

    inform_all(app)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)

    assert told(app, MessageKind.CHANGED) == ["FIN", "OCW", "VNO"]
    message = messages(app, MessageKind.CHANGED)[0]
    assert "nu: Het kabinet maakt scherpe keuzes. Dat doet het met een plan van een miljard euro." in message.body
    assert len(message.document_ids) == 1
    note = text_of(app, "advice_note:2")
    assert "Na de instemming van FIN (versie 1) en OCW (versie 1) is de tekst gewijzigd." in note
    assert "FIN en OCW zijn over versie 2 geïnformeerd." in note
    assert verify(app, NUMBER).is_sound


def test_who_is_asked_again_reacts_to_the_new_text_before_anybody_signs_off(app: App) -> None:
    dossier_id = changed_after_agreement(app)

    decide(app, ("FIN", INFORM), ("OCW", AGAIN), ("VNO", INFORM))
    status = carry(app, dossier_id)

    assert (status.step.kind, status.step.waits_for) == (StepKind.AWAIT_REACTIONS, ("OCW",))
    assert (status.state.stage.key, status.state.dossier.cycle) == ("departments", 3)
    react(app, "OCW", Position.AGREE)
    status = carry(app, dossier_id)
    assert status.step.kind is StepKind.AWAIT_SIGN_OFF
    standing = status.state.effective_reaction("departments", "OCW")
    assert standing is not None
    assert standing.version_number == 2
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound


def test_two_stages_can_be_asked_again_each_in_a_round_of_its_own(app: App) -> None:
    dossier_id = changed_after_agreement(app)

    decide(app, ("FIN", AGAIN), ("OCW", AGAIN), ("VNO", AGAIN))
    assert carry(app, dossier_id).step.waits_for == ("FIN", "OCW")
    react(app, "FIN")
    react(app, "OCW")
    status = carry(app, dossier_id)
    assert (status.state.stage.key, status.step.waits_for) == ("stakeholders", ("VNO",))
    react(app, "VNO")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_SIGN_OFF


def test_another_change_asks_for_another_decision(app: App) -> None:
    dossier_id = changed_after_agreement(app)
    inform_all(app)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="En de aanhef.")
    carry(app, dossier_id)

    answered = answer(app, edits=[CHANGE_AGAIN])

    assert answered.touched == ("FIN", "OCW", "VNO")


def test_a_text_that_is_put_back_touches_nobody(app: App) -> None:
    dossier_id = changed_after_agreement(app)
    inform_all(app)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Toch maar niet.")
    carry(app, dossier_id)
    back = type(CHANGE)("replace", CHANGE.text, CHANGE.passage)

    assert answer(app, edits=[back]).touched == ()


def test_the_decision_may_come_with_the_answers(app: App) -> None:
    dossier_id = fin_sets_a_condition(app)

    answer(app, responses=[accepted()], edits=[CHANGE], changes=[ChangeInput("OCW", INFORM)])
    assert told(app, MessageKind.CHANGED) == ["OCW"]
    react_to = carry(app, dossier_id)
    assert react_to.step.waits_for == ("FIN",)
    react(app, "FIN")
    react_next = carry(app, dossier_id)

    assert react_next.state.stage.key == "stakeholders"


@on_sqlite
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([("DEF", INFORM)], "there is nothing to decide for DEF"),
        ([("FIN", INFORM), ("FIN", AGAIN)], "FIN occurs twice"),
        ([], "Say whom you inform or ask again"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(app: App, given: list[tuple[str, ChangeChoice]], said: str) -> None:
    changed_after_agreement(app)

    assert said in refused(app, InvalidAnswers, lambda: decide(app, *given))


@on_sqlite
def test_of_a_letter_whose_text_did_not_change_there_is_nothing_to_decide(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_SIGN_OFF)

    assert change_notices.outdated_agreements(app, NUMBER) == []
    said = refused(app, InvalidAnswers, lambda: decide(app, ("FIN", AGAIN)))
    assert "to be decided: nobody" in said


@on_sqlite
def test_a_letter_that_is_signed_or_over_is_not_put_to_anybody_again(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    refused(app, AlreadyDone, lambda: decide(app, ("FIN", AGAIN)))

    withdrawal.withdraw(app, NUMBER, by="O", reason="Toch niet.")
    refused(app, TransitionNotAllowed, lambda: decide(app, ("FIN", AGAIN)))
