"""Word files that come back in a round: put together, answered point by point, and answered to each party."""

from pathlib import Path

import pytest

from models.enums import CommentSource, DocumentKind, MessageKind, Position, RoundStatus, Verdict, Weight
from models.errors import InvalidAnswers, InvalidInput, StaleVersion, UnsafeDocument
from models.process import StepKind
from models.state import DossierState
from paraaf import documents, redline
from paraaf.bounded import BoundedWorker
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import answers, closing, consolidation, reaction_inputs, reactions, returned_copies
from paraaf.services.consultation.answers import ResponseInput
from paraaf.services.consultation.reaction_inputs import ReactionInput, Receipt
from tests.support.acts import consulted, events, messages, on_sqlite
from tests.support.bounded import run_here
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER, PASSAGE, carry, react, state_of
from tests.support.refusals import english, refuses
from tests.support.word.files import p, saved_by_libreoffice, unpacked, word_file

pytestmark = on_sqlite

PLAN = "Dat doet het met een plan."
RICHER = "Dat doet het met een plan van een miljard euro."


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make points in this process, so that a test can put something else in the place of the engine."""
    monkeypatch.setattr(BoundedWorker, "run", run_here)


def hands_in(
    app: App, party: str, copy: bytes, position: Position = Position.AGREE_WITH_COMMENTS, **more: object
) -> Receipt:
    given = ReactionInput(party, f"Iemand van {party}", position, file=("brief.docx", copy), **more)  # type: ignore[arg-type]
    return reactions.record_reaction(app, NUMBER, given)


def two_copies(app: App, *, tracked: bool = True) -> DossierState:
    """FIN and OCW each send back a copy; the round closes."""
    dossier_id = consulted(app)
    letter = sent_letter(app)
    fin = returned(letter, (PLAN, RICHER), remarks=[(PASSAGE, "Voorwaarde: noem het bedrag.")], tracked=tracked)
    ocw = returned(letter, ("Met deze brief informeer ik u.", "Met deze brief bericht ik u."), author="B. Jansen")
    hands_in(app, "FIN", fin, Position.AGREE_ON_CONDITION)
    hands_in(app, "OCW", ocw)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS
    return state_of(app)


def answer_all(app: App, **verdicts: Verdict) -> answers.AnswersResult:
    """Answer every comment: those of the parties named as said, all others by accepting."""
    state = state_of(app)
    parties = {reaction.id: reaction.party_code for reaction in state.reactions}
    given = [
        ResponseInput(c.number, verdicts.get(parties[c.reaction_id], Verdict.ACCEPTED), f"Reden {c.number}.")
        for c in state.comments
        if state.response_to(c) is None
    ]
    return answers.answer(app, NUMBER, answers.AnswersInput(responses=given), by="O. Eigenaar")


def letter_text(app: App) -> str:
    state = state_of(app)
    return redline.text(app.store.get(state.document_by_id(state.version.document_id).sha256))


def file_of(app: App, state: DossierState, kind: DocumentKind, party: str = "") -> bytes:
    found = [d for d in state.documents if d.kind is kind and d.key.endswith(party)]
    assert len(found) == 1
    return app.store.get(found[0].sha256)


# What comes back


def test_the_receipt_says_what_was_found_in_the_copy(app: App) -> None:
    consulted(app)
    copy = returned(sent_letter(app), (PLAN, RICHER), remarks=[(PASSAGE, "Mooi.")])

    receipt = hands_in(app, "FIN", copy)

    assert (receipt.changes_in_copy, receipt.comments_in_copy, receipt.comment_numbers) == (1, 1, ())


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (Position.AGREE, "with comments it is agree_with_comments"),
        (Position.AGREE_ON_CONDITION, "agree_on_condition needs a comment with weight condition"),
    ],
)
def test_a_position_that_contradicts_the_copy_is_refused_and_says_what_is_in_it(
    app: App, position: Position, said: str
) -> None:
    consulted(app)
    copy = returned(sent_letter(app), (PLAN, RICHER), remarks=[(PASSAGE, "Mooi.")])

    with refuses(InvalidInput, match=said) as refused:
        hands_in(app, "FIN", copy, position)

    assert "the returned file has 1 change(s) and 1 comment(s)" in english(refused.value)
    assert state_of(app).reactions == []


def test_a_copy_in_which_nothing_was_changed_goes_with_agreement(app: App) -> None:
    consulted(app)

    receipt = hands_in(app, "FIN", sent_letter(app), Position.AGREE)

    assert (receipt.changes_in_copy, receipt.comments_in_copy) == (0, 0)


@pytest.mark.libreoffice
def test_a_copy_that_libreoffice_saved_has_the_changes_that_were_made_and_no_others(app: App, tmp_path) -> None:  # type: ignore[no-untyped-def]
    consulted(app)
    letter = sent_letter(app)
    copy = returned(letter, (PLAN, RICHER), remarks=[(PASSAGE, "Voorwaarde: noem het bedrag.")])

    unchanged = consolidation.consolidate(letter, {"FIN": saved_by_libreoffice(letter, tmp_path)})
    changed = consolidation.consolidate(letter, {"FIN": saved_by_libreoffice(copy, tmp_path)})

    assert unchanged.points == ()
    assert redline.revisions(unchanged.docx) == []
    assert [(point.source, point.weight) for point in changed.points] == [
        (CommentSource.CHANGE, Weight.SUGGESTION),
        (CommentSource.WORD_COMMENT, Weight.CONDITION),
    ]
    assert all(point.author == "A. de Vries" and point.marks for point in changed.points)


@pytest.mark.libreoffice
def test_a_copy_that_went_by_way_of_odt_keeps_its_condition_and_its_changes_at_their_place(
    app: App, tmp_path: Path
) -> None:
    dossier_id = consulted(app)
    condition = [(PASSAGE, "Voorwaarde: noem het bedrag.")]
    copy = returned(sent_letter(app), (PLAN, RICHER), ("drie", "drie\n\nTot slot nog dit."), remarks=condition)
    saved = saved_by_libreoffice(copy, tmp_path, by_way_of_odt=True)
    assert b"paraaf.body" not in unpacked(saved)["word/document.xml"]
    hands_in(app, "FIN", saved, Position.AGREE_ON_CONDITION)
    react(app, "OCW", Position.AGREE)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS
    found = {c.text: (c.weight, c.passage) for c in state_of(app).comments if c.source is not CommentSource.SAID}
    assert found["Voorwaarde: noem het bedrag."] == (Weight.CONDITION, PASSAGE)
    assert found["Voeg in: “van een miljard euro”."][1].endswith(PLAN)
    assert len(found) == 3
    answer_all(app)
    text = letter_text(app)
    assert RICHER in text and "Tot slot nog dit." in text.split("M. Minister")[0]


def test_a_file_that_is_no_copy_of_the_letter_is_taken_as_what_it_says(app: App) -> None:
    """A text of the party's own in place of the letter is one big change, not lost and not refused."""
    consulted(app)

    receipt = hands_in(app, "FIN", word_file(p("Wij hebben een heel andere brief geschreven.")))

    assert receipt.changes_in_copy > 0


