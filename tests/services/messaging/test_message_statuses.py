"""Every act on a message in every status: where it leads, or that it changes nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from models.enums import MessageKind, MessageStatus
from models.errors import GatewayError, TransitionNotAllowed
from models.message import Message
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import reminders
from paraaf.services.messaging import outbox
from tests.support.acts import consulted, messages, on_sqlite, record_of, refused
from tests.support.letters import NUMBER, react

S = MessageStatus
DEAD = "of a dead process"
ONCE = "of a dead process, that may not be repeated"


def deliver(app: App, message: Message) -> None:
    outbox.deliver(app, message.id)


def deliver_in_vain(app: App, message: Message) -> None:
    app.notifier.is_down = True  # type: ignore[attr-defined]
    with suppress(GatewayError):
        outbox.deliver(app, message.id)


def become_moot(app: App, message: Message) -> None:
    react(app, "FIN")


def settle_as_arrived(app: App, message: Message) -> None:
    outbox.settle(app, NUMBER, message.seq, has_arrived=True, by="Secretaris")


def settle_as_lost(app: App, message: Message) -> None:
    outbox.settle(app, NUMBER, message.seq, has_arrived=False, by="Secretaris")


Act = Callable[[App, Message], None]
TABLE: dict[tuple[MessageStatus, str], dict[Act, MessageStatus | None]] = {
    (S.PENDING, ""): {deliver: S.SENT, deliver_in_vain: S.PENDING, become_moot: S.CANCELLED},
    (S.SENDING, ""): {deliver: S.SENDING, deliver_in_vain: S.SENDING, become_moot: S.SENDING},
    (S.SENDING, DEAD): {deliver: S.SENT, deliver_in_vain: S.PENDING, become_moot: S.SENDING},
    (S.SENDING, ONCE): {deliver: S.UNKNOWN, deliver_in_vain: S.UNKNOWN, become_moot: S.SENDING},
    (S.SENT, ""): {deliver: S.SENT, deliver_in_vain: S.SENT, become_moot: S.SENT},
    (S.REFUSED, ""): {
        deliver: S.REFUSED,
        deliver_in_vain: S.REFUSED,
        become_moot: S.CANCELLED,
        settle_as_arrived: S.SENT,
        settle_as_lost: S.PENDING,
    },
    (S.UNKNOWN, ""): {
        deliver: S.UNKNOWN,
        deliver_in_vain: S.UNKNOWN,
        become_moot: S.UNKNOWN,
        settle_as_arrived: S.SENT,
        settle_as_lost: S.PENDING,
    },
    (S.CANCELLED, ""): {deliver: S.CANCELLED, deliver_in_vain: S.CANCELLED, become_moot: S.CANCELLED},
}


def reminder_in(app: App, status: MessageStatus, how: str) -> Message:
    """Return a reminder to FIN in this status."""
    consulted(app)
    reminders.remind(app, NUMBER, by="O. Eigenaar", parties=["FIN"])
    (message,) = messages(app, MessageKind.REMINDER)
    claimed_at = app.clock.wall() - (timedelta(hours=1) if how else timedelta(0))
    with app.database.begin() as connection:
        connection.execute(
            sa.update(Message)
            .where(col(Message.id) == message.id)
            .values(status=status, claimed_at=claimed_at, is_repeatable=how != ONCE)
        )
    return messages(app, MessageKind.REMINDER)[0]


@on_sqlite
@pytest.mark.parametrize(("status", "how"), TABLE)
@pytest.mark.parametrize("act", [deliver, deliver_in_vain, become_moot])
def test_what_happens_to_a_message_brings_it_where_the_table_says(
    app: App, status: MessageStatus, how: str, act: Act
) -> None:
    message = reminder_in(app, status, how)

    act(app, message)

    assert messages(app, MessageKind.REMINDER)[0].status is TABLE[status, how][act]


@on_sqlite
@pytest.mark.parametrize("status", [S.SENT, S.REFUSED, S.UNKNOWN, S.CANCELLED])
def test_a_message_that_nobody_has_to_deliver_is_not_handed_over(app: App, status: MessageStatus) -> None:
    message = reminder_in(app, status, "")
    before = record_of(app)

    deliver(app, message)

    assert record_of(app) == before


@on_sqlite
@pytest.mark.parametrize(("status", "how"), TABLE)
@pytest.mark.parametrize("act", [settle_as_arrived, settle_as_lost])
def test_only_a_message_of_unknown_outcome_is_settled(app: App, status: MessageStatus, how: str, act: Act) -> None:
    message = reminder_in(app, status, how)

    if act not in TABLE[status, how]:
        assert f"it is {status}" in refused(app, TransitionNotAllowed, lambda: act(app, message))
        return
    act(app, message)
    assert messages(app, MessageKind.REMINDER)[0].status is TABLE[status, how][act]
