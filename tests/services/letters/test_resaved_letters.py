"""A letter that LibreOffice, or another program that loses the fields of a Word file, saved in between."""

from pathlib import Path

import pytest

from models.errors import InvalidAnswers, UnsafeDocument
from models.process import StepKind
from paraaf import documents
from paraaf.services.app.letter_text import fingerprint
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.signing import decisions
from tests.support.acts import (
    CHANGE,
    accepted,
    answer,
    fin_objects,
    on_sqlite,
    refused,
    text_of,
    waiting_for,
)
from tests.support.letters import NUMBER, carry, register, state_of
from tests.support.word import contents
from tests.support.word.files import p, saved_by_libreoffice, strict_file

FILE = "brief.docx"


def letter(app: App, number: int) -> bytes:
    document = state_of(app).document(f"letter:{number}")
    assert document is not None
    return app.store.get(document.sha256)


def stamps(content: bytes) -> list[str]:
    """Return what the header of each page says, in one line."""
    return [" ".join(text.split()) for text in contents.header_texts(content)]


@pytest.mark.parametrize("also_controls", [False, True])
def test_a_letter_that_only_lost_its_fields_says_the_same(app: App, also_controls: bool) -> None:
    fin_objects(app)
    resaved = contents.without_tags(letter(app, 1), also_controls=also_controls)

    given = {"responses": [accepted()], "file": (FILE, resaved)}

    assert "says the same as version 1" in refused(app, InvalidAnswers, lambda: answer(app, **given))


@pytest.mark.parametrize("also_controls", [False, True])
def test_a_next_version_that_lost_its_fields_is_stamped_once(app: App, also_controls: bool) -> None:
    fin_objects(app)
    changed = documents.apply_edits(letter(app, 1), [CHANGE])

    answer(app, responses=[accepted()], file=(FILE, contents.without_tags(changed, also_controls=also_controls)))

    state = state_of(app)
    assert state.version.number == 2
    assert "een miljard euro" in text_of(app, "letter:2")
    assert state.version.fingerprint == fingerprint(changed)
    first, following = stamps(letter(app, 2))
    assert first.count("CONCEPT") == following.count("CONCEPT") == 1
    assert first.endswith("CONCEPT Versie 2 · 2 maart 2026") and "Versie 1" not in first + following
    assert contents.text(contents.root(letter(app, 2))).count("Nog niet ondertekend") == 1


def test_a_draft_that_lost_its_fields_is_stamped_once(app: App) -> None:
    fin_objects(app)
    earlier = contents.without_tags(letter(app, 1), also_controls=True)
    stored = app.store.put(earlier)

    references = {"dossier_number": "TEST-2", "kenmerk": "EZ / 2"}
    dossier_id = register(app, "run-2", references=references, letter={"file": f"stored:{stored}/{FILE}"})
    carry(app, dossier_id)

    draft = read_status(app, "TEST-2").state.document("letter:1")
    assert draft is not None
    content = app.store.get(draft.sha256)
    assert draft.fingerprint == state_of(app).versions[0].fingerprint
    assert [text.count("Versie 1") for text in stamps(content)] == [1, 1]


def test_a_returned_letter_that_only_lost_its_fields_says_the_same(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.return_by_minister(app, NUMBER, by="M. Minister", remarks="Noem het bedrag.")
    resaved = contents.without_tags(letter(app, 1), also_controls=True)

    assert "says the same as version 1" in refused(app, InvalidAnswers, lambda: answer(app, file=(FILE, resaved)))


@on_sqlite
def test_a_letter_in_the_strict_form_of_word_is_refused_with_what_to_do(app: App) -> None:
    fin_objects(app)
    given = {"responses": [accepted()], "file": (FILE, strict_file(p("Een andere tekst.")))}

    said = refused(app, UnsafeDocument, lambda: answer(app, **given))

    assert "The next version brief.docx cannot be used" in said
    assert "save it as Word Document (.docx)" in said


@on_sqlite
@pytest.mark.libreoffice
def test_a_letter_that_libreoffice_saved_says_the_same_until_a_word_is_changed(app: App, tmp_path: Path) -> None:
    fin_objects(app)
    resaved = saved_by_libreoffice(letter(app, 1), tmp_path)

    given = {"responses": [accepted()], "file": (FILE, resaved)}
    assert "says the same as version 1" in refused(app, InvalidAnswers, lambda: answer(app, **given))

    changed = documents.apply_edits(resaved, [CHANGE])
    answer(app, responses=[accepted()], file=(FILE, changed))
    assert state_of(app).version.number == 2
    assert "een miljard euro" in text_of(app, "letter:2")
    for text in stamps(letter(app, 2)):
        assert text.count("Versie") == 1 and text.count("Versie 2") == 1
