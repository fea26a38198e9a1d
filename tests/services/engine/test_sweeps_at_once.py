"""Sweeps and figures that run at the same moment do no harm, a sweep is on record, and too many are not at work."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
import yaml

from models.enums import MessageKind, MessageStatus
from models.errors import GatewayError
from models.lease import RunLease
from models.sweep_run import MAX_CONCURRENT, OVERDUE_AFTER, SweepRun
from paraaf import wording
from paraaf.local.stack import CODE
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import sweep_runs, sweeping
from paraaf.services.messaging import outbox
from paraaf.services.reporting import figures
from tests.support.acts import consulted, events, messages, state_of
from tests.support.letters import begin, carry, register
from tests.support.races import race

AT_ONCE = 4


def recorded(app: App) -> list[SweepRun]:
    with app.read() as session:
        return sorted(session.query(SweepRun).all(), key=lambda run: run.began_at)


def cut_off(app: App) -> None:
    """Let a sweep begin, and its process die."""
    with pytest.raises(SystemExit), sweep_runs.record_sweep(app):
        raise SystemExit


# At once


def test_sweeps_at_the_same_moment_remind_once_and_deliver_each_message_once(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.notifier.is_down = False
    app.clock.moment = app.clock.moment.replace(day=4, hour=8)  # reminders are due by now
    waiting = [message.key for message in state_of(app).messages if message.status is MessageStatus.PENDING]

    race(app, **{f"sweep {number}": sweeping.sweep for number in range(AT_ONCE)})
    sweeping.sweep(app)

    delivered = Counter(delivery.key for delivery in app.notifier.delivered)
    assert set(waiting) <= set(delivered)
    assert set(delivered.values()) == {1}
    assert len(events(app, "reminded")) == 1
    assert [run.ended_at is not None for run in recorded(app)] == [True] * (AT_ONCE + 1)


def test_a_run_that_died_is_started_again_by_sweeps_at_the_same_moment_and_goes_on(app: App) -> None:
    dossier_id = register(app)
    app.runs.under_way = ["run-1"]

    race(app, **{f"sweep {number}": sweeping.sweep for number in range(AT_ONCE)})

    with app.read() as session:
        lease = session.get_one(RunLease, dossier_id)
    assert set(app.runs.revived) == {"run-1"}
    assert 1 <= lease.revivals <= AT_ONCE
    carry(app, dossier_id)
    assert messages(app, MessageKind.INVITATION)


def test_a_message_that_another_sweep_just_tried_waits_again(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.clock.move(minutes=2)
    with app.read() as session:
        (first, *_) = outbox.due_messages(session, at=app.clock.now(), stale_since=app.clock.wall())
    with pytest.raises(GatewayError):
        outbox.deliver(app, first)
    attempts = next(message.attempts for message in state_of(app).messages if message.id == first)

    outbox.deliver(app, first, only_if_due=True)  # as a sweep does that saw it waiting before

    assert next(message.attempts for message in state_of(app).messages if message.id == first) == attempts


def test_figures_at_the_same_moment_are_the_same(app: App) -> None:
    consulted(app)

    race(
        app,
        one=lambda app: figures.publish_figures(app, "run-a"),
        other=lambda app: figures.publish_figures(app, "run-b"),
    )

    assert app.runs.tables["run-a", "figures"] == app.runs.tables["run-b", "figures"]


def test_no_deployment_can_be_kept_from_running_by_a_run_that_was_cut_off() -> None:
    deployments = yaml.safe_load((CODE / "prefect.yaml").read_text())["deployments"]

    assert [each["name"] for each in deployments if "concurrency_limit" in each] == []


# On record


def test_a_sweep_is_on_record_with_what_it_did(app: App) -> None:
    swept = sweeping.sweep(app)

    (run,) = recorded(app)
    assert (run.ended_at, run.did) == (app.clock.wall(), str(swept))
    app.clock.move(days=1, minutes=1)
    sweeping.sweep(app)
    assert [each.id == run.id for each in recorded(app)] == [False]


def test_a_sweep_whose_process_died_did_not_end(app: App) -> None:
    cut_off(app)

    (run,) = recorded(app)
    assert run.ended_at is None
    assert sweep_runs.active_sweeps(app) == 1
    app.clock.move(seconds=app.settings.lease_seconds)
    assert sweep_runs.active_sweeps(app) == 0


def test_a_sweep_gives_signs_of_life_for_as_long_as_it_works(app: App) -> None:
    quick = App(**{**app.__dict__, "settings": app.settings.model_copy(update={"lease_seconds": 0.03})})
    seen = threading.Event()
    began = app.clock.wall()

    with sweep_runs.record_sweep(quick):
        app.clock.move(minutes=1)
        while recorded(app)[0].seen_at == began:
            seen.wait(0.01)

    assert recorded(app)[0].ended_at == app.clock.wall()


def test_one_more_than_the_most_leaves_the_messages_to_those_at_work(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.notifier.is_down = False
    for _ in range(MAX_CONCURRENT):
        cut_off(app)
    app.clock.moment = app.clock.moment.replace(day=4, hour=8)  # reminders are due by now
    with app.work() as work:
        for run in work.session.query(SweepRun).all():
            run.seen_at = app.clock.wall()

    swept = sweeping.sweep(app)

    assert (swept.left_to, swept.delivered, swept.reminders) == (MAX_CONCURRENT, 0, 2)
    assert str(swept).endswith("; messages were left to 5 sweeps at work")
    assert app.notifier.delivered == []
    app.clock.move(seconds=app.settings.lease_seconds)  # all five died
    swept = sweeping.sweep(app)
    assert swept.left_to == 0 and swept.delivered > 0


# Long ago


def test_nobody_is_told_while_sweeps_run(app: App) -> None:
    consulted(app)
    sweeping.sweep(app)
    app.clock.move(minutes=OVERDUE_AFTER.total_seconds() / 60)

    assert sweep_runs.overdue_since(app) == (False, app.clock.wall() - OVERDUE_AFTER)


def test_who_asks_is_told_when_the_last_sweep_was_long_ago(app: App) -> None:
    sweeping.sweep(app)
    swept = app.clock.wall()
    app.clock.move(minutes=5)
    cut_off(app)  # what began and did not end looked after nothing
    app.clock.move(minutes=5, seconds=app.settings.lease_seconds)

    assert sweep_runs.overdue_since(app) == (True, swept)


def test_a_sweep_that_works_for_long_is_not_long_ago(app: App) -> None:
    sweeping.sweep(app)
    app.clock.move(hours=1)

    with sweep_runs.record_sweep(app):
        assert sweep_runs.overdue_since(app) == (False, app.clock.wall())


def test_before_the_first_sweep_it_is_long_once_a_letter_was_left_alone_for_long(app: App) -> None:
    assert sweep_runs.overdue_since(app) == (False, None)
    app.clock.move(hours=1)
    assert sweep_runs.overdue_since(app) == (False, None)
    register(app)
    assert sweep_runs.overdue_since(app) == (False, None)
    app.clock.move(hours=1)
    assert sweep_runs.overdue_since(app) == (True, None)


def test_the_words_say_since_when_and_what_to_do(app: App) -> None:
    at = app.clock.moment + timedelta(minutes=5)

    assert wording.not_swept(at, "nl") == (
        "Sinds 2 maart 2026, 10:05 is niet meer gekeken wat aan de beurt is (de sweep). Herinneringen, verstreken "
        "termijnen en berichten die niet aankwamen blijven liggen. Laat de beheerder nagaan of er een worker draait."
    )
    assert wording.not_swept(None, "nl").startswith("Er is nog nooit gekeken wat aan de beurt is")
    assert wording.not_swept(at, "en").startswith("No sweep has run since 2 March 2026, 10:05. ")
    assert wording.not_swept(None, "en").startswith("No sweep has run yet. ")
