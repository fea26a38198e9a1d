"""Who pressed start, until the letter is on record and its audit trail says it."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.base import json_field, moment_field

PORTAL, COMMAND_LINE, PREFECT = "portal", "command line", "Prefect"
"""Where start can be pressed."""


class PendingStart(SQLModel, table=True):
    """A letter that somebody started, while its run has not put it on record yet."""

    __tablename__ = "launch"

    request_hash: str = Field(primary_key=True, max_length=64)
    """The SHA-256 of the request that the run was created with."""
    by: str = Field(max_length=200)
    through: str = Field(max_length=40)
    facts: dict[str, Any] = json_field()
    """By which link or account they came, if they came to the portal."""
    at: datetime = moment_field()
