"""Which process is carrying a letter on right now, so that a dead one is noticed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import moment_field


class RunLease(SQLModel, table=True):
    """A sign of life of the process that runs a letter's flow, by the machine's own clock."""

    __tablename__ = "run_lease"

    dossier_id: str = Field(primary_key=True, foreign_key="dossier.id", max_length=32)
    holder: str = Field(max_length=64)
    seen_at: datetime = moment_field()
    revivals: int = 0
    """How often a dead run was started again since the letter last moved."""
    revived_at_event: int = 0
    """How many audit events the letter had then."""
    revive_at: datetime | None = moment_field(default=None)
