"""A Word file with what is no part of a letter is taken without it, at every door, and who hands it in is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.enums import DocumentKind, MessageKind, Position
from models.errors import UnsafeDocument
from models.process import StepKind
from paraaf import redline
from paraaf.redline.screening.policy import POLICY, Outcome
from paraaf.services.app.dropped_parts import TEXTS, describe
from paraaf.services.app.files import check_attachment, check_letter, check_next_version
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.consultation import reactions
from paraaf.services.consultation.reaction_inputs import ReactionInput
from paraaf.services.intake import checks, registration
from tests.services.inbox import in_inbox, some_letter
from tests.support.acts import accepted, answer, consulted, events, fin_sets_a_condition, on_sqlite, waiting_for
from tests.support.baggage import BY_KEY, carrying
from tests.support.copies import returned, sent_letter
from tests.support.letters import NUMBER, carry, register, request_data, state_of
from tests.support.refusals import english
from tests.support.word.files import control, field, ins, p, relationship, unpacked, word_file

LETTER = word_file(p("Geachte voorzitter,"), control("paraaf.date", p("1 mei")))
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
EXAMPLES = {
    "pdf": b"%PDF-1.7 ...",
    "tracked": word_file(p(ins("nieuw"))),
    "macros": word_file(p("x"), relationships=relationship(VBA, "vbaProject.bin")),
    "objects": word_file(p("x"), relationships=relationship("oleObject", "a.bin")),
    "controls": word_file(p("x"), relationships=relationship("control", "activeX1.xml")),
    "kind": word_file(
        p("x"), main_type="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
    "documents": word_file("<w:altChunk/>"),
    "merge": word_file(p("x"), relationships=relationship("mailMergeSource", "file:///a.csv", external=True)),
    "elsewhere": word_file(p("x"), relationships=relationship("image", "https://x.nl/a.png", external=True)),
    "fields": word_file(p(field("DDEAUTO cmd", "x"))),
    "links": word_file(p("x"), relationships=relationship("hyperlink", "file:///a.exe", external=True)),
    "unknown": word_file(p("x"), relationships=relationship("somethingNew", "a.xml")),
    "damaged": LETTER[: len(LETTER) // 2],
}
DOORS: dict[str, Callable[..., redline.Passed]] = {
    "draft": check_next_version, "returned": check_letter, "attachment": check_attachment,
}  # fmt: skip


@pytest.mark.parametrize("row", POLICY, ids=lambda row: row.key)
@pytest.mark.parametrize("door", DOORS)
def test_each_door_does_what_the_policy_says(row: object, door: str) -> None:
    key, outcome = row.key, getattr(row, door)  # type: ignore[attr-defined]
    docx = EXAMPLES[key] if key in EXAMPLES else carrying(LETTER, key)

    if outcome is Outcome.REFUSED:
        with pytest.raises(UnsafeDocument):
            DOORS[door](docx, what="brief.docx")
    else:
        assert (DOORS[door](docx, what="brief.docx").docx == docx) is (outcome is Outcome.TAKEN)


def test_what_is_left_out_is_named_in_both_languages() -> None:
    dropped = {row.key for row in POLICY if row.is_dropped}
    assert set(TEXTS["nl"]) == set(TEXTS["en"]) == dropped
    said = describe([redline.Dropped("template", "http://x/y.dotm"), redline.Dropped("editor")], "nl")
    assert said == "de koppeling aan een sjabloon (http://x/y.dotm), aantekeningen van de spellingcontrole"


@on_sqlite
def test_a_letter_from_a_house_template_starts_without_it_and_says_so(app: App, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(carrying(some_letter(app), *BY_KEY))
    (tmp_path / "bijlage.docx").write_bytes(carrying(LETTER, "template", "trash"))
    file = tmp_path / "dossier.yaml"
    bijlage = [{"title": "Bijlage", "file": "bijlage.docx"}]
    file.write_text(json.dumps(request_data(letter={"file": "brief.docx"}, attachments=bijlage)), encoding="utf-8")

    checked = checks.read_dossier(app, file)
    started = registration.with_stored_files(app, checked)
    dossier_id = registration.register(app, started, run_id="run-1")
    carry(app, dossier_id)

    said = {warning.place: english(warning) for warning in checked.warnings}
    assert "the link to a template" in said["letter.file"] and "an add-in" in said["letter.file"]
    assert said["attachments[1].file"].startswith("left out, since it is no part of a letter: the link to a template")
    state = state_of(app)
    for document in state.documents:
        assert not redline.check(app.store.get(document.sha256)).dropped
    assert {document.kind for document in state.documents} >= {DocumentKind.DRAFT, DocumentKind.ATTACHMENT}


@on_sqlite
def test_a_letter_from_the_inbox_starts_without_it_and_has_it_on_record(app: App) -> None:
    name = in_inbox(app, "brief.docx", carrying(some_letter(app), "template", "editor"))
    bijlage = in_inbox(app, "bijlage.docx", carrying(LETTER, "ribbon"))

    dossier_id = register(app, letter={"file": name}, attachments=[{"title": "Bijlage", "file": bijlage}])
    carry(app, dossier_id)

    (begun,) = [event for event in events(app, "dossier_started") if event.dossier_id == dossier_id]
    assert [each["what"] for each in begun.data["dropped"]] == ["template", "editor"]
    assert begun.data["dropped"][0]["place"].endswith("Huisstijl.dotm")
    stored = [e for e in events(app, "document_stored") if e.data.get("dropped")]
    assert [e.data["dropped"] for e in stored] == [[{"what": "ribbon", "place": ""}]]
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_a_stored_file_that_was_not_cleaned_before_is_not_used_as_it_is(app: App) -> None:
    raw = carrying(some_letter(app), "template")
    dossier_id = register(app, letter={"file": f"stored:{app.store.put(raw)}/brief.docx"})
    carry(app, dossier_id)

    draft = next(d for d in state_of(app).documents if d.kind is DocumentKind.DRAFT)
    assert b"attachedTemplate" not in b"".join(unpacked(app.store.get(draft.sha256)).values())


@on_sqlite
def test_a_returned_copy_is_read_and_handed_on_without_it_and_kept_as_it_came(app: App) -> None:
    consulted(app)
    copy = carrying(returned(sent_letter(app), remarks=[("Dat doet het met een plan.", "Welk?")]), *BY_KEY)

    given = ReactionInput("FIN", "Iemand", Position.AGREE_WITH_COMMENTS, file=("brief.docx", copy))
    receipt = reactions.record_reaction(app, NUMBER, given)

    assert {each.what for each in receipt.dropped} == set(BY_KEY)
    assert (receipt.changes_in_copy, receipt.comments_in_copy) == (0, 1)
    document = next(d for d in state_of(app).documents if d.kind is DocumentKind.RETURNED_COPY)
    handed_on = app.store.get(document.sha256)
    assert not redline.check(handed_on).dropped
    assert b"Huisstijl" not in b"".join(unpacked(handed_on).values())
    (event,) = [e for e in events(app, "document_stored") if e.data["document"] == document.seq]
    assert app.store.get(event.data["received"]) == copy
    assert verify(app, NUMBER).faults == ()


@on_sqlite
def test_a_late_copy_goes_to_the_owner_without_it(app: App) -> None:
    consulted(app)
    letter = sent_letter(app)
    fin_sets_a_condition(app)
    copy = carrying(returned(letter, remarks=[("Dat doet het met een plan.", "Welk?")]), "template")
    given = ReactionInput(
        "FIN", "Iemand van FIN", Position.AGREE_WITH_COMMENTS, file=("brief.docx", copy), revises=True
    )
    assert reactions.record_reaction(app, NUMBER, given).is_late

    state = state_of(app)
    mailed = [message for message in state.messages if message.kind is MessageKind.LATE_REACTION]
    (document,) = [d for d in state.documents if d.kind is DocumentKind.RETURNED_COPY]
    assert document.id in str(mailed[-1].model_dump())
    assert not redline.check(app.store.get(document.sha256)).dropped


@on_sqlite
def test_a_next_version_is_taken_without_it_and_says_so(app: App) -> None:
    fin_sets_a_condition(app)
    changed = returned(sent_letter(app), ("Dat doet het met een plan.", "Dat doet het met geld."), tracked=False)

    done = answer(app, responses=[accepted()], file=("brief.docx", carrying(changed, "template", "preview")))

    assert {each.what for each in done.dropped} == {"template", "preview"}
    document = next(d for d in state_of(app).documents if d.kind is DocumentKind.NEXT_VERSION)
    assert not redline.check(app.store.get(document.sha256)).dropped


@on_sqlite
def test_what_goes_to_parliament_has_none_of_it(app: App) -> None:
    name = in_inbox(app, "brief.docx", carrying(some_letter(app), *BY_KEY))
    bijlage = in_inbox(app, "bijlage.docx", carrying(LETTER, *BY_KEY))
    waiting_for(app, StepKind.AWAIT_DISPATCH, letter={"file": name}, attachments=[{"title": "B", "file": bijlage}])

    package = next(d for d in state_of(app).documents if d.kind is DocumentKind.DISPATCH_PACKAGE)
    letters = {n: c for n, c in unpacked(app.store.get(package.sha256)).items() if n.endswith(".docx")}
    assert len(letters) == 3
    for content in letters.values():
        assert not redline.check(content).dropped
