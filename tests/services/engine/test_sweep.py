"""The sweep: what happens because time passes."""

from datetime import timedelta

import pytest

from models.enums import MessageKind
from models.errors import AlreadyDone, GatewayError, ParaafError
from models.lease import RunLease
from models.process import StepKind
from paraaf.faults import in_english
from paraaf.services.app import leases
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import reminders
from paraaf.services.engine import runs, sweeping
from paraaf.services.engine.sweeping import SweepResult
from paraaf.services.signing import withdrawal
from tests.support.acts import consulted, events, messages, on_sqlite, state_of, status_of, told, waiting_for
from tests.support.letters import NUMBER, begin, carry, react, register
from tests.support.refusals import refuses

pytestmark = on_sqlite


def lease_of(app: App) -> RunLease:
    with app.read() as session:
        return session.get_one(RunLease, state_of(app).dossier.id)


def sweep_at(app: App, **time: int) -> SweepResult:
    """Put the clock at this time, and sweep."""
    app.clock.moment = app.clock.moment.replace(minute=0, second=0, microsecond=0, **time)
    return sweeping.sweep(app)


# Reminders: the letter is sent round on Monday 2 March and due on Monday 9 March


def test_who_is_silent_is_reminded_halfway_and_one_working_day_before_the_due_date(app: App) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")

    assert sweep_at(app, day=4, hour=7).reminders == 0
    assert sweep_at(app, day=4, hour=8).reminders == 1
    assert sweep_at(app, day=5, hour=12).reminders == 0
    assert sweep_at(app, day=6, hour=8).reminders == 1
    assert sweep_at(app, day=9, hour=22).reminders == 0
    carry(app, dossier_id)

    assert told(app, MessageKind.REMINDER) == ["FIN", "FIN"]
    assert [key.rsplit(":", 1)[-1] for key in (m.key for m in messages(app, MessageKind.REMINDER))] == [
        "20260304",
        "20260306",
    ]


def test_of_several_reminders_that_are_due_at_once_only_the_last_is_sent(app: App) -> None:
    consulted(app)

    assert sweep_at(app, day=7, hour=12).reminders == 2
    assert sweep_at(app, day=7, hour=13).reminders == 0

    assert sorted(told(app, MessageKind.REMINDER)) == ["FIN", "OCW"]
    (event,) = events(app, "reminded")
    assert [key.rsplit(":", 1)[-1] for key in event.data["keys"]] == ["20260306"] * 2
    assert [key.rsplit(":", 1)[-1] for key in event.data["skipped"]] == ["20260304"] * 2


def test_after_the_due_date_nobody_is_reminded_of_a_round_though_nothing_swept_before(app: App) -> None:
    dossier_id = consulted(app)
    app.clock.move(days=8)

    assert sweeping.sweep(app).reminders == 0
    carry(app, dossier_id)

    assert told(app, MessageKind.REMINDER) == []


def test_a_reminder_gets_the_run_going_that_delivers_it(app: App) -> None:
    consulted(app)

    assert sweep_at(app, day=4, hour=8).woken == 1
    assert app.runs.revived == ["run-1"]


def test_a_reminder_that_the_owner_asked_for_counts_for_the_planned_one(app: App) -> None:
    consulted(app)
    app.clock.move(days=2)
    reminders.remind(app, NUMBER, by="O. Eigenaar", parties=["FIN"])

    assert sweep_at(app, day=4, hour=10).reminders == 1
    assert told(app, MessageKind.REMINDER) == ["FIN", "OCW"]


@pytest.mark.parametrize(("kind", "who"), [(StepKind.AWAIT_SIGN_OFF, "DIR"), (StepKind.AWAIT_MINISTER, "MIN")])
def test_who_is_late_with_a_decision_is_reminded_once(app: App, kind: StepKind, who: str) -> None:
    dossier_id = waiting_for(app, kind)

    app.clock.move(days=30)
    assert sweeping.sweep(app).reminders == 1
    carry(app, dossier_id)
    app.clock.move(days=30)
    assert sweeping.sweep(app).reminders == 0
    assert told(app, MessageKind.REMINDER) == [who]


