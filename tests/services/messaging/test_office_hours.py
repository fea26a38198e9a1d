"""Messages outside office hours: what waits, what goes at once, and that the letter goes on meanwhile."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from models.enums import MessageKind, MessageStatus
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import reminders
from paraaf.services.engine import sweeping
from paraaf.services.messaging import link_admin, outbox
from paraaf.services.signing import dispatching, withdrawal
from tests.support.acts import messages, state_of, status_of, waiting_for
from tests.support.fakes import FakeClock
from tests.support.letters import NUMBER, begin, carry

NIGHT = datetime(2026, 3, 2, 20, tzinfo=UTC)
MORNING = datetime(2026, 3, 3, 7, tzinfo=UTC)
"""The start of the next office hours: eight, Dutch time."""


@pytest.fixture
def office(app: App) -> App:
    """Paraaf with office hours, by day."""
    secret = {"portal_url": "https://p.example.nl", "portal_secret": SecretStr("s" * 40)}
    settings = app.settings.model_copy(update={"office_hours": "08:00-18:00", **secret})
    return replace(app, settings=settings)


def statuses(app: App, kind: MessageKind) -> list[MessageStatus]:
    return [message.status for message in messages(app, kind)]


def go_to(app: App, moment: datetime) -> None:
    assert isinstance(app.clock, FakeClock)
    app.clock.moment = moment


def test_a_letter_that_begins_at_night_asks_nobody_before_the_morning_and_goes_on_meanwhile(office: App) -> None:
    go_to(office, NIGHT)
    dossier_id = begin(office)
    carry(office, dossier_id)

    assert status_of(office).step.kind is StepKind.AWAIT_REACTIONS
    assert office.notifier.delivered == []
    sweeping.sweep(office)
    assert office.notifier.delivered == []

    go_to(office, MORNING)
    swept = sweeping.sweep(office)

    assert swept.troubles == 0
    assert set(statuses(office, MessageKind.INVITATION)) == {MessageStatus.SENT}
    (round_,) = state_of(office).rounds
    assert round_.due.isoformat() == "2026-03-10"  # five working days after the day on which they were sent


def test_a_message_that_comes_up_after_office_hours_waits_though_it_was_written_in_them(office: App) -> None:
    dossier_id = begin(office)
    office.notifier.is_down = True
    carry(office, dossier_id)
    office.notifier.is_down = False
    assert messages(office, MessageKind.INVITATION)[0].attempts == 1

    go_to(office, NIGHT)
    sweeping.sweep(office)
    sweeping.sweep(office)
    assert office.notifier.delivered == []

    go_to(office, MORNING)
    sweeping.sweep(office)
    assert set(statuses(office, MessageKind.INVITATION)) == {MessageStatus.SENT}


def test_a_reminder_and_a_link_that_somebody_asks_for_at_night_go_at_once(office: App) -> None:
    carry(office, begin(office))
    go_to(office, NIGHT)

    reminders.remind(office, NUMBER, by="O. Eigenaar", parties=["FIN"])
    carry(office, state_of(office).dossier.id)
    assert statuses(office, MessageKind.REMINDER) == [MessageStatus.SENT]

    invitation = messages(office, MessageKind.INVITATION)[0]
    link = next(link for link in link_admin.list_links(office, NUMBER) if link.id == invitation.link_id)
    link_admin.send_again(office, NUMBER, link.number, by="S")
    carry(office, state_of(office).dossier.id)
    again = [m for m in messages(office, MessageKind.INVITATION) if m.link_id == link.id]
    assert [m.status for m in again] == [MessageStatus.SENT, MessageStatus.SENT]


def test_a_link_that_waits_for_the_morning_goes_at_once_when_somebody_asks_for_it(office: App) -> None:
    go_to(office, NIGHT)
    dossier_id = begin(office)
    carry(office, dossier_id)
    held = messages(office, MessageKind.INVITATION)[0]
    link = next(link for link in link_admin.list_links(office, NUMBER) if link.id == held.link_id)

    link_admin.send_again(office, NUMBER, link.number, by="S")
    carry(office, dossier_id)

    (sent,) = [m for m in messages(office, MessageKind.INVITATION) if m.link_id == link.id]
    assert sent.status is MessageStatus.SENT
    assert statuses(office, MessageKind.INVITATION).count(MessageStatus.PENDING) == 1


def test_a_message_that_a_person_sends_again_goes_at_once(office: App) -> None:
    dossier_id = begin(office)
    office.notifier.error = "no such user"
    carry(office, dossier_id)
    office.notifier.error = ""
    go_to(office, NIGHT)
    refused = messages(office, MessageKind.INVITATION)[0]

    outbox.settle(office, NUMBER, refused.seq, has_arrived=False, by="S")
    carry(office, dossier_id)

    assert messages(office, MessageKind.INVITATION)[0].status is MessageStatus.SENT


def test_the_letter_to_parliament_goes_at_once_and_who_is_told_of_it_waits(office: App) -> None:
    waiting_for(office, StepKind.AWAIT_DISPATCH)
    go_to(office, NIGHT.replace(year=2026, month=3, day=20))
    dispatching.dispatch(office, NUMBER, by="S", parliamentary_number="1")
    carry(office, state_of(office).dossier.id)

    assert statuses(office, MessageKind.TO_PARLIAMENT) == [MessageStatus.SENT]
    assert set(statuses(office, MessageKind.DISPATCHED)) == {MessageStatus.PENDING}
    assert status_of(office).step.is_done
    go_to(office, datetime(2026, 3, 23, 7, tzinfo=UTC))
    sweeping.sweep(office)
    assert set(statuses(office, MessageKind.DISPATCHED)) == {MessageStatus.SENT}


def test_what_is_moot_by_the_morning_is_not_sent(office: App) -> None:
    go_to(office, NIGHT)
    dossier_id = begin(office)
    carry(office, dossier_id)
    withdrawal.withdraw(office, NUMBER, by="O. Eigenaar", reason="Het debat gaat niet door.")
    go_to(office, MORNING)
    sweeping.sweep(office)
    assert set(statuses(office, MessageKind.INVITATION)) == {MessageStatus.CANCELLED}
