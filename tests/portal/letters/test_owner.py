"""The owner's pages: follow the letter, act on it, answer the comments, hand in the next version."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.enums import DossierStatus, HoldStatus, MessageKind, Position, RoundStatus, Verdict
from models.process import StepKind
from models.state import letter_document
from paraaf import documents
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import verifying
from paraaf.services.messaging import link_admin
from paraaf.services.signing import decisions, sign_offs
from tests.portal.codes import signed_in
from tests.portal.on_record import recorded
from tests.portal.person import Person
from tests.support.acts import (
    CHANGE,
    CONDITION,
    OBSERVATION,
    SUGGESTION,
    accepted,
    answer,
    consulted,
    fin_objects,
    fin_sets_a_condition,
    told,
    waiting_for,
)
from tests.support.letters import NUMBER, PASSAGE, carry, react, state_of, to_stage
from tests.support.word.files import WORD, ins, p, word_file

PROPOSAL = "Dat doet het met een plan van een miljard euro."


@pytest.fixture
def owner(app: App, person: Callable[[str], Person]) -> Callable[[], Person]:
    """Return the owner, by the link in the latest message, signed in."""
    return lambda: signed_in(person("owner@example.nl"))


def test_nobody_without_the_code_sees_the_letter(app: App, person: Callable[[str], Person]) -> None:
    fin_sets_a_condition(app)
    someone = person("owner@example.nl")
    assert someone.open().url.path.endswith("/code")
    for path in ("", "/answers", "/files/1"):
        assert someone.go(someone.home + path).url.path.endswith("/code")
    assert not someone.says("Een kleine brief, met") and not someone.says(PASSAGE)


def test_the_owner_sees_where_the_letter_is_and_what_everybody_said(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()

    for text in ("akkoord onder voorwaarde", "1 opmerking", "dossierhouder", "Beantwoord de opmerkingen", "Spoor"):
        assert mine.says(text), text


def test_a_comment_is_answered_with_its_proposal_put_in_the_letter(app: App, owner: Callable[[], Person]) -> None:
    dossier_id = consulted(app)
    said = replace(CONDITION, passage="Dat doet het met een plan.", proposed_text=PROPOSAL)
    react(app, "FIN", Position.AGREE_ON_CONDITION, said)
    react(app, "OCW", Position.AGREE)
    carry(app, dossier_id)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    assert mine.says("Noem het bedrag.") and mine.says(PROPOSAL)

    mine.send("/answers", verdict__1="accepted", reason__1="Overgenomen.", takes__1="passage", action="record")
    assert mine.says("Controleer versie 2") and mine.says("Er is nog niets vastgelegd")
    assert state_of(app).responses == []
    mine.send("/answers/record")

    state = state_of(app)
    assert mine.says("Vastgelegd")
    assert state.responses[0].verdict is Verdict.ACCEPTED and state.responses[0].by == "O. Eigenaar"
    assert state.version.number == 2
    assert recorded(app, "comment_answered")[0][0].startswith("O. Eigenaar")
    assert verifying.verify(app, NUMBER).is_sound


def test_what_is_not_recorded_is_kept_with_its_reasons(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    mine.send("/answers", verdict__1="accepted", reason__1="Ja, maar.", takes__1=None, action="record")

    assert mine.page is not None and mine.page.status_code == 422
    assert mine.says("Dat is niet vastgelegd") and mine.says("Ja, maar.")
    assert state_of(app).responses == []
    mine.go(f"{mine.home}/answers")
    assert mine.says("Ja, maar.")


def test_edits_are_added_and_removed_and_made(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    mine.send("/answers", verdict__1="partly", reason__1="Deels.", takes__1=None, action="edit")
    mine.send("/answers", edit__1__passage="onzin", takes__1=None, action="edit")
    mine.send("/answers", takes__1=None, action="remove-1")
    mine.send(
        "/answers", edit__1__kind="replace", edit__1__passage=CHANGE.passage, edit__1__text=CHANGE.text, takes__1=None,
        action="record",
    )  # fmt: skip
    mine.send("/answers/record")

    assert mine.says("Vastgelegd") and state_of(app).version.number == 2


def test_a_next_version_is_handed_in_as_a_file(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    wrong = {"file": ("brief.docx", word_file(p("a", ins("b"))), WORD)}
    mine.send("/answers", files=wrong, verdict__1="accepted", reason__1="Ja.", takes__1=None, action="record")
    assert mine.says("Dit bestand kan de volgende versie niet zijn") and mine.says("Ja.")
    assert state_of(app).responses == []

    old = app.store.get(letter_document(state_of(app), 1).sha256)
    right = {"file": ("brief.docx", documents.apply_edits(old, [CHANGE]), WORD)}
    mine.send("/answers", files=right, takes__1=None, action="save")
    assert mine.says("Gekozen: brief.docx")
    mine.send("/answers", takes__1=None, action="record")
    assert mine.says("De tekst komt uit brief.docx.")
    mine.send("/answers/record")

    assert mine.says("Vastgelegd") and state_of(app).version.number == 2


def test_a_next_version_without_anything_in_it_is_said_to_be_empty(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")

    mine.send("/answers", files={"file": ("brief.docx", b"", WORD)}, takes__1=None, action="save")

    assert mine.says("Dit bestand kan de volgende versie niet zijn") and mine.says("Het is leeg.")


def test_several_comments_are_answered_alike(app: App, owner: Callable[[], Person]) -> None:
    dossier_id = consulted(app)
    react(app, "FIN", Position.AGREE_WITH_COMMENTS, SUGGESTION, OBSERVATION)
    react(app, "OCW", Position.AGREE_WITH_COMMENTS, SUGGESTION)
    carry(app, dossier_id)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    mine.send(
        "/answers", pick__1="yes", pick__2=None, pick__3="yes", bulk__verdict="rejected", bulk__reason="Nee.",
        action="alike",
    )  # fmt: skip
    mine.send("/answers", pick__1=None, pick__2=None, pick__3=None, action="record")

    assert [(r.verdict, r.reason) for r in state_of(app).responses] == [(Verdict.REJECTED, "Nee.")] * 2
    mine.go(f"{mine.home}/answers")
    assert mine.says("Opmerking 2, FIN") and not mine.says("Opmerking 1, FIN")


def test_going_on_without_agreement_names_who_decided(app: App, owner: Callable[[], Person]) -> None:
    fin_objects(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    mine.send(
        "/answers", verdict__1="rejected", reason__1="Kan niet.", takes__1=None,
        escalation__FIN__decided_by="S. Secretaris", escalation__FIN__level="SG",
        escalation__FIN__reason="Het debat gaat door.",
        action="record",
    )  # fmt: skip

    assert mine.says("Vastgelegd")
    assert [e.decided_by for e in state_of(app).escalations] == ["S. Secretaris"]


def test_going_on_without_agreement_needs_all_that_is_asked_for(app: App, owner: Callable[[], Person]) -> None:
    fin_objects(app)
    mine = owner()
    mine.go(f"{mine.home}/answers")
    page = mine.send(
        "/answers", verdict__1="rejected", reason__1="Kan niet.", takes__1=None,
        escalation__FIN__decided_by="S. Secretaris", action="record",
    )  # fmt: skip

    assert page.text.count("vul bij “Doorgaan zonder overeenstemming” alle drie de velden in") == 1
    assert state_of(app).escalations == []


def test_the_term_is_extended_with_a_reason(
    app: App, owner: Callable[[], Person], person: Callable[[str], Person]
) -> None:
    fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, state_of(app).dossier.id)
    mine = owner()
    due = state_of(app).rounds[-1].due
    mine.send("/extend", until="", extend_reason="")
    assert mine.says("Kies een dag") and mine.says("Schrijf een reden op")
    mine.send("/extend", until="2026-03-20", extend_reason="Vakantie.")

    assert mine.says("Vastgelegd") and state_of(app).rounds[-1].due.isoformat() == "2026-03-20" != due.isoformat()


def test_parties_are_reminded_added_and_the_round_closed(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, state_of(app).dossier.id)
    mine = owner()
    mine.send("/remind")
    assert mine.says("Vastgelegd") and told(app, MessageKind.REMINDER) == ["FIN"]
    mine.send("/close", close_reason="Genoeg gewacht.")

    assert state_of(app).rounds[-1].status is not RoundStatus.OPEN
    assert state_of(app).rounds[-1].close_reason == "Genoeg gewacht."


def test_the_letter_is_held_released_and_withdrawn_after_a_confirmation(app: App, owner: Callable[[], Person]) -> None:
    fin_sets_a_condition(app)
    mine = owner()
    mine.send("/hold", hold_reason="Wacht op cijfers.")
    assert state_of(app).holds[0].status is HoldStatus.IN_FORCE and not mine.says("Beantwoord de opmerkingen")
    mine.send("/release")
    mine.send("/withdraw", withdraw_reason="Vervallen.", confirm=None)
    assert mine.says("Zet een vinkje om te bevestigen") and mine.says("Vervallen.")
    mine.send("/withdraw", withdraw_reason="Vervallen.", confirm="yes")

    assert state_of(app).dossier.status is DossierStatus.WITHDRAWN
    assert mine.page is not None and f'action="{mine.home}/withdraw"' not in mine.page.text


def test_a_returned_letter_is_sent_on_its_way_again(app: App, owner: Callable[[], Person]) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    sign_offs.return_sign_off(app, NUMBER, party="DIR", by="D. Directeur", remarks="Korter graag.")
    carry(app, dossier_id)
    mine = owner()
    assert mine.says("Stuur de brief opnieuw op weg")
    mine.go(f"{mine.home}/answers")
    assert mine.says("D. Directeur: Korter graag.")
    mine.send("/answers", action="edit")
    mine.send("/answers", edit__1__passage=CHANGE.passage, edit__1__text=CHANGE.text, action="record")
    assert mine.says("Controleer versie 2") and state_of(app).dossier.status is DossierStatus.RETURNED
    mine.send("/answers/record")

    assert state_of(app).dossier.status is DossierStatus.UNDERWAY and state_of(app).version.number == 2
    carry(app, dossier_id)
    assert mine.go(mine.home).status_code == 200 and mine.says("Na een akkoord gewijzigd")
    mine.send("/changes")
    assert mine.says("Kies voor minstens één partij")
    mine.send("/changes", choice__FIN="inform", choice__OCW="inform", choice__VNO="ask_again")
    decided = {notice.party_code: notice.choice for notice in state_of(app).change_notices}
    assert decided == {"FIN": "inform", "OCW": "inform", "VNO": "ask_again"}


def test_the_note_of_a_discussion_is_recorded(app: App, owner: Callable[[], Person]) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.discuss(app, NUMBER, by="M. Minister", remarks="Met FIN.")
    carry(app, dossier_id)
    mine = owner()
    mine.send("/discussed", note=" ")
    assert mine.says("Schrijf het verslag")
    mine.send("/discussed", note="Afgesproken: zo gaat hij uit.")

    assert state_of(app).discussions[0].note == "Afgesproken: zo gaat hij uit."


def test_links_are_sent_again_and_revoked(
    app: App, owner: Callable[[], Person], person: Callable[[str], Person]
) -> None:
    fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, state_of(app).dossier.id)
    fin = person("fin@example.nl")
    fin.open()
    mine = owner()
    number = next(link.number for link in link_admin.list_links(app, NUMBER) if link.id in fin.home)
    mine.send(f"/links/{number}/again")
    assert mine.says("Vastgelegd")
    mine.send(f"/links/{number}/revoke")
    assert mine.says("Schrijf een reden op")
    mine.send(f"/links/{number}/revoke", **{f"revoke{number}_reason": "Verkeerde postbus."})

    assert mine.says("ingetrokken door O. Eigenaar: Verkeerde postbus.")
    assert fin.go(fin.home).status_code == 404


def test_when_nothing_waits_for_an_answer_the_page_leads_back(app: App, owner: Callable[[], Person]) -> None:
    dossier_id = fin_sets_a_condition(app)
    mine = owner()
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)

    assert mine.go(f"{mine.home}/answers").url.path == mine.home
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    assert mine.go(f"{mine.home}/answers").url.path == mine.home


def test_a_party_that_was_asked_by_mistake_is_taken_out_and_its_page_says_so(
    app: App, owner: Callable[[], Person], person: Callable[[str], Person]
) -> None:
    waiting_for(app, StepKind.AWAIT_REACTIONS)
    ocw, mine = person("ocw@example.nl"), owner()
    ocw.open()
    mine.send("/take-out", party="", takeout_reason="")
    assert mine.says("Kies een partij") and mine.says("Schrijf een reden op")
    mine.send("/take-out", party="OCW", takeout_reason="Het gaat hen niet aan.")

    assert mine.says("uit de ronde gehaald: Het gaat hen niet aan.")
    ocw.go(ocw.home)
    assert ocw.says("O. Eigenaar took OCW out of this round on 2 March 2026: Het gaat hen niet aan.")
    assert ocw.go(f"{ocw.home}/letter.docx").url.path == ocw.home
