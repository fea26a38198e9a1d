"""Delivering messages: claims, failures, retries, and what a person settles."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.enums import Language, MessageKind, MessageStatus, Outcome
from models.errors import DocumentDamaged, GatewayError, NotFound, TransitionNotAllowed
from models.message import Message
from models.process import StepKind
from paraaf.faults.stored import why_undelivered
from paraaf.gateways.notifier import Delivery
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import steps, sweeping
from paraaf.services.messaging import outbox
from paraaf.services.signing import dispatching
from tests.support.acts import (
    events,
    messages,
    on_sqlite,
    refused,
    state_of,
    status_of,
    stored_path,
    told,
    waiting_for,
)
from tests.support.fakes import FakeNotifier
from tests.support.letters import NUMBER, begin, carry
from tests.support.refusals import refuses
from tests.support.waiting import wait_until


def invited(app: App) -> Message:
    """Start a letter whose invitations are written and not yet tried; return that of FIN."""
    dossier_id = begin(app)
    steps.perform(app, dossier_id, status_of(app).step)
    return messages(app, MessageKind.INVITATION)[0]


def to_parliament(app: App) -> Message:
    """Carry a letter until it is dispatched, with the message to parliament not yet tried; return that."""
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    app.notifier.delivered.clear()
    dispatching.dispatch(app, NUMBER, by="S", parliamentary_number="1")
    return messages(app, MessageKind.TO_PARLIAMENT)[0]


def again(app: App, message: Message) -> Message:
    return next(other for other in state_of(app).messages if other.id == message.id)


def dies_while_it_delivers(app: App, message: Message) -> None:
    app.notifier.dies = True
    with pytest.raises(SystemExit):
        outbox.deliver(app, message.id)
    app.notifier.dies = False


def keys(app: App) -> list[str]:
    return [delivery.key for delivery in app.notifier.delivered]


# Delivering


def test_a_message_is_delivered_once_with_its_files_and_recorded(app: App) -> None:
    message = invited(app)

    outbox.deliver(app, message.id)
    outbox.deliver(app, message.id)

    (delivery,) = app.notifier.delivered
    letter = state_of(app).documents[0]
    assert (delivery.key, delivery.address, delivery.channel) == (message.key, "fin@example.nl", "mail")
    assert (delivery.subject, delivery.body) == (message.subject, message.body)
    assert delivery.files == [(letter.file_name, app.store.get(letter.sha256))]
    sent = again(app, message)
    assert (sent.status, sent.last_error) == (MessageStatus.SENT, "")
    assert [(e.data["key"], e.at) for e in events(app, "message_sent")[2:]] == [(message.key, sent.sent_at)]


def test_a_message_that_is_not_there_is_left(app: App) -> None:
    invited(app)

    outbox.deliver(app, "f" * 32)

    assert app.notifier.delivered == []


def test_a_message_that_another_process_delivers_now_is_left_to_it(app: App) -> None:
    message = invited(app)
    app.notifier.meanwhile = lambda: outbox.deliver(app, message.id)

    outbox.deliver(app, message.id)

    assert keys(app) == [message.key]
    assert [event.data["key"] for event in events(app, "message_sent")].count(message.key) == 1


def test_messages_go_out_in_the_order_in_which_they_were_written(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.notifier.is_down = False
    app.clock.move(minutes=2)

    sweeping.sweep(app)

    assert keys(app) == [message.key for message in messages(app, MessageKind.INVITATION)]
    assert [message.seq for message in messages(app)] == [1, 2, 3, 4]


# Failing


def test_a_message_that_is_not_taken_stays_with_its_reason_and_is_tried_again_after_longer_and_longer(app: App) -> None:
    message = invited(app)
    app.notifier.is_down = True
    waits = []

    for attempt in range(1, 7):
        with pytest.raises(GatewayError):
            outbox.deliver(app, message.id)
        failed = again(app, message)
        assert (failed.status, failed.attempts) == (MessageStatus.PENDING, attempt)
        assert "connection refused" in failed.last_error
        assert failed.next_attempt_at is not None
        waits.append(round((failed.next_attempt_at - events(app, "message_failed")[-1].at) / timedelta(minutes=1)))

    assert waits == [1, 5, 15, 60, 60, 60]
    assert [event.data["attempt"] for event in events(app, "message_failed")] == [1, 2, 3, 4, 5, 6]


def test_the_sweep_tries_a_failed_message_when_its_time_has_come_and_not_before(app: App) -> None:
    dossier_id = begin(app)
    app.notifier.is_down = True
    carry(app, dossier_id)
    app.notifier.is_down = False

    assert sweeping.sweep(app).delivered == 0
    app.clock.move(minutes=1)
    assert sweeping.sweep(app).delivered == 2
    assert sweeping.sweep(app).delivered == 0


def test_a_message_whose_file_was_damaged_is_not_sent_and_waits(app: App) -> None:
    message = invited(app)
    path = stored_path(app, state_of(app).documents[0].sha256)
    content = path.read_bytes()
    path.write_bytes(b"iets anders")

    with pytest.raises(DocumentDamaged):
        outbox.deliver(app, message.id)

    assert app.notifier.delivered == []
    failed = again(app, message)
    assert (failed.status, failed.attempts) == (MessageStatus.PENDING, 1)
    assert "was changed" in failed.last_error
    path.write_bytes(content)
    outbox.deliver(app, message.id)
    assert keys(app) == [message.key]


def test_a_letter_to_parliament_with_a_damaged_file_did_not_go_out_and_is_tried_again(app: App) -> None:
    message = to_parliament(app)
    path = stored_path(app, state_of(app).document_by_id(message.document_ids[0]).sha256)
    content = path.read_bytes()
    path.write_bytes(b"iets anders")

    with pytest.raises(DocumentDamaged):
        outbox.deliver(app, message.id)

    assert again(app, message).status is MessageStatus.PENDING
    path.write_bytes(content)
    outbox.deliver(app, message.id)
    assert keys(app) == [message.key]


# A process that dies


def test_a_message_of_a_dead_process_goes_out_again_with_the_same_key_after_the_lease(app: App) -> None:
    message = invited(app)
    dies_while_it_delivers(app, message)
    assert again(app, message).status is MessageStatus.SENDING

    outbox.deliver(app, message.id)
    assert app.notifier.delivered == []
    app.clock.move(seconds=app.settings.lease_seconds + 1)
    sweeping.sweep(app)

    assert keys(app) == [message.key]
    assert again(app, message).status is MessageStatus.SENT


def test_a_letter_to_parliament_of_a_dead_process_waits_for_a_person(app: App) -> None:
    message = to_parliament(app)
    dies_while_it_delivers(app, message)
    app.clock.move(seconds=app.settings.lease_seconds + 1)

    sweeping.sweep(app)
    sweeping.sweep(app)

    left = again(app, message)
    assert (left.status, left.last_error) == (
        MessageStatus.UNKNOWN,
        "the process that sent it died; it may have arrived",
    )
    assert message.key not in keys(app)
    assert [event.data["key"] for event in events(app, "message_unknown")] == [message.key]
    assert status_of(app).undelivered == 1


# What only a person can say


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.UNKNOWN, MessageStatus.UNKNOWN),
        (Outcome.NOT_HANDED_OVER, MessageStatus.PENDING),
        (Outcome.REFUSED, MessageStatus.REFUSED),
    ],
)
@on_sqlite
def test_a_letter_to_parliament_is_repeated_by_itself_only_where_it_surely_did_not_arrive_and_may_be_taken(
    app: App, outcome: Outcome, status: MessageStatus
) -> None:
    message = to_parliament(app)
    app.notifier.error, app.notifier.outcome = "no", outcome

    with refuses(GatewayError, match="Channel 'mail'"):
        outbox.deliver(app, message.id)

    assert again(app, message).status is status


# What is not tried again by itself


def fails(app: App, message: Message, outcome: Outcome, *, answer: str = "") -> Message:
    """Let a delivery fail so, and return the message as it is then."""
    app.notifier.error, app.notifier.outcome, app.notifier.answer = "no", outcome, answer
    with pytest.raises(GatewayError):
        outbox.deliver(app, message.id)
    app.notifier.error = ""
    return again(app, message)


def test_a_message_that_is_refused_for_good_is_not_tried_again_and_owner_and_secretariat_are_told_why(app: App) -> None:
    message = invited(app)

    refused_ = fails(app, message, Outcome.REFUSED, answer="550 5.1.1 No such user")
    for _ in range(130):
        app.clock.move(hours=1)
        sweeping.sweep(app)

    assert (refused_.status, refused_.attempts) == (MessageStatus.REFUSED, 1)
    assert message.key not in keys(app)
    assert status_of(app).undelivered == 1
    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]
    to_owner = messages(app, MessageKind.NOT_DELIVERED)[0]
    assert to_owner.status is MessageStatus.SENT
    assert "550 5.1.1 No such user" in to_owner.body
    assert f"paraaf settle {NUMBER} {message.seq} --send-again" in to_owner.body


def test_a_message_of_which_the_hand_over_keeps_breaking_off_waits_for_a_person_after_three_times(app: App) -> None:
    message = invited(app)
    statuses = [fails(app, message, Outcome.UNKNOWN).status for _ in range(3)]

    assert statuses == [MessageStatus.PENDING, MessageStatus.PENDING, MessageStatus.UNKNOWN]
    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]
    assert "niet bekend of het is aangekomen" in messages(app, MessageKind.NOT_DELIVERED)[0].body
    app.clock.move(days=2)
    sweeping.sweep(app)
    assert message.key not in keys(app)


def test_a_message_whose_process_dies_each_time_waits_for_a_person_after_three_times(app: App) -> None:
    message = invited(app)
    for _ in range(3):
        dies_while_it_delivers(app, message)
        app.clock.move(seconds=app.settings.lease_seconds + 1)

    outbox.deliver(app, message.id)

    assert again(app, message).status is MessageStatus.UNKNOWN
    assert message.key not in keys(app)
    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]


def test_a_server_that_cannot_be_reached_uses_up_no_tries(app: App) -> None:
    message = invited(app)
    for _ in range(20):
        assert fails(app, message, Outcome.NOT_HANDED_OVER).status is MessageStatus.PENDING

    outbox.deliver(app, message.id)

    assert again(app, message).status is MessageStatus.SENT
    assert told(app, MessageKind.NOT_DELIVERED) == ["owner", "secretariat"]  # once, after it had failed for hours


def test_nobody_is_told_that_the_message_that_tells_it_did_not_arrive_either(app: App) -> None:
    fails(app, invited(app), Outcome.REFUSED)
    for told_ in messages(app, MessageKind.NOT_DELIVERED):
        fails(app, told_, Outcome.REFUSED)

    assert len(messages(app, MessageKind.NOT_DELIVERED)) == 2
    assert status_of(app).undelivered == 3


def test_that_it_failed_is_on_record_also_where_no_template_tells_it(app: App, tmp_path: Path) -> None:
    message = invited(app)
    shutil.copytree(app.settings.templates, tmp_path / "own")
    for path in (tmp_path / "own").rglob("not_delivered.txt"):
        path.unlink()
    app.settings.templates = tmp_path / "own"

    assert fails(app, message, Outcome.REFUSED).status is MessageStatus.REFUSED
    assert told(app, MessageKind.NOT_DELIVERED) == []


def test_a_refused_message_is_sent_again_by_the_sweep_when_a_person_wants_it(app: App) -> None:
    message = fails(app, invited(app), Outcome.REFUSED)

    outbox.settle(app, NUMBER, message.seq, has_arrived=False, by="O. Eigenaar")
    sweeping.sweep(app)

    assert again(app, message).status is MessageStatus.SENT
    assert verify(app, NUMBER).faults == ()


class _SlowNotifier(FakeNotifier):
    """Takes so long that another process would take its message over, if the claim were not kept."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.taken_over: list[str] = []

    def deliver(self, delivery: Delivery) -> None:
        self.app.clock.move(seconds=2 * self.app.settings.lease_seconds)
        moved = self.app.clock.wall()
        wait_until(lambda: self._claimed_at(delivery) >= moved, "the claim is renewed", every=0.01)
        with self.app.read() as session:
            stale = self.app.clock.wall() - self.app.settings.lease
            self.taken_over += outbox.due_messages(session, at=self.app.clock.now(), stale_since=stale)
        super().deliver(delivery)

    def _claimed_at(self, delivery: Delivery) -> datetime:
        claimed_at = next(m.claimed_at for m in state_of(self.app).messages if m.key == delivery.key)
        assert claimed_at is not None
        return claimed_at


