"""Taking in a dossier: what is kept of a request, and where."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import AlreadyDone, InvalidDossier
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import checks, registration
from tests.services.inbox import in_inbox, some_letter
from tests.support.acts import on_sqlite, text_of
from tests.support.letters import NUMBER, register, request, request_data, state_of, to_stage
from tests.support.refusals import english, refuses

SECRET = "Vertrouwelijk: geheimpje."


@on_sqlite
def test_a_letter_from_a_word_file_in_the_inbox_is_set_from_that_file_even_when_it_is_gone(app: App) -> None:
    name = in_inbox(app, "brief.docx", some_letter(app))
    dossier_id = register(app, letter={"file": name})
    (app.settings.inbox_folder / name).unlink()

    to_stage(app, dossier_id, StepKind.AWAIT_REACTIONS)

    assert "Met deze brief informeer ik u." in text_of(app, "letter:1")


@on_sqlite
@pytest.mark.parametrize("name", ["brief.docx", "map/brief.docx"])
def test_a_symbolic_link_in_the_inbox_is_not_followed(app: App, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (elsewhere / "brief.docx").write_bytes(some_letter(app))
    inbox = app.settings.inbox_folder
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox / "brief.docx").symlink_to(elsewhere / "brief.docx")
    (inbox / "map").symlink_to(elsewhere)

    with refuses(InvalidDossier, "must be a file in the inbox of Paraaf"):
        checks.check_request(app, request(letter={"file": name}))


@on_sqlite
def test_what_is_not_public_stands_in_no_parameter_of_the_run(app: App, tmp_path: Path) -> None:
    file = tmp_path / "dossier.yaml"
    file.write_text(json.dumps(request_data()), encoding="utf-8")

    started = registration.with_stored_files(app, checks.read_dossier(app, file))

    assert SECRET in request().model_dump_json()
    assert SECRET not in started.model_dump_json()
    dossier_id = registration.register(app, started, run_id="run-1")
    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)
    assert SECRET in text_of(app, "advice_note:1")
    assert SECRET not in text_of(app, "advice_note:1:public")


@on_sqlite
def test_a_note_section_can_be_a_text_file(app: App) -> None:
    name = in_inbox(app, "financieel.md", "Het kost **niets**.\n".encode("utf-8-sig"))
    dossier_id = register(app, note_sections=[{"key": "financial", "file": name}])

    to_stage(app, dossier_id, StepKind.AWAIT_SIGN_OFF)

    assert "Het kost niets." in text_of(app, "advice_note:1")


@on_sqlite
@pytest.mark.parametrize(
    ("section", "said"),
    [
        ({"key": "financial"}, "note_sections[1]: give a text, or a file with the text"),
        ({"key": "financial", "text": "a", "file": "b"}, "note_sections[1]: give a text or a file, not both"),
        ({"key": "financial", "file": "weg.md"}, "note_sections[1].file: there is no file weg.md"),
        ({"key": "financial", "file": "../paraaf.db"}, "must be a file in the inbox of Paraaf"),
        ({"key": "financial", "file": "binair.md"}, "note_sections[1].file: is not a text file in UTF-8"),
        ({"key": "financial", "file": "leeg.md"}, "note_sections[1].file: holds no text"),
    ],
)
def test_a_note_section_without_usable_text_is_a_fault_at_the_start(
    app: App, section: dict[str, str], said: str
) -> None:
    in_inbox(app, "binair.md", b"\xff\xfe\x00")
    in_inbox(app, "leeg.md", b" \n ")

    with pytest.raises(InvalidDossier) as refused:
        register(app, note_sections=[section])

    assert said in english(refused.value)


def test_registering_twice_for_one_run_gives_one_dossier_and_another_run_is_refused(app: App) -> None:
    first = register(app)

    assert register(app) == first
    with refuses(AlreadyDone, match=f"A letter with number {NUMBER} exists already"):
        intake_again(app)
    assert len(state_of(app).participants) == 5


def intake_again(app: App) -> None:
    """Register the same letter for another run, past the check that would see it first."""
    checked = checks.check_request(app, request(references={"dossier_number": "ANDER"}))
    checked.request.references.dossier_number = NUMBER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registration, "check_new", lambda *_: checked)
        registration.register(app, checked.request, run_id="run-2")


@on_sqlite
def test_a_letter_that_lost_its_run_is_taken_over_by_a_run_with_the_same_request(app: App) -> None:
    dossier_id = register(app)
    with app.work() as work:
        work.dossier(NUMBER).flow_run_id = None
    stored = request().model_validate(state_of(app).dossier.request)

    assert registration.register(app, stored, run_id="run-2") == dossier_id
    assert state_of(app).dossier.flow_run_id == "run-2"


@on_sqlite
@pytest.mark.parametrize(
    ("limit", "attachment", "said"),
    [
        (1, 650_000, ["attachments: makes a message of 1.1 MB; channel 'mail' carries at most 1 MB"]),
        (1, 500_000, []),
        (2, 650_000, []),
    ],
)
def test_a_letter_that_a_channel_cannot_carry_does_not_start(
    app: App, limit: int, attachment: int, said: list[str]
) -> None:
    app = replace(app, settings=app.settings.model_copy(update={"channel_max_mb": {"mail": limit}}))
    name = in_inbox(app, "bijlage.pdf", b"%PDF-1.7\n" + b"0" * attachment + b"\n%%EOF\n")
    asked = request(attachments=[{"title": "Bijlage", "file": name}])

    if said:
        with refuses(InvalidDossier, *said):
            checks.check_request(app, asked)
    else:
        assert checks.check_request(app, asked).faults == []
