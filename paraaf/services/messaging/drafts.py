"""What people typed in the portal and did not send yet: kept with their link, shown to them alone."""

from datetime import datetime
from typing import Any

from models.errors import AlreadyDone
from models.link import Draft, Link
from paraaf.services.app.unit_of_work import App, UnitOfWork


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


def consume_draft(work: UnitOfWork, link_id: str) -> int:
    """Let a draft go, since what it held is recorded in this transaction; return the number of its link.

    Raises `AlreadyDone` if it is gone: somebody pressed the button twice, and the other press was first.
    """
    draft = work.session.get(Draft, link_id, populate_existing=True)
    if draft is None:
        raise AlreadyDone("draft.sent_already")
    work.session.delete(draft)
    return work.session.get_one(Link, link_id).number


def forget_draft(app: App, link_id: str) -> None:
    """Keep nothing with a link any more."""
    with app.work() as work:
        draft = work.session.get(Draft, link_id)
        if draft is not None:
            work.session.delete(draft)
