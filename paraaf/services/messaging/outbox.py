"""Delivering messages: after the commit that wrote them, at least once, each with its stable key.

A process claims a message before it hands it to the channel, and keeps the claim for as long as the channel takes. If
that process dies, the claim runs out: the message goes out again with the same key. What the channel refuses for good
is not tried again, and neither is what broke off too often, or may not be repeated: then a person decides.
"""

from datetime import datetime

from sqlmodel import Session, col, or_, select

from models.document import Document
from models.dossier import Dossier
from models.enums import LinkPurpose, MessageKind, MessageStatus, Outcome
from models.errors import DeliveryFailed, Fault, InvalidInput, NotFound, ParaafError, TransitionNotAllowed, fault
from models.link import Link
from models.message import NOTIFY_AT_ATTEMPT, Message
from models.obsolete_messages import obsolete_reason
from paraaf.faults import in_english
from paraaf.faults.stored import as_data
from paraaf.gateways.notifier import Delivery
from paraaf.services.app.actor import line_fault, require_actor
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import claims, holders, links, readdressing, undelivered
from paraaf.services.messaging.links import LinkTarget
from paraaf.services.templating.message_facts import Receiver

_CUT_OFF = fault("", "message.cut_off")


def deliver(app: App, message_id: str, *, only_if_due: bool = False) -> None:
    """Deliver a message that waits; one that was delivered or is being delivered is left alone.

    With `only_if_due` so is one that another process tried in the meantime, and that has to wait again.
    Raises `GatewayError` when the channel does not take it, `DocumentDamaged` when a file that goes with it is not
    what was stored; it stays in the outbox, and is tried again later.
    """
    message = _claim(app, message_id, only_if_due=only_if_due)
    if message is None:
        return
    try:
        delivery = _delivery(app, message)
    except ParaafError as error:
        _failed(app, message, error, Outcome.NOT_HANDED_OVER)
        raise
    try:
        with claims.keep_alive(app, message):
            app.notifier.deliver(delivery)
    except DeliveryFailed as error:
        _failed(app, message, _with_answer(error), error.outcome)
        raise
    except ParaafError as error:
        _failed(app, message, error, Outcome.UNKNOWN)
        raise
    with app.work() as work:
        dossier = work.dossier(message.dossier_id)
        claimed = work.session.get_one(Message, message_id)
        if claimed.status is MessageStatus.SENT:
            return
        claimed.status, claimed.sent_at, claimed.last_error = MessageStatus.SENT, work.at, ""
        claimed.outcome, claimed.next_attempt_at, claimed.problem = None, None, None
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


def settle(app: App, number: str, seq: int, *, has_arrived: bool, by: str, address: str = "") -> None:
    """Record what a person found out of a message that needs one: it arrived, or it is to be sent again.

    With an address it is sent again to that one, with a link of its own. Only a question to a party of a consultation
    can be, or what holds no link: a link to anything else goes only where the directory says.
    """
    by = require_actor(by, "found out")
    address = address.strip()
    with app.work(by_people=True) as work:
        dossier = work.dossier(number)
        query = select(Message).where(Message.dossier_id == dossier.id, Message.seq == seq)
        message = work.session.exec(query).first()
        if message is None:
            raise NotFound("message.no_such", letter=dossier.number, message=seq)
        if not message.needs_a_person:
            raise TransitionNotAllowed("message.needs_no_decision", message=seq, status=message.status)
        if address and not has_arrived:
            _readdress(work, dossier, message, address)
        message.try_again(at=work.at)
        message.is_asked_for = True
        if has_arrived:
            message.status, message.sent_at, message.next_attempt_at = MessageStatus.SENT, work.at, None
        work.record(
            dossier,
            "message_settled",
            by,
            key=message.key,
            has_arrived=has_arrived,
            **({"address": address} if address else {}),
        )


def _readdress(work: UnitOfWork, dossier: Dossier, message: Message, address: str) -> None:
    """Let a message go to another address; raise `InvalidInput` if it cannot."""
    if problem := line_fault(address, most=320) or work.app.notifier.fault(message.channel, address):
        raise InvalidInput("message.not_sent_again", [problem.at("address")], message=message.seq)
    earlier = work.session.get(Link, message.link_id) if message.link_id else None
    if earlier is not None and earlier.purpose is not LinkPurpose.REVIEW:
        raise InvalidInput("message.goes_where_directory_says", message=message.seq, party=earlier.acts_for)
    original = message.corrected_from or message.address
    if earlier is not None:
        is_bound = earlier.is_contact or earlier.corrected_from != ""
        origin = work.session.get_one(Link, earlier.passed_on_from) if earlier.passed_on_from else None
        link = links.link_for(
            work,
            dossier,
            Receiver(message.receiver, address, message.channel, message.language),
            LinkTarget(earlier.purpose, earlier.about),
            party_code=earlier.party_code,
            deputy_code=earlier.deputy_code,
            passed_on_from=origin,
            corrected_from=original if is_bound else "",
        )
        if holders.current_holder(work.session, link, dossier) is None:
            raise InvalidInput(
                "message.no_contact_any_more", message=message.seq, receiver=message.receiver, party=earlier.acts_for
            )
        old, new = links.url_of(work.app.settings, earlier), links.url_of(work.app.settings, link)
        message.link_id, message.body = link.id, message.body.replace(old, new)
    message.address, message.corrected_from = address, original if address != original else ""


