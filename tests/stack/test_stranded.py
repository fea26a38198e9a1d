"""Runs that can never go on, whatever Prefect answers when they are resumed: a new run takes the letter over."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from prefect.states import Cancelling

from models.errors import ConfigurationError, NotFound
from models.process import StepKind
from paraaf.bootstrap import build_app
from paraaf.local.stack import Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.engine import runs, sweeping
from tests.stack.in_prefect import InPrefect
from tests.stack.running import prefect_client, run_state, start_letter, state_of_run
from tests.support import letters
from tests.support.extent import in_full
from tests.support.refusals import refuses
from tests.support.waiting import wait_until


def run_of(app: App, number: str) -> str:
    run_id = read_status(app, number).state.dossier.flow_run_id
    assert run_id is not None
    return run_id


def run_of_new(app: App, number: str, letter_at: Callable[..., Status]) -> str:
    """Return the run of a new letter, asleep while FIN has to answer."""
    start_letter(app, number, letter_at)
    return run_of(app, number)


def goes_on(app: App, number: str) -> None:
    """Wait until VNO is asked, which comes after FIN, and the run sleeps."""
    wait_until(lambda: read_status(app, number).step.waits_for == ("VNO",), f"letter {number} to go on")
    wait_until(lambda: run_state(app, number) == "Suspended", "the run to be suspended")
    assert verifying.verify(app, number).faults == ()


def carriers(stack: Stack, number: str) -> list[str]:
    """Return the runs of a letter that have not ended."""
    found = InPrefect(stack).runs_of(number)
    return [str(run.id) for run in found if run.state is not None and not run.state.is_final()]


def copy(source: Path, target: Path) -> None:
    """Make one database what another one is, also while it is in use."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as taken:
        given.backup(taken)


def test_a_letter_that_the_worker_cancelled_goes_on_and_one_that_a_person_cancelled_does_not(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    by_worker, by_person = "LOST-1", "LOST-2"
    old = {number: run_of_new(paraaf, number, letter_at) for number in (by_worker, by_person)}
    with prefect_client(stack) as client:
        client.set_flow_run_state(UUID(old[by_person]), Cancelling())
        client.delete_deployment(client.read_deployment_by_name("sign-off/sign-off").id)
    for number in old:
        letters.react(paraaf, "FIN", number=number)
    wait_until(lambda: run_state(paraaf, by_worker) == "Cancelled", "the worker to cancel the run")

    with refuses(ConfigurationError, match=r"no deployment 'sign-off/sign-off'\. Run `prefect deploy --all`"):
        runs.wake(paraaf, by_worker)
    assert sweeping.sweep(paraaf).troubles > 0
    assert {number: run_of(paraaf, number) for number in old} == old
    stack.deploy()
    sweeping.sweep(paraaf)

    goes_on(paraaf, by_worker)
    assert carriers(stack, by_worker) == [run_of(paraaf, by_worker)] != [old[by_worker]]
    assert run_of(paraaf, by_person) == old[by_person]
    assert read_status(paraaf, by_person).step.kind is StepKind.CLOSE_ROUND


@in_full
def test_a_letter_that_waits_gets_a_new_run_by_hand_when_its_deployment_was_made_again(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    old = run_of_new(paraaf, "HAND-1", letter_at)
    with prefect_client(stack) as client:
        client.delete_deployment(client.read_deployment_by_name("sign-off/sign-off").id)
    stack.deploy()

    said = runs.wake(paraaf, "HAND-1")

    assert said.startswith("Its deployment was deleted in Prefect.\nLetter HAND-1 has a new run: http")
    assert said.endswith("The letter waits for FIN: it goes on when they answer.")
    assert state_of_run(paraaf, old) == "Cancelled"
    wait_until(lambda: run_state(paraaf, "HAND-1") == "Suspended", "the new run to sleep")
    letters.react(paraaf, "FIN", number="HAND-1")
    goes_on(paraaf, "HAND-1")
    assert carriers(stack, "HAND-1") == [run_of(paraaf, "HAND-1")] != [old]


@in_full
def test_a_letter_whose_work_pool_was_deleted_and_made_again_goes_on_with_a_new_run(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    old = run_of_new(paraaf, "POOL-1", letter_at)
    stack.kill_worker()
    with prefect_client(stack) as client:
        client.delete_work_pool("paraaf")
    letters.react(paraaf, "FIN", number="POOL-1")
    with refuses(ConfigurationError, match=r"has no work pool in Prefect\. Make it"):
        runs.wake(paraaf, "POOL-1")
    stack._make_pool()
    stack.start_worker()
    stack.deploy()
    stack._start_flows_directly()

    sweeping.sweep(paraaf)

    goes_on(paraaf, "POOL-1")
    assert run_of(paraaf, "POOL-1") != old
    assert state_of_run(paraaf, old) == "Cancelled"


def test_a_letter_whose_run_prefect_does_not_know_gets_a_new_one_with_its_page(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    old = run_of_new(paraaf, "GONE-1", letter_at)
    with prefect_client(stack) as client:
        client.delete_flow_run(UUID(old))

    sweeping.sweep(paraaf)

    assert run_of(paraaf, "GONE-1") != old
    assert InPrefect(stack).status_pages(run_of(paraaf, "GONE-1"))
    letters.react(paraaf, "FIN", number="GONE-1")
    wait_until(lambda: run_state(paraaf, "GONE-1") == "Suspended", "the new run to sleep")
    sweeping.sweep(paraaf)
    goes_on(paraaf, "GONE-1")


@in_full
def test_a_letter_begun_after_the_backup_that_was_put_back_begins_again(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status], tmp_path: Path
) -> None:
    database, backup = Path(paraaf.database.url.database or ""), tmp_path / "backup.db"
    copy(database, backup)
    run_id = run_of_new(paraaf, "BACK-1", letter_at)
    copy(backup, database)
    with pytest.raises(NotFound):
        read_status(paraaf, "BACK-1")
    impatient = build_app(stack.settings.model_copy(update={"lease_seconds": 0.01}))

    assert sweeping.sweep(impatient).woken == 1

    impatient.database.dispose()
    letter_at("BACK-1", StepKind.AWAIT_REACTIONS)
    assert run_of(paraaf, "BACK-1") == run_id
    letters.react(paraaf, "FIN", number="BACK-1")
    goes_on(paraaf, "BACK-1")


def test_a_letter_goes_on_though_its_parameters_do_not_fit_any_more(
    stack: Stack, paraaf: App, letter_at: Callable[..., Status]
) -> None:
    run_id = run_of_new(paraaf, "ALTERED-1", letter_at)
    with prefect_client(stack) as client:
        client.update_flow_run(UUID(run_id), parameters={"dossier": {"vroeger": "anders"}})

    letters.react(paraaf, "FIN", number="ALTERED-1")

    goes_on(paraaf, "ALTERED-1")
