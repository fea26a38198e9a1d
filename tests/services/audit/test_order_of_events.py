"""Orders of events in which something went wrong once: each test fails without its mend."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from models.enums import ChangeChoice, DecisionStatus, MessageKind, MessageStatus, Position
from models.errors import NotYourTurn
from models.message import Message
from models.process import StepKind
from models.request import OwnerRequest
from models.working_days import end_of_day
from paraaf import database
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import change_notices, reaction_inputs, reactions, reminders
from paraaf.services.consultation.change_notices import ChangeInput
from paraaf.services.engine import steps, sweeping
from paraaf.services.letters import holds
from paraaf.services.messaging import outbox
from paraaf.services.signing import decisions, sign_offs
from tests.support.acts import (
    CHANGE,
    CONDITION,
    accepted,
    answer,
    consulted,
    events,
    messages,
    on_sqlite,
    record_of,
    refused,
    status_of,
    text_of,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, react, register, state_of, to_stage, write

NEW = OwnerRequest(name="N. Nieuw", unit="Directie B", address="nieuw@example.nl")


def hold(app: App) -> None:
    holds.hold(app, NUMBER, by="Secretaris", reason="Het kabinet overlegt.")


def release(app: App) -> None:
    holds.release(app, NUMBER, by="Secretaris")


def late_objection(app: App) -> None:
    """Let OCW, which agreed or stayed silent, object after its round closed."""
    given = reaction_inputs.ReactionInput("OCW", "Iemand van OCW", Position.OBJECT, [CONDITION], revises=True)
    assert reactions.record_reaction(app, NUMBER, given).is_late


def ask_again(app: App, party: str = "OCW") -> None:
    change_notices.decide_changes(app, NUMBER, [ChangeInput(party, ChangeChoice.ASK_AGAIN)], by="O. Eigenaar")


# Asking again


SIGNERS: list[Callable[[App], object]] = [
    lambda app: decisions.sign(app, NUMBER, by="M. Minister"),
    lambda app: decisions.discuss(app, NUMBER, by="M. Minister", remarks="Waarom?"),
]


@on_sqlite
@pytest.mark.parametrize("act", SIGNERS)
def test_the_minister_does_not_decide_once_the_owner_asks_a_party_again(app: App, act: Callable[[App], object]) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    late_objection(app)
    ask_again(app)

    assert "asks OCW again" in refused(app, NotYourTurn, lambda: act(app))

    assert carry(app, dossier_id).step.waits_for == ("OCW",)
    assert state_of(app).decisions[0].status is DecisionStatus.LAPSED
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_the_note_tells_what_a_party_that_was_asked_again_said_also_when_the_text_stays_the_same(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    late_objection(app)
    ask_again(app)
    carry(app, dossier_id)
    react(app, "OCW")

    state = to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF).state

    assert [note.number for note in state.notes] == [1, 2]
    assert text_of(app, "advice_note:1") != text_of(app, "advice_note:2")
    assert state.sign_off_routes[-1].note_number == 2


# Holds


@on_sqlite
@pytest.mark.parametrize(("kind", "who"), [(StepKind.AWAIT_SIGN_OFF, "DIR"), (StepKind.AWAIT_MINISTER, "MIN")])
def test_who_is_late_is_reminded_of_the_due_date_that_a_hold_moved_too(app: App, kind: StepKind, who: str) -> None:
    dossier_id = waiting_for(app, kind)
    (due,) = [waiting.due for waiting in status_of(app).waiting]
    assert due is not None
    app.clock.moment = end_of_day(due) + timedelta(hours=10)
    assert sweeping.sweep(app).reminders == 1
    hold(app)
    app.clock.move(days=30)
    release(app)
    carry(app, dossier_id)
    app.clock.move(days=60)

    swept = sweeping.sweep(app)

    assert (swept.reminders, swept.troubles) == (1, 0)
    assert told(app, MessageKind.REMINDER) == [who, who]


def at(app: App, day: int, hour: int = 9) -> None:
    app.clock.moment = datetime(2026, 3, day, hour, tzinfo=UTC)


@on_sqlite
def test_a_reaction_during_a_hold_is_in_time_although_the_due_date_passes(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")
    at(app, 6)
    hold(app)
    at(app, 12)

    react(app, "FIN", Position.OBJECT, CONDITION)
    release(app)

    assert [reaction.is_late for reaction in state_of(app).reactions] == [False, False]
    assert carry(app, dossier_id).state.open_parties("departments") == ["FIN"]


@on_sqlite
def test_a_reaction_is_late_if_the_due_date_passed_before_the_hold(app: App) -> None:
    consulted(app)
    at(app, 11)
    hold(app)
    at(app, 12)

    react(app, "FIN")

    assert [reaction.is_late for reaction in state_of(app).reactions] == [True]


@on_sqlite
@pytest.mark.parametrize("day", [7, 8, 9])
def test_a_hold_on_the_last_day_leaves_a_day_also_when_it_is_released_in_the_weekend(app: App, day: int) -> None:
    dossier_id = consulted(app, planning=[{"stage": "departments", "due_date": "2026-03-06"}])
    assert state_of(app).rounds[0].due.isoformat() == "2026-03-06"
    at(app, 6)
    hold(app)
    at(app, day)

    release(app)

    status = carry(app, dossier_id)
    assert status.step.kind is StepKind.AWAIT_REACTIONS
    assert status.state.rounds[0].due.isoformat() == "2026-03-09"
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_a_hold_within_a_weekend_moves_nothing(app: App) -> None:
    consulted(app)
    at(app, 7)
    hold(app)
    at(app, 8)
    release(app)

    assert state_of(app).rounds[0].due.isoformat() == "2026-03-09"


# Messages


def claimed_by_a_slow_process(app: App, meanwhile: Callable[[Message], None]) -> Message:
    """Let a process begin to deliver an invitation, others do something meanwhile, and then let it fail."""
    consulted(app)
    reminders.remind(app, NUMBER, by="O. Eigenaar", parties=["FIN"])
    (message,) = messages(app, MessageKind.REMINDER)

    def others() -> None:
        app.clock.move(hours=1)
        meanwhile(message)
        app.notifier.error = "no answer in time"

    app.notifier.meanwhile = others
    with pytest.raises(Exception, match="no answer in time"):
        outbox.deliver(app, message.id)
    app.notifier.error = ""
    return messages(app, MessageKind.REMINDER)[0]


@on_sqlite
def test_a_message_that_another_process_delivered_meanwhile_stays_sent(app: App) -> None:
    message = claimed_by_a_slow_process(app, lambda message: outbox.deliver(app, message.id))

    assert message.status is MessageStatus.SENT
    assert verify(app, NUMBER).is_sound


@on_sqlite
def test_a_message_that_another_process_gave_up_meanwhile_stays_cancelled(app: App) -> None:
    def fin_answers_and_another_looks(message: Message) -> None:
        react(app, "FIN")
        outbox.deliver(app, message.id)

    message = claimed_by_a_slow_process(app, fin_answers_and_another_looks)

    assert message.status is MessageStatus.CANCELLED
    assert [event.action for event in events(app, "message_cancelled", "message_failed")] == ["message_cancelled"]


# After the commit


@on_sqlite
def test_what_is_recorded_is_not_told_as_failed_when_the_database_stops_answering_just_after(app: App) -> None:
    consulted(app)
    gone = database.create_engine(f"sqlite:///{app.settings.data_dir / 'gone' / 'paraaf.db'}")

    react(replace(app, reader=database.reading(gone)), "FIN")

    assert [reaction.party_code for reaction in state_of(app).reactions] == ["FIN"]


@on_sqlite
def test_of_a_party_that_is_skipped_in_its_group_nothing_more_is_expected(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.skip(app, NUMBER, party="WJZ", by="Secretaris", reason="Met verlof.")
    sign_offs.sign_off(app, NUMBER, party="DIR", by="Directeur")

    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER
    assert status_of(app).waits_for == "MIN"


# Late


@on_sqlite
def test_a_round_closes_also_after_a_reaction_between_its_due_date_and_its_close(app: App) -> None:
    dossier_id = consulted(app)
    at(app, 10)
    react(app, "FIN", Position.OBJECT, CONDITION)

    state = carry(app, dossier_id).state

    said = [(r.number, r.position, r.is_late) for r in state.reactions if r.party_code == "FIN"]
    assert said == [(1, Position.OBJECT, True), (2, Position.TACIT, False)]
    assert verify(app, NUMBER).is_sound


# Doing a step twice


@on_sqlite
def test_a_step_that_is_done_again_leaves_every_row_as_it_was(app: App) -> None:
    dossier_id = register(app)
    while not (step := status_of(app).step).waits_for_people:
        steps.perform(app, dossier_id, step)
        before = record_of(app)
        steps.perform(app, dossier_id, step)
        assert record_of(app) == before, step.kind


# Clocks


@on_sqlite
def test_a_revision_counts_although_the_clock_went_back_a_little_meanwhile(app: App) -> None:
    consulted(app)
    react(app, "FIN", Position.OBJECT, CONDITION)
    app.clock.move(seconds=-2)

    given = reaction_inputs.ReactionInput("FIN", "Iemand van FIN", Position.AGREE, revises=True)
    reactions.record_reaction(app, NUMBER, given)

    moments = [reaction.at for reaction in state_of(app).reactions]
    standing = state_of(app).effective_reaction("departments", "FIN")
    assert moments == sorted(moments)
    assert standing is not None
    assert standing.position is Position.AGREE


@on_sqlite
def test_a_moment_is_read_once_it_is_ones_turn_and_not_before_the_wait_for_it(app: App) -> None:
    consulted(app)
    with app.work() as work:
        began = work.at
        app.clock.move(seconds=20)
        work.dossier(NUMBER)
        assert (work.at - began).total_seconds() >= 20


@on_sqlite
def test_a_clock_that_was_far_ahead_once_does_not_hold_the_letter_in_the_future(app: App) -> None:
    consulted(app)
    app.clock.move(days=400)
    holds.take_over(app, NUMBER, NEW, by="Secretaris", reason="Andere functie.")
    app.clock.move(days=-400)

    react(app, "FIN")

    assert [reaction.is_late for reaction in state_of(app).reactions] == [False]


# Asked in two stages


def asked_twice(app: App) -> tuple[App, str]:
    """Start a letter on a route that asks the departments in two stages; return Paraaf with that route, and its id."""
    templates = app.settings.data_dir / "templates"
    shutil.copytree(app.settings.templates, templates)
    route = (templates / "routes" / "kamerbrief.yaml").read_text(encoding="utf-8")
    route = route.replace("name: kamerbrief\n", "name: tweemaal\n").replace(
        "parties: stakeholders", "parties: departments"
    )
    write(templates / "routes" / "tweemaal.yaml", route)
    app = replace(app, settings=app.settings.model_copy(update={"templates": templates}))
    return app, register(app, route="tweemaal", stakeholders=[])


@on_sqlite
def test_a_party_that_agreed_to_the_text_in_a_later_stage_is_not_to_be_told_of_it(app: App) -> None:
    app, dossier_id = asked_twice(app)
    carry(app, dossier_id)
    for party in ("FIN", "OCW"):
        react(app, party)
    carry(app, dossier_id)
    react(app, "FIN", Position.AGREE_ON_CONDITION, CONDITION)
    react(app, "OCW")
    carry(app, dossier_id)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)
    react(app, "FIN")

    step = carry(app, dossier_id).step

    assert step.kind is StepKind.AWAIT_CHANGE_DECISIONS
    assert [(stage, r.party_code) for stage, r in state_of(app).outdated_agreements()] == [("stakeholders", "OCW")]


@on_sqlite
@pytest.mark.parametrize("choice", ChangeChoice)
def test_of_a_party_that_agreed_in_two_stages_the_owner_decides_once(app: App, choice: ChangeChoice) -> None:
    app, dossier_id = asked_twice(app)
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="Directeur", remarks="Noem het bedrag.")
    answer(app, edits=[CHANGE])
    given = [ChangeInput("FIN", ChangeChoice.INFORM), ChangeInput("OCW", choice)]

    change_notices.decide_changes(app, NUMBER, given, by="O. Eigenaar")

    assert carry(app, dossier_id).step.kind is not StepKind.AWAIT_CHANGE_DECISIONS
    assert told(app, MessageKind.CHANGED) == (["FIN", "OCW"] if choice is ChangeChoice.INFORM else ["FIN"])
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound
