"""The audit trail of a letter, to be shown."""

from sqlmodel import col, select

from models.audit import AuditEvent
from paraaf.services.context import App
from paraaf.services.loading import find_dossier


def read_trail(app: App, number: str) -> list[AuditEvent]:
    """Return the events of a letter, the latest first; raise `NotFound`."""
    with app.read() as session:
        dossier = find_dossier(session, number)
        query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id).order_by(col(AuditEvent.seq).desc())
        return list(session.exec(query).all())
