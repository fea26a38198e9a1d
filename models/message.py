"""Messages to people: written in the transaction that causes them, delivered afterwards."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from models.base import enum_field, id_field, json_field, moment_field
from models.enums import Language, MessageKind, MessageStatus, Outcome

RETRY_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first, second, ... failed delivery; the last one repeats."""

MAX_BROKEN_OFF = 3
"""How often a message may be handed over with an outcome that is not known, before a person has to decide."""

NOTIFY_AT_ATTEMPT = 8
"""At which attempt in vain people are told of a message that is still tried: after some five hours."""


class Message(SQLModel, table=True):
    """One message to one receiver. Its key is stable, so that a repeated delivery can be recognised."""

    __tablename__ = "message"
    __table_args__ = (sa.UniqueConstraint("key"), sa.Index("ix_message_todo", "status", "next_attempt_at"))

    id: str = id_field()
    dossier_id: str = Field(foreign_key="dossier.id", index=True, max_length=32)
    seq: int
    key: str = Field(max_length=160)
    about: str = Field(default="", max_length=32)
    """The id of what it is about: the round of an invitation, an invitation, a sign-off, a decision, the dossier ..."""
    kind: MessageKind = enum_field(MessageKind)
    party_code: str = Field(max_length=40)
    receiver: str = Field(max_length=200)
    address: str = Field(max_length=320)
    corrected_from: str = Field(default="", max_length=320)
    """The address of its receiver in the party directory, if a person sent it to a better one."""
    channel: str = Field(max_length=40)
    language: Language = enum_field(Language)
    subject: str
    body: str
    link_id: str | None = Field(default=None, foreign_key="link.id", max_length=32)
    """The link to the portal that its receiver gets; its token is put in the text on delivery only."""
    document_ids: list[Any] = json_field(default_factory=list)
    is_asked_for: bool = False
    """Whether somebody asked for it at that moment: it waits for no office hours."""
    held_until: datetime | None = moment_field(default=None)
    """The start of the office hours for which it waited, if it was written outside them."""
    is_repeatable: bool = True
    """False: after one delivery of unknown outcome a person decides (the letter to parliament)."""
    status: MessageStatus = enum_field(MessageStatus, default=MessageStatus.PENDING)
    attempts: int = 0
    created_at: datetime = moment_field()
    next_attempt_at: datetime | None = moment_field(default=None)
    claimed_at: datetime | None = moment_field(default=None)
    """When a process began to deliver it, by the machine's own clock."""
    sent_at: datetime | None = moment_field(default=None)
    ended_at: datetime | None = moment_field(default=None)
    """Of an invitation: since when its receiver cannot answer it any more, being no contact of the party by then or
    having no link. That is for good: whoever comes back is asked anew."""
    last_error: str = ""
    """Why the last delivery was not accepted, in English."""
    problem: dict[str, Any] | None = json_field(default=None)
    """The same as a code with values, so that each reader is told in their own language."""
    outcome: Outcome | None = enum_field(Outcome, default=None, nullable=True)
    """How far the last delivery came, if it was not accepted."""
    broken_off: int = 0
    """How many deliveries broke off so that their outcome is not known, since a person last decided."""

    @property
    def is_untried(self) -> bool:
        """Whether it waits for its first delivery."""
        return self.status is MessageStatus.PENDING and self.attempts == 0

    def is_held(self, *, at: datetime) -> bool:
        """Return whether it waits for its first delivery until a later moment: the next office hours."""
        return self.is_untried and self.next_attempt_at is not None and self.next_attempt_at > at

    @property
    def is_undelivered(self) -> bool:
        """Whether it should have arrived by now, and did not as far as is known."""
        has_failed = self.status in (MessageStatus.PENDING, MessageStatus.SENDING) and self.attempts > 0
        return has_failed or self.needs_a_person

    @property
    def needs_a_person(self) -> bool:
        """Whether it is not tried again by itself: somebody has to say what is to become of it."""
        return self.status in (MessageStatus.REFUSED, MessageStatus.UNKNOWN)

    @property
    def may_have_arrived(self) -> bool:
        """Whether its receiver may know of it: false only for what was surely never handed over."""
        if self.status in (MessageStatus.PENDING, MessageStatus.REFUSED, MessageStatus.CANCELLED):
            return self.broken_off > 0
        return True

    def fail(self, outcome: Outcome, reason: str, *, at: datetime, problem: dict[str, Any] | None = None) -> None:
        """Note a delivery that was not accepted: it is tried again later, or a person has to decide.

        What was refused for good is not tried again, and neither is what broke off too often.
        """
        self.attempts += 1
        self.outcome, self.last_error, self.problem = outcome, reason, problem
        self.broken_off += outcome is Outcome.UNKNOWN
        self.status, self.next_attempt_at = MessageStatus.PENDING, retry_at(self.attempts, at)
        if outcome is Outcome.REFUSED:
            self.status, self.next_attempt_at = MessageStatus.REFUSED, None
        elif outcome is Outcome.UNKNOWN and (not self.is_repeatable or self.broken_off >= MAX_BROKEN_OFF):
            self.status, self.next_attempt_at = MessageStatus.UNKNOWN, None

    def come_back(self, reason: str, *, problem: dict[str, Any] | None = None) -> None:
        """Note that a mail server took it and could not deliver it: a person has to decide."""
        self.status, self.outcome = MessageStatus.REFUSED, Outcome.REFUSED
        self.last_error, self.problem = reason, problem
        self.sent_at = self.next_attempt_at = None
        self.broken_off = 0

    def try_again(self, *, at: datetime) -> None:
        """Let it be delivered anew, since a person wants it."""
        self.status, self.attempts, self.broken_off = MessageStatus.PENDING, 0, 0
        self.outcome, self.next_attempt_at = None, at


def retry_at(attempts: int, at: datetime) -> datetime:
    """Return when a message that failed `attempts` times is tried again."""
    return at + RETRY_DELAYS[min(attempts, len(RETRY_DELAYS)) - 1]
