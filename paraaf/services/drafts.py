"""What people typed in the portal and did not send yet: kept with their link, shown to them alone."""

from datetime import datetime
from typing import Any

from models.link import Draft
from paraaf.services.context import App


def read_draft(app: App, link_id: str) -> tuple[dict[str, Any], datetime] | None:
    """Return what was kept with a link, and when; None if nothing is."""
    with app.read() as session:
        draft = session.get(Draft, link_id)
        return (draft.content, draft.saved_at) if draft else None


def save_draft(app: App, link_id: str, content: dict[str, Any]) -> None:
    """Keep this with a link, in place of what was kept before."""
    with app.work() as work:
        draft = work.session.get(Draft, link_id)
        if draft is None:
            work.add(Draft(link_id=link_id, content=content, saved_at=work.at))
        else:
            draft.content, draft.saved_at = content, work.at


def forget_draft(app: App, link_id: str) -> None:
    """Keep nothing with a link any more."""
    with app.work() as work:
        draft = work.session.get(Draft, link_id)
        if draft is not None:
            work.session.delete(draft)