def _claim(app: App, message_id: str, *, only_if_due: bool) -> Message | None:
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
        is_early = message.next_attempt_at is not None and message.next_attempt_at > app.clock.now()
        if only_if_due and is_early and not was_cut_off:
            return None
        dossier = find_dossier(work.session, message.dossier_id, lock=True)
        reason = obsolete_reason(load_state(work.session, dossier), message) or _why_nobody_there(
            work, dossier, message
        )
        if was_cut_off and not _cut_off(work, message, wall, is_moot=bool(reason)):
            return None
        if reason:
            work.cancel_message(work.dossier(dossier.id), message, reason)
            return None
        if message.needs_a_person or _waits_for_office_hours(work, message):
            return None
        if not work.compare_and_set_status(message, MessageStatus.SENDING, claimed_at=wall):
            return None
        return message if _has_a_receiver(work, dossier, message) else None


def _waits_for_office_hours(work: UnitOfWork, message: Message) -> bool:
    """Let a message wait that comes up outside office hours, unless a person asked for it; return whether it does."""
    if message.is_asked_for or work.sends_at <= work.at:
        return False
    message.next_attempt_at = work.sends_at
    return True


def _has_a_receiver(work: UnitOfWork, dossier: Dossier, message: Message) -> bool:
    """Bring a message to its present receiver; if there is none, cancel it, or let a person decide on the letter."""
    nobody_there = readdressing.readdress_to_current(work, dossier, message)
    if nobody_there is None:
        return True
    dossier = work.dossier(dossier.id)
    if message.kind is MessageKind.TO_PARLIAMENT and not _goes_to_another(work, message):
        _record_failure(work, dossier, message, nobody_there, Outcome.REFUSED)
        undelivered.notify(work, dossier, message)
    else:
        work.cancel_message(dossier, message, in_english(nobody_there))
    return False


def _record_failure(
    work: UnitOfWork, dossier: Dossier, message: Message, problem: ParaafError | Fault, outcome: Outcome
) -> None:
    message.fail(outcome, in_english(problem), at=work.at, problem=as_data(problem))
    facts = {"key": message.key, "attempt": message.attempts, "reason": message.last_error, "outcome": outcome}
    work.record(dossier, "message_failed", "Paraaf", **facts)


def _goes_to_another(work: UnitOfWork, letter: Message) -> bool:
    """Return whether parliament gets the letter by a message to another of its contacts."""
    query = select(Message.id).where(
        Message.dossier_id == letter.dossier_id,
        Message.kind == letter.kind,
        Message.id != letter.id,
        Message.status != MessageStatus.CANCELLED,
    )
    return work.session.exec(query).first() is not None


def _why_nobody_there(work: UnitOfWork, dossier: Dossier, message: Message) -> str:
    """Return why a message with a link goes to nobody: its receiver was taken out of the party directory.

    What the secretariat is told goes to its present contacts instead.
    """
    link = work.session.get(Link, message.link_id) if message.link_id else None
    if link is None or link.purpose is LinkPurpose.SECRETARIAT:
        return ""
    if holders.current_holder(work.session, link, dossier) is not None:
        return ""
    return in_english(readdressing.nobody_there(message))


def _cut_off(work: UnitOfWork, message: Message, wall: datetime, *, is_moot: bool) -> bool:
    """Note that the process died that delivered a message; return whether this process is the one that noted it."""
    if not work.compare_and_set_status(message, MessageStatus.PENDING, claimed_at=wall):
        return False
    message.fail(Outcome.UNKNOWN, in_english(_CUT_OFF), at=work.at, problem=as_data(_CUT_OFF))
    if message.needs_a_person and not is_moot:
        dossier = work.dossier(message.dossier_id)
        work.record(dossier, "message_unknown", "Paraaf", key=message.key)
        undelivered.notify(work, dossier, message)
    work.session.flush()
    return True


def _failed(app: App, claimed: Message, problem: ParaafError | Fault, outcome: Outcome) -> None:
    """Note that a delivery failed, unless this process was so slow that another one took the message over.

    Who looks after the letter is told of what is not tried again.
    """
    with app.work() as work:
        dossier = work.dossier(claimed.dossier_id)
        message = work.session.get_one(Message, claimed.id)
        if (message.status, message.claimed_at) != (MessageStatus.SENDING, claimed.claimed_at):
            return
        _record_failure(work, dossier, message, problem, outcome)
        if message.needs_a_person or message.attempts == NOTIFY_AT_ATTEMPT:
            undelivered.notify(work, dossier, message)


def _with_answer(error: DeliveryFailed) -> ParaafError | Fault:
    return fault("", "message.refused_with_answer", refusal=error, answer=error.answer) if error.answer else error


def _delivery(app: App, message: Message) -> Delivery:
    with app.read() as session:
        dossier = find_dossier(session, message.dossier_id)
        documents = [session.get_one(Document, document_id) for document_id in message.document_ids]
    return Delivery(
        key=message.key,
        channel=message.channel,
        address=message.address,
        subject=message.subject,
        body=links.with_token(app, message),
        message_id=message.id,
        reply_to=dossier.owner_address,
        language=message.language,
        files=[(document.sent_name, app.store.get(document.sha256)) for document in documents],
    )