def test_a_copy_of_an_earlier_version_is_refused(app: App) -> None:
    dossier_id = consulted(app)
    first = sent_letter(app)
    react(app, "FIN", Position.AGREE_ON_CONDITION, reaction_inputs.CommentInput("Noem het bedrag.", Weight.CONDITION))
    react(app, "OCW")
    carry(app, dossier_id)
    edit = documents.Edit("replace", PLAN, RICHER)
    answers.answer(
        app, NUMBER, answers.AnswersInput([ResponseInput(1, Verdict.ACCEPTED, "Ja.")], edits=[edit]), by="O. Eigenaar"
    )
    carry(app, dossier_id)

    with refuses(StaleVersion, match="is about version 2, and the returned file is a copy of version 1"):
        hands_in(app, "FIN", returned(first, (PLAN, RICHER)))


@pytest.mark.usefixtures("in_this_process")
def test_a_copy_that_the_engine_cannot_read_is_refused_in_words(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    consulted(app)
    monkeypatch.setattr(redline, "merge", lambda *_, **__: 1 / 0)

    with refuses(UnsafeDocument, match="cannot be compared with the letter that was sent"):
        hands_in(app, "FIN", sent_letter(app))

    assert state_of(app).reactions == []


# At the close


def test_at_the_close_every_change_and_comment_becomes_a_comment_with_passage_and_words(app: App) -> None:
    state = two_copies(app)

    assert [(c.number, c.source, c.weight, c.author, c.text) for c in state.comments] == [
        (1, CommentSource.CHANGE, Weight.SUGGESTION, "A. de Vries", "Voeg in: “van een miljard euro”."),
        (2, CommentSource.WORD_COMMENT, Weight.CONDITION, "A. de Vries", "Voorwaarde: noem het bedrag."),
        (3, CommentSource.CHANGE, Weight.SUGGESTION, "B. Jansen", "Vervang “informeer” door “bericht”."),
    ]
    assert [c.passage for c in state.comments] == [
        f"{PASSAGE} {PLAN}",
        PASSAGE,
        "Met deze brief informeer ik u.",
    ]
    assert (state.comments[2].old_text, state.comments[2].proposed_text) == ("informeer", "bericht")


def test_the_consolidated_copy_has_the_changes_and_comments_of_everybody_by_name(app: App) -> None:
    state = two_copies(app)

    copy = file_of(app, state, DocumentKind.CONSOLIDATED_COPY)

    assert {(each.author, each.text.strip()) for each in redline.revisions(copy)} == {
        ("A. de Vries", "van een miljard euro"),
        ("B. Jansen", "informeer"),
        ("B. Jansen", "bericht"),
    }
    assert [(each.author, each.text) for each in redline.comments(copy)] == [
        ("A. de Vries", "Voorwaarde: noem het bedrag.")
    ]
    (told,) = messages(app, MessageKind.ROUND_CLOSED)
    assert [state.document_by_id(each).kind for each in told.document_ids] == [
        DocumentKind.REACTION_TABLE,
        DocumentKind.CONSOLIDATED_COPY,
    ]


def test_the_reaction_table_has_what_the_copies_say(app: App) -> None:
    state = two_copies(app)

    table = redline.text(file_of(app, state, DocumentKind.REACTION_TABLE))

    assert "Voeg in: “van een miljard euro”." in table
    assert "B. Jansen" in table


def test_changes_without_tracking_are_points_too(app: App) -> None:
    state = two_copies(app, tracked=False)

    assert [(c.author, c.text) for c in state.comments if c.source is CommentSource.CHANGE] == [
        ("", "Voeg in: “van een miljard euro”."),
        ("B. Jansen", "Vervang “informeer” door “bericht”."),
    ]


def test_only_the_copy_of_the_reaction_that_stands_counts(app: App) -> None:
    dossier_id = consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, (PLAN, RICHER)))
    hands_in(app, "FIN", returned(letter, (PLAN, "Dat doet het zonder een plan.")), revises=True)
    react(app, "OCW")
    carry(app, dossier_id)

    assert [c.text for c in state_of(app).comments] == ["Vervang “met” door “zonder”."]


