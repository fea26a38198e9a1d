"""What becomes of a run, from the facts that Prefect keeps of it: on its way, asleep, or never to go on.

Prefect accepts that a run is resumed also when it can never go on. The facts that tell are:

- its deployment was deleted: a worker cancels each run of it, with a message that names the deployment;
- its work pool was deleted, and its work queue with it: the deployment has a new one, the run has none;
- the deployment moved to another work pool, and no worker is online for the run's own;
- Paraaf gave its letter to another run.

A run that ended as Cancelled for any other reason was cancelled by a person.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from models.errors import ConfigurationError
from paraaf.gateways.runs import OrphanRun

TAKEN_OVER = "Another run carries this letter on."
"""How the message begins of the state of a run whose letter Paraaf gave to another one."""

_MAX_RUNS = 1000
"""About how many runs Prefect is asked in one request."""
_PAGE_SIZE = 200
"""Prefect gives no more runs in one answer."""


def left_alone_reason(run: Any, *, is_alive: bool, stuck_after: timedelta, force: bool) -> str:
    """Return why nothing is to be done about a run; empty if something may be."""
    state = run.state
    if state is None:
        return "Prefect does not say what state it is in."
    age = datetime.now(UTC) - state.timestamp
    if state.is_running() and (is_alive or age < stuck_after):
        return "It is running."
    if state.is_pending() and age < stuck_after:
        return "A worker just took it."
    if is_cancelled_by_somebody(run) and not force:
        return "Somebody cancelled it in Prefect; it starts again when a person asks for it."
    return ""


def is_cancelled_by_somebody(run: Any) -> bool:
    """Return whether a person cancelled a run: no worker, no limit of Prefect's and not Paraaf did."""
    state = run.state
    if state.is_cancelling():
        return True
    by_machine = (_worker_message(run), "Deployment concurrency limit reached.")
    message = state.message or ""
    return bool(state.is_cancelled()) and message not in by_machine and not message.startswith(TAKEN_OVER)


def _worker_message(run: Any) -> str:
    """Return what a worker says when it cancels a run because its deployment is not there."""
    return f"Deployment {run.deployment_id} no longer exists, cancelled run."


def stranded_reason(client: Any, run: Any, *, stuck_after: timedelta) -> str:
    """Return why a run that is not working can never go on; empty if it can.

    Whether its letter can be given to a new run is not looked at: what makes that run says so.
    """
    from prefect.exceptions import ObjectNotFound

    if (run.state.message or "").startswith(TAKEN_OVER):
        return "Its letter was given to another run."
    if run.deployment_id is None:
        return ""
    try:
        deployment = client.read_deployment(run.deployment_id)
    except ObjectNotFound:
        return "Its deployment was deleted in Prefect."
    if run.work_queue_id is None:
        return "Its work pool was deleted in Prefect."
    waited = datetime.now(UTC) - run.state.timestamp
    has_moved = run.work_pool_name != deployment.work_pool_name
    if has_moved and run.state.is_scheduled() and waited > stuck_after and not _workers_of(client, run.work_pool_name):
        return f"Its deployment moved to another work pool, and no worker is online for '{run.work_pool_name}'."
    return ""


def without_pool(deployment: str) -> ConfigurationError:
    """Return the refusal for a deployment of which no worker sees the runs."""
    return ConfigurationError("prefect.no_work_pool", deployment=deployment)


def describe_state(run: Any) -> str:
    """Return the state of a run and since when, in a sentence."""
    state = run.state
    message = f" ({state.message.splitlines()[0][:200]})" if state.message else ""
    return f"It was {state.name} since {state.timestamp:%Y-%m-%d %H:%M} UTC{message}."


def no_worker_reason(client: Any, run: Any) -> str:
    """Return why no worker takes a run for now, and what to do; empty if one can."""
    from prefect.exceptions import ObjectNotFound

    name = run.work_pool_name
    if not name:
        return ""
    try:
        is_paused = client.read_work_pool(name).is_paused
    except ObjectNotFound:
        return f" There is no work pool '{name}' in Prefect: make it, and run `prefect deploy --all`."
    if is_paused:
        return f" It goes on when somebody lets work pool '{name}' go on in Prefect."
    if not _workers_of(client, name):
        return f" It goes on when a worker is online: `prefect worker start --pool {name}`."
    return ""


