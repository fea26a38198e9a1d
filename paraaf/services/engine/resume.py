"""Getting a letter going after people did something."""

import logging

from models.errors import ParaafError
from paraaf.faults import in_english
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App

log = logging.getLogger("paraaf")


def resume_run(app: App, dossier_id: str) -> None:
    """Wake the letter's run if the letter can go on, and renew its status page; never raise.

    What was done is on record by now, whatever does not answer any more.
    """
    # It takes long to import, and a step of a letter should begin soon.
    from paraaf.services.reporting.status_page import publish

    try:
        status = read_status(app, dossier_id)
        run_id = status.state.dossier.flow_run_id
        if run_id and not status.step.waits_for_people:
            app.runs.wake(run_id)
        publish(app, dossier_id, status)
    except ParaafError as error:
        log.warning("It is recorded. The letter goes on at the next sweep: %s", in_english(error))