def test_a_late_copy_is_read_at_once_and_kept_out_of_the_consolidated_copy(app: App) -> None:
    dossier_id = consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, (PLAN, RICHER)))
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Haast.")
    carry(app, dossier_id)

    receipt = hands_in(app, "OCW", returned(letter, (PASSAGE, "Het kabinet kiest.")))

    late = state_of(app).comments[-1]
    assert receipt.is_late
    assert receipt.comment_numbers == (2,)
    assert (late.text, late.marks) == ("Vervang “maakt scherpe keuzes” door “kiest”.", [])


def test_a_copy_that_comes_in_while_the_round_closes_is_put_together_with_the_others(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, (PLAN, RICHER)))
    ahead = returned_copies.preconsolidate

    def and_then_ocw(app: App, number: str) -> returned_copies.ConsolidatedCopies | None:
        done = ahead(app, number)
        hands_in(app, "OCW", returned(letter, (PASSAGE, "Het kabinet kiest.")))
        return done

    monkeypatch.setattr(returned_copies, "preconsolidate", and_then_ocw)
    closing.close_early(app, NUMBER, by="O. Eigenaar", reason="Haast.")

    assert len(state_of(app).comments) == 2


@pytest.mark.usefixtures("in_this_process")
def test_copies_that_cannot_be_put_together_hold_nothing_up_and_lose_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, (PLAN, RICHER)))
    hands_in(app, "OCW", returned(letter, (PASSAGE, "Het kabinet kiest.")))
    merge = redline.merge

    def one_at_a_time(base: bytes, given: dict[str, bytes], **more: object) -> redline.Merged:
        assert len(given) == 1
        return merge(base, given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(redline, "merge", one_at_a_time)
    assert carry(app, dossier_id).step.kind is StepKind.AWAIT_ANSWERS

    state = state_of(app)
    assert [c.marks for c in state.comments] == [[], []]
    assert not [d for d in state.documents if d.kind is DocumentKind.CONSOLIDATED_COPY]


# The owner decides


def test_accepted_changes_are_in_the_next_version_and_rejected_ones_are_not(app: App) -> None:
    two_copies(app)

    answered = answer_all(app, OCW=Verdict.REJECTED)

    assert answered.version == 2
    assert RICHER in letter_text(app)
    assert "Met deze brief informeer ik u." in letter_text(app)
    version = state_of(app).document_by_id(state_of(app).version.document_id)
    assert redline.revisions(app.store.get(version.sha256)) == []
    assert redline.comments(app.store.get(version.sha256)) == []


def test_the_next_version_names_nobody_who_reacted(app: App) -> None:
    two_copies(app)
    answer_all(app)

    version = app.store.get(state_of(app).document_by_id(state_of(app).version.document_id).sha256)

    assert b"Jansen" not in b"".join(_parts(version))
    assert b"de Vries" not in b"".join(_parts(version))


def _parts(docx: bytes) -> list[bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_the_redline_of_the_next_version_stands_beside_it(app: App) -> None:
    two_copies(app)
    answer_all(app)

    state = state_of(app)
    redlined = app.store.get(state.document("redline:1:2").sha256)  # type: ignore[union-attr]
    assert {each.text.strip() for each in redline.revisions(redlined)} == {
        "van een miljard euro",
        "informeer",
        "bericht",
    }


def test_no_next_version_is_made_when_all_changes_are_rejected(app: App) -> None:
    two_copies(app)

    answered = answer_all(app, FIN=Verdict.REJECTED, OCW=Verdict.REJECTED)

    assert answered.version == 1
    assert answered.new_round_with == ("FIN",)


def test_edits_go_on_top_of_the_accepted_changes(app: App) -> None:
    state = two_copies(app)
    given = [ResponseInput(c.number, Verdict.ACCEPTED, "Ja.") for c in state.comments]
    edit = documents.Edit("replace", "een miljard euro", "1 miljard euro")

    answers.answer(app, NUMBER, answers.AnswersInput(given, edits=[edit]), by="O. Eigenaar")

    assert "Dat doet het met een plan van 1 miljard euro." in letter_text(app)


def test_a_change_that_is_taken_over_in_part_needs_the_owner_s_own_words(app: App) -> None:
    state = two_copies(app)
    verdicts = {1: Verdict.PARTLY}
    given = [ResponseInput(c.number, verdicts.get(c.number, Verdict.REJECTED), "Ja.") for c in state.comments]

    with refuses(InvalidAnswers, match="comment 1: a change that is taken over in part is left out"):
        answers.answer(app, NUMBER, answers.AnswersInput(given), by="O. Eigenaar")

    edit = documents.Edit("replace", PLAN, "Dat doet het met een plan en geld.")
    answers.answer(app, NUMBER, answers.AnswersInput(given, edits=[edit]), by="O. Eigenaar")
    assert "met een plan en geld." in letter_text(app)
    assert "miljard" not in letter_text(app)


def equal_changes(app: App) -> DossierState:
    dossier_id = consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, (PLAN, RICHER)))
    hands_in(app, "OCW", returned(letter, (PLAN, RICHER), author="B. Jansen"))
    carry(app, dossier_id)
    return state_of(app)


