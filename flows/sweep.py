"""What happens because time passes: a scheduled flow over all letters."""

import logging
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from models.errors import ParaafError
from paraaf.bootstrap import build_app
from paraaf.faults import in_english
from paraaf.services.engine.sweeping import sweep as sweep_letters

log = logging.getLogger("prefect.flow_runs")


@flow(name="sweep")
def sweep() -> State[Any]:
    """Look after due dates, reminders, undelivered messages, and runs that should go on."""
    try:
        swept = sweep_letters(build_app())
    except ParaafError as error:
        return Failed(message=in_english(error))
    return Completed(message=str(swept))
