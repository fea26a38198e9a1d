"""One flow run is one letter."""

import logging
import os
from typing import Any
from uuid import uuid4

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext, get_run_context
from prefect.states import Failed
from pydantic import ValidationError

from flows.steps import Steps
from flows.waiting import is_still_waiting, suspend_until_woken
from models.errors import ConfigurationError, GatewayError, ParaafError
from models.process import Step
from models.request import DossierRequest
from paraaf.bootstrap import build_app
from paraaf.faults import in_english
from paraaf.services.app import leases
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine.heartbeat import heartbeat
from paraaf.services.intake import registration
from paraaf.services.reporting.status_page import publish

log = logging.getLogger("prefect.flow_runs")


def _run_name() -> str:
    """Return the name of this run: what its letter is called, or what it is called already."""
    context = FlowRunContext.get()
    assert context is not None and context.flow_run is not None
    try:
        return DossierRequest.model_validate((context.parameters or {}).get("dossier")).run_name
    except ValidationError:
        return context.flow_run.name


# The parameters are looked at by the flow itself, and only to put a letter on record: a letter that is on record goes
# on also when they were written for an older version, and Prefect would then let the run crash.
@flow(name="sign-off", flow_run_name=_run_name, persist_result=True, validate_parameters=False)
def sign_off(dossier: DossierRequest) -> State[Any] | None:
    """Een brief aan de Kamer: van concept langs consultatie, parafen en minister naar verzending.

    Carry one letter to dispatch. Safe to run again from the top at any moment: what is done is on record,
    and is not done twice.
    """
    try:
        app = build_app()
        _carry(app, dossier, run_id=str(get_run_context().flow_run.id))  # type: ignore[union-attr]
    except ParaafError as error:
        log.error("%s", in_english(error))  # a refusal is for the secretariat to read, not a traceback
        return Failed(message=in_english(error))
    return None


def _carry(app: App, given: DossierRequest | dict[str, Any], *, run_id: str) -> None:
    steps = Steps(app)
    with app.read() as session:
        known = registration.registered(session, [run_id])
    if known:
        dossier_id = known[0].id
    else:
        request = registration.fitting(given)
        registration.check_new(app, request)
        dossier_id = steps.register(request, run_id)
    holder = f"{os.getpid()}-{uuid4().hex[:8]}"
    done_at: tuple[Step, int] | None = None
    with heartbeat(app, dossier_id, holder):
        while not (status := read_status(app, dossier_id)).step.is_done:
            if status.state.dossier.flow_run_id != run_id:
                raise ParaafError("letter.carried_by_another_run", letter=status.state.dossier.number)
            if not status.step.waits_for_people:
                if done_at == (status.step, status.state.dossier.revision):
                    raise ParaafError("letter.did_not_move", step=status.label)
                done_at = (status.step, status.state.dossier.revision)
                steps.perform(dossier_id, status)
                continue
            _publish(app, dossier_id)
            if is_still_waiting(app, dossier_id):
                leases.release(app, dossier_id)
                suspend_until_woken(app, dossier_id)
        _publish(app, dossier_id)


def _publish(app: App, dossier_id: str) -> None:
    """Renew the letter's page; if Prefect refuses it, the sweep does it later."""
    try:
        publish(app, dossier_id)
    except (GatewayError, ConfigurationError) as error:
        log.warning("The status page was not renewed: %s", in_english(error))