@on_sqlite
def test_the_claim_on_a_message_is_kept_while_its_channel_takes_longer_than_the_lease(app: App) -> None:
    message = invited(app)
    app.settings.lease_seconds = 0.3
    slow = _SlowNotifier(app)

    outbox.deliver(replace(app, notifier=slow), message.id)

    assert slow.taken_over == []
    assert [event.data["key"] for event in events(app, "message_sent")].count(message.key) == 1


def of_unknown_outcome(app: App) -> Message:
    message = to_parliament(app)
    dies_while_it_delivers(app, message)
    app.clock.move(seconds=app.settings.lease_seconds + 1)
    outbox.deliver(app, message.id)
    return again(app, message)


def test_a_message_that_arrived_after_all_is_settled_and_not_sent_again(app: App) -> None:
    message = of_unknown_outcome(app)

    outbox.settle(app, NUMBER, message.seq, has_arrived=True, by="S. Secretaris")
    carry(app, message.dossier_id)
    sweeping.sweep(app)

    settled = again(app, message)
    assert settled.status is MessageStatus.SENT
    assert message.key not in keys(app)
    (event,) = events(app, "message_settled")
    assert (event.actor, event.data["has_arrived"], event.at) == ("S. Secretaris", True, settled.sent_at)
    assert verify(app, NUMBER).faults == ()


