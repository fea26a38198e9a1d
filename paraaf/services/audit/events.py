"""The audit trail of a letter, to be shown."""

from sqlmodel import col, select

from models.audit import AuditEvent
from models.document import Document
from paraaf.redline import Dropped
from paraaf.services.app import dropped_parts
from paraaf.services.app.state_loader import find_dossier
from paraaf.services.app.unit_of_work import App


def read_trail(app: App, number: str) -> list[AuditEvent]:
    """Return the events of a letter, the latest first; raise `NotFound`."""
    with app.read() as session:
        dossier = find_dossier(session, number)
        query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id).order_by(col(AuditEvent.seq).desc())
        return list(session.exec(query).all())


def left_out_of(app: App, document: Document) -> tuple[Dropped, ...]:
    """Return what was left out of a stored file when it came in."""
    return dropped_parts.by_document(read_trail(app, document.dossier_id)).get(document.seq, ())