def _workers_of(client: Any, pool: str) -> bool:
    """Return whether a worker is online for a work pool."""
    from prefect.client.schemas.filters import WorkerFilter, WorkerFilterStatus
    from prefect.client.schemas.objects import WorkerStatus
    from prefect.exceptions import ObjectNotFound

    online = WorkerFilter(status=WorkerFilterStatus(any_=[WorkerStatus.ONLINE]))
    try:
        return bool(client.read_workers_for_work_pool(pool, worker_filter=online))
    except ObjectNotFound:
        return False


def stranded(client: Any, deployment: Any, run_ids: Sequence[str], *, stuck_after: timedelta) -> dict[str, str]:
    """Return those of these runs that can never go on, each with why.

    Prefect counts how many are as they should be; only if some are not are they looked at one by one.
    """
    found: dict[str, str] = {}
    for ids in _batches(run_ids, _MAX_RUNS):
        if _count_in_order(client, deployment, ids) == len(ids):
            continue
        for some in _batches(ids, _PAGE_SIZE):
            runs = {str(run.id): run for run in _read(client, some)}
            found |= {run_id: "Prefect does not know its run any more." for run_id in some if run_id not in runs}
            for run_id, run in runs.items():
                is_resting = run.state is not None and not run.state.is_running() and not run.state.is_pending()
                if is_resting and not is_cancelled_by_somebody(run):
                    why = stranded_reason(client, run, stuck_after=stuck_after)
                    found |= {run_id: why} if why else {}
    return found


def _batches(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _count_in_order(client: Any, deployment: Any, run_ids: Sequence[str]) -> int:
    """Return how many of these runs are of this deployment, and in its work pool if it has one."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterDeploymentId,
        FlowRunFilterId,
        WorkPoolFilter,
        WorkPoolFilterName,
    )

    mine = FlowRunFilter(
        id=FlowRunFilterId(any_=[UUID(run_id) for run_id in run_ids]),
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment.id]),
    )
    pool = deployment.work_pool_name
    pools = WorkPoolFilter(name=WorkPoolFilterName(any_=[pool])) if pool else None
    return int(client.count_flow_runs(flow_run_filter=mine, work_pool_filter=pools))


def _read(client: Any, run_ids: Sequence[str]) -> list[Any]:
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    mine = FlowRunFilter(id=FlowRunFilterId(any_=[UUID(run_id) for run_id in run_ids]))
    return list(client.read_flow_runs(flow_run_filter=mine, limit=_PAGE_SIZE))


def orphan_runs(client: Any, deployment: Any, run_ids: Sequence[str], *, asleep_for: timedelta) -> list[OrphanRun]:
    """Return runs of a deployment that have slept for this long and are not among these, at most 200."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterDeploymentId,
        FlowRunFilterId,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType

    wanted = FlowRunFilter(
        id=FlowRunFilterId(not_any_=[UUID(run_id) for run_id in run_ids]) if run_ids else None,
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment.id]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PAUSED])),
    )
    before = datetime.now(UTC) - asleep_for
    runs = client.read_flow_runs(flow_run_filter=wanted, limit=_PAGE_SIZE)
    return [OrphanRun(str(run.id), _number_in(run)) for run in runs if run.state and run.state.timestamp < before]


def _number_in(run: Any) -> str:
    """Return the number of the letter that a run was started for; empty if its parameters do not say it."""
    try:
        return str(run.parameters["dossier"]["references"]["dossier_number"])
    except (KeyError, TypeError):
        return ""


def is_used_up(run: Any, deployment: Any) -> bool:
    """Return whether a run that was made earlier has ended, or no worker would ever take it."""
    has_ended = run.state is not None and run.state.is_final()
    return has_ended or run.deployment_id != deployment.id or run.work_queue_id is None


def unfinished(client: Any, deployment: Any) -> list[str]:
    """Return the ids of the runs of a deployment that a worker took and that neither ended nor wait, at most 200."""
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterDeploymentId,
        FlowRunFilterState,
        FlowRunFilterStateType,
    )
    from prefect.client.schemas.objects import StateType

    under_way = FlowRunFilterStateType(any_=[StateType.PENDING, StateType.RUNNING])
    mine = FlowRunFilterDeploymentId(any_=[deployment.id])
    wanted = FlowRunFilter(state=FlowRunFilterState(type=under_way), deployment_id=mine)
    return [str(run.id) for run in client.read_flow_runs(flow_run_filter=wanted)]
