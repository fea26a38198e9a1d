"""Getting a letter's run going by hand, when Prefect's own state stands in the way."""

from uuid import uuid4

from models.errors import AlreadyDone
from models.request import DossierRequest
from paraaf.services.context import App
from paraaf.services.loading import find_dossier
from paraaf.services.starting import start_run


def wake(app: App, number: str) -> str:
    """Get a letter's run going; return what was done. A run that is gone is replaced by a new one."""
    with app.read() as session:
        dossier = find_dossier(session, number)
    if dossier.is_over:
        raise AlreadyDone(f"Letter {dossier.number} is {dossier.status}: there is nothing to wake.")
    done = app.runs.revive(dossier.flow_run_id, is_alive=False, force=True) if dossier.flow_run_id else "gone"
    if done != "gone":
        return f"The run of letter {dossier.number}: {done}."
    with app.work() as work:
        work.dossier(dossier.id).flow_run_id = None
    request = DossierRequest.model_validate(dossier.request)
    started = start_run(app, request, again=uuid4().hex)
    return f"Letter {dossier.number} has a new run: {started.url}"
