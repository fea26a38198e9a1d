"""What one transaction adds to the audit trails of letters: events as things happen, chained together at its end."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models.audit import AuditEvent, event_hash
from models.audited_rows import AuditedRows
from models.dossier import Dossier
from models.sign_in import SignIn
from paraaf.services.app.changed_rows import ChangedRows, all_rows, has_audited_rows

PARAAF = "Paraaf"
"""Who did what happens by itself, in the audit trail."""


class AuditChain:
    """The events of one transaction, hashed at its end: the last one of each letter tells of the rows too."""

    def __init__(self, session: Session, rows: ChangedRows, signed_in: SignIn | None) -> None:
        """`rows` is what the transaction writes, and `signed_in` whoever acts with an account, if somebody does."""
        self._session, self._rows, self._signed_in = session, rows, signed_in
        self._events: list[AuditEvent] = []

    def add(self, dossier: Dossier, action: str, actor: str, data: dict[str, Any], *, at: datetime) -> None:
        """Add an event to a letter's trail; whoever signed in with an account is named with it."""
        if self._signed_in is not None and actor != PARAAF:
            data["signed_in"] = account_facts(self._signed_in)
        event = AuditEvent(
            dossier_id=dossier.id,
            seq=dossier.audit_count + 1,
            at=at,
            actor=actor,
            action=action,
            data=data,
            previous_hash="",
            hash="",
        )
        dossier.audit_count = event.seq
        self._events.append(event)

    def untold(self) -> dict[str, AuditedRows]:
        """Return what the chain is to tell of rows: all of them where it tells of none yet, else those written now."""
        found = self._rows.by_dossier()
        for dossier_id in {*found, *(event.dossier_id for event in self._events)}:
            is_new = any(event.seq == 1 and event.dossier_id == dossier_id for event in self._events)
            if not is_new and not has_audited_rows(self._session, dossier_id):
                found[dossier_id] = all_rows(self._session, dossier_id)
        return found

    def has_event_of(self, dossier_id: str) -> bool:
        """Return whether anything was recorded of a letter."""
        return any(event.dossier_id == dossier_id for event in self._events)

    def seal(self, untold: dict[str, AuditedRows], dossier_of: Callable[[str], Dossier]) -> list[AuditEvent]:
        """Let the last event of each letter tell of its rows, chain the events together, and return them."""
        for dossier_id, rows in untold.items():
            last = next(event for event in reversed(self._events) if event.dossier_id == dossier_id)
            last.rows = rows
        for event in self._events:
            dossier = dossier_of(event.dossier_id)
            event.previous_hash = dossier.audit_head
            event.hash = dossier.audit_head = event_hash(event)
        sealed, self._events = self._events, []
        return sealed


def account_facts(sign_in: SignIn) -> dict[str, str]:
    """Return what the audit trail says of the account of whoever signed in."""
    return {"name": sign_in.name, "account": sign_in.account, "at": sign_in.at.isoformat()}
