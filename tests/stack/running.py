"""Letters and their runs on the real parts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings

from models.enums import DossierStatus
from models.errors import GatewayError
from models.process import StepKind
from models.working_days import AMSTERDAM
from paraaf.local.stack import CODE, Stack
from paraaf.services.app.status import Status, read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import starting
from tests.support import letters
from tests.support.waiting import wait_until

DAY = datetime.combine(datetime(2026, 3, 2, tzinfo=AMSTERDAM), time(10), AMSTERDAM)
"""The moment at which every test of this folder begins, by the letters' clock."""
PEOPLE = {"departments": ["FIN"], "stakeholders": ["VNO"], "sign_off_route": ["DIR"]}
"""Whom a letter of these tests goes past, besides its owner and the minister."""


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
    with prefect_client(stack) as client:
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


def start_letter(app: App, number: str, letter_at: Callable[..., Status]) -> Status:
    """Start a letter, and wait until its run is suspended while FIN has to answer."""
    starting.start_run(app, letters.request(references={"dossier_number": number}, **PEOPLE))
    status = letter_at(number, StepKind.AWAIT_REACTIONS)
    wait_until(lambda: run_state(app, number) == "Suspended", "the run to be suspended")
    return status


@contextmanager
def prefect_client(stack: Stack) -> Iterator[SyncPrefectClient]:
    """A client of the Prefect server of this stack."""
    server = {PREFECT_API_URL: stack.api_url, PREFECT_API_AUTH_STRING: stack.login}
    with temporary_settings(server), get_client(sync_client=True) as client:
        yield client
