"""Who pressed start: kept from that moment until the letter's run puts it in the audit trail.

It stands beside the run, and not in its parameters: those can be typed by whoever can open the Prefect UI.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete

from models.pending_start import PREFECT, PendingStart
from models.request import DossierRequest
from paraaf.services.app.audit_chain import account_facts
from paraaf.services.app.unit_of_work import App, UnitOfWork

RETENTION = timedelta(days=30)
"""How long it is kept of a run that never put its letter on record."""


@dataclass(frozen=True)
class StartedBy:
    """Somebody who starts a letter, and where."""

    by: str
    through: str
    facts: dict[str, Any] = field(default_factory=dict)


def digest_of(request: DossierRequest) -> str:
    """Return the SHA-256 of a request: the same letter gives the same."""
    return digest_of_values(request.model_dump(mode="json"))


def digest_of_values(values: dict[str, Any]) -> str:
    """Return the SHA-256 of a request as it is on record, also of one that this version would not take any more."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def remember(app: App, request: DossierRequest, launcher: StartedBy) -> None:
    """Keep who starts a letter; of several who do before it is on record, the last one. Done before its run is made."""
    facts = dict(launcher.facts)
    if app.signed_in is not None:
        facts["signed_in"] = account_facts(app.signed_in)
    with app.work() as work:
        work.session.exec(delete(PendingStart).where(col(PendingStart.at) < work.at - RETENTION))
        work.session.exec(delete(PendingStart).where(col(PendingStart.request_hash) == digest_of(request)))
        try:
            with work.session.begin_nested():
                work.session.add(
                    PendingStart(
                        request_hash=digest_of(request),
                        by=launcher.by,
                        through=launcher.through,
                        facts=facts,
                        at=work.at,
                    )
                )
        except IntegrityError:
            return  # somebody else pressed at the same moment, and is noted


def consume(work: UnitOfWork, request: DossierRequest) -> StartedBy:
    """Return who started a letter that is put on record in this transaction, and let go of it.

    Who filled in the form in the Prefect UI is not known there: Prefect itself has no users.
    """
    found = work.session.get(PendingStart, digest_of(request))
    if found is None:
        return StartedBy(PREFECT, PREFECT)
    work.session.delete(found)
    return StartedBy(found.by, found.through, found.facts)
