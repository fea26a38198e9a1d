"""A deputy who is asked itself: by each link it answers for the party of that link, and for no other."""

from collections.abc import Callable

import pytest

from models.enums import SignOffStatus
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.engine.directory_load import load_parties
from tests.portal.person import Person
from tests.portal.reviewing import send_agreement
from tests.support.acts import CHANGE, accepted, answer, consulted, fin_sets_a_condition, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, react, state_of, write

People = Callable[[str], Person]


def with_deputy(app: App, party: str, deputy: str, *, since: str = "2020-01-01") -> None:
    """Let a party be absent, with another one that is asked too as its deputy."""
    lines = PARTIES.replace(", deputy: WJZ2, absent_from: 2020-01-01", "").splitlines()
    absent = f", deputy: {deputy}, absent_from: {since}}}"
    text = "\n".join(line[:-1] + absent if f"code: {party}," in line else line for line in lines)
    load_parties(app, write(app.settings.data_dir / "with-deputy.yaml", text))


def by_link_for(person: Person, party: str) -> Person:
    """Open the link that was sent to this person for a party."""
    named = [message for message in person.messages if f"plaatsvervanger van {party}" in message]
    named += [message for message in person.messages if f"deputy of {party}" in message]
    own = [message for message in person.messages if message not in named]
    wanted = named if named and party not in person.address.upper() else own
    person.go("/open/" + wanted[-1].partition("/open/")[2].split()[0])
    return person


def test_a_deputy_who_is_asked_itself_answers_each_link_for_the_party_of_that_link(app: App, person: People) -> None:
    with_deputy(app, "FIN", "OCW")
    consulted(app, title="Met plaatsvervanger")
    ocw = person("ocw@example.nl")
    by_link_for(ocw, "FIN")
    ocw.send(
        position="object", name="O. Beide", action="check", comment__1__text="Nee.", comment__1__weight="suggestion"
    )
    ocw.send("/send")

    (objection,) = state_of(app).reactions
    assert (objection.party_code, objection.deputy_code, objection.position) == ("FIN", "OCW", "object")

    send_agreement(by_link_for(ocw, "OCW"))
    said = {(r.party_code, r.deputy_code, r.position) for r in state_of(app).reactions}
    assert said == {("FIN", "OCW", "object"), ("OCW", None, "agree")}
    assert verifying.verify(app, NUMBER).is_sound


def test_a_deputy_who_answered_for_itself_can_still_answer_for_the_absent_party(app: App, person: People) -> None:
    with_deputy(app, "FIN", "OCW")
    consulted(app, title="Met plaatsvervanger")
    react(app, "OCW")
    ocw = by_link_for(person("ocw@example.nl"), "FIN")
    send_agreement(ocw)

    assert {(r.party_code, r.deputy_code) for r in state_of(app).reactions} == {("OCW", None), ("FIN", "OCW")}
    assert ocw.page is not None and ocw.page.url.path.endswith("/receipt")


@pytest.mark.parametrize("choice", ["sign_off", "return"])
def test_an_official_who_signed_off_decides_for_another_as_its_deputy(app: App, person: People, choice: str) -> None:
    with_deputy(app, "WJZ", "DIR")
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF, title="Met plaatsvervanger")
    director = by_link_for(person("dir@example.nl"), "DIR")
    director.send(choice="sign_off")
    director.send("/decide")
    assert carry(app, dossier_id).step.waits_for == ("WJZ",)

    by_link_for(director, "WJZ")
    director.send(choice=choice, remarks="Gezien.")
    director.send("/decide")

    own, other = state_of(app).sign_offs
    assert (own.party_code, own.deputy_code, own.status) == ("DIR", None, SignOffStatus.SIGNED_OFF)
    assert (other.party_code, other.deputy_code) == ("WJZ", "DIR")
    assert other.status is (SignOffStatus.SIGNED_OFF if choice == "sign_off" else SignOffStatus.RETURNED)
    assert verifying.verify(app, NUMBER).is_sound


def test_a_party_that_is_back_is_not_answered_for_by_the_link_of_its_deputy(app: App, person: People) -> None:
    with_deputy(app, "FIN", "OCW")
    consulted(app, title="Met plaatsvervanger")
    ocw = by_link_for(person("ocw@example.nl"), "FIN")
    with_deputy(app, "FIN", "OCW", since="2030-01-01")
    send_agreement(ocw)

    assert ocw.page is not None and ocw.page.status_code == 409
    assert state_of(app).reactions == []


def test_a_copy_that_a_deputy_sends_back_is_read_as_the_absent_partys(app: App, person: People) -> None:
    """The deputy agreed in the round before, so that only the absent party is asked again, about another version."""
    fin_sets_a_condition(app)
    with_deputy(app, "FIN", "OCW")
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, state_of(app).dossier.id)
    ocw = by_link_for(person("ocw@example.nl"), "FIN")
    letter = ocw.browser.get(f"{ocw.home}/letter.docx").content
    ocw.send(position="agree", name="O. Beide", action="check", files={"file": ("brief.docx", letter)})
    ocw.send("/send")

    said = {(r.party_code, r.deputy_code, r.version_number) for r in state_of(app).reactions}
    assert ("FIN", "OCW", 2) in said
