"""The steps of a letter as Prefect tasks, each named as the secretariat would say it.

A task is handed an id and asks the database; nothing of it is cached, so that a step shows once and a step
that is done is never taken from an old result.
"""

from typing import Any

from prefect import allow_failure, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from models.enums import Outcome
from models.errors import DeliveryFailed, GatewayError
from models.process import StepKind
from models.request import DossierRequest
from paraaf import wording
from paraaf.faults import in_english
from paraaf.services.app.status import Status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import steps
from paraaf.services.intake import registration
from paraaf.services.messaging import outbox

RETRY_DELAYS: list[float] = [1, 5, 15]
"""Seconds between the attempts at a step when something outside does not answer."""


def _is_outside_trouble(_task: Any, _run: Any, state: State[Any]) -> bool:
    try:
        state.result()
    except GatewayError:
        return True
    except Exception:
        return False
    return False


class Steps:
    """Performs the steps of one letter, each drawn in the run graph after the one before it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._before: list[Any] = []

    def register(self, request: DossierRequest, run_id: str) -> str:
        """Start the dossier of a run and return its id."""
        name = "Brief inschrijven" if self._app.settings.language == "nl" else "Register the letter"
        dossier_id: str = self._do(name, registration.register, self._app, request, run_id=run_id)
        return dossier_id

    def perform(self, dossier_id: str, status: Status) -> None:
        """Do a letter's next step."""
        if status.step.kind is StepKind.NOTIFY:
            self._notify_all(status)
        else:
            self._do(status.label, steps.perform, self._app, dossier_id, status.step)

    def _do(self, name: str, action: Any, *args: Any, **kwargs: Any) -> Any:
        state = _task(name, _call)(action, *args, **kwargs, wait_for=self._before, return_state=True)
        self._before = [state]
        return state.result()

    def _notify_all(self, status: Status) -> None:
        """Deliver the messages that were not tried yet, side by side; what is not taken stays for the sweep."""
        messages = {message.id: message for message in status.state.messages}
        futures = []
        for message_id in status.step.message_ids:
            label = wording.notify_label(status.state, messages[message_id], self._app.settings.language)
            deliver = _task(label, _deliver, retries=0)
            futures.append(deliver.submit(self._app, message_id, wait_for=self._before))
        for future in futures:
            future.wait()
        self._before = [allow_failure(future) for future in futures]


def _deliver(app: App, message_id: str) -> State[Any] | None:
    try:
        outbox.deliver(app, message_id)
    except DeliveryFailed as error:
        return Failed(message=f"{in_english(error)} {_NEXT[error.outcome]}")
    except GatewayError as error:
        return Failed(message=f"{in_english(error)} The sweep tries again.")
    return None


_NEXT = {
    Outcome.NOT_HANDED_OVER: "The sweep tries again.",
    Outcome.REFUSED: "It is not tried again by itself: the owner and the secretariat are told.",
    Outcome.UNKNOWN: "It may have arrived; the letter's page says whether it is tried again.",
}


def _call(action: Any, *args: Any, **kwargs: Any) -> Any:
    return action(*args, **kwargs)


def _task(name: str, function: Any, *, retries: int = len(RETRY_DELAYS)) -> Any:
    """Return a task of a function, under this name in the run graph."""
    return task(
        function,
        name=name,
        task_run_name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=retries,
        retry_delay_seconds=RETRY_DELAYS[:retries],
        retry_condition_fn=_is_outside_trouble,
        log_prints=False,
    )
