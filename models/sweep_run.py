"""That a sweep ran: what shows that time is looked after, and that too many are at work at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from models.base import id_field, moment_field

OVERDUE_AFTER = timedelta(minutes=10)
"""A sweep is due every two minutes; after this long without one people are told."""
MAX_CONCURRENT = 5
"""How many sweeps deliver messages at one moment: two do no harm, and a hundred that wait for a mail server do."""
RETENTION = timedelta(days=1)


class SweepRun(SQLModel, table=True):
    """One sweep, by the machine's own clock. It is let go after a day."""

    __tablename__ = "sweep_run"

    id: str = id_field()
    began_at: datetime = moment_field(index=True)
    seen_at: datetime = moment_field()
    """The last sign of life of its process."""
    ended_at: datetime | None = moment_field(default=None)
    """When it had done everything; None while it is at work, and for one that died."""
    did: str = Field(default="", max_length=300)

    def is_at_work(self, *, at: datetime, lease: timedelta) -> bool:
        """Return whether it has not ended and gave a sign of life within the lease."""
        return self.ended_at is None and self.seen_at > at - lease


def last_swept(runs: Iterable[SweepRun], *, at: datetime, lease: timedelta) -> datetime | None:
    """Return until when what falls due was looked after: now, while a sweep is at work; None if none ever ended."""
    looked = [at if run.is_at_work(at=at, lease=lease) else run.ended_at for run in runs]
    return max((moment for moment in looked if moment is not None), default=None)


def is_overdue(swept: datetime, *, at: datetime) -> bool:
    """Return whether people are to be told that nothing was looked after since then."""
    return at - swept > OVERDUE_AFTER
