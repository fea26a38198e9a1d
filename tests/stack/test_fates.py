"""What becomes of a run, by the facts that a real Prefect server keeps of it; no worker runs anything here."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Cancelling, Crashed, Running

from models.errors import ConfigurationError, GatewayError
from paraaf.gateways.prefect_runs import PrefectRuns
from paraaf.gateways.runs import OrphanRun, RevivalAction
from paraaf.local.stack import Stack
from tests.stack.running import prefect_client
from tests.support.refusals import refuses
from tests.support.waiting import wait_until

REQUEST = {"references": {"dossier_number": "FATE-1"}}


class Place:
    """A deployment of its own, of which a test makes and deletes what it likes."""

    def __init__(self, client: SyncPrefectClient, stack: Stack) -> None:
        self.client = client
        self._stack = stack
        self.name = f"fates-{uuid4().hex[:8]}"
        self._flow = client.create_flow_from_name("sign-off")

    def runs(self, *, lease: float = 0.001) -> PrefectRuns:
        """Return the runs of this deployment; what has taken longer than the lease is taken for stuck."""
        return PrefectRuns(
            api_url=self._stack.api_url,
            ui_url="",
            deployment=f"sign-off/{self.name}",
            timeout=30,
            lease=timedelta(seconds=lease),
            login=lambda: self._stack.login,
        )

    def deploy(self, pool: str = "") -> None:
        """Make the deployment, and its work pool unless it is there; again, if it was made before."""
        pool = pool or self.name
        try:
            self.client.read_work_pool(pool)
        except ObjectNotFound:
            self.client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
        self.client.create_deployment(
            flow_id=self._flow, name=self.name, entrypoint="flows/sign_off.py:sign_off", work_pool_name=pool
        )

    def delete(self) -> None:
        """Delete the deployment."""
        self.client.delete_deployment(self.client.read_deployment_by_name(f"sign-off/{self.name}").id)

    def asleep(self) -> str:
        """Return a new run that sleeps; asked again while Prefect is busy, since the same key gives the same run."""
        runs, key = self.runs(), uuid4().hex
        made: list[str] = []

        def is_made() -> bool:
            with suppress(GatewayError):
                made.append(runs.succeed(REQUEST, name="run", key=key).run_id)
            return bool(made)

        wait_until(is_made, "a run to be made")
        return made[0]

    def put(self, run_id: str, state: Any) -> None:
        """Bring a run in a state, whatever its own is."""
        self.client.set_flow_run_state(UUID(run_id), state, force=True)

    def state(self, run_id: str) -> str:
        """Return the name of a run's state."""
        state = self.client.read_flow_run(UUID(run_id)).state
        assert state is not None
        return str(state.name)


@pytest.fixture
def place(stack: Stack) -> Iterator[Place]:
    with prefect_client(stack) as client:
        place = Place(client, stack)
        place.deploy()
        yield place
        for pool in (place.name, f"{place.name}-2"):
            try:
                client.delete_work_pool(pool)
            except ObjectNotFound:
                continue


def found(place: Place, run_id: str, *, force: bool = False) -> tuple[RevivalAction, str]:
    revival = place.runs().revive(run_id, is_alive=False, force=force)
    return revival.done, revival.found


def test_a_run_that_takes_a_letter_over_sleeps_until_it_is_woken_and_is_made_once(place: Place) -> None:
    runs = place.runs()

    first = runs.succeed(REQUEST, name="run", key="the same")

    assert runs.succeed(REQUEST, name="run", key="the same") == first
    assert place.state(first.run_id) == "Suspended"
    runs.wake(first.run_id)
    assert place.state(first.run_id) == "Resuming"


def test_a_run_that_sleeps_is_resumed_and_it_is_said_that_no_worker_takes_it(place: Place) -> None:
    run_id = place.asleep()

    done, why = found(place, run_id)
    assert done is RevivalAction.RESUMED
    assert f"It goes on when a worker is online: `prefect worker start --pool {place.name}`." in why
    done, why = found(place, run_id)
    assert done is RevivalAction.LEFT_ALONE
    assert why.startswith("It waits for a worker. It was Resuming since ")


def test_a_run_that_prefect_does_not_know_is_gone(place: Place) -> None:
    unknown = str(uuid4())

    assert found(place, unknown) == (RevivalAction.GONE, "Prefect does not know its run any more.")
    assert place.runs().stranded([place.asleep(), unknown]) == {unknown: "Prefect does not know its run any more."}
    place.runs().retire(unknown, "It is another.")


DELETED = "Its deployment was deleted in Prefect."


def cancelled_by_worker(place: Place, run_id: str) -> None:
    deployment = place.client.read_flow_run(UUID(run_id)).deployment_id
    place.put(run_id, Cancelled(message=f"Deployment {deployment} no longer exists, cancelled run."))


@pytest.mark.parametrize("then", [None, cancelled_by_worker])
def test_a_run_whose_deployment_was_deleted_and_made_again_is_stranded(
    place: Place, then: Callable[[Place, str], None] | None
) -> None:
    run_id = place.asleep()
    place.delete()
    assert found(place, run_id) == (RevivalAction.STRANDED, DELETED)
    with refuses(ConfigurationError, match="Prefect has no deployment"):
        place.runs().stranded([run_id])
    place.deploy()
    if then is not None:
        then(place, run_id)

    assert found(place, run_id) == (RevivalAction.STRANDED, DELETED)
    assert place.runs().stranded([run_id, place.asleep()]) == {run_id: DELETED}


