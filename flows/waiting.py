"""Waiting for people: the only place where a run suspends.

The database is the gate, not Prefect: a run that is resumed too early finds that people still have to answer
and suspends again, under a fresh key, so that no later gate is ever taken for an earlier one.
"""

import time
from uuid import uuid4

from prefect import suspend_flow_run

from paraaf.services.context import App
from paraaf.services.reading import read_status

_POLL_SECONDS = 0.2


def is_still_waiting(app: App, dossier_id: str) -> bool:
    """Stay awake for as long as the settings say; return whether the letter then still waits for people."""
    until = time.monotonic() + app.settings.linger_seconds
    while read_status(app, dossier_id).step.waits_for_people:
        if time.monotonic() >= until:
            return True
        time.sleep(_POLL_SECONDS)
    return False


def suspend_until_woken(dossier_id: str) -> None:
    """End this process; the run starts again from its first line when it is resumed."""
    suspend_flow_run(timeout=None, key=f"{dossier_id}-{uuid4().hex}")
