"""What was not taken yet goes, when it is tried again, to whoever is there by then."""

import pytest

from models.enums import MessageKind, MessageStatus, Outcome
from models.message import Message
from models.process import StepKind
from models.request import OwnerRequest
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.letters import holds
from paraaf.services.messaging import links, outbox
from paraaf.services.signing import dispatching
from tests.support.acts import consulted, messages, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, state_of, write

TK = "contacts: [{name: Griffie, address: tk@example.nl}]"


def sent(app: App, outcome: Outcome, contacts: str = TK) -> None:
    """Send a letter to parliament, whose first address takes no message."""
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    with_contacts(app, TK, contacts)
    app.notifier.addresses["tk@example.nl"] = outcome  # type: ignore[attr-defined]
    dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1")
    carry(app, dossier_id)


def with_portal(app: App) -> None:
    app.settings.portal_url = "https://paraaf.example.nl"
    app.settings.portal_secret = type(app.settings.portal_secret)("s" * 40)


def with_contacts(app: App, before: str, after: str) -> None:
    assert before in PARTIES
    directory_load.load(app, write(app.settings.data_dir / "changed.yaml", PARTIES.replace(before, after)))


def later(app: App) -> None:
    app.clock.move(minutes=10)  # type: ignore[attr-defined]
    sweeping.sweep(app)
    carry(app, state_of(app).dossier.id)


def to_parliament(app: App) -> Message:
    return messages(app, MessageKind.TO_PARLIAMENT)[-1]


@pytest.mark.parametrize("name", ["Griffie", "Plenaire Griffie"])
def test_a_letter_that_parliament_has_not_taken_goes_to_the_address_that_it_has_by_then(app: App, name: str) -> None:
    sent(app, Outcome.NOT_HANDED_OVER)

    with_contacts(app, TK, f"contacts: [{{name: {name}, address: griffie@example.nl}}]")
    later(app)

    letter = to_parliament(app)
    assert (letter.status, letter.receiver, letter.address) == (MessageStatus.SENT, name, "griffie@example.nl")
    assert f"Geachte {name}," in letter.body
    assert app.notifier.delivered[-1].address != "tk@example.nl"  # type: ignore[attr-defined]
    assert state_of(app).dossier.is_over
    assert verify(app, NUMBER).is_sound


def test_a_letter_that_was_refused_goes_to_the_present_address_when_it_is_sent_again(app: App) -> None:
    sent(app, Outcome.REFUSED)
    with_contacts(app, TK, "contacts: [{name: Griffie, address: griffie@example.nl}]")

    outbox.settle(app, NUMBER, to_parliament(app).seq, has_arrived=False, by="Secretaris")
    later(app)

    assert (to_parliament(app).status, to_parliament(app).address) == (MessageStatus.SENT, "griffie@example.nl")


def test_of_a_letter_that_may_have_arrived_a_person_decides_whatever_the_directory_says(app: App) -> None:
    sent(app, Outcome.UNKNOWN)
    with_contacts(app, TK, "contacts: [{name: Griffie, address: griffie@example.nl}]")

    later(app)

    assert (to_parliament(app).status, to_parliament(app).address) == (MessageStatus.UNKNOWN, "tk@example.nl")


def test_an_address_that_a_person_gave_holds_while_the_directory_has_the_one_that_it_corrects(app: App) -> None:
    sent(app, Outcome.REFUSED)
    app.notifier.addresses["griffie@example.nl"] = Outcome.NOT_HANDED_OVER  # type: ignore[attr-defined]
    outbox.settle(app, NUMBER, to_parliament(app).seq, has_arrived=False, by="Secretaris", address="griffie@example.nl")
    later(app)
    assert to_parliament(app).address == "griffie@example.nl"

    with_contacts(app, TK, "contacts: [{name: Griffie, address: post@example.nl}]")
    later(app)

    assert (to_parliament(app).status, to_parliament(app).address) == (MessageStatus.SENT, "post@example.nl")


def test_each_contact_of_parliament_gets_the_letter_once(app: App) -> None:
    two = "contacts: [{name: Griffie, address: tk@example.nl}, {name: B. Twee, address: twee@example.nl}]"
    sent(app, Outcome.NOT_HANDED_OVER, two)

    with_contacts(app, TK, "contacts: [{name: B. Twee, address: twee@example.nl}]")
    later(app)

    found = {m.address: m.status for m in messages(app, MessageKind.TO_PARLIAMENT)}
    assert found == {"tk@example.nl": MessageStatus.CANCELLED, "twee@example.nl": MessageStatus.SENT}


def test_a_letter_to_a_parliament_without_a_contact_needs_a_person(app: App) -> None:
    sent(app, Outcome.NOT_HANDED_OVER)

    with_contacts(app, TK, "contacts: []")
    later(app)

    letter = to_parliament(app)
    assert (letter.status, letter.last_error) == (MessageStatus.REFUSED, "Griffie is no contact of TK any more")
    assert [m.party_code for m in messages(app, MessageKind.NOT_DELIVERED)] == ["owner", "secretariat"]
    assert not state_of(app).dossier.is_over
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize("has_portal", [True, False])
def test_what_the_former_owner_did_not_get_goes_to_who_owns_the_letter_now(app: App, has_portal: bool) -> None:
    if has_portal:
        with_portal(app)
    app.notifier.addresses["owner@example.nl"] = Outcome.NOT_HANDED_OVER  # type: ignore[attr-defined]
    consulted(app, title="Een andere brief")
    (started,) = [m for m in messages(app, MessageKind.STARTED) if m.party_code == "owner"]
    assert started.status is MessageStatus.PENDING
    new = OwnerRequest(name="N. Nieuw", unit="Directie", address="nieuw@example.nl")

    holds.take_over(app, NUMBER, new, by="Secretaris", reason="Verlof.")
    later(app)

    now = next(m for m in messages(app) if m.id == started.id)
    assert (now.status, now.receiver, now.address) == (MessageStatus.SENT, "N. Nieuw", "nieuw@example.nl")
    assert "Geachte N. Nieuw," in now.body and "O. Eigenaar," not in now.body
    assert (now.link_id == started.link_id) is not has_portal
    told = {m.address: m.status for m in messages(app, MessageKind.TAKEN_OVER)}
    assert told == {"owner@example.nl": MessageStatus.PENDING, "nieuw@example.nl": MessageStatus.SENT}
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize("has_portal", [True, False])
def test_what_the_secretariat_did_not_get_goes_to_its_present_contact(app: App, has_portal: bool) -> None:
    if has_portal:
        with_portal(app)
    app.notifier.addresses["bbr@example.nl"] = Outcome.NOT_HANDED_OVER  # type: ignore[attr-defined]
    consulted(app, title="Een andere brief")

    with_contacts(app, "{name: BBR, address: bbr@example.nl}", "{name: S. Nieuw, address: sec@example.nl}")
    later(app)

    (started,) = [m for m in messages(app, MessageKind.STARTED) if m.party_code == "secretariat"]
    assert (started.status, started.address) == (MessageStatus.SENT, "sec@example.nl")
    if has_portal:
        assert links.visit(app, str(started.link_id)).link.holder == "S. Nieuw"
    assert verify(app, NUMBER).is_sound
