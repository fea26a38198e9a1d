"""A proposed text goes where its party said, and the owner sees what it changes before anything is recorded."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.enums import Placing, Position, Verdict
from models.errors import StaleVersion
from models.state import letter_document
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.consultation import answers
from paraaf.services.consultation.reaction_inputs import CommentInput
from tests.portal.codes import signed_in
from tests.portal.on_record import recorded
from tests.portal.person import Form, Person
from tests.support.acts import CHANGE, CHANGE_AGAIN, accepted, consulted
from tests.support.letters import NUMBER, PASSAGE, carry, react, state_of
from tests.support.refusals import refuses

People = Callable[[str], Person]
PARAGRAPH = f"{PASSAGE} Dat doet het met een plan."
SENTENCE = "Dat kost een miljard euro."
SAID = CommentInput("Noem het bedrag.", passage=PARAGRAPH, proposed_text=SENTENCE)


def letter_of(app: App) -> str:
    """Return what the letter says now."""
    return documents.body_text(app.store.get(letter_document(state_of(app), state_of(app).version.number).sha256))


def proposed(app: App, *said: CommentInput) -> None:
    """Let FIN propose texts and OCW agree, and carry the letter to its owner."""
    dossier_id = consulted(app)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, *said)
    react(app, "OCW")
    carry(app, dossier_id)


@pytest.fixture
def owner(app: App, person: People) -> Callable[[], Person]:
    """Return the owner, on the page with the comments."""

    def on_the_page() -> Person:
        mine = signed_in(person("owner@example.nl"))
        mine.go(f"{mine.home}/answers")
        return mine

    return on_the_page


def takes(mine: Person, value: str | None = "yes", **typed: str | None) -> None:
    """Accept the first comment with its text, and go on to what that changes."""
    given: dict[str, str | None] = {"verdict__1": "accepted", "reason__1": "Ja.", "takes__1": value, **typed}
    mine.send("/answers", action="record", **given)


def fill_in(person: Person, **typed: str) -> None:
    """Propose a sentence with a whole paragraph, and go on to the check."""
    given = {"position": "agree_with_comments", "name": "F. de Vries", "comment__1__text": "Noem het bedrag."}
    given |= {"comment__1__passage": PARAGRAPH, "comment__1__proposed_text": SENTENCE}
    person.send(action="check", **(given | typed))


# Who proposes


@pytest.mark.parametrize(
    ("typed", "shown", "placing"),
    [
        ({}, "De dossierhouder kiest: in de plaats van de hele passage, of erachter.", None),
        (
            {"comment__1__placing": "after"},
            f"Voorstel, achter de passage {PARAGRAPH} (nieuw:) {SENTENCE} (einde)",
            Placing.AFTER,
        ),
        (
            {"comment__1__placing": "passage"},
            f"Voorstel, in de plaats van de hele passage (vervalt:) {PARAGRAPH} (einde) (nieuw:) {SENTENCE} (einde)",
            Placing.PASSAGE,
        ),
        (
            {"comment__1__words": "Dat doet het met een plan."},
            f"in de plaats van die woorden {PASSAGE} (vervalt:) Dat doet het met een plan. (einde) (nieuw:) {SENTENCE}",
            Placing.WORDS,
        ),
    ],
)
def test_the_check_shows_what_a_proposal_does_to_the_passage_and_that_is_recorded(
    app: App, fin: Person, typed: dict[str, str], shown: str, placing: Placing | None
) -> None:
    consulted(app)
    fin.open()
    fill_in(fin, **typed)
    assert fin.says(shown)
    fin.send("/send")

    assert fin.says(shown)
    assert [comment.placing for comment in state_of(app).comments] == [placing]
    assert recorded(app, "reaction_recorded")[0][1]["comments"][0]["placing"] == placing
    assert verifying.verify(app, NUMBER).is_sound


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"comment__1__placing": "words"}, "Noem bij opmerking 1 de woorden waarvoor uw tekst in de plaats komt"),
        ({"comment__1__placing": "after", "comment__1__passage": ""}, "Vul bij opmerking 1 de passage in"),
    ],
)
def test_a_place_that_is_not_there_is_a_fault_at_its_field(
    app: App, fin: Person, typed: dict[str, str], fault: str
) -> None:
    consulted(app)
    fin.open()
    fill_in(fin, **typed)

    assert fin.page is not None and fin.page.text.count(fault) == 2
    assert 'href="#comment-1-placing"' in fin.page.text
    assert state_of(app).reactions == []


def test_a_revision_keeps_where_a_text_goes(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fill_in(fin, comment__1__placing="after")
    fin.send("/send")
    fin.send("/revise")

    assert fin.page is not None
    assert Form(fin.page.text, fin.home).fields["comment-1-placing"] == "after"


# The owner


def test_a_text_without_a_place_replaces_nothing_until_the_owner_chooses(app: App, owner: Callable[[], Person]) -> None:
    proposed(app, SAID)
    mine = owner()
    assert mine.says("FIN heeft niet gezegd waar deze tekst komt.")
    takes(mine)
    assert mine.says("opmerking 1: er is niet gezegd waar het tekstvoorstel komt")
    takes(mine, "after")
    assert mine.says("Controleer versie 2") and mine.says(f"{PARAGRAPH} (nieuw:) {SENTENCE} (einde)")
    assert (state_of(app).responses, state_of(app).version.number) == ([], 1)
    mine.send("/answers/record")

    assert mine.says("Vastgelegd")
    assert f"{PARAGRAPH} {SENTENCE}" in letter_of(app)
    assert recorded(app, "comment_answered")[0][1]["takes"] == "after"
    assert verifying.verify(app, NUMBER).is_sound


@pytest.mark.parametrize(
    ("placing", "words", "after"),
    [
        (Placing.AFTER, "", f"{PARAGRAPH} {SENTENCE}"),
        (Placing.PASSAGE, "", SENTENCE),
        (None, "Dat doet het met een plan.", f"{PASSAGE} {SENTENCE}"),
    ],
)
def test_what_the_check_shows_is_what_the_next_version_says(
    app: App, owner: Callable[[], Person], placing: Placing | None, words: str, after: str
) -> None:
    proposed(app, replace(SAID, placing=placing, words=words))
    before = letter_of(app)
    mine = owner()
    takes(mine)
    assert mine.says("Wat er verandert van versie 1 naar versie 2")
    assert state_of(app).responses == []
    mine.send("/answers/record")

    assert letter_of(app) == before.replace(PARAGRAPH, after)


def test_several_texts_for_one_paragraph_are_all_taken(app: App, owner: Callable[[], Person]) -> None:
    words = CommentInput("Hoeveel?", passage=PARAGRAPH, proposed_text="drie keuzes", words="scherpe keuzes")
    other = CommentInput("Wie?", passage=PARAGRAPH, proposed_text="De minister", words="Het kabinet")
    proposed(app, words, replace(SAID, placing=Placing.AFTER), other)
    mine = owner()
    answered = {f"{name}__{n}": value for n in (2, 3) for name, value in (("verdict", "accepted"), ("reason", "Ja."))}
    takes(mine, takes__2="yes", takes__3="yes", **answered)
    for text in ("drie keuzes", SENTENCE, "De minister"):
        assert mine.says(f"(nieuw:) {text} (einde)")
    mine.send("/answers/record")

    assert f"De minister maakt drie keuzes. Dat doet het met een plan. {SENTENCE}" in letter_of(app)


def test_texts_that_exclude_each_other_are_refused_with_their_numbers(app: App, owner: Callable[[], Person]) -> None:
    words = CommentInput("Hoeveel?", passage=PARAGRAPH, proposed_text="drie keuzes", words="scherpe keuzes")
    proposed(app, words, replace(SAID, placing=Placing.PASSAGE))
    mine = owner()
    takes(mine, takes__2="yes", verdict__2="accepted", reason__2="Ja.")

    assert mine.says("opmerking 2: dit voorstel raakt dezelfde tekst als dat van opmerking 1")
    assert state_of(app).responses == []


def test_a_text_whose_passage_is_gone_is_refused_and_the_comment_can_be_answered_otherwise(
    app: App, owner: Callable[[], Person]
) -> None:
    proposed(app, replace(SAID, passage="Dit staat er niet (meer).", placing=Placing.AFTER))
    mine = owner()
    takes(mine)
    assert mine.says("opmerking 1: de passage staat niet in de brief")
    assert mine.page is not None and mine.page.status_code == 422
    takes(mine, None, verdict__1="rejected")

    assert mine.says("Vastgelegd") and state_of(app).responses[0].verdict is Verdict.REJECTED


@pytest.mark.parametrize(("passage", "after"), [("Keuzes", "Keuzes\n{}"), ("twee", "twee {}"), ("een", None)])
def test_a_text_for_a_heading_or_a_point_of_a_list_changes_what_was_shown(
    app: App, owner: Callable[[], Person], passage: str, after: str | None
) -> None:
    proposed(app, replace(SAID, passage=passage, placing=Placing.AFTER))
    mine = owner()
    takes(mine)
    if after is None:
        assert mine.says("keer in de brief; neem er meer van over")
        return
    mine.send("/answers/record")

    assert after.format(SENTENCE) in letter_of(app)


def test_what_was_changed_after_the_check_is_not_recorded_unseen(
    app: App, owner: Callable[[], Person], person: People
) -> None:
    proposed(app, replace(SAID, placing=Placing.AFTER))
    mine = owner()
    takes(mine)
    check = mine.page
    mine.go(f"{mine.home}/answers")
    mine.send("/answers", edit__1__passage=None, action="edit")
    mine.send(
        "/answers", edit__1__passage=CHANGE_AGAIN.passage, edit__1__text=CHANGE_AGAIN.text, action="save"
    )  # fmt: skip
    mine.page = check
    mine.send("/answers/record")

    assert state_of(app).responses == []
    assert mine.says("zijn intussen gewijzigd") and mine.says("bericht")
    mine.send("/answers/record")
    assert "bericht ik u" in letter_of(app) and SENTENCE in letter_of(app)


def test_another_text_than_was_shown_is_not_recorded_by_the_service_either(app: App) -> None:
    proposed(app, SAID)
    taken = [replace(accepted(1), takes=Placing.AFTER)]
    shown = answers.preview(app, NUMBER, answers.AnswersInput(responses=taken))
    assert shown is not None and shown.changes == [(PARAGRAPH, f"{PARAGRAPH} {SENTENCE}")]
    other = answers.AnswersInput(responses=taken, edits=[CHANGE_AGAIN], foreseen=shown.fingerprint)

    with refuses(StaleVersion, match="is not the text that was shown before"):
        answers.answer(app, NUMBER, other)
    assert state_of(app).responses == []
    answers.answer(app, NUMBER, replace(other, edits=[]))
    assert state_of(app).version.fingerprint == shown.fingerprint


def test_answers_that_change_nothing_are_recorded_at_once(app: App, owner: Callable[[], Person]) -> None:
    proposed(app, SAID)
    mine = owner()
    takes(mine, None, verdict__1="rejected")

    assert mine.says("Vastgelegd") and state_of(app).version.number == 1


def test_edits_of_the_owner_are_shown_first_too(app: App, owner: Callable[[], Person]) -> None:
    proposed(app, SAID)
    mine = owner()
    mine.send("/answers", action="edit")
    takes(mine, None, edit__1__passage=CHANGE.passage, edit__1__text=CHANGE.text)

    assert mine.says("Controleer versie 2") and mine.says("van een miljard euro")
    assert state_of(app).version.number == 1
