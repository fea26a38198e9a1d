"""What the commands that move due dates say of the planning."""

from paraaf import wording
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.terminal import note


def warn_of_planning(app: App, dossier: str) -> None:
    """Say it if a letter is expected too late for its debate."""
    warning = wording.planning_warning(read_status(app, dossier).planning, "en")
    if warning:
        note(warning)
