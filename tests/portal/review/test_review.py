"""The review page: read, comment, keep, send, revise."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from models.consultation import SAID_POSITIONS, reaction_faults, reason_faults
from models.enums import DocumentKind, LetterMark, Position, Weight
from models.errors import InvalidInput
from paraaf import documents, redline
from paraaf.documents.html import as_web_text
from paraaf.portal.review.form import DraftComment, DraftFile, ReviewDraft, faults_of
from paraaf.portal.web import letter_view
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.consultation import answers
from paraaf.services.consultation.reaction_inputs import CommentInput
from paraaf.services.signing import withdrawal
from tests.portal.codes import signed_in
from tests.portal.on_record import links_of, reactions_of, recorded
from tests.portal.person import Form, Person
from tests.portal.reviewing import send_agreement
from tests.support.acts import CHANGE, accepted, consulted, fin_sets_a_condition
from tests.support.baggage import carrying
from tests.support.letters import NUMBER, PASSAGE, carry, react, state_of
from tests.support.refusals import refuses
from tests.support.word.files import WORD

People = Callable[[str], Person]


def test_the_page_says_what_is_asked_by_whom_until_when_about_which_text(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()

    assert fin.says("O. Eigenaar vraagt uw reactie, namens Ministerie van Financiën")
    assert fin.says("Uiterlijk 9 maart 2026")
    assert fin.says("stilzwijgend akkoord")
    assert fin.says(PASSAGE)
    assert "<title>Uw reactie: Een kleine brief – Paraaf</title>" in fin.page.text  # type: ignore[union-attr]


def test_the_letter_is_downloaded_as_it_was_sent(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    page = fin.browser.get(f"{fin.home}/letter.docx")

    assert page.headers["content-type"] == WORD
    assert page.headers["content-disposition"].startswith('attachment; filename="')
    assert page.content == app.store.get(state_of(app).documents[0].sha256)


def test_a_reaction_is_sent_after_a_confirmation_and_gives_a_receipt(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(
        position="agree_on_condition",
        comment__1__text="Noem het bedrag.\nEn de dekking.",
        comment__1__weight="condition",
        comment__1__passage=PASSAGE,
        comment__1__proposed_text="Een miljard euro.",
        remark="Verder een goede brief.",
        name="F. de Vries",
        action="check",
    )
    assert fin.page is not None and fin.page.url.path.endswith("/confirm")
    assert reactions_of(app) == []
    assert fin.says(state_of(app).version.fingerprint)

    fin.send("/send")

    assert fin.page.url.path.endswith("/receipt")
    reaction, comment = reactions_of(app)[0], state_of(app).comments[0]
    assert (reaction.party_code, reaction.by, reaction.position) == ("FIN", "F. de Vries", Position.AGREE_ON_CONDITION)
    assert (comment.weight, comment.text) == (Weight.CONDITION, "Noem het bedrag.\nEn de dekking.")
    assert (comment.passage, comment.proposed_text) == (PASSAGE, "Een miljard euro.")
    for text in ("F. de Vries", "2 maart 2026, 10:00", "Versie 1", reaction.fingerprint, "Opmerking 1"):
        assert fin.says(text)
    assert recorded(app, "reaction_recorded")[0][1]["link"] == links_of(app)["IRF"].number
    assert verifying.verify(app, NUMBER).is_sound


def test_the_receipt_comes_back_with_the_link(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    send_agreement(fin)

    assert fin.open().url.path.endswith("/receipt")
    assert fin.says("Uw reactie is vastgelegd")


def test_a_draft_is_kept_with_the_link_until_it_is_sent(app: App, fin: Person, person: People) -> None:
    consulted(app)
    fin.open()
    fin.send(position="object", comment__1__text="Onvolledig", name="F. de Vries", action="save")
    assert fin.says("Er is nog niets verstuurd")

    elsewhere = person("fin@example.nl")
    elsewhere.open()
    assert elsewhere.says("Onvolledig")
    assert not person("ocw@example.nl").open().text.count("Onvolledig")
    assert reactions_of(app) == []


def test_comments_are_added_and_removed_without_losing_what_was_typed(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(comment__1__text="Een", action="add")
    fin.send(comment__2__text="Twee", action="add")
    fin.send(comment__3__text="Drie", remark="Tot slot", action="remove-2")

    assert fin.page is not None and fin.says("Opmerking 2") and not fin.says("Opmerking 3")
    assert [fin.says(text) for text in ("Een", "Twee", "Drie", "Tot slot")] == [True, False, True, True]


def test_a_comment_is_begun_on_a_passage_of_the_letter(app: App, fin: Person) -> None:
    consulted(app)
    page = fin.open().text
    beside = re.search(
        rf'<p id="(p-\d+)">{PASSAGE}[^<]*<button class="small quote" name="action" value="quote-\1"', page
    )
    assert beside is not None

    fin.send(action=f"quote-{beside[1]}", name="F. de Vries")

    assert fin.page is not None and fin.page.url.fragment == "comment-1-text"
    assert f">{PASSAGE} Dat doet het met een plan.</textarea>" in fin.page.text


@pytest.mark.parametrize("value", ["p-999", "d-1", "1", "", "letter"])
def test_a_comment_on_a_passage_that_is_not_there_is_not_begun(app: App, fin: Person, value: str) -> None:
    consulted(app)
    fin.open()
    fin.send(action=f"quote-{value}", name="F. de Vries")

    assert fin.page is not None and fin.page.status_code == 200 and not fin.page.url.fragment


def test_the_letter_is_shown_as_it_is_built(app: App, fin: Person) -> None:
    consulted(app)
    page = fin.open().text

    assert re.search(r"<h3[^>]*>Keuzes</h3>", page)
    assert re.search(r"<ul><li[^>]*>een <button[^>]*>Opmerking</button><ul><li[^>]*>twee", page)


def test_in_a_next_round_the_page_shows_what_changed_since_the_version_that_was_answered(
    app: App, person: People
) -> None:
    dossier_id = fin_sets_a_condition(app)
    answers.answer(app, NUMBER, answers.AnswersInput(responses=[accepted()], edits=[CHANGE]), by="O. Eigenaar")
    carry(app, dossier_id)
    fin = person("fin@example.nl")
    page = fin.open().text

    assert fin.says("Wat er gewijzigd is sinds versie 1")
    assert re.search(r"<ins[^>]*>.*? van een miljard euro.*?</ins>", page)
    assert "(einde wijziging)" in page and page.count(">Lees in de brief<") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Kies wat u van de brief vindt"),
        ({"position": "tacit"}, "Kies wat u van de brief vindt"),
        ({"position": "agree_with_comments"}, "Schrijf uw opmerking, of kies “Akkoord”"),
        ({"position": "object"}, "Schrijf in een opmerking wat er aan de brief niet klopt"),
        ({"position": "agree", "comment__1__text": "Maar"}, "U hebt opmerkingen of wijzigingen: kies dan"),
        ({"position": "agree", "name": ""}, "Schrijf uw naam"),
        ({"position": "agree", "name": "x" * 91}, "Schrijf uw naam op één regel"),
        ({"position": "agree", "remark": "x" * 20_001}, "Maak deze tekst korter: hoogstens 20000 tekens"),
        ({"position": "object", "comment__1__passage": "x"}, "Schrijf wat uw opmerking 1 is, of verwijder haar"),
        (
            {"position": "object", "comment__1__text": "x", "comment__1__weight": "zwaar"},
            "Kies het gewicht van opmerking 1",
        ),
    ],
)
def test_what_is_missing_is_said_in_a_summary_and_at_its_field(
    app: App, fin: Person, typed: dict[str, str], said: str
) -> None:
    consulted(app)
    fin.open()
    fin.send(action="check", **typed)

    assert fin.page is not None
    assert fin.page.text.count(said) == 2
    assert "<title>Fout: " in fin.page.text
    assert 'aria-invalid="true"' in fin.page.text
    assert reactions_of(app) == []


@pytest.mark.parametrize("position", SAID_POSITIONS)
@pytest.mark.parametrize("weights", [(), ("suggestion",), ("condition",), ("condition", "observation")])
@pytest.mark.parametrize("in_file", [None, (), ("suggestion",), ("condition",)])
def test_the_page_refuses_what_the_rules_refuse_and_nothing_else(
    position: Position, weights: tuple[str, ...], in_file: tuple[str, ...] | None
) -> None:
    comments = [DraftComment(weight=weight, text="Tekst") for weight in weights]
    file = None if in_file is None else DraftFile(name="a.docx", sha256="", size=1, weights=list(in_file))

    on_the_page = faults_of(ReviewDraft(name="N", position=position, comments=comments, file=file))

    known = [Weight(weight) for weight in (*weights, *(in_file or ()))]
    rules = reaction_faults(position, known) or reason_faults(position, known, has_named=False, remark="")
    assert bool(on_the_page) is bool(rules)


def returned(app: App, after: str = "Dat doet het met een plan van een miljard euro.") -> bytes:
    """Return the letter as somebody sends it back who changed a sentence in it, with the change tracked."""
    sent = app.store.get(state_of(app).documents[0].sha256)
    changed = documents.apply_edits(sent, [documents.Edit("replace", "Dat doet het met een plan.", after)])
    return redline.compare(sent, changed, author="F. de Vries", date="2026-03-02T09:00:00Z")


def test_a_returned_word_file_goes_with_the_reaction(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    content = returned(app)
    fin.send(
        position="agree_with_comments",
        name="F. de Vries",
        action="save",
        files={"file": ("../Brief FIN.docx", content, WORD)},
    )
    assert fin.says("Bijgevoegd: Brief FIN.docx") and fin.says("Hierin staan 1 wijziging en 0 opmerkingen")

    fin.send(action="check")
    fin.send("/send")

    document = state_of(app).document_by_id(reactions_of(app)[0].document_id or "")
    assert app.store.get(document.sha256) == content
    assert fin.says(document.file_name)


def test_what_is_left_out_of_a_file_is_said_before_it_is_sent_and_on_the_receipt(
    app: App, fin: Person, person: People
) -> None:
    consulted(app)
    fin.open()
    content = carrying(returned(app), "template", "add_in")
    typed = {"position": "agree_with_comments", "name": "F. de Vries"}
    fin.send(action="save", files={"file": ("brief.docx", content, WORD)}, **typed)
    said = "Weggelaten, want dit hoort niet in een brief: de koppeling aan een sjabloon (file:///X:"
    assert fin.says(said) and fin.says("een invoegtoepassing")

    fin.send(action="check")
    assert fin.says(said)
    fin.send("/send")

    assert fin.says(said)
    document = state_of(app).document_by_id(reactions_of(app)[0].document_id or "")
    assert not redline.check(app.store.get(document.sha256)).dropped
    owner = signed_in(person("owner@example.nl"))
    assert owner.says(said)


def test_what_the_file_says_counts_for_the_position(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", name="F", action="check", files={"file": ("brief.docx", returned(app), WORD)})

    assert fin.says("U hebt opmerkingen of wijzigingen: kies dan “Akkoord, met opmerkingen”")
    assert reactions_of(app) == []


def test_a_file_of_another_letter_is_refused_at_its_field(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    other = app.store.get(state_of(app).documents[0].sha256)
    stamp = documents.Stamp(7, date(2026, 3, 2), LetterMark.CONCEPT)
    content = documents.stamp_letter(other, stamp, title="T", author="A")
    fin.send(position="agree", name="F", action="check", files={"file": ("brief.docx", content, WORD)})

    assert fin.says("Het is een exemplaar van versie 7, en gevraagd is versie 1")
    assert not fin.says("Bijgevoegd")


def test_a_revision_keeps_the_file_and_says_its_points_once(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree_with_comments", name="F", action="check", files={"file": ("a.docx", returned(app), WORD)})
    fin.send("/send")
    fin.send("/revise")
    assert fin.says("Hierin staan 1 wijziging en 0 opmerkingen")

    fin.send(remark="Nog iets", action="check")
    fin.send("/send")

    first, second = reactions_of(app)
    files = [state_of(app).document_by_id(reaction.document_id or "").sha256 for reaction in (first, second)]
    assert files[0] == files[1]


def test_a_file_that_may_not_be_opened_is_refused_at_its_field_and_the_text_stays(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(
        position="agree", name="F. de Vries", remark="Mooi", action="check",
        files={"file": ("x.docx", b"no Word file", WORD)},
    )  # fmt: skip

    assert fin.says("Het bestand is niet toegevoegd") and fin.says("Het is geen Word-document")
    assert fin.says("Mooi")
    assert reactions_of(app) == []


def test_a_file_can_be_taken_away_again(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(action="save", files={"file": ("brief.docx", returned(app), WORD)})
    assert fin.says("Bijgevoegd")
    fin.send(action="drop")

    assert not fin.says("Bijgevoegd")


def test_a_reaction_is_revised_while_the_round_is_open(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="object", comment__1__text="Niet goed", name="F. de Vries", action="check")
    fin.send("/send")
    fin.send("/revise")
    assert fin.says("U wijzigt de reactie van F. de Vries") and fin.says("Niet goed")

    fin.send(position="agree", comment__1__text="", action="check")
    fin.send("/send")

    assert [reaction.position for reaction in reactions_of(app)] == [Position.OBJECT, Position.AGREE]
    assert verifying.verify(app, NUMBER).is_sound


def test_sending_twice_is_once(app: App, fin: Person, person: People) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", name="F. de Vries", action="check")
    confirmation = fin.page
    fin.send("/send")
    fin.page = confirmation
    fin.send("/send")

    assert len(reactions_of(app)) == 1
    assert fin.page is not None and fin.page.url.path.endswith("/receipt")


def test_what_was_changed_after_the_confirmation_is_not_sent_unseen(app: App, fin: Person, person: People) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", name="F. de Vries", action="check")
    other_tab = person("fin@example.nl")
    other_tab.open()
    other_tab.send(remark="Nog iets", action="save")

    fin.send("/send")

    assert reactions_of(app) == []
    assert fin.says("Uw concept is intussen gewijzigd") and fin.says("Nog iets")


def test_who_is_overtaken_by_a_colleague_keeps_their_text(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="agree", remark="Van mij", name="F. de Vries", action="check")
    react(app, "FIN")
    fin.open()

    assert fin.says("U wijzigt de reactie van Iemand van FIN") and fin.says("Van mij")


def test_a_late_reaction_is_announced_as_late_and_kept_as_late(app: App, fin: Person) -> None:
    dossier_id = consulted(app)
    react(app, "OCW")
    app.clock.move(days=9)  # type: ignore[attr-defined]
    carry(app, dossier_id)
    fin.open()
    assert fin.says("De termijn is verstreken (9 maart 2026)")

    send_agreement(fin)

    assert [(r.position, r.is_late) for r in reactions_of(app) if r.party_code == "FIN"] == [
        (Position.TACIT, False),
        (Position.AGREE, True),
    ]
    assert fin.says("De reactie kwam na de termijn")


def test_a_letter_that_is_withdrawn_meanwhile_gives_the_text_back(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(position="object", comment__1__text="Lang nagedacht", name="F. de Vries", action="check")
    withdrawal.withdraw(app, NUMBER, by="O. Eigenaar", reason="Niet meer nodig.")

    fin.send("/send")

    assert reactions_of(app) == []
    assert fin.says("U kunt hier niet meer reageren") and fin.says("Lang nagedacht")


def test_the_link_of_an_earlier_round_does_not_answer_a_later_one(app: App, fin: Person) -> None:
    dossier_id = fin_sets_a_condition(app)
    fin.open()
    earlier = fin.home
    answers.answer(app, NUMBER, answers.AnswersInput(responses=[accepted()], edits=[CHANGE]), by="O. Eigenaar")
    carry(app, dossier_id)

    fin.go(earlier)
    assert fin.says("U bent intussen opnieuw gevraagd")
    fin.open()
    assert fin.says("Wat vindt u van de brief?")
    send_agreement(fin)
    assert {r.version_number for r in reactions_of(app) if r.party_code == "FIN"} == {1, 2}


def test_the_receipt_says_what_became_of_each_comment(app: App, fin: Person) -> None:
    fin_sets_a_condition(app)
    answers.answer(app, NUMBER, answers.AnswersInput(responses=[accepted()], edits=[CHANGE]), by="O. Eigenaar")

    fin.open()

    assert fin.says("overgenomen. Overgenomen.")


def test_the_page_is_in_the_language_of_the_receiver_or_the_one_that_is_chosen(app: App, person: People) -> None:
    consulted(app)
    ocw = person("ocw@example.nl")
    assert '<html lang="en">' in ocw.open().text
    assert '<html lang="nl">' in ocw.go(f"{ocw.home}?language=nl").text
    assert '<html lang="nl">' in ocw.go(ocw.home).text


def test_a_draft_is_thrown_away(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(remark="Weg ermee", action="save")
    fin.send("/discard")

    assert not fin.says("Weg ermee")


def test_a_revision_that_is_sent_twice_at_once_is_recorded_once(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    send_agreement(fin)
    fin.send("/revise")
    fin.send(remark="Toch nog iets", action="check")
    assert fin.page is not None
    form = Form(fin.page.text, "/send")
    with ThreadPoolExecutor(8) as clicks:
        presses = [clicks.submit(fin.browser.post, form.action, data=form.fields) for _ in range(8)]

    assert {press.result().status_code for press in presses} == {200}
    assert [reaction.remark for reaction in reactions_of(app)] == ["", "Toch nog iets"]
    assert "niet verstuurd" not in "".join(press.result().text for press in presses)


def test_a_letter_that_many_read_is_made_into_a_page_once(
    app: App, fin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    consulted(app, subject="Een onderwerp dat nergens anders staat")
    made: list[bytes] = []

    def count(content: bytes, *given: Any, **more: Any) -> Any:
        made.append(content)
        return as_web_text(content, *given, **more)

    monkeypatch.setattr(letter_view, "as_web_text", count)
    pages = {fin.open().text for _ in range(3)}

    assert len(made) == 1
    assert len(pages) == 1 and fin.says("Een onderwerp dat nergens anders staat")


WHOLE = f"{PASSAGE} Dat doet het met een plan."


def test_a_comment_is_about_some_words_of_a_passage(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    quote = re.search(r'value="(quote-[^"]+)"[^>]*aria-label="Opmerking: Het kabinet', fin.page.text)  # type: ignore[union-attr]
    assert quote
    fin.send(action=quote[1], quoted_words="scherpe\n keuzes")
    fin.send(
        comment__1__text="Welke?", comment__1__proposed_text="drie keuzes", position="agree_with_comments",
        name="F. de Vries", action="check",
    )  # fmt: skip
    assert fin.says("Bij de woorden scherpe keuzes")
    fin.send("/send")

    assert [(c.passage, c.words) for c in state_of(app).comments] == [(WHOLE, "scherpe keuzes")]
    assert fin.says("Bij de woorden scherpe keuzes")
    assert verifying.verify(app, NUMBER).is_sound


def test_words_without_a_passage_find_theirs_and_words_that_are_not_there_are_a_fault(app: App, fin: Person) -> None:
    consulted(app)
    fin.open()
    fin.send(comment__1__text="Welke?", comment__1__words="scherpe keuzes", action="save")
    assert f">{WHOLE}</textarea>" in fin.page.text  # type: ignore[union-attr]

    for words, said in (
        ("botte keuzes", "staan niet in de passage"),
        ("e", "keer in de passage; neem er meer woorden bij"),
    ):
        fin.send(comment__1__words=words, position="agree_with_comments", name="F", action="check")
        assert fin.says(said) and 'href="#comment-1-words"' in fin.page.text  # type: ignore[union-attr]


def test_the_reaction_table_and_the_owner_see_which_words_a_comment_is_about(app: App, person: People) -> None:
    dossier_id = consulted(app)
    said = CommentInput("Welke?", Weight.CONDITION, WHOLE, "drie keuzes", "scherpe keuzes")
    react(app, "FIN", Position.AGREE_ON_CONDITION, said)
    react(app, "OCW")
    carry(app, dossier_id)
    table = next(d for d in state_of(app).documents if d.kind is DocumentKind.REACTION_TABLE)
    assert "Bij de woorden: ‘scherpe keuzes’" in documents.body_text(app.store.get(table.sha256))

    owner = signed_in(person("owner@example.nl"))
    owner.go(f"{owner.home}/answers")
    assert owner.says("Bij de woorden scherpe keuzes")
    owner.send("/answers", verdict__1="accepted", takes__1="yes", reason__1="Ja.", action="record")
    owner.send("/answers/record")
    carry(app, dossier_id)
    latest = state_of(app).versions[-1]
    letter = next(d for d in state_of(app).documents if d.id == latest.document_id)
    assert "Het kabinet maakt drie keuzes. Dat doet het met een plan." in documents.body_text(
        app.store.get(letter.sha256)
    )


def test_words_that_are_not_in_their_passage_are_not_recorded(app: App) -> None:
    consulted(app)
    for words in ("anders", "e"):
        with refuses(InvalidInput, match="should stand in the passage, and only once"):
            react(app, "FIN", Position.OBJECT, CommentInput("Nee.", Weight.CONDITION, PASSAGE, words=words))
    assert reactions_of(app) == []