def test_an_answer_to_a_change_is_the_answer_to_all_who_made_the_same(app: App) -> None:
    assert len(equal_changes(app).comments) == 2

    answered = answers.answer(
        app, NUMBER, answers.AnswersInput([ResponseInput(2, Verdict.ACCEPTED, "Ja.")]), by="O. Eigenaar"
    )

    assert answered.still_open == ()
    assert {r.verdict for r in state_of(app).responses} == {Verdict.ACCEPTED}
    assert RICHER in letter_text(app)


def test_equal_changes_with_different_answers_are_refused(app: App) -> None:
    equal_changes(app)
    given = [ResponseInput(1, Verdict.ACCEPTED, "Ja."), ResponseInput(2, Verdict.REJECTED, "Nee.")]

    with refuses(InvalidAnswers, match="comments 1 and 2 are the same change, and have different answers"):
        answers.answer(app, NUMBER, answers.AnswersInput(given), by="O. Eigenaar")


def test_of_changes_that_exclude_each_other_the_accepted_one_is_taken(app: App) -> None:
    dossier_id = consulted(app)
    letter = sent_letter(app)
    hands_in(app, "FIN", returned(letter, ("een plan", "een groot plan")))
    hands_in(app, "OCW", returned(letter, ("met een plan", "met beleid"), author="B. Jansen"))
    carry(app, dossier_id)
    state = state_of(app)
    assert len(state.comments) == 2

    answer_all(app, FIN=Verdict.REJECTED)

    assert "Dat doet het met beleid." in letter_text(app)


