"""What is on record of a letter: its reactions, its links, and its acts."""

from sqlmodel import select

from models.audit import AuditEvent
from models.consultation import Reaction
from models.link import Link
from paraaf.services.app.unit_of_work import App
from paraaf.services.messaging import link_admin
from tests.support.letters import NUMBER, state_of


def reactions_of(app: App) -> list[Reaction]:
    """Return the reactions to the test's letter."""
    return state_of(app).reactions


def links_of(app: App) -> dict[str, Link]:
    """Return the links of the test's letter, by who has them."""
    return {link.holder: link for link in link_admin.list_links(app, NUMBER)}


def recorded(app: App, action: str) -> list[tuple[str, dict[str, object]]]:
    """Return who did this, and what the audit trail holds of it, in order."""
    with app.read() as session:
        query = select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.seq)  # type: ignore[arg-type]
        return [(event.actor, event.data) for event in session.exec(query).all()]
