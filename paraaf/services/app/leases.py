"""Signs of life of the process that carries a letter on."""

from models.lease import RunLease
from paraaf.services.app.unit_of_work import App


def beat(app: App, dossier_id: str, holder: str) -> None:
    """Note that this process carries the letter on now."""
    with app.work() as work:
        lease = work.session.get_one(RunLease, dossier_id)
        lease.holder, lease.seen_at = holder, app.clock.wall()


def release(app: App, dossier_id: str) -> None:
    """Note that no process carries the letter on."""
    with app.work() as work:
        work.session.get_one(RunLease, dossier_id).holder = ""
