"""Attempts that were wrong: how often somebody may try, over all processes of the portal together."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import id_field, moment_field

MAX_ATTEMPTS = 30
"""How many wrong attempts of one kind are taken from one source within the window."""
WINDOW = timedelta(minutes=15)


class WrongAttempt(SQLModel, table=True):
    """One wrong link, or one sign-in that could not be trusted. It is let go once the window has passed."""

    __tablename__ = "wrong_attempt"
    __table_args__ = (sa.Index("ix_wrong_attempt_source_at", "source", "at"),)

    id: str = id_field()
    source: str = Field(max_length=64)
    """A keyed hash of what was tried and from where: whoever reads the database learns no address."""
    at: datetime = moment_field(index=True)
