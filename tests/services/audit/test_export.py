"""The export: everything on record in one zip."""

import hashlib
import io
import json
import zipfile
from typing import Any

from models.enums import DocumentKind
from models.errors import DocumentDamaged, NotFound
from models.process import StepKind
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit import exporting
from paraaf.services.audit.verifying import verify
from tests.support.acts import (
    CHANGE,
    accepted,
    answer,
    events,
    fin_sets_a_condition,
    on_sqlite,
    refused,
    state_of,
    stored_path,
    waiting_for,
)
from tests.support.letters import NUMBER, agree, carry
from tests.support.refusals import refuses

pytestmark = on_sqlite


def exported(app: App) -> dict[str, bytes]:
    """Export the letter and return the files of the zip, in order."""
    with zipfile.ZipFile(io.BytesIO(exporting.export(app, NUMBER))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def loaded(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def answered(app: App) -> None:
    """Carry a letter until its second round, so that there is something of nearly everything."""
    dossier_id = fin_sets_a_condition(app)
    answer(app, responses=[accepted()], edits=[CHANGE])
    carry(app, dossier_id)


def test_the_zip_holds_each_stored_file_and_the_manifest_names_it_with_its_hash(app: App) -> None:
    waiting_for(app, StepKind.DONE)
    state = state_of(app)

    files = exported(app)

    manifest = loaded(files, "manifest.json")
    assert list(files) == ["manifest.json", "records.json", "audit.json", *(f["path"] for f in manifest["files"])]
    assert [hashlib.sha256(files[f["path"]]).hexdigest() for f in manifest["files"]] == [
        f["sha256"] for f in manifest["files"]
    ]
    assert [f["path"] for f in manifest["files"]] == [f"documents/{d.seq:02d}-{d.file_name}" for d in state.documents]
    assert {f["kind"] for f in manifest["files"]} >= {DocumentKind.SIGNED, DocumentKind.DISPATCH_PACKAGE}


def test_the_audit_trail_in_the_zip_is_whole_and_ends_at_the_head_of_the_manifest(app: App) -> None:
    answered(app)

    files = exported(app)

    manifest, trail = loaded(files, "manifest.json"), loaded(files, "audit.json")
    assert manifest["audit_events"] == len(trail) == len(events(app))
    assert [event["previous_hash"] for event in trail[1:]] == [event["hash"] for event in trail[:-1]]
    assert trail[-1]["hash"] == manifest["audit_head"] == verify(app, NUMBER).head


def test_the_head_of_an_export_and_of_the_package_can_be_compared_with_later(app: App) -> None:
    dossier_id = waiting_for(app, StepKind.AWAIT_DISPATCH)
    exported_head = loaded(exported(app), "manifest.json")["audit_head"]
    package = next(d for d in state_of(app).documents if d.kind is DocumentKind.DISPATCH_PACKAGE)
    with zipfile.ZipFile(io.BytesIO(app.store.get(package.sha256))) as archive:
        package_head = json.loads(archive.read("manifest.json"))["audit_head"]
    agree(app, carry(app, dossier_id))
    carry(app, dossier_id)

    for head in (exported_head, package_head):
        found = verify(app, NUMBER, head=head)
        assert found.is_sound
        assert found.known_until is not None


def test_the_records_say_what_people_said(app: App) -> None:
    answered(app)

    records = loaded(exported(app), "records.json")

    assert [(r["party_code"], r["position"]) for r in records["reactions"]] == [
        ("FIN", "agree_on_condition"),
        ("OCW", "agree"),
    ]
    assert [c["text"] for c in records["comments"]] == ["Noem het bedrag."]
    assert [r["verdict"] for r in records["responses"]] == ["accepted"]
    assert [v["number"] for v in records["versions"]] == [1, 2]
    assert {"invitations", "rounds", "messages", "sign_offs", "signatures"} <= set(records)


def test_no_address_and_no_text_of_a_message_is_in_the_records(app: App) -> None:
    answered(app)
    assert any("@" in message.address for message in state_of(app).messages)

    files = exported(app)

    for name in ("manifest.json", "records.json", "audit.json"):
        assert "@" not in files[name].decode()
        assert "Geachte" not in files[name].decode()
    assert "request" not in loaded(files, "records.json")["dossier"]


def test_an_export_twice_gives_the_same_bytes_and_changes_nothing(app: App) -> None:
    answered(app)
    before = verify(app, NUMBER)

    first = exporting.export(app, NUMBER)
    app.clock.move(days=3)

    assert exporting.export(app, NUMBER) == first
    assert verify(app, NUMBER) == before


def test_a_letter_with_a_damaged_file_is_not_exported_as_if_it_were_whole(app: App) -> None:
    answered(app)
    stored_path(app, state_of(app).documents[0].sha256).write_bytes(b"iets anders")

    assert "run `paraaf verify`" in refused(app, DocumentDamaged, lambda: exporting.export(app, NUMBER))


def test_a_letter_that_is_not_there_is_not_exported(app: App) -> None:
    with refuses(NotFound, match="There is no dossier NIETS"):
        exporting.export(app, "NIETS")