def test_a_message_that_did_not_arrive_is_settled_and_sent_once_more(app: App) -> None:
    message = of_unknown_outcome(app)

    outbox.settle(app, NUMBER, message.seq, has_arrived=False, by="S. Secretaris")
    assert again(app, message).status is MessageStatus.PENDING
    carry(app, message.dossier_id)

    assert keys(app).count(message.key) == 1
    assert again(app, message).status is MessageStatus.SENT
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_only_a_message_of_unknown_outcome_needs_a_decision(app: App) -> None:
    message = of_unknown_outcome(app)
    outbox.settle(app, NUMBER, message.seq, has_arrived=True, by="S")

    def settle(seq: int) -> None:
        outbox.settle(app, NUMBER, seq, has_arrived=False, by="S")

    assert "it is sent" in refused(app, TransitionNotAllowed, lambda: settle(message.seq))
    assert "has no message 999" in refused(app, NotFound, lambda: settle(999))
    with refuses(NotFound, match="no dossier NIETS"):
        outbox.settle(replace(app), "NIETS", 1, has_arrived=True, by="S")


@on_sqlite
def test_why_a_message_did_not_arrive_is_told_in_the_language_of_the_reader(app: App) -> None:
    app.notifier.addresses["fin@example.nl"] = Outcome.REFUSED  # type: ignore[attr-defined]
    app.notifier.answer = "550 5.1.1 No such user"  # type: ignore[attr-defined]
    carry(app, begin(app))

    (to_owner, *_) = messages(app, MessageKind.NOT_DELIVERED)

    assert to_owner.language is Language.DUTCH
    assert "Kanaal ‘mail’: it does not take this. Het antwoord was: 550 5.1.1 No such user" in to_owner.body
    failed = next(m for m in messages(app, MessageKind.INVITATION) if m.party_code == "FIN")
    assert why_undelivered(failed, "nl").startswith("Kanaal ‘mail’")
    assert why_undelivered(failed, "en") == failed.last_error
    failed.problem = {"code": "of.an.earlier.version", "values": {}}
    assert why_undelivered(failed, "nl") == failed.last_error
