"""Real parts: a Prefect server, a worker and an SMTP server, started once for all tests in this folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path

import pytest

from models.enums import DossierStatus
from models.errors import GatewayError, NotFound
from models.process import StepKind
from models.working_days import AMSTERDAM
from paraaf.bootstrap import build_app
from paraaf.gateways.clock import ShiftedClock
from paraaf.local.stack import CODE, Stack, local_stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import directory_load
from tests.support.extent import KEPT_SETTINGS
from tests.support.letters import PARTIES, write
from tests.support.waiting import wait_until

DAY = datetime.combine(datetime(2026, 3, 2, tzinfo=AMSTERDAM), time(10), AMSTERDAM)
"""The moment at which every test of this folder begins, by the letters' clock."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep these tests in one process, since they share one server; xdist reads the groups once all are collected."""
    if Path(__file__).parent in item.path.parents:
        item.add_marker(pytest.mark.stack)
        item.add_marker(pytest.mark.xdist_group("stack"))


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("stack")
    with _environment_put_back():
        _clean()
        clock = folder / "clock"
        with local_stack(folder / "data", mail=folder / "mail", query_seconds=0.3, clock_file=clock) as running:
            _clean()  # what builds Paraaf here is handed the settings of the stack
            app = build_app(running.settings)
            directory_load.load_parties(app, write(folder / "parties.yaml", PARTIES))
            yield running
            app.database.dispose()


@contextmanager
def _environment_put_back() -> Iterator[None]:
    """Leave the settings in the environment as they were: a stack puts its own there, and other tests come after it."""
    before = _settings()
    try:
        yield
    finally:
        for name in _settings():
            del os.environ[name]
        os.environ.update(before)


def _clean() -> None:
    for name in _settings("PARAAF_").keys() - set(KEPT_SETTINGS):
        del os.environ[name]


def _settings(*prefixes: str) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(prefixes or ("PARAAF_", "PREFECT_"))}


@pytest.fixture
def paraaf(stack: Stack) -> Iterator[App]:
    """Paraaf on the real parts, its clock at the beginning."""
    app = build_app(stack.settings)
    assert isinstance(app.clock, ShiftedClock)
    app.clock.move_to(DAY)
    directory_load.load_parties(app, write(Path(stack.settings.data_dir) / "parties.yaml", PARTIES))
    yield app
    app.database.dispose()


@pytest.fixture
def letter_at(paraaf: App) -> Callable[..., Status]:
    """Wait until a letter comes to this step, and return its status."""

    def wait(number: str, *kinds: StepKind) -> Status:
        found: list[Status] = []

        def is_there() -> bool:
            try:
                found[:] = [read_status(paraaf, number)]
            except NotFound:
                return False
            return found[0].step.kind in kinds

        wait_until(is_there, f"letter {number} to come to {', '.join(kinds)}")
        return found[0]

    return wait


def run_state(app: App, number: str) -> str:
    """Return the state of a letter's run in Prefect."""
    run_id = read_status(app, number).state.dossier.flow_run_id
    assert run_id is not None
    return state_of_run(app, run_id)


def state_of_run(app: App, run_id: str) -> str:
    """Return the state of this run in Prefect; whoever waits for a state asks again while Prefect is busy."""
    try:
        state: str = app.runs.state(run_id)  # type: ignore[attr-defined]
    except GatewayError:
        return "not known: Prefect is busy"
    return state


def is_dispatched(status: Status) -> bool:
    return status.state.dossier.status is DossierStatus.DISPATCHED


def deploy_variant(stack: Stack, name: str, entrypoint: str, **environment: str) -> None:
    """Deploy a variant of the sign-off flow, under a name of its own and with these settings besides."""
    from prefect.client.orchestration import get_client
    from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

    server = {PREFECT_API_URL: stack.api_url, PREFECT_API_AUTH_STRING: stack.login}
    with temporary_settings(server), get_client(sync_client=True) as client:
        model = client.read_deployment_by_name("sign-off/sign-off")
        client.create_deployment(
            flow_id=model.flow_id,
            name=name,
            entrypoint=entrypoint,
            work_pool_name="paraaf",
            pull_steps=[{"prefect.deployments.steps.set_working_directory": {"directory": str(CODE)}}],
            parameter_openapi_schema=model.parameter_openapi_schema,
            job_variables={"env": environment},
        )
