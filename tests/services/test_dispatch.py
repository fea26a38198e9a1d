import io
import json
import zipfile

import pytest

from models.enums import DocumentKind, DossierStatus, MessageKind
from models.errors import AlreadyDone, DocumentDamaged, InvalidInput, NotYourTurn
from models.process import StepKind
from paraaf.services import decisions, dispatching
from paraaf.services.context import App
from tests.support.acts import consulted, messages, on_sqlite, refused, stored_path, told, waiting_for
from tests.support.letters import NUMBER, carry, state_of


def dispatch(app: App) -> None:
    dispatching.dispatch(app, NUMBER, by="Secretaris", parliamentary_number="29826, nr. 1")


def test_the_dispatch_is_recorded_and_everybody_concerned_is_told_once(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    assert told(app, MessageKind.READY_TO_DISPATCH) == ["secretariat"]

    dispatch(app)
    state = carry(app, dossier_id).state

    assert state.dossier.status is DossierStatus.DISPATCHED
    assert state.dispatch is not None
    assert (state.dispatch.by, state.dispatch.number) == ("Secretaris", "29826, nr. 1")
    assert [c.discharged_at for c in state.commitments] == [state.dispatch.dispatched_at]
    (to_parliament,) = messages(app, MessageKind.TO_PARLIAMENT)
    assert (to_parliament.party_code, to_parliament.is_repeatable) == ("TK", False)
    assert sorted(told(app, MessageKind.DISPATCHED)) == sorted(["owner", "FIN", "OCW", "VNO", "DIR", "WJZ", "MIN"])


def test_a_commitment_whose_passage_is_not_in_the_letter_is_not_called_discharged(app: App) -> None:
    there = {"kind": "motion", "members": "A", "subject": "Keuzes", "passage": "Het kabinet maakt scherpe keuzes."}
    not_there = {"kind": "commitment", "members": "B", "subject": "Geld", "passage": "Er komt een miljard bij."}
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH, commitments=[there, not_there])

    dispatch(app)

    assert [c.discharged_at is not None for c in carry(app, dossier_id).state.commitments] == [True, False]


def test_the_package_holds_the_signed_letter_and_the_public_note_with_a_manifest_that_matches(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    state = state_of(app)
    package = next(d for d in state.documents if d.kind is DocumentKind.DISPATCH_PACKAGE)

    with zipfile.ZipFile(io.BytesIO(app.store.get(package.sha256))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()

    hashes = {d.sha256: d.kind for d in state.documents}
    kinds = [hashes[f["sha256"]] for f in manifest["files"]]
    assert kinds == [DocumentKind.SIGNED, DocumentKind.PUBLIC_ADVICE_NOTE]
    assert names == [*(f["name"] for f in manifest["files"]), "manifest.json"]
    assert manifest["signed_by"] == "M. Minister"


def test_what_is_not_public_is_not_in_what_goes_to_parliament(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    dispatch(app)
    state = carry(app, dossier_id).state

    sent = next(d for d in app.notifier.delivered if d.key.startswith("to_parliament:"))
    internal = state.document("advice_note:1")
    assert internal is not None
    assert internal.file_name not in [name for name, _ in sent.files]
    for _, content in sent.files:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert not any(b"geheimpje" in archive.read(name) for name in archive.namelist())


def test_a_dispatch_twice_is_refused_and_the_first_stands(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    dispatch(app)

    said = refused(app, AlreadyDone, lambda: dispatch(app))

    assert "by Secretaris under number 29826, nr. 1" in said


@on_sqlite
@pytest.mark.parametrize("kind", [StepKind.AWAIT_REACTIONS, StepKind.AWAIT_MINISTER])
def test_a_letter_that_is_not_signed_is_not_dispatched(app: App, kind: StepKind) -> None:
    waiting_for(app, kind)

    assert "cannot be dispatched" in refused(app, NotYourTurn, lambda: dispatch(app))


@on_sqlite
def test_a_letter_that_is_signed_but_not_packed_is_not_dispatched(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_MINISTER)
    decisions.sign(app, NUMBER, by="M. Minister")

    refused(app, NotYourTurn, lambda: dispatch(app))


@on_sqlite
def test_a_dispatch_needs_who_and_which_number(app: App) -> None:
    consulted(app)

    refused(app, InvalidInput, lambda: dispatching.dispatch(app, NUMBER, by=" ", parliamentary_number="1"))
    refused(app, InvalidInput, lambda: dispatching.dispatch(app, NUMBER, by="S", parliamentary_number=""))


def test_nothing_goes_out_when_the_signed_letter_was_changed(app: App) -> None:
    waiting_for(app, StepKind.AWAIT_DISPATCH)
    signed = next(d for d in state_of(app).documents if d.kind is DocumentKind.SIGNED)
    path = stored_path(app, signed.sha256)
    path.write_bytes(path.read_bytes() + b"\0")

    refused(app, DocumentDamaged, lambda: dispatch(app))

    assert told(app, MessageKind.TO_PARLIAMENT) == []
