"""Letters that are prepared in the portal and not started yet."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.base import id_field, json_field, moment_field


class Preparation(SQLModel, table=True):
    """A letter that a secretariat or an owner prepares; once it was started only that, and where its run is."""

    __tablename__ = "preparation"

    id: str = id_field()
    keeper: str = Field(index=True, max_length=40)
    """The code of the secretariat that prepares it; for an owner, `@` and a digest of their account."""
    number: str = Field(default="", max_length=100)
    title: str = Field(default="", max_length=300)
    content: dict[str, Any] = json_field()
    """What was filled in; empty once the letter was started."""
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    """How often it was kept: who saw another version does not overwrite it."""
    saved_at: datetime = moment_field()
    saved_by: str = Field(max_length=200)
    """Who kept it last; once it was started, who started it."""
    started_at: datetime | None = moment_field(default=None)
    run_url: str = Field(default="", max_length=2000)
    """Where the run is shown."""
