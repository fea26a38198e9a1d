"""Starting a letter from a dossier file."""

from dataclasses import dataclass
from pathlib import Path

from models.errors import ConfigurationError, Fault
from models.pending_start import COMMAND_LINE
from models.request import DossierRequest
from paraaf.gateways.runs import Started
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import checks, registration, started_by
from paraaf.services.intake.checked import CheckedRequest
from paraaf.services.intake.started_by import StartedBy


@dataclass(frozen=True)
class Letter:
    """A letter whose run was created."""

    number: str
    title: str
    started: Started
    warnings: list[Fault]


def start_letter(app: App, file: Path, *, by: str, number: str = "") -> Letter:
    """Check everything, then create the letter's run; nothing is created unless all is in order.

    `by` is who starts it, for the audit trail; `number` takes the place of the dossier number in the file.
    Raises `InvalidDossier` with every fault in the file, `GatewayError` if Prefect and `ConfigurationError` if a mail
    server does not answer.
    """
    by = require_actor(by, "starts the letter")
    return start_checked(app, checks.read_dossier(app, file, number=number), StartedBy(by, COMMAND_LINE))


def start_checked(app: App, checked: CheckedRequest, launcher: StartedBy) -> Letter:
    """Create the run of a letter that was checked; the same letter again gives the same run.

    Raises `GatewayError` if Prefect and `ConfigurationError` if a mail server does not answer.
    """
    probe(app, checked.request)
    request = registration.with_stored_files(app, checked)
    started_by.remember(app, request, launcher)
    return Letter(request.references.dossier_number, request.title, start_run(app, request), checked.warnings)


def start_run(app: App, request: DossierRequest) -> Started:
    """Create the run of a request; the same request gives the same run."""
    key = f"paraaf:{request.references.dossier_number}:{started_by.digest_of(request)}"
    return app.runs.start(request.model_dump(mode="json"), name=request.run_name, key=key)


def probe(app: App, request: DossierRequest) -> None:
    """Raise unless Prefect and the mail servers answer now, and links can be made, so that nothing starts only half."""
    if app.settings.portal_url:
        app.settings.portal_key()
    app.runs.probe()
    troubles = [trouble for channel in app.settings.channels if (trouble := app.notifier.probe(channel))]
    if troubles:
        number = request.references.dossier_number
        raise ConfigurationError("letter.not_started", letter=number, troubles=troubles)
