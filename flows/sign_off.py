"""One flow run is one letter."""

import logging
import os
from typing import Any
from uuid import uuid4

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import get_run_context
from prefect.states import Failed

from flows.steps import Steps
from flows.waiting import is_still_waiting, suspend_until_woken
from models.errors import ConfigurationError, GatewayError, ParaafError
from models.process import Step
from models.request import DossierRequest
from paraaf.bootstrap import build_app
from paraaf.services import intake, leases
from paraaf.services.context import App
from paraaf.services.heartbeat import heartbeat
from paraaf.services.reading import read_status
from paraaf.services.status_page import publish

log = logging.getLogger("prefect.flow_runs")


@flow(name="sign-off", flow_run_name="{dossier.run_name}", persist_result=True)
def sign_off(dossier: DossierRequest) -> State[Any] | None:
    """Een brief aan de Kamer: van concept langs consultatie, parafen en minister naar verzending.

    Carry one letter to dispatch. Safe to run again from the top at any moment: what is done is on record,
    and is not done twice.
    """
    try:
        app = build_app()
        _carry(app, dossier, run_id=str(get_run_context().flow_run.id))  # type: ignore[union-attr]
    except ParaafError as error:
        log.error("%s", error)  # a refusal is for the secretariat to read, not a traceback
        return Failed(message=str(error))
    return None


def _carry(app: App, request: DossierRequest, *, run_id: str) -> None:
    steps = Steps(app)
    with app.read() as session:
        known = intake.registered(session, [run_id])
    if not known:
        intake.check_new(app, request)
    dossier_id = known[0].id if known else steps.register(request, run_id)
    holder = f"{os.getpid()}-{uuid4().hex[:8]}"
    done_at: tuple[Step, int] | None = None
    with heartbeat(app, dossier_id, holder):
        while not (status := read_status(app, dossier_id)).step.is_done:
            if not status.step.waits_for_people:
                if done_at == (status.step, status.state.dossier.revision):
                    raise ParaafError(f"'{status.label}' was done, but the letter did not move. The sweep tries again.")
                done_at = (status.step, status.state.dossier.revision)
                steps.perform(dossier_id, status)
                continue
            _publish(app, dossier_id)
            if is_still_waiting(app, dossier_id):
                leases.let_go(app, dossier_id)
                suspend_until_woken(app, dossier_id)
        _publish(app, dossier_id)


def _publish(app: App, dossier_id: str) -> None:
    """Renew the letter's page; if Prefect refuses it, the sweep does it later."""
    try:
        publish(app, dossier_id)
    except (GatewayError, ConfigurationError) as error:
        log.warning("The status page was not renewed: %s", error)
