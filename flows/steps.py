"""The steps of a letter as Prefect tasks, each named as the secretariat would say it.

A task is handed an id and asks the database; nothing of it is cached, so that a step shows once and a step
that is done is never taken from an old result.
"""

from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Failed

from models.errors import GatewayError
from models.process import StepKind
from models.request import DossierRequest
from paraaf import wording
from paraaf.services import intake, outbox, performing
from paraaf.services.context import App
from paraaf.services.reading import Status

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


def register_letter(app: App, request: DossierRequest, run_id: str) -> str:
    """Start the dossier of a run and return its id."""
    name = "Brief inschrijven" if app.settings.language == "nl" else "Register the letter"
    dossier_id: str = _named(name)(_call)(intake.register, app, request, run_id=run_id)
    return dossier_id


def perform(app: App, dossier_id: str, status: Status) -> None:
    """Do a letter's next step."""
    step = status.step
    if step.kind is StepKind.NOTIFY:
        _notify_all(app, status)
        return
    _named(status.label)(_call)(performing.perform, app, dossier_id, step)


def _notify_all(app: App, status: Status) -> None:
    """Deliver the messages that were not tried yet, side by side; what is not taken stays for the sweep."""
    messages = {message.id: message for message in status.state.messages}
    futures = []
    for message_id in status.step.message_ids:
        message = messages[message_id]
        label = wording.notify_label(message.party_code, message.kind, app.settings.language)
        futures.append(_named(label, retries=0)(_deliver).submit(app, message_id))
    for future in futures:
        future.wait()


def _deliver(app: App, message_id: str) -> State[Any] | None:
    try:
        outbox.deliver(app, message_id)
    except GatewayError as error:
        return Failed(message=f"{error} The sweep tries again.")
    return None


def _call(action: Any, *args: Any, **kwargs: Any) -> Any:
    return action(*args, **kwargs)


def _named(name: str, *, retries: int = len(RETRY_DELAYS)) -> Any:
    """Return a decorator that makes a task of a function, under this name in the run graph."""

    def decorate(function: Any) -> Any:
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

    return decorate
