"""Exporting a dossier: everything on record in one zip, with a manifest to check it by."""

import json
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel, col, select

from models.audit import AuditEvent
from models.base import column_values
from models.link import Link
from models.state import DossierState
from paraaf import documents
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App

_LEFT_OUT = {
    "address",
    "token_hash",
    "body",
    "contacts",
    "claimed_at",
    "wake_at",
    "owner_address",
    "published_revision",
}
"""Addresses and mail bodies stay where they are; the rest of what does not describe the letter is left out too."""


def export(app: App, number: str) -> bytes:
    """Return one zip with every file, every record and the audit trail of a dossier."""
    with app.read() as session:
        dossier = find_dossier(session, number)
        state = load_state(session, dossier)
        query = select(AuditEvent).where(AuditEvent.dossier_id == dossier.id).order_by(col(AuditEvent.seq))
        events = [_plain(event) for event in session.exec(query).all()]
        links = session.exec(select(Link).where(Link.dossier_id == dossier.id).order_by(col(Link.number))).all()
    files = [(f"documents/{d.seq:02d}-{d.sent_name}", app.store.get(d.sha256)) for d in state.documents]
    manifest = {
        "dossier": dossier.number,
        "title": dossier.title,
        "audit_events": len(events),
        "audit_head": dossier.audit_head,
        "files": [
            {
                "path": path,
                "title": document.title,
                "kind": document.kind,
                "version": document.version_number,
                "sha256": document.sha256,
                "fingerprint": document.fingerprint,
                "stored_at": document.created_at.isoformat(),
            }
            for (path, _), document in zip(files, state.documents, strict=True)
        ],
    }
    records = [
        ("manifest.json", _json(manifest)),
        ("records.json", _json(_records(state) | {"links": [_plain(link) for link in links]})),
        ("audit.json", _json(events)),
    ]
    return documents.zip_files([*records, *files])


def _records(state: DossierState) -> dict[str, Any]:
    records: dict[str, Any] = {}
    for name, value in vars(state).items():
        if isinstance(value, list):
            records[name] = [_plain(row) for row in value]
        elif isinstance(value, SQLModel):
            records[name] = _plain(value)
    records["dossier"].pop("request", None)
    return records


def _plain(row: SQLModel) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime | date) else value
        for name, value in column_values(row).items()
        if name not in _LEFT_OUT
    }


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n").encode()