# Each party is told


def test_each_party_gets_its_own_copy_back_with_what_became_of_each_point(app: App) -> None:
    two_copies(app)
    answer_all(app, OCW=Verdict.REJECTED)

    state = state_of(app)
    ocw = file_of(app, state, DocumentKind.ANSWERED_COPY, "OCW")
    (told,) = messages(app, MessageKind.ANSWERED)
    assert told.party_code == "OCW"
    assert [state.document_by_id(each).kind for each in told.document_ids] == [DocumentKind.ANSWERED_COPY]
    assert {(each.author, each.text) for each in redline.revisions(ocw)} == {
        ("B. Jansen", "informeer"),
        ("B. Jansen", "bericht"),
    }
    assert [(each.author, each.text) for each in redline.comments(ocw)] == [
        ("O. Eigenaar", "Opmerking 3: niet overgenomen. Reden 3.")
    ]


def test_who_is_asked_again_gets_the_answers_with_the_next_invitation(app: App) -> None:
    dossier_id = state_of_two(app)
    answer_all(app)
    carry(app, dossier_id)

    state = state_of(app)
    invitation = messages(app, MessageKind.INVITATION)[-1]
    fin = file_of(app, state, DocumentKind.ANSWERED_COPY, "FIN")
    assert invitation.party_code == "FIN"
    assert [state.document_by_id(each).kind for each in invitation.document_ids] == [
        DocumentKind.NEXT_VERSION,
        DocumentKind.REDLINE,
        DocumentKind.ANSWERED_COPY,
    ]
    replies = {each.parent: each.text for each in redline.comments(fin) if each.author == "O. Eigenaar"}
    assert "Opmerking 2: overgenomen. Reden 2." in replies.values()
    assert len([parent for parent in replies if parent is not None]) == 1


def state_of_two(app: App) -> str:
    return two_copies(app).dossier.id


def test_who_made_the_same_change_is_not_named_to_the_other(app: App) -> None:
    equal_changes(app)
    answer_all(app)

    state = state_of(app)
    for party, other in (("FIN", b"Jansen"), ("OCW", b"de Vries")):
        assert other not in b"".join(_parts(file_of(app, state, DocumentKind.ANSWERED_COPY, party)))


# The record


def test_the_letter_is_sound_and_its_points_are_in_the_trail(app: App) -> None:
    two_copies(app)
    answer_all(app)

    assert verify(app, NUMBER).faults == ()
    (event,) = events(app, "copies_put_together")
    assert [point["number"] for point in event.data["points"]] == [1, 2, 3]
    assert read_status(app, NUMBER).state.rounds[0].status is RoundStatus.ANSWERED
