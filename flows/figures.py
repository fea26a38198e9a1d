"""The figures over all letters: a scheduled flow that puts them in one table."""

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.context import get_run_context
from prefect.states import Completed, Failed

from models.errors import ParaafError
from paraaf.bootstrap import build_app
from paraaf.faults import in_english
from paraaf.services.reporting.figures import publish_figures


@flow(name="figures")
def figures() -> State[Any]:
    """Reken uit hoe lang antwoorden duren, hoeveel er te laat zijn en hoe vaak zwijgen instemmen is.

    Work out how long answers take, how many are late, and how much agreement is silence.
    """
    try:
        count = publish_figures(build_app(), str(get_run_context().flow_run.id))  # type: ignore[union-attr]
    except ParaafError as error:
        return Failed(message=in_english(error))
    return Completed(message=f"Figures over {count} letter(s).")
