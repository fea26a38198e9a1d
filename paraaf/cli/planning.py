"""What the commands that move due dates say of the planning."""

from paraaf import wording
from paraaf.cli.output import note
from paraaf.services.context import App
from paraaf.services.reading import read_status


def warn_of_planning(app: App, dossier: str) -> None:
    """Say it if a letter is expected too late for its debate."""
    warning = wording.planning_warning(read_status(app, dossier).planning, "en")
    if warning:
        note(warning)
