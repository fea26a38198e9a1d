"""Messages that came back after a mail server had taken them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from models.enums import MessageKind, MessageStatus, Position, RoundStatus
from models.errors import GatewayError
from models.message import Message
from models.process import OWNER, SECRETARIAT, StepKind
from models.reaction_term import PauseReason, pause_reason
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import closing
from paraaf.services.engine.sweeping import sweep
from paraaf.services.messaging import outbox
from tests.support.acts import consulted, messages, waiting_for
from tests.support.letters import NUMBER, carry, react, state_of
from tests.support.mail.bounces import original, postfix


@dataclass
class FakeReturnedMail:
    """A mailbox for returned mail that is read once, or cannot be."""

    mails: list[bytes] = field(default_factory=list)
    is_down: bool = False

    def unread(self) -> Iterator[bytes]:
        if self.is_down:
            raise GatewayError("returned_mail.unreachable", kind="TimeoutError")
        while self.mails:
            yield self.mails.pop(0)


@pytest.fixture
def mailbox() -> FakeReturnedMail:
    return FakeReturnedMail()


@pytest.fixture
def app(app: App, mailbox: FakeReturnedMail) -> App:
    return replace(app, returned_mail=mailbox)


def invitation_to(app: App, party: str) -> Message:
    return next(m for m in messages(app, MessageKind.INVITATION) if m.party_code == party)


def come_back(app: App, mailbox: FakeReturnedMail, message: Message, *, address: str = "") -> str:
    mailbox.mails.append(postfix(original(message.id, address or message.address)))
    return str(sweep(app))


def told(app: App) -> set[str]:
    return {message.party_code for message in messages(app, MessageKind.NOT_DELIVERED)}


def test_an_invitation_that_came_back_is_undelivered_and_its_party_is_not_taken_to_agree(
    app: App, mailbox: FakeReturnedMail
) -> None:
    dossier_id = consulted(app)

    said = come_back(app, mailbox, invitation_to(app, "FIN"))

    assert "1 message(s) came back" in said
    message = invitation_to(app, "FIN")
    assert (message.status, message.sent_at) == (MessageStatus.REFUSED, None)
    assert "550 5.1.1" in message.last_error
    assert message.address not in message.last_error
    assert told(app) == {OWNER, SECRETARIAT}
    state = state_of(app)
    (round_,) = state.rounds
    invitation = next(each for each in state.invitations if each.party_code == "FIN")
    assert pause_reason(state, round_, invitation) is PauseReason.NOT_ARRIVED
    react(app, "OCW")
    app.clock.move(days=30)  # type: ignore[attr-defined]
    carry(app, dossier_id)
    assert state_of(app).rounds[0].status is RoundStatus.OPEN
    assert verify(app, NUMBER).faults == ()


def test_a_mail_that_comes_back_twice_is_told_once(app: App, mailbox: FakeReturnedMail) -> None:
    consulted(app)
    message = invitation_to(app, "FIN")

    come_back(app, mailbox, message)
    said = come_back(app, mailbox, message)

    assert "came back" not in said
    assert len(messages(app, MessageKind.NOT_DELIVERED)) == 2


def test_a_message_that_came_back_can_be_sent_again(app: App, mailbox: FakeReturnedMail) -> None:
    dossier_id = consulted(app)
    message = invitation_to(app, "FIN")
    come_back(app, mailbox, message)

    outbox.settle(app, NUMBER, message.seq, has_arrived=False, by="Secretaris", address="fin2@fin.example")
    carry(app, dossier_id)
    come_back(app, mailbox, message, address=message.address)  # the first one, once more

    message = invitation_to(app, "FIN")
    assert (message.status, message.address) == (MessageStatus.SENT, "fin2@fin.example")
    assert verify(app, NUMBER).faults == ()


def test_silence_that_was_taken_for_agreement_is_put_right(app: App, mailbox: FakeReturnedMail) -> None:
    consulted(app)
    react(app, "OCW")
    closing.close_early(app, NUMBER, by="Eigenaar", reason="Haast.")
    state = state_of(app)
    fin = next(each for each in state.invitations if each.party_code == "FIN")
    assert (silence := state.reaction_to(fin)) is not None
    assert silence.position is Position.TACIT

    come_back(app, mailbox, invitation_to(app, "FIN"))

    state = state_of(app)
    assert (silence := state.reaction_to(fin)) is not None
    assert (silence.position, silence.is_unreached) == (Position.NO_RESPONSE, True)
    assert verify(app, NUMBER).faults == ()


def test_what_a_party_said_stands_whatever_comes_back(app: App, mailbox: FakeReturnedMail) -> None:
    consulted(app)
    react(app, "FIN")

    come_back(app, mailbox, invitation_to(app, "FIN"))

    state = state_of(app)
    fin = next(each for each in state.invitations if each.party_code == "FIN")
    assert (said := state.reaction_to(fin)) is not None
    assert (said.position, said.is_unreached) == (Position.AGREE, False)
    assert verify(app, NUMBER).faults == ()


def test_mail_of_a_message_that_is_not_on_record_changes_nothing(app: App, mailbox: FakeReturnedMail) -> None:
    consulted(app)
    mailbox.mails.append(postfix(original("0" * 32, "fin@fin.example")))

    assert "came back" not in str(sweep(app))
    assert messages(app, MessageKind.NOT_DELIVERED) == []


def test_a_mailbox_that_cannot_be_read_stops_nothing_else(app: App, mailbox: FakeReturnedMail) -> None:
    consulted(app)
    mailbox.is_down = True

    assert sweep(app).troubles == 1


def test_a_letter_that_came_back_from_parliament_is_told_and_the_record_stays_sound(
    app: App, mailbox: FakeReturnedMail
) -> None:
    waiting_for(app, StepKind.DONE)
    (letter,) = messages(app, MessageKind.TO_PARLIAMENT)

    come_back(app, mailbox, letter)

    (letter,) = messages(app, MessageKind.TO_PARLIAMENT)
    assert letter.status is MessageStatus.REFUSED
    assert told(app) == {OWNER, SECRETARIAT}
    assert verify(app, NUMBER).faults == ()
