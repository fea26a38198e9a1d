"""Holding a letter up: it stands still until somebody releases it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, moment_field
from models.enums import HoldStatus
from models.errors import TransitionNotAllowed

_ALLOWED: dict[tuple[HoldStatus, str], HoldStatus] = {
    (HoldStatus.IN_FORCE, "release"): HoldStatus.RELEASED,
    (HoldStatus.IN_FORCE, "lapse"): HoldStatus.LAPSED,
}


class Hold(SQLModel, table=True):
    """One stretch of time in which a letter stood still: since when, why, until when."""

    __tablename__ = "hold"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "number"),)

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    number: int
    status: HoldStatus = enum_field(HoldStatus, default=HoldStatus.IN_FORCE)
    reason: str
    by: str = Field(max_length=200)
    at: datetime = moment_field()
    ended_by: str = Field(default="", max_length=200)
    ended_at: datetime | None = moment_field(default=None)

    def move(self, action: str) -> None:
        """Bring the status where the action leads; raise `TransitionNotAllowed` where it leads nowhere."""
        after = _ALLOWED.get((self.status, action))
        if after is None:
            raise TransitionNotAllowed("hold.not_from_here", action=action, number=self.number, status=self.status)
        self.status = after