def test_nobody_is_reminded_of_a_letter_that_was_withdrawn(app: App) -> None:
    consulted(app)
    withdrawal.withdraw(app, NUMBER, by="O", reason="Klaar.")

    assert sweep_at(app, day=6, hour=8).reminders == 0


# Runs that should go on


def test_a_due_date_that_passed_wakes_the_run(app: App) -> None:
    dossier_id = consulted(app)
    sweep_at(app, day=9, hour=8)
    carry(app, dossier_id)
    app.runs.revived.clear()

    assert sweep_at(app, day=9, hour=22).woken == 0
    assert sweep_at(app, day=9, hour=23).woken == 1

    assert app.runs.revived == ["run-1"]
    assert status_of(app).step.kind is StepKind.CLOSE_ROUND


def test_a_wake_up_that_was_lost_is_made_good(app: App) -> None:
    consulted(app)
    app.runs.is_down = True
    react(app, "FIN")
    react(app, "OCW")
    assert app.runs.woken == []
    app.runs.is_down = False

    assert sweeping.sweep(app).woken == 1
    assert app.runs.revived == ["run-1"]


def test_a_letter_that_waits_for_people_is_left_alone(app: App) -> None:
    consulted(app)

    swept = sweeping.sweep(app)

    assert (swept.woken, swept.troubles) == (0, 0)
    assert app.runs.revived == []


@pytest.mark.parametrize("stop", [StepKind.AWAIT_REACTIONS, StepKind.DONE])
def test_a_run_that_died_while_there_was_nothing_to_do_does_not_stay_running_for_ever(app: App, stop: StepKind) -> None:
    dossier_id = waiting_for(app, stop)
    leases.beat(app, dossier_id, "process-1")
    app.runs.under_way = ["run-1"]

    assert sweeping.sweep(app).woken == 0
    assert app.runs.revived == []

    app.clock.move(seconds=app.settings.lease_seconds * 1.5)
    assert sweeping.sweep(app).woken == 1
    assert (app.runs.revived, app.runs.alive) == (["run-1"], [False])


@pytest.mark.parametrize("is_alive", [True, False])
def test_the_sweep_says_whether_the_process_gave_a_sign_of_life_within_the_lease(app: App, is_alive: bool) -> None:
    dossier_id = register(app)
    leases.beat(app, dossier_id, "process-1")
    app.clock.move(seconds=app.settings.lease_seconds * (0.5 if is_alive else 1.5))

    sweeping.sweep(app)

    assert app.runs.alive == [is_alive]


def test_a_process_that_let_go_is_not_alive(app: App) -> None:
    dossier_id = register(app)
    leases.beat(app, dossier_id, "process-1")
    leases.release(app, dossier_id)

    sweeping.sweep(app)

    assert app.runs.alive == [False]


def test_a_run_that_dies_again_and_again_is_started_again_after_longer_and_longer(app: App) -> None:
    register(app)
    app.runs.outcome = "started again"
    waits = []

    for count in range(1, 7):
        at = app.clock.moment
        assert sweeping.sweep(app).woken == 1
        lease = lease_of(app)
        assert lease.revivals == count
        assert lease.revive_at is not None
        waits.append(round((lease.revive_at - at) / timedelta(minutes=1)))
        app.clock.moment = lease.revive_at - timedelta(seconds=1)
        assert sweeping.sweep(app).woken == 0
        app.clock.moment = lease.revive_at

    assert waits == [1, 5, 30, 120, 120, 120]


def test_a_letter_that_moved_meanwhile_begins_at_the_first_delay_again(app: App) -> None:
    dossier_id = register(app)
    app.runs.outcome = "started again"
    for _ in range(3):
        app.clock.move(hours=3)
        sweeping.sweep(app)
    assert lease_of(app).revivals == 3

    carry(app, dossier_id)
    react(app, "FIN")
    react(app, "OCW")
    sweeping.sweep(app)

    assert lease_of(app).revivals == 1


def test_a_run_that_was_only_resumed_does_not_count_as_dead(app: App) -> None:
    register(app)

    sweeping.sweep(app)
    sweeping.sweep(app)

    assert len(app.runs.revived) == 2
    assert lease_of(app).revivals == 0


