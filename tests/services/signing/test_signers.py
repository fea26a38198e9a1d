"""Who signs is named by the letter: the minister of that moment, or the deputy, "namens" the absent minister."""

import pytest

from models.enums import DecisionStatus, DocumentKind, MessageKind
from models.errors import NotYourTurn, StaleVersion
from models.process import StepKind
from paraaf.redline import text as read_text
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from paraaf.services.engine import directory_load, sweeping
from paraaf.services.reporting.status_page import status_markdown
from paraaf.services.signing import decisions
from tests.support.acts import messages, refused, status_of, waiting_for
from tests.support.letters import NUMBER, PARTIES, carry, state_of, to_stage, write
from tests.support.word.files import p, word_file

MINISTER = "{code: MIN, name: M. Minister, kind: minister, title: minister van Economische Zaken,"
SUCCESSOR = "{code: MIN, name: N. Nieuw, kind: minister, title: minister van Economische Zaken,"
DEPUTY = (
    "{code: MIN2, name: S. Tweede, kind: minister, title: minister van Financiën, "
    "contacts: [{name: Bureau van Tweede, address: min2@example.nl}]}\n  - "
)
NAMENS = "minister van Financiën, namens de minister van Economische Zaken"


def load(app: App, minister: str) -> directory_load.DirectoryLoad:
    """Load the party directory with another minister."""
    return directory_load.load(app, write(app.settings.data_dir / "minister.yaml", PARTIES.replace(MINISTER, minister)))


def absent(until: str = "2026-12-31") -> str:
    return f"{DEPUTY}{MINISTER} deputy: MIN2, absent_from: 2026-01-01, absent_until: {until},"


def text_of(app: App, kind: DocumentKind) -> str:
    document = [each for each in state_of(app).documents if each.kind is kind][-1]
    return read_text(app.store.get(document.sha256))


def test_a_letter_before_a_former_minister_is_set_again_and_put_before_the_successor(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER)
    loaded = load(app, SUCCESSOR)

    assert [(changed.earlier.split(",")[0], changed.is_put_anew) for changed in loaded.signers] == [
        ("M. Minister", True)
    ]
    refused(app, NotYourTurn, lambda: decisions.sign(app, NUMBER, by="M. Minister"))
    status = carry(app, dossier_id)
    assert status.step.waits_for == ("MIN",)
    first, second = state_of(app).decisions
    assert (first.status, second.status) == (DecisionStatus.LAPSED, DecisionStatus.ASKED)
    assert "N. Nieuw" in text_of(app, DocumentKind.FOR_SIGNATURE)
    assert "M. Minister" not in text_of(app, DocumentKind.FOR_SIGNATURE)
    assert second.note_number == 2 and len(state_of(app).sign_offs) == 2

    decisions.sign(app, NUMBER, by="N. Nieuw")
    carry(app, dossier_id)

    assert "M. Minister" not in text_of(app, DocumentKind.SIGNED)
    assert "Ondertekend door N. Nieuw, minister van Economische Zaken" in text_of(app, DocumentKind.SIGNED)
    (signature,) = state_of(app).signatures
    assert (signature.name, signature.deputy_code) == ("N. Nieuw", None)
    assert "N. Nieuw, minister van Economische Zaken" in status_markdown(app, status_of(app))
    assert "N. Nieuw heeft de brief" in messages(app, MessageKind.SIGNED)[0].body
    to_stage(app, dossier_id, StepKind.DONE)
    assert verify(app, NUMBER).is_sound


def test_a_deputy_signs_in_its_own_name_for_the_absent_minister(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    load(app, absent())
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)

    assert NAMENS in text_of(app, DocumentKind.FOR_SIGNATURE)
    assert f"bij afwezigheid tekent S. Tweede, {NAMENS}" in text_of(app, DocumentKind.ADVICE_NOTE)
    asked = messages(app, MessageKind.SIGNATURE_ASKED)[-1]
    assert asked.address == "min2@example.nl" and f"S. Tweede, {NAMENS}" in asked.body
    wrong = refused(app, NotYourTurn, lambda: decisions.sign(app, NUMBER, by="M. Minister"))
    assert "signed by MIN2 alone" in wrong
    refused(app, NotYourTurn, lambda: decisions.sign(app, NUMBER, by="X", party="MIN"))

    decisions.sign(app, NUMBER, by="S. Tweede", party="MIN2")
    carry(app, dossier_id)

    (signature,) = state_of(app).signatures
    assert (signature.name, signature.function, signature.deputy_code) == ("S. Tweede", NAMENS, "MIN2")
    signed = text_of(app, DocumentKind.SIGNED)
    assert f"Ondertekend door S. Tweede, {NAMENS}, op" in signed and "M. Minister" not in signed
    assert f"S. Tweede, {NAMENS}" in messages(app, MessageKind.SIGNED)[0].body
    assert f"S. Tweede, {NAMENS}" in status_markdown(app, status_of(app))
    assert verify(app, NUMBER).is_sound


def test_a_deputy_whose_minister_is_back_does_not_sign_and_the_minister_is_asked(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_SIGN_OFF)
    load(app, absent(until="2026-03-03"))
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)
    app.clock.move(days=2)  # type: ignore[attr-defined]

    said = refused(app, StaleVersion, lambda: decisions.sign(app, NUMBER, by="S. Tweede"))
    assert "The letter names S. Tweede" in said and "put before M. Minister" in said
    sweeping.sweep(app)
    carry(app, dossier_id)

    assert messages(app, MessageKind.SIGNATURE_ASKED)[-1].address == "min@example.nl"
    decisions.sign(app, NUMBER, by="M. Minister")
    carry(app, dossier_id)
    assert "Ondertekend door M. Minister, minister van Economische Zaken" in text_of(app, DocumentKind.SIGNED)
    assert verify(app, NUMBER).is_sound


@pytest.mark.parametrize("step", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_SIGN_OFF])
def test_a_minister_who_changes_earlier_is_named_when_the_letter_is_set_for_signature(app: App, step: StepKind) -> None:
    dossier_id = waiting_for(app, step)
    load(app, SUCCESSOR)
    to_stage(app, dossier_id, StepKind.AWAIT_MINISTER)

    assert "N. Nieuw" in text_of(app, DocumentKind.FOR_SIGNATURE)
    assert len(state_of(app).decisions) == 1
    assert messages(app, MessageKind.ASKED_ANEW)[0].party_code == "owner"
    assert verify(app, NUMBER).is_sound


def test_a_letter_of_ones_own_that_names_the_former_minister_is_not_signed(app: App) -> None:
    file = app.settings.inbox_folder / "brief.docx"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(word_file(p("Het kabinet maakt scherpe keuzes."), p("Hoogachtend, M. Minister")))
    dossier_id = waiting_for(app, StepKind.AWAIT_MINISTER, letter={"file": "brief.docx"})
    loaded = load(app, SUCCESSOR)
    carry(app, dossier_id)

    assert loaded.signers[0].stands_in_text == "M. Minister"
    assert "noemt nog M. Minister" in messages(app, MessageKind.ASKED_ANEW)[0].body
    said = refused(app, StaleVersion, lambda: decisions.sign(app, NUMBER, by="N. Nieuw"))
    assert "The text of the letter names M. Minister" in said


def test_the_same_minister_loaded_again_changes_nothing(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    assert load(app, MINISTER).signers == []
    assert len(state_of(app).decisions) == 1
