"""A letter goes its whole route, everybody acting in the portal, each by the link in their own message."""

from collections.abc import Callable

from models.enums import DossierStatus, Position, SignOffStatus, Verdict
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from tests.portal.codes import sign_with_code, signed_in
from tests.portal.person import Person
from tests.support.letters import NUMBER, PASSAGE, carry, register, state_of

People = Callable[[str], Person]


def react(person: Person, position: str, **typed: str) -> None:
    person.open()
    person.send(position=position, name="A. Naam", action="check", **typed)
    person.send("/send")


def sign_off(person: Person) -> None:
    person.open()
    person.send(choice="sign_off")
    person.send("/decide")


def test_a_letter_goes_from_draft_to_dispatch_by_the_links_in_the_messages(app: App, person: People) -> None:
    dossier_id = register(app)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_REACTIONS
    react(
        person("fin@example.nl"), "agree_on_condition", comment__1__text="Noem het bedrag.",
        comment__1__weight="condition", comment__1__passage=PASSAGE,
        comment__1__proposed_text="Het kabinet maakt keuzes van een miljard euro.", comment__1__placing="passage",
    )  # fmt: skip
    react(person("ocw@example.nl"), "agree")
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS

    owner = signed_in(person("owner@example.nl"))
    owner.go(f"{owner.home}/answers")
    owner.send("/answers", verdict__1="accepted", reason__1="Overgenomen.", takes__1="yes", action="record")
    assert state_of(app).responses == []
    owner.send("/answers/record")
    assert state_of(app).responses[0].verdict is Verdict.ACCEPTED
    carry(app, dossier_id)
    fin = person("fin@example.nl")
    fin.open()
    assert fin.says("keuzes van een miljard euro")
    react(fin, "agree")
    carry(app, dossier_id)
    if carry(app, dossier_id).step.kind is StepKind.AWAIT_REACTIONS:
        react(person("vno@example.nl"), "agree")
        carry(app, dossier_id)
    owner.go(owner.home)
    owner.send("/changes", choice__OCW="inform")
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_SIGN_OFF

    sign_off(person("dir@example.nl"))
    carry(app, dossier_id)
    sign_off(person("wjz2@example.nl"))
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_MINISTER

    minister = person("min@example.nl")
    minister.open()
    assert minister.says("FIN akkoord versie 2, deze tekst")
    assert minister.says("OCW akkoord versie 1, geïnformeerd over versie 2")
    sign_with_code(minister)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_DISPATCH

    secretary = signed_in(person("bbr@example.nl"))
    secretary.go(f"{secretary.home}/letters/{NUMBER}")
    secretary.send(f"/letters/{NUMBER}/dispatch", number="29826, nr. 277", confirm="yes")
    assert carry(app, dossier_id).step.is_done

    state = state_of(app)
    assert state.dossier.status is DossierStatus.DISPATCHED
    assert {reaction.position for reaction in state.reactions} == {Position.AGREE_ON_CONDITION, Position.AGREE}
    assert [place.status for place in state.sign_offs] == [SignOffStatus.SIGNED_OFF] * 2
    assert state.sign_offs[1].deputy_code == "WJZ2"
    assert verifying.verify(app, NUMBER).is_sound