def test_a_run_that_a_person_cancelled_is_left_alone_until_a_person_asks(place: Place) -> None:
    here, elsewhere = place.asleep(), place.asleep()
    for run_id in (here, elsewhere):
        place.client.set_flow_run_state(UUID(run_id), Cancelling())
    assert place.state(here) == "Cancelled"

    assert found(place, here)[0] is RevivalAction.LEFT_ALONE
    assert "Somebody cancelled it in Prefect" in found(place, here)[1]
    assert found(place, here, force=True)[0] is RevivalAction.STARTED_AGAIN
    place.delete()
    place.deploy()

    assert found(place, elsewhere)[0] is RevivalAction.LEFT_ALONE
    assert place.runs().stranded([elsewhere]) == {}
    assert found(place, elsewhere, force=True) == (RevivalAction.STRANDED, DELETED)


def test_a_run_that_a_limit_of_prefect_cancelled_is_started_again(place: Place) -> None:
    run_id = place.asleep()
    place.put(run_id, Cancelled(message="Deployment concurrency limit reached."))

    assert found(place, run_id)[0] is RevivalAction.STARTED_AGAIN


def test_a_run_whose_work_pool_was_deleted_and_made_again_is_stranded(place: Place) -> None:
    asleep, resuming = place.asleep(), place.asleep()
    place.runs().wake(resuming)
    place.client.delete_work_pool(place.name)
    for attempt in (
        lambda: place.runs().stranded([asleep]),
        place.asleep,
        lambda: place.runs().start(REQUEST, name="run", key=uuid4().hex),
    ):
        with refuses(ConfigurationError, match=r"has no work pool in Prefect\. Make it"):
            attempt()
    place.deploy()

    why = "Its work pool was deleted in Prefect."
    assert found(place, asleep) == found(place, resuming) == (RevivalAction.STRANDED, why)
    assert place.runs().stranded([asleep, place.asleep(), resuming]) == {asleep: why, resuming: why}


def test_a_run_of_another_deployment_that_lost_its_work_pool_holds_no_other_run_up(place: Place) -> None:
    of_other, unknown = place.asleep(), str(uuid4())
    place.client.delete_work_pool(place.name)
    place.name = f"{place.name}-2"
    place.deploy()

    assert place.runs().stranded([of_other, unknown]) == {
        of_other: "Its work pool was deleted in Prefect.",
        unknown: "Prefect does not know its run any more.",
    }


def test_a_run_that_was_made_earlier_and_that_no_worker_would_take_is_not_given_again(place: Place) -> None:
    first = place.runs().start(REQUEST, name="run", key="the letter")
    place.client.delete_work_pool(place.name)
    place.deploy()

    again = place.runs().start(REQUEST, name="run", key="the letter")

    assert again != first
    assert place.runs().start(REQUEST, name="run", key="the letter") == again


def test_a_run_whose_deployment_moved_is_stranded_once_nobody_takes_it_there(place: Place) -> None:
    run_id = place.asleep()
    place.deploy(f"{place.name}-2")

    assert place.runs().stranded([run_id]) == {}
    assert found(place, run_id)[0] is RevivalAction.RESUMED
    wait_until(lambda: found(place, run_id)[0] is RevivalAction.STRANDED, "the run to be given up")
    assert found(place, run_id)[1] == (
        f"Its deployment moved to another work pool, and no worker is online for '{place.name}'."
    )
    assert place.runs(lease=60).stranded([run_id]) == {}


def test_a_run_that_was_retired_never_goes_on_and_its_key_gives_a_new_one(place: Place) -> None:
    runs = place.runs()
    old = runs.succeed(REQUEST, name="run", key="before")

    runs.retire(old.run_id, "It is another.")

    assert place.state(old.run_id) == "Cancelled"
    assert found(place, old.run_id, force=True) == (RevivalAction.STRANDED, "Its letter was given to another run.")
    assert runs.succeed(REQUEST, name="run", key="before") != old
    place.put(old.run_id, Crashed())
    runs.retire(old.run_id, "It is another.")
    assert place.state(old.run_id) == "Crashed"


def test_a_run_that_works_is_left_alone_also_when_a_person_asks(place: Place) -> None:
    run_id = place.asleep()
    place.put(run_id, Running())

    revival = place.runs().revive(run_id, is_alive=True, force=True)

    assert (revival.done, revival.found) == (RevivalAction.LEFT_ALONE, "It is running.")


def test_a_run_that_sleeps_and_is_not_among_those_that_are_known_is_a_stranger(place: Place) -> None:
    known, unknown, ended = place.asleep(), place.asleep(), place.asleep()
    place.put(ended, Cancelled())

    assert place.runs().orphan_runs([known]) == [OrphanRun(unknown, "FATE-1")]
    assert place.runs(lease=60).orphan_runs([known]) == []  # it may be on record in a moment
