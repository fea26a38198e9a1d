"""Starting a letter from a dossier file."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from models.errors import ConfigurationError, Fault
from models.request import DossierRequest
from paraaf.gateways.runs import Started
from paraaf.services import checking, intake
from paraaf.services.checking import Checked
from paraaf.services.context import App


@dataclass(frozen=True)
class Letter:
    """A letter whose run was created."""

    number: str
    title: str
    started: Started
    warnings: list[Fault]


def start_letter(app: App, file: Path, *, number: str = "") -> Letter:
    """Check everything, then create the letter's run; nothing is created unless all is in order.

    `number` takes the place of the dossier number in the file. Raises `InvalidDossier` with every fault in
    the file, `GatewayError` if Prefect and `ConfigurationError` if a mail server does not answer.
    """
    return start_checked(app, checking.read_dossier(app, file, number=number))


def start_checked(app: App, checked: Checked) -> Letter:
    """Create the run of a letter that was checked; the same letter again gives the same run.

    Raises `GatewayError` if Prefect and `ConfigurationError` if a mail server does not answer.
    """
    probe(app, checked.request)
    request = intake.with_stored_files(app, checked)
    return Letter(request.references.dossier_number, request.title, start_run(app, request), checked.warnings)


def start_run(app: App, request: DossierRequest, *, again: str = "") -> Started:
    """Create the run of a request; the same request gives the same run, unless `again` sets it apart."""
    data = request.model_dump(mode="json")
    digest = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    key = f"paraaf:{request.references.dossier_number}:{digest}{again and f':{again}'}"
    return app.runs.start(data, name=request.run_name, key=key)


def probe(app: App, request: DossierRequest) -> None:
    """Raise unless Prefect and the mail servers answer now, and links can be made, so that nothing starts only half."""
    if app.settings.portal_url:
        app.settings.portal_key()
    app.runs.probe()
    troubles = [trouble for channel in app.settings.channels if (trouble := app.notifier.probe(channel))]
    if troubles:
        number = request.references.dossier_number
        raise ConfigurationError("\n".join([f"Letter {number} was not started:", *(f"  - {t}" for t in troubles)]))