def test_a_run_that_somebody_cancelled_or_that_is_on_its_way_is_left_alone(app: App) -> None:
    register(app)
    app.runs.outcome = "left alone"

    swept = sweeping.sweep(app)

    assert (swept.woken, swept.troubles) == (0, 0)
    assert lease_of(app).revivals == 0


def test_waking_by_hand_forces_a_run_that_was_cancelled(app: App) -> None:
    register(app)
    app.runs.outcome = "started again"

    assert runs.wake(app, NUMBER) == f"The run of letter {NUMBER}: started again."
    assert app.runs.forced == ["run-1"]


def test_waking_by_hand_makes_a_new_run_for_one_that_was_deleted(app: App) -> None:
    register(app)
    app.runs.outcome = "gone"

    said = runs.wake(app, NUMBER)

    assert said == f"Letter {NUMBER} has a new run: http://prefect/new-1"
    assert [request["references"]["dossier_number"] for request in app.runs.started] == [NUMBER]


def test_a_letter_that_is_over_is_not_woken(app: App) -> None:
    waiting_for(app, StepKind.DONE)

    with refuses(AlreadyDone, match="is dispatched: there is nothing to wake"):
        runs.wake(app, NUMBER)


# Each letter apart


def two_letters(app: App) -> tuple[str, str]:
    first = register(app)
    second = register(app, run_id="run-2", references={"dossier_number": "TEST-2"})
    return first, second


@pytest.mark.parametrize(
    "error",
    [GatewayError("prefect.no_answer", api="http://127.0.0.1:1/api", kind="ConnectError"), RuntimeError("kapot")],
)
def test_trouble_with_one_letter_does_not_hold_up_another(
    app: App, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    two_letters(app)
    app.runs.broken["run-1"] = error

    swept = sweeping.sweep(app)

    assert app.runs.revived == ["run-2"]
    assert swept.woken == 1
    assert swept.troubles >= 1
    assert (in_english(error) if isinstance(error, ParaafError) else str(error)) in caplog.text


def test_trouble_with_one_message_does_not_hold_up_another(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.notifier.is_down = False
    app.clock.move(minutes=2)
    first, second = messages(app, MessageKind.INVITATION)
    app.notifier.refuses.add(first.key)

    swept = sweeping.sweep(app)

    assert (swept.delivered, swept.undelivered) == (1, 1)
    assert [delivery.key for delivery in app.notifier.delivered] == [second.key]


# Status pages


def test_a_page_that_is_behind_is_renewed_and_then_left(app: App) -> None:
    consulted(app)
    app.runs.is_down = True
    react(app, "FIN")
    app.runs.is_down = False
    assert "run-1" not in app.runs.pages

    assert sweeping.sweep(app).published == 1
    assert sweeping.sweep(app).published == 0
    assert "| FIN | " in app.runs.pages["run-1"].markdown


def test_while_prefect_is_down_the_sweep_asks_it_once_and_reminds_all_the_same(app: App) -> None:
    for number in ("A-1", "A-2", "A-3"):
        carry(app, register(app, f"run-{number}", references={"dossier_number": number}))
    app.runs.is_down = True
    before = app.runs.asked

    swept = sweep_at(app, day=4, hour=8)

    assert (swept.reminders, swept.troubles, app.runs.asked - before) == (6, 1, 1)


def test_pages_wait_while_prefect_is_down_and_the_letter_goes_on(app: App) -> None:
    consulted(app)
    react(app, "FIN")
    app.runs.is_down = True
    react(app, "OCW")

    swept = sweeping.sweep(app)

    assert (swept.published, swept.woken) == (0, 0)
    assert swept.troubles == 1  # Prefect was asked once, and then nothing more
    app.runs.is_down = False
    assert sweeping.sweep(app).published == 1


def test_a_sweep_says_what_it_did_also_when_that_is_nothing(app: App) -> None:
    swept = SweepResult(reminders=1, delivered=2, undelivered=3, woken=4, published=5, troubles=6)

    assert str(swept) == (
        "1 reminder(s), 2 message(s) delivered, 3 not, 4 letter(s) set going, 5 page(s) renewed, 6 trouble(s)"
    )
    assert str(sweeping.sweep(app)).startswith("0 reminder(s), 0 message(s) delivered, 0 not, 0 letter(s) set going")
