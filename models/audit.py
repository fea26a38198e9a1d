"""The audit trail: one hash chain per dossier.

Each event's hash covers its content and the hash before it, and the dossier keeps the count and the last
hash. So a changed, removed or reordered event shows, also when it is the last one.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from models.base import json_field, moment_field


class AuditEvent(SQLModel, table=True):
    """One thing that happened to a dossier."""

    __tablename__ = "audit_event"

    dossier_id: str = Field(primary_key=True, foreign_key="dossier.id", max_length=32)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """Its place in the dossier's chain, counted from 1."""
    at: datetime = moment_field()
    actor: str = Field(max_length=300)
    action: str = Field(max_length=60)
    data: dict[str, Any] = json_field()
    rows: dict[str, Any] | None = json_field(default=None, nullable=True)
    """What the rows on record hold since: see `models.audited_rows`. None where no row changed, and in older trails."""
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


def event_hash(event: AuditEvent) -> str:
    """Return the sha256 over everything in the event and the hash of the one before it."""
    content = {
        "dossier": event.dossier_id,
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "action": event.action,
        "data": event.data,
        "previous": event.previous_hash,
    }
    if event.rows is not None:  # trails of earlier versions do not have it in their hashes
        content["rows"] = event.rows
    return hashlib.sha256(_CANONICAL.encode(content).encode()).hexdigest()


_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def chain_faults(events: Iterable[AuditEvent], *, count: int, head: str) -> list[str]:
    """Return what is wrong with a dossier's audit trail, in words; an empty list means that it is whole.

    `count` and `head` are what the dossier itself says of its number of events and the last hash.
    """
    faults = []
    previous, seen = "", 0
    for place, event in enumerate(events, start=1):
        seen = place
        if event.seq != place:
            faults.append(f"event {place} is missing: event {event.seq} stands in its place")
            return faults
        if event.previous_hash != previous:
            faults.append(f"event {event.seq} ({event.action}) does not follow on the one before it")
        if event_hash(event) != event.hash:
            faults.append(f"event {event.seq} ({event.action}) was changed after it was recorded")
        previous = event.hash
    if seen != count:
        faults.append(f"the dossier counts {count} events, but {seen} are there")
    elif previous != head:
        faults.append("the last event is not the one that the dossier recorded last")
    return faults
