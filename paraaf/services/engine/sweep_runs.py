"""Sweeps on record: how many are at work, and when the last one ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlmodel import col, delete, select

from models.base import new_id
from models.dossier import Dossier
from models.lease import RunLease
from models.sweep_run import RETENTION, SweepRun, is_overdue, last_swept
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine.heartbeat import signs_of_life


def active_sweeps(app: App) -> int:
    """Return how many sweeps are at work now."""
    at, lease = app.clock.wall(), app.settings.lease
    with app.read() as session:
        found = session.exec(select(SweepRun).where(col(SweepRun.ended_at) == None)).all()  # noqa: E711
    return sum(run.is_at_work(at=at, lease=lease) for run in found)


@contextmanager
def record_sweep(app: App) -> Iterator[list[str]]:
    """Record a sweep: that it began, that it is alive, and that it ended, with what is put in the list.

    One that is cut off by an error did not end.
    """
    run_id, did = new_id(), list[str]()
    with app.work() as work:
        at = app.clock.wall()
        work.add(SweepRun(id=run_id, began_at=at, seen_at=at))
    with signs_of_life(app, lambda: _seen(app, run_id), name=f"sweep-{run_id}"):
        yield did
    with app.work() as work:
        at = app.clock.wall()
        run = work.session.get_one(SweepRun, run_id)
        run.seen_at = run.ended_at = at
        run.did = " ".join(did)[:300]
        work.session.exec(delete(SweepRun).where(col(SweepRun.seen_at) < at - RETENTION))


def overdue_since(app: App) -> tuple[bool, datetime | None]:
    """Return whether no sweep ran for long, and when the last one did; None if none ever did.

    Before the first one it is long only once a letter was left alone for long.
    """
    at, lease = app.clock.wall(), app.settings.lease
    with app.read() as session:
        swept = last_swept(session.exec(select(SweepRun)).all(), at=at, lease=lease)
        if swept is not None:
            return is_overdue(swept, at=at), swept
        query = select(RunLease.seen_at).join(Dossier, col(Dossier.id) == col(RunLease.dossier_id))
        left_alone = session.exec(query.where(col(Dossier.ended_at) == None).order_by(col(RunLease.seen_at))).first()  # noqa: E711
    return left_alone is not None and is_overdue(left_alone, at=at), None


def _seen(app: App, run_id: str) -> None:
    with app.work() as work:
        work.session.get_one(SweepRun, run_id).seen_at = app.clock.wall()
