"""Messages to people: written in the transaction that causes them, delivered afterwards."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import id_field, json_field, moment, word
from models.enums import Language, MessageKind, MessageStatus

RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first, second, ... failed delivery; the last one repeats."""


class Message(SQLModel, table=True):
    """One message to one receiver. Its key is stable, so that a repeated delivery can be recognised."""

    __tablename__ = "message"
    __table_args__ = (sa.UniqueConstraint("key"), sa.Index("ix_message_todo", "status", "next_attempt_at"))

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    seq: int
    key: str = Field(max_length=160)
    kind: MessageKind = word(MessageKind)
    party_code: str = Field(max_length=40)
    receiver: str = Field(max_length=200)
    address: str = Field(max_length=320)
    channel: str = Field(max_length=40)
    language: Language = word(Language)
    subject: str
    body: str
    link_id: str | None = Field(default=None, foreign_key="link.id", max_length=32)
    """The link to the portal that its receiver gets; its token is put in the text on delivery only."""
    document_ids: list[Any] = json_field(default_factory=list)
    is_repeatable: bool = True
    """False: after a delivery of unknown outcome a person decides (the letter to parliament)."""
    status: MessageStatus = word(MessageStatus, default=MessageStatus.PENDING)
    attempts: int = 0
    created_at: datetime = moment()
    next_attempt_at: datetime | None = moment(default=None)
    claimed_at: datetime | None = moment(default=None)
    """When a process began to deliver it, by the machine's own clock."""
    sent_at: datetime | None = moment(default=None)
    last_error: str = ""

    @property
    def is_undelivered(self) -> bool:
        """Whether it should have arrived by now, and did not as far as is known."""
        has_failed = self.status in (MessageStatus.PENDING, MessageStatus.SENDING) and self.attempts > 0
        return has_failed or self.status is MessageStatus.UNKNOWN

    @property
    def may_have_arrived(self) -> bool:
        """Whether its receiver may know of it: false only for what was surely never handed over."""
        if self.status in (MessageStatus.PENDING, MessageStatus.CANCELLED):
            return self.attempts > 0 and not is_surely_not_sent(self.last_error)
        return True


def is_surely_not_sent(error: str) -> bool:
    """Return whether a delivery that failed with this error cannot have arrived: not reached, or refused outright."""
    return any(
        words in error
        for words in ("connection refused", "is not known", "the server refuses", "too large", "is not set up")
    )


def retry_at(attempts: int, at: datetime) -> datetime:
    """Return when a message that failed `attempts` times is tried again."""
    return at + RETRY_DELAYS[min(attempts, len(RETRY_DELAYS)) - 1]
