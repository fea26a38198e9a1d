"""Runs that can never go on: a new run takes the letter over where it is, and never two carry it."""

import pytest

from models.errors import AlreadyDone, ConfigurationError, GatewayError
from models.lease import RunLease
from models.process import StepKind
from paraaf.gateways.runs import OrphanRun, RevivalAction
from paraaf.services.app import leases
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import runs, sweeping
from paraaf.services.reporting.status_page import status_markdown
from tests.support.acts import consulted, on_sqlite, state_of, status_of, waiting_for
from tests.support.letters import NUMBER, begin, react, register
from tests.support.refusals import refuses

pytestmark = on_sqlite

DELETED = "Its deployment was deleted in Prefect."


def run_of(app: App) -> str | None:
    return state_of(app).dossier.flow_run_id


@pytest.mark.parametrize("outcome", [RevivalAction.STRANDED, RevivalAction.GONE])
def test_a_letter_that_could_go_on_gets_a_new_run_when_its_own_never_can(app: App, outcome: RevivalAction) -> None:
    register(app)
    app.runs.outcome = outcome

    assert sweeping.sweep(app).woken == 1

    assert run_of(app) == "new-1"
    assert (app.runs.retired, app.runs.woken[-1]) == (["run-1"], "new-1")


def test_a_letter_that_waits_for_people_gets_a_new_run_too_and_its_page_there(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    consulted(app)
    before = state_of(app).dossier
    app.runs.can_never_go_on = {"run-1": DELETED}

    assert sweeping.sweep(app).woken == 1

    after = state_of(app).dossier
    assert (after.flow_run_id, after.audit_head) == ("new-1", before.audit_head)
    assert "| FIN |" in app.runs.pages["new-1"].markdown
    assert f"The run of letter {NUMBER} could not go on. {DELETED} A new run has the letter." in caplog.text
    assert sweeping.sweep(app).woken == 0


def test_a_new_run_that_is_stranded_itself_gets_a_successor(app: App) -> None:
    consulted(app)
    for run_id in ("run-1", "new-1"):
        app.runs.can_never_go_on = {run_id: DELETED}
        sweeping.sweep(app)

    assert run_of(app) == "new-2"


def test_two_who_give_a_letter_a_new_run_at_the_same_moment_give_it_the_same_one(app: App) -> None:
    register(app)
    app.runs.outcome = RevivalAction.STRANDED
    said: list[str] = []
    app.runs.meanwhile = lambda: said.append(runs.wake(app, NUMBER))

    sweeping.sweep(app)

    assert len(app.runs.started) == 1
    assert said[0].endswith(f"Letter {NUMBER} has a new run: http://prefect/new-1")
    assert run_of(app) == "new-1"


def test_a_letter_that_somebody_else_gave_a_run_meanwhile_keeps_that_one(app: App) -> None:
    dossier_id = register(app)
    app.runs.outcome = RevivalAction.STRANDED

    def another_has_it() -> None:
        with app.work() as work:
            work.dossier(dossier_id).flow_run_id = "of somebody else"

    app.runs.meanwhile = another_has_it

    assert runs.wake(app, NUMBER) == f"Letter {NUMBER} was just given a new run by somebody else."
    assert (run_of(app), app.runs.woken) == ("of somebody else", [])


def test_nothing_changes_while_prefect_has_no_deployment_and_it_is_said_what_to_do(app: App) -> None:
    register(app)
    app.runs.outcome, app.runs.has_deployment = RevivalAction.STRANDED, False

    with refuses(ConfigurationError, match=r"has no deployment 'sign-off/sign-off'\. Run `prefect deploy --all`"):
        runs.wake(app, NUMBER)
    swept = sweeping.sweep(app)

    assert (swept.woken, swept.troubles) == (0, 1)
    assert (run_of(app), app.runs.retired) == ("run-1", [])


def test_a_new_run_that_cannot_be_woken_just_now_is_woken_by_the_next_sweep(app: App) -> None:
    register(app)
    app.runs.outcome = RevivalAction.STRANDED

    def prefect_goes_down() -> None:
        app.runs.is_down = True

    app.runs.meanwhile = prefect_goes_down
    sweeping.sweep(app)
    assert run_of(app) == "new-1"
    assert "new-1" not in app.runs.woken
    app.runs.is_down, app.runs.outcome = False, RevivalAction.RESUMED

    assert sweeping.sweep(app).woken == 1
    assert app.runs.revived[-1] == "new-1"


def test_a_letter_whose_request_this_version_would_not_take_any_more_gets_a_new_run_all_the_same(app: App) -> None:
    dossier_id = register(app)
    with app.work() as work:
        work.dossier(dossier_id).request = {"vroeger": "anders"}
    app.runs.outcome = RevivalAction.GONE

    assert "has a new run" in runs.wake(app, NUMBER)
    assert app.runs.started == [{"vroeger": "anders"}]


@pytest.mark.parametrize("is_alive", [True, False])
def test_a_letter_whose_run_works_is_not_started_a_second_time_by_hand(app: App, is_alive: bool) -> None:
    dossier_id = register(app)
    leases.beat(app, dossier_id, "process-1")
    app.clock.move(seconds=app.settings.lease_seconds * (0.5 if is_alive else 1.5))

    runs.wake(app, NUMBER)

    assert app.runs.alive == [is_alive]


def test_waking_a_letter_that_waits_says_for_whom(app: App) -> None:
    consulted(app)

    assert runs.wake(app, NUMBER) == (
        f"The run of letter {NUMBER}: resumed. The letter waits for FIN, OCW: it goes on when they answer."
    )


def test_all_letters_under_way_are_set_going_and_those_that_cannot_be_hold_up_none(app: App) -> None:
    register(app)
    register(app, "run-2", references={"dossier_number": "TEST-2"})
    app.runs.outcome = RevivalAction.GONE

    found = dict(runs.wake_all(app))

    assert list(found) == [NUMBER, "TEST-2"]
    assert all("has a new run" in str(said) for said in found.values())
    app.runs.is_down = True
    assert all(isinstance(said, GatewayError) for _, said in runs.wake_all(app))


def test_a_new_run_begins_with_a_clean_slate(app: App) -> None:
    dossier_id = begin(app)
    with app.work() as work:
        lease = work.session.get_one(RunLease, dossier_id)
        lease.revivals, lease.holder, lease.revive_at = 5, "process-1", app.clock.moment
    app.runs.outcome = RevivalAction.GONE
    runs.wake(app, NUMBER)

    with app.read() as session:
        lease = session.get_one(RunLease, dossier_id)
    assert (lease.revivals, lease.holder, lease.revive_at) == (0, "", None)


def test_a_letter_that_is_over_gets_no_new_run(app: App) -> None:
    waiting_for(app, StepKind.DONE)
    app.runs.can_never_go_on = {"run-1": DELETED}

    assert sweeping.sweep(app).woken == 0
    with pytest.raises(AlreadyDone):
        runs.wake(app, NUMBER)
    assert run_of(app) == "run-1"


# What people see


def test_a_letter_that_could_go_on_and_does_not_is_shown_to_stand_still(app: App) -> None:
    consulted(app)
    react(app, "FIN")
    react(app, "OCW")
    could = state_of(app).dossier.wake_at

    app.clock.move(minutes=14)
    assert status_of(app).stands_still_since is None
    app.clock.move(minutes=2)
    assert status_of(app).stands_still_since == could
    assert f"stands still since 2 March 2026, 10:00** (`paraaf wake {NUMBER}`)" in status_markdown(app, status_of(app))


@pytest.mark.parametrize("stop", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_SIGN_OFF, StepKind.DONE])
def test_a_letter_that_waits_for_people_or_is_done_does_not_stand_still(app: App, stop: StepKind) -> None:
    waiting_for(app, stop)
    app.clock.move(hours=1)

    assert status_of(app).stands_still_since is None


# Runs that carry no letter on record: the database was put back


def test_a_run_that_sleeps_though_its_letter_is_not_on_record_is_woken(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    consulted(app)
    app.runs.sleeping = [OrphanRun("run-9", "LATER-1"), OrphanRun("run-1", NUMBER)]

    assert sweeping.sweep(app).woken == 1

    assert (app.runs.woken, app.runs.retired) == (["run-9"], [])
    assert "Letter LATER-1 is not on record, but its run is in Prefect" in caplog.text


def test_a_run_that_sleeps_while_another_run_carries_its_letter_is_ended(app: App) -> None:
    consulted(app)
    app.runs.sleeping = [OrphanRun("run-0", NUMBER)]

    assert sweeping.sweep(app).woken == 0

    assert app.runs.retired == ["run-0"]
    assert status_of(app).step.kind is StepKind.AWAIT_REACTIONS
    react(app, "FIN")
