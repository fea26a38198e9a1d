"""Delivering messages: after the commit that wrote them, at least once, each with its stable key.

A process claims a message before it hands it to the channel. If that process dies, the claim runs out: the
message goes out again with the same key, unless it may not be repeated; then a person decides.
"""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from models.document import Document
from models.enums import MessageStatus
from models.errors import NotFound, ParaafError, TransitionNotAllowed
from models.message import Message, is_surely_not_sent, retry_at
from models.moot import why_moot
from paraaf.gateways.notifier import Delivery
from paraaf.services import links
from paraaf.services.acting import acting
from paraaf.services.context import App, Work
from paraaf.services.loading import find_dossier, load_state

_CUT_OFF = "the process that sent it died; it may have arrived"


def deliver(app: App, message_id: str) -> None:
    """Deliver a message that waits; one that was delivered or is being delivered is left alone.

    Raises `GatewayError` when the channel does not take it, `DocumentDamaged` when a file that goes with it is not
    what was stored; it stays in the outbox, and is tried again later.
    """
    message = _claim(app, message_id)
    if message is None:
        return
    try:
        delivery = _delivery(app, message)
    except ParaafError as error:
        _failed(app, message, str(error), was_handed_over=False)
        raise
    try:
        app.notifier.deliver(delivery)
    except ParaafError as error:
        _failed(app, message, str(error), was_handed_over=not is_surely_not_sent(str(error)))
        raise
    with app.work() as work:
        dossier = work.dossier(message.dossier_id)
        claimed = work.session.get_one(Message, message_id)
        if claimed.status is MessageStatus.SENT:
            return
        claimed.status, claimed.sent_at, claimed.last_error = MessageStatus.SENT, work.at, ""
        work.record(dossier, "message_sent", "Paraaf", key=claimed.key, kind=claimed.kind, party=claimed.party_code)


def due_messages(session: Session, *, at: datetime, stale_since: datetime, limit: int = 1000) -> list[str]:
    """Return the ids of messages to be tried now: failed ones whose time has come, and those of a dead process."""
    query = (
        select(Message.id)
        .where(
            or_(
                (col(Message.status) == MessageStatus.PENDING) & (col(Message.next_attempt_at) <= at),
                (col(Message.status) == MessageStatus.SENDING) & (col(Message.claimed_at) < stale_since),
            )
        )
        .order_by(col(Message.created_at), col(Message.seq))
        .limit(limit)
    )
    return list(session.exec(query).all())


def settle(app: App, number: str, seq: int, *, has_arrived: bool, by: str) -> None:
    """Record what a person found out about a message of unknown outcome: it arrived, or it is to be sent again."""
    by = acting(by, "found out")
    with app.work(by_people=True) as work:
        dossier = work.dossier(number)
        query = select(Message).where(Message.dossier_id == dossier.id, Message.seq == seq)
        message = work.session.exec(query).first()
        if message is None:
            raise NotFound(
                f"Letter {dossier.number} has no message {seq}. `paraaf messages {dossier.number}` lists them."
            )
        if message.status is not MessageStatus.UNKNOWN:
            raise TransitionNotAllowed(f"Message {seq} needs no decision: it is {message.status}.")
        message.status = MessageStatus.SENT if has_arrived else MessageStatus.PENDING
        message.sent_at = work.at if has_arrived else None
        message.attempts = 0
        work.record(dossier, "message_settled", by, key=message.key, has_arrived=has_arrived)


def _claim(app: App, message_id: str) -> Message | None:
    """Return the message if this process is the one to deliver it now."""
    wall = app.clock.wall()
    with app.work() as work:
        message = work.session.get(Message, message_id)
        if message is None:
            return None
        is_stale = message.claimed_at is None or message.claimed_at < wall - app.settings.lease
        was_cut_off = message.status is MessageStatus.SENDING and is_stale
        if message.status is not MessageStatus.PENDING and not was_cut_off:
            return None
        dossier = find_dossier(work.session, message.dossier_id, lock=True)
        reason = why_moot(load_state(work.session, dossier), message)
        if reason or (was_cut_off and not message.is_repeatable):
            _give_up(work, message, reason, was_cut_off=was_cut_off)
            return None
        return message if work.take(message, MessageStatus.SENDING, claimed_at=wall) else None


def _give_up(work: Work, message: Message, reason: str, *, was_cut_off: bool) -> None:
    """Cancel a message that is moot for this reason; without one it is a person who decides on it."""
    dossier = work.dossier(message.dossier_id)
    cut_off = {"attempts": message.attempts + 1} if was_cut_off else {}
    earlier = _CUT_OFF if was_cut_off else message.last_error
    status = MessageStatus.CANCELLED if reason else MessageStatus.UNKNOWN
    if not work.take(message, status, last_error="; ".join(filter(None, [earlier, reason])), **cut_off):
        return
    if reason:
        work.record_cancelled(dossier, message, reason)
    else:
        work.record(dossier, "message_unknown", "Paraaf", key=message.key)


def _failed(app: App, claimed: Message, reason: str, *, was_handed_over: bool) -> None:
    """Note that a delivery failed, unless this process was so slow that another one took the message over."""
    with app.work() as work:
        dossier = work.dossier(claimed.dossier_id)
        message = work.session.get_one(Message, claimed.id)
        if (message.status, message.claimed_at) != (MessageStatus.SENDING, claimed.claimed_at):
            return
        message.attempts += 1
        can_try_again = message.is_repeatable or not was_handed_over
        message.status = MessageStatus.PENDING if can_try_again else MessageStatus.UNKNOWN
        message.next_attempt_at = retry_at(message.attempts, work.at)
        message.last_error = reason
        work.record(dossier, "message_failed", "Paraaf", key=message.key, attempt=message.attempts, reason=reason)


def _delivery(app: App, message: Message) -> Delivery:
    with app.read() as session:
        find_dossier(session, message.dossier_id)
        documents = [session.get_one(Document, document_id) for document_id in message.document_ids]
    return Delivery(
        key=message.key,
        channel=message.channel,
        address=message.address,
        subject=message.subject,
        body=links.completed(app, message),
        files=[(document.file_name, app.store.get(document.sha256)) for document in documents],
    )
