"""Waiting for people: the only place where a run suspends.

The database is the gate, not Prefect: a run that is resumed too early finds that people still have to answer
and suspends again, under a fresh key, so that no later gate is ever taken for an earlier one.
"""

import logging
import time
from uuid import uuid4

from prefect import suspend_flow_run

from models.errors import ParaafError
from paraaf.faults import in_english
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App

log = logging.getLogger("prefect.flow_runs")

_POLL_SECONDS = 0.2


def is_still_waiting(app: App, dossier_id: str) -> bool:
    """Stay awake for as long as the settings say; return whether the letter then still waits for people."""
    until = time.monotonic() + app.settings.linger_seconds
    while read_status(app, dossier_id).step.waits_for_people:
        if time.monotonic() >= until:
            return True
        time.sleep(_POLL_SECONDS)
    return False


def suspend_until_woken(app: App, dossier_id: str) -> None:
    """End this process; the run starts again from its first line when it is resumed.

    Who answered before the run was suspended could not wake it. So the run looks once more after that, and
    wakes itself: an answer comes either before this look, or when the run can be woken.
    """
    try:
        suspend_flow_run(timeout=None, key=f"{dossier_id}-{uuid4().hex}")
    finally:
        _wake_if_answered(app, dossier_id)


def _wake_if_answered(app: App, dossier_id: str) -> None:
    try:
        status = read_status(app, dossier_id)
        if not status.step.waits_for_people and status.state.dossier.flow_run_id:
            app.runs.wake(status.state.dossier.flow_run_id)
    except ParaafError as error:
        log.warning(
            "It is not known whether somebody answered just now; the sweep looks after it: %s", in_english(error)
        )
