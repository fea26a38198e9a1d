"""Letting a colleague answer: a link of their own, and both names on record."""

from collections.abc import Callable

import pytest

from models.errors import TransitionNotAllowed
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.messaging import link_admin
from paraaf.services.signing import withdrawal
from tests.portal.on_record import links_of, reactions_of, recorded
from tests.portal.person import Person
from tests.portal.reviewing import pass_on, send_agreement
from tests.support.acts import consulted
from tests.support.letters import NUMBER, carry, state_of
from tests.support.refusals import refuses

People = Callable[[str], Person]


def test_a_colleague_gets_a_message_with_the_letter_and_a_link_of_their_own(
    app: App, fin: Person, person: People
) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin, note="Let op de tweede alinea.\nDank!")
    assert fin.says("De vraag is doorgegeven aan C. Collega")
    carry(app, dossier_id)

    colleague = person("collega@fin.example")
    assert colleague.link != fin.link
    assert "Let op de tweede alinea.\nDank!" in colleague.messages[0]
    delivery = next(d for d in app.notifier.delivered if d.address == colleague.address)  # type: ignore[attr-defined]
    assert [name for name, _ in delivery.files] == [state_of(app).documents[0].file_name]
    colleague.open()
    assert colleague.says("IRF heeft deze vraag aan u doorgegeven")


def test_the_reaction_of_a_colleague_names_both(app: App, fin: Person, person: People) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin)
    carry(app, dossier_id)
    colleague = person("collega@fin.example")
    colleague.open()
    send_agreement(colleague)

    assert reactions_of(app)[0].by == "F. de Vries, voor IRF"
    numbers = {holder: link.number for holder, link in links_of(app).items()}
    passed = {"party": "FIN", "link": numbers["C. Collega"], "passed_on_from": numbers["IRF"], "holder": "C. Collega"}
    assert recorded(app, "link_passed_on") == [("IRF (FIN)", passed)]
    assert verifying.verify(app, NUMBER).is_sound
    fin.open()
    assert fin.says("F. de Vries, voor IRF")


def test_a_colleague_of_a_colleague_answers_for_who_was_asked(app: App, fin: Person, person: People) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin)
    carry(app, dossier_id)
    colleague = person("collega@fin.example")
    colleague.open()
    pass_on(colleague, name="D. Derde", address="derde@fin.example")
    carry(app, dossier_id)
    third = person("derde@fin.example")
    third.open()
    send_agreement(third)

    assert reactions_of(app)[0].by == "F. de Vries, voor IRF"


def test_revoking_a_link_revokes_what_was_passed_on_from_it(app: App, fin: Person, person: People) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin)
    carry(app, dossier_id)
    link_admin.revoke(app, NUMBER, links_of(app)["IRF"].number, by="O. Eigenaar", reason="Vertrokken.")

    assert person("collega@fin.example").open().status_code == 404


@pytest.mark.parametrize(
    ("name", "address", "note", "said"),
    [
        ("", "c@fin.example", "", "Schrijf de naam van uw collega"),
        ("C\nBcc: x", "c@fin.example", "", "Schrijf de naam van uw collega"),
        ("C", "geen adres", "", "Schrijf een e-mailadres"),
        ("C", "", "", "Schrijf een e-mailadres"),
        ("IRF", "fin@example.nl", "", "Dat bent u zelf"),
        ("OWB", "ocw@example.nl", "x" * 2001, "Maak uw bericht korter"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    app: App, fin: Person, name: str, address: str, note: str, said: str
) -> None:
    consulted(app)
    fin.open()
    pass_on(fin, name, address, note)

    assert fin.page is not None and fin.page.status_code == 422
    assert fin.page.text.count(said) == 2
    assert address in fin.page.text
    assert links_of(app).keys() == {"O. Eigenaar", "BBR", "IRF", "OWB"}


def test_passing_on_to_the_same_colleague_twice_sends_one_message(app: App, fin: Person, person: People) -> None:
    dossier_id = consulted(app)
    fin.open()
    for _ in range(2):
        pass_on(fin)
    carry(app, dossier_id)

    assert len(person("collega@fin.example").messages) == 1


def test_a_question_is_passed_on_to_ten_colleagues_at_most(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    for number in range(11):
        pass_on(fin, address=f"c{number}@fin.example")

    assert fin.says("U hebt deze vraag al aan tien collega's doorgegeven")
    assert len(link_admin.list_links(app, NUMBER)) == 4 + 10


def test_nothing_is_passed_on_of_a_letter_that_is_over(app: App, fin: Person) -> None:
    consulted(app)
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")

    with refuses(TransitionNotAllowed, match="Nothing is asked any more about letter TEST-1"):
        link_admin.forward(app, links_of(app)["IRF"].id, name="C", address="c@fin.example")


def test_ten_colleagues_are_all_that_a_question_is_passed_on_to_whoever_passes_it_on(
    app: App, fin: Person, person: People
) -> None:
    dossier_id = consulted(app)
    fin.open()
    for number in range(5):
        pass_on(fin, address=f"c{number}@fin.example")
    carry(app, dossier_id)
    for number in range(5):
        colleague = person(f"c{number}@fin.example")
        colleague.open()
        for each in range(3):
            pass_on(colleague, address=f"c{number}{each}@fin.example")

    assert colleague.says("Deze vraag is al aan tien collega's doorgegeven, door u en door anderen")
    assert len(link_admin.list_links(app, NUMBER)) == 4 + 10
