"""One-time codes: a second proof of who somebody is, sent to where only that person reads."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from models.base import id_field, moment_field

LIFETIME = timedelta(minutes=10)
MAX_TRIES = 5
MAX_PER_HOUR = 5
"""How many codes one session of a link gets within an hour."""
MAX_PER_DAY = 20
MAX_PER_WEEK = 50
"""How many codes are sent for one link, to all its sessions together."""
MAX_WRONG = 50
"""After how many wrong tries, by all its sessions together, a link is locked."""


class OneTimeCode(SQLModel, table=True):
    """A code that was sent for a link. The code itself is stored nowhere, only a keyed hash of it."""

    __tablename__ = "one_time_code"

    id: str = id_field()
    link_id: str = Field(foreign_key="link.id", index=True, max_length=32)
    seq: int = 0
    """Its number for the link: the newest is the one sent last, whatever the clock said."""
    asker: str = Field(default="", max_length=64)
    """The session that asked for it: only there it is of use, and only tries there count for it."""
    code_hash: str = Field(max_length=64)
    sent_to: str = Field(max_length=320)
    """Where it went, with most of the address left out."""
    sent_at: datetime = moment_field()
    tries: int = 0
    used_at: datetime | None = moment_field(default=None)

    def is_usable(self, *, at: datetime) -> bool:
        """Return whether it can still be given."""
        is_in_time = self.sent_at - LIFETIME <= at < self.sent_at + LIFETIME
        return self.used_at is None and self.tries < MAX_TRIES and is_in_time
