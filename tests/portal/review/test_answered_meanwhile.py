"""Two people who answer for one party: neither replaces the answer of the other without seeing it."""

from collections.abc import Callable

import pytest

from models.consultation import Reaction
from models.enums import Position
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.consultation.reaction_inputs import CommentInput, ReactionInput
from paraaf.services.consultation.reactions import record_reaction
from tests.portal.person import Person
from tests.portal.reviewing import pass_on
from tests.support.acts import consulted
from tests.support.letters import NUMBER, carry, state_of

People = Callable[[str], Person]
OBJECTION = "Dit is in strijd met de begrotingswet."


def answers(app: App) -> list[Reaction]:
    return [reaction for reaction in state_of(app).reactions if reaction.party_code == "FIN"]


def fill_in(person: Person, action: str = "check", **typed: str) -> None:
    """Fill in the form that is open, as who agrees."""
    person.send(**{"position": "agree", "name": "A. Akkoord", "action": action, **typed})


def objects(person: Person) -> None:
    """Object, from the form that is open to the receipt."""
    fill_in(person, position="object", name="B. Bezwaar", comment__1__text=OBJECTION)
    person.send("/send")
    assert person.says("Uw reactie is vastgelegd")


def is_asked_to_choose(person: Person) -> bool:
    """Whether the page shows the objection beside what this person wrote, and asks which of both counts."""
    return all(
        person.says(text)
        for text in ("Er is intussen al geantwoord", OBJECTION, "B. Bezwaar", "A. Akkoord", "Welke reactie geldt?")
    )


@pytest.fixture
def other(app: App, person: People) -> Person:
    """Another browser on the same link."""
    return person("fin@example.nl")


@pytest.mark.parametrize("begun", ["form", "draft", "confirmation"])
def test_an_objection_that_came_in_meanwhile_is_shown_beside_the_agreement_and_stands(
    app: App, fin: Person, other: Person, begun: str
) -> None:
    consulted(app)
    fin.open()
    other.open()
    if begun == "draft":
        fill_in(fin, action="save")
    if begun == "confirmation":
        fill_in(fin)
    confirmation = fin.page
    objects(other)
    fin.page = confirmation
    if begun == "confirmation":
        fin.send("/send")  # the draft of this link was sent by the other
        assert fin.says("Uw reactie is vastgelegd") and fin.says(OBJECTION)
    else:
        fill_in(fin)
        assert is_asked_to_choose(fin)

    assert [answer.position for answer in answers(app)] == [Position.OBJECT]


@pytest.mark.parametrize("moment", ["before the confirmation", "after the confirmation"])
def test_who_was_passed_the_question_and_who_passed_it_on_do_not_overtake_each_other(
    app: App, fin: Person, person: People, moment: str
) -> None:
    dossier_id = consulted(app)
    fin.open()
    pass_on(fin)
    carry(app, dossier_id)
    colleague = person("collega@fin.example")
    colleague.open()
    fin.open()
    if moment == "before the confirmation":
        objects(colleague)
        fill_in(fin)
    else:
        fill_in(fin)
        assert not fin.says("Er is intussen al geantwoord")
        objects(colleague)
        fin.send("/send")

    assert is_asked_to_choose(fin)
    assert [answer.position for answer in answers(app)] == [Position.OBJECT]


def overtaken(app: App, fin: Person) -> None:
    """Bring somebody to the choice between their agreement and an objection of a colleague."""
    consulted(app)
    fin.open()
    fill_in(fin)
    record_reaction(app, NUMBER, ReactionInput("FIN", "B. Bezwaar", Position.OBJECT, [comment()]))
    fin.send("/send")
    assert is_asked_to_choose(fin)


def comment() -> CommentInput:
    return CommentInput(OBJECTION)


def test_who_chooses_their_own_replaces_the_one_that_was_shown(app: App, fin: Person) -> None:
    overtaken(app, fin)
    fin.send("/send")

    assert fin.says("Uw reactie is vastgelegd")
    assert [(a.by, a.position) for a in answers(app)] == [
        ("B. Bezwaar", Position.OBJECT),
        ("A. Akkoord", Position.AGREE),
    ]
    assert verifying.verify(app, NUMBER).is_sound


def test_who_lets_the_other_stand_records_nothing(app: App, fin: Person) -> None:
    overtaken(app, fin)
    fin.send("/discard")

    assert fin.says("B. Bezwaar") and fin.says(OBJECTION)
    assert len(answers(app)) == 1


def test_who_goes_back_to_the_form_reads_the_other_there_and_is_asked_again(app: App, fin: Person) -> None:
    overtaken(app, fin)
    fin.go(fin.home)
    assert fin.says("U wijzigt de reactie van B. Bezwaar") and fin.says(OBJECTION)
    fill_in(fin, remark="Toch akkoord.")

    assert is_asked_to_choose(fin) and fin.says("Toch akkoord.")
    assert len(answers(app)) == 1


def test_a_third_answer_while_the_second_chooses_is_not_replaced_either(app: App, fin: Person) -> None:
    overtaken(app, fin)
    first = answers(app)[0].id
    third = ReactionInput("FIN", "C. Derde", Position.AGREE_WITH_COMMENTS, [comment()], revises=True, seen=first)
    record_reaction(app, NUMBER, third)
    fin.send("/send")

    assert fin.says("C. Derde") and fin.says("Welke reactie geldt?")
    assert [a.by for a in answers(app)] == ["B. Bezwaar", "C. Derde"]


def test_two_tabs_of_one_person_who_revises_do_not_replace_each_other_unseen(
    app: App, fin: Person, other: Person
) -> None:
    consulted(app)
    fin.open()
    fill_in(fin)
    fin.send("/send")
    fin.send("/revise")
    other.open()
    first_tab = fin.page
    fill_in(other, remark="Uit de tweede tab.")
    other.send("/send")
    fin.page = first_tab
    fill_in(fin, remark="Uit de eerste tab.")

    assert fin.says("Er is intussen al geantwoord") and fin.says("Uit de tweede tab.")
    assert [a.remark for a in answers(app)] == ["", "Uit de tweede tab."]


def test_after_the_term_both_answers_are_kept_once_the_other_was_seen(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fill_in(fin)
    app.clock.move(days=8)  # type: ignore[attr-defined]
    record_reaction(app, NUMBER, ReactionInput("FIN", "B. Bezwaar", Position.OBJECT, [comment()]))
    fin.open()
    assert fin.says("U wijzigt de reactie van B. Bezwaar") and fin.says(OBJECTION)
    fin.send(action="check")
    assert is_asked_to_choose(fin) and fin.says("Verstuur die van mij ook")
    fin.send("/send")

    assert [(a.by, a.is_late) for a in answers(app)] == [("B. Bezwaar", True), ("A. Akkoord", True)]
