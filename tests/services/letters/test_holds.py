"""Holding a letter up, releasing it, handing it over; discussing it with the minister."""

from collections.abc import Callable

import pytest

from models.enums import DecisionStatus, HoldStatus, MessageKind, RoundStatus
from models.errors import AlreadyDone, DomainError, InvalidInput, NotYourTurn, OnHold, TransitionNotAllowed
from models.process import StepKind
from models.request import OwnerRequest
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import closing, reminders, rounds
from paraaf.services.letters import holds
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing import decisions, dispatching, sign_offs, withdrawal
from tests.support.acts import (
    answer,
    consulted,
    fin_objects,
    messages,
    on_sqlite,
    refused,
    rejected,
    status_of,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, react, state_of, to_stage


def hold(app: App) -> None:
    holds.hold(app, NUMBER, by="Secretaris", reason="Eerst een gesprek.")


def release(app: App) -> None:
    holds.release(app, NUMBER, by="Secretaris")


def test_a_letter_on_hold_waits_and_those_who_are_asked_are_told(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "FIN")

    hold(app)
    status = carry(app, dossier_id)

    assert (status.step.kind, status.label) == (StepKind.AWAIT_RELEASE, "On hold")
    assert told(app, MessageKind.HELD) == ["owner", "OCW"]
    assert "**On hold:** since 2 March 2026, Secretaris: Eerst een gesprek." in status_markdown(app, status_of(app))


def test_a_letter_on_hold_takes_reactions_and_reminds_nobody_and_its_round_does_not_end(app: App) -> None:
    dossier_id = consulted(app)
    hold(app)
    react(app, "FIN")
    app.clock.move(days=5)

    assert reminders.send_due_reminders(app, dossier_id) == 0
    assert carry(app, dossier_id).state.rounds[0].status is RoundStatus.OPEN


def test_after_the_release_every_due_date_has_moved_by_the_working_days_of_the_hold(app: App) -> None:
    dossier_id = consulted(app)
    assert state_of(app).rounds[0].due.isoformat() == "2026-03-09"
    hold(app)
    app.clock.move(days=14)

    release(app)
    status = carry(app, dossier_id)

    assert status.step.kind is StepKind.AWAIT_REACTIONS
    assert status.state.rounds[0].due.isoformat() == "2026-03-23"
    assert status.state.holds[0].status is HoldStatus.RELEASED
    assert "tot en met 23 maart 2026" in messages(app, MessageKind.RELEASED)[1].body
    assert verify(app, NUMBER).is_sound


def test_a_hold_of_less_than_a_day_moves_nothing(app: App) -> None:
    consulted(app)
    hold(app)
    release(app)

    assert state_of(app).rounds[0].due.isoformat() == "2026-03-09"


ACTS: dict[StepKind, list[Callable[[App], object]]] = {
    StepKind.AWAIT_REACTIONS: [
        lambda app: closing.close_early(app, NUMBER, by="O", reason="R"),
        lambda app: reminders.remind(app, NUMBER, by="O"),
        lambda app: rounds.add_party(app, NUMBER, party="EZ", by="O", reason="R"),
    ],
    StepKind.AWAIT_SIGN_OFF: [
        lambda app: sign_offs.sign_off(app, NUMBER, party="DIR", by="A"),
        lambda app: sign_offs.return_sign_off(app, NUMBER, party="DIR", by="A", remarks="R"),
        lambda app: sign_offs.skip(app, NUMBER, party="DIR", by="S", reason="R"),
    ],
    StepKind.AWAIT_MINISTER: [
        lambda app: decisions.sign(app, NUMBER, by="M"),
        lambda app: decisions.return_by_minister(app, NUMBER, by="M", remarks="R"),
        lambda app: decisions.discuss(app, NUMBER, by="M", remarks="R"),
    ],
    StepKind.AWAIT_DISPATCH: [lambda app: dispatching.dispatch(app, NUMBER, by="S", parliamentary_number="1")],
}


@on_sqlite
@pytest.mark.parametrize("kind", ACTS)
def test_nothing_is_decided_on_a_letter_on_hold(app: App, kind: StepKind) -> None:
    dossier_id = waiting_for(app, kind)
    hold(app)
    for act in ACTS[kind]:
        assert "is on hold since" in refused(app, OnHold, lambda act=act: act(app))
    release(app)

    to_stage(app, dossier_id, StepKind.DONE)


@on_sqlite
def test_the_owner_answers_nothing_while_the_letter_is_on_hold(app: App) -> None:
    fin_objects(app)
    hold(app)

    refused(app, OnHold, lambda: answer(app, responses=[rejected()]))


@on_sqlite
def test_a_hold_twice_and_a_release_of_nothing_are_refused(app: App) -> None:
    consulted(app)
    refused(app, TransitionNotAllowed, lambda: release(app))
    hold(app)

    assert "on hold already, by Secretaris" in refused(app, AlreadyDone, lambda: hold(app))
    refused(app, InvalidInput, lambda: holds.release(app, NUMBER, by=" "))
    refused(app, InvalidInput, lambda: holds.hold(app, NUMBER, by="S", reason=" "))


def test_a_letter_on_hold_can_be_withdrawn(app: App) -> None:
    dossier_id = consulted(app)
    hold(app)

    withdrawal.withdraw(app, NUMBER, by="O", reason="Toch niet.")

    assert carry(app, dossier_id).step.is_done
    assert state_of(app).holds[0].status is HoldStatus.LAPSED
    assert "it is withdrawn" in refused(app, TransitionNotAllowed, lambda: hold(app))
    assert verify(app, NUMBER).is_sound


# Another owner


NEW = OwnerRequest(name="N. Nieuw", unit="Directie B", address="nieuw@example.nl")


def test_both_owners_hear_of_it_and_the_new_one_is_asked_from_then_on(app: App) -> None:
    dossier_id = consulted(app)

    holds.take_over(app, NUMBER, NEW, by="Secretaris", reason="Andere functie.")
    react(app, "FIN")
    react(app, "OCW")
    carry(app, dossier_id)

    assert [m.address for m in messages(app, MessageKind.TAKEN_OVER)] == ["owner@example.nl", "nieuw@example.nl"]
    assert messages(app, MessageKind.ROUND_CLOSED)[0].address == "nieuw@example.nl"
    assert state_of(app).dossier.owner_name == "N. Nieuw"
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_a_letter_passes_only_to_somebody_else_who_can_be_reached(app: App) -> None:
    consulted(app)
    same = OwnerRequest(name="O. Eigenaar", address="owner@example.nl")
    lost = OwnerRequest(name="N", address="nergens")

    refused(app, AlreadyDone, lambda: holds.take_over(app, NUMBER, same, by="S", reason="R"))
    said = refused(app, InvalidInput, lambda: holds.take_over(app, NUMBER, lost, by="S", reason="R"))
    assert "'nergens' is no address" in said
    refused(app, InvalidInput, lambda: holds.take_over(app, NUMBER, NEW, by="S", reason=""))


# Discussing


def discuss(app: App, topic: str = "Waarom nu?") -> None:
    decisions.discuss(app, NUMBER, by="M. Minister", remarks=topic)


def test_the_note_of_the_meeting_brings_the_letter_before_the_minister_again(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    discuss(app)
    discuss(app, "En het bedrag?")

    decisions.record_discussion(app, NUMBER, by="Bureau", note="Het bedrag blijft weg.")
    status = carry(app, dossier_id)

    assert [d.note for d in status.state.discussions] == ["Het bedrag blijft weg."] * 2
    assert status.state.decisions[0].status is DecisionStatus.ASKED
    (told_of,) = messages(app, MessageKind.DISCUSSED)
    assert "- En het bedrag?" in told_of.body
    assert "- Discussed (2 March 2026, Bureau): Het bedrag blijft weg." in status_markdown(app, status_of(app))
    decisions.sign(app, NUMBER, by="M. Minister")
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_without_a_wish_to_discuss_or_a_note_there_is_no_discussion(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)

    refused(app, NotYourTurn, lambda: decisions.record_discussion(app, NUMBER, by="B", note="N"))
    discuss(app)
    refused(app, InvalidInput, lambda: decisions.record_discussion(app, NUMBER, by="B", note=" "))
    refused(app, InvalidInput, lambda: decisions.record_discussion(app, NUMBER, by=" ", note="N"))


@on_sqlite
def test_a_letter_that_is_to_be_discussed_can_be_signed_without_a_note(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    discuss(app)

    decisions.sign(app, NUMBER, by="M. Minister")

    with pytest.raises(DomainError):
        decisions.record_discussion(app, NUMBER, by="B", note="N")
