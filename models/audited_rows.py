"""What the audit trail tells of the rows on record: each value in them, unless it is named here with its reason.

A new table or column is told of by itself. Only what really moves without anybody having done something belongs in
`UNAUDITED_TABLES` or `UNAUDITED_COLUMNS`; SECURITY.md shows both.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa

UNAUDITED_TABLES: dict[str, str] = {
    "party": "The directory belongs to no letter. What a letter took from it stands in the letter's own rows.",
    "contact": "The directory belongs to no letter. Whom a letter asked, and where, stands in its links and messages.",
    "one_time_code": "Codes come and go in ten minutes. The event of a signature says where its code was sent.",
    "draft": "What somebody typed and has not sent.",
    "preparation": "A letter that was not started yet.",
    "launch": "Who pressed start, until the letter's first event says it.",
    "sign_in": "Who signed in, for a day. Each event of theirs names the account.",
    "run_lease": "Which process carries the letter now.",
    "wrong_attempt": "Wrong links and sign-ins, for a quarter of an hour.",
    "sweep_run": "That a sweep ran, for a day.",
}
"""Tables of which no letter's audit trail tells, and why."""

UNAUDITED_COLUMNS: dict[str, dict[str, str]] = {
    "dossier": {
        "wake_at": "When the sweep looks next; worked out anew each time.",
        "flow_run_id": "Which run in Prefect carries the letter; a run can be replaced.",
        "published_revision": "What the status page in Prefect shows.",
        "revision": "A counter against two people who write at once.",
    },
    "message": {
        "claimed_at": "Since when a process is handing it over.",
    },
}
"""Columns of other tables of which no audit trail tells, and why."""

CHAIN_COLUMNS: dict[str, frozenset[str]] = {"dossier": frozenset({"audit_count", "audit_head"})}
"""Columns that are compared with the chain itself."""

EQUIVALENT_VALUES: dict[tuple[str, str], dict[str, str]] = {("message", "status"): {"sending": "pending"}}
"""Values between which a row goes to and fro without an event: `sending` is `pending` in the hands of a process."""

_JSON = json.JSONEncoder(sort_keys=True)
_DIGITS = 32
"""128 bits: nobody finds another value with the same ones."""

AuditedValue = None | bool | int | str
AuditedRow = dict[str, AuditedValue]
"""What is told of a row: by column, small values as they are, all others as a digest."""
AuditedRows = dict[str, dict[str, AuditedRow | None]]
"""What is told of rows: by table, and by key; None for a row that was removed."""


def is_audited(table: str) -> bool:
    """Return whether the audit trail of a letter tells of the rows of this table."""
    return table != "audit_event" and table not in UNAUDITED_TABLES


def audited_columns(table: sa.Table) -> list[str]:
    """Return the columns of a table of which the audit trail tells."""
    left = {*UNAUDITED_COLUMNS.get(table.name, ()), *CHAIN_COLUMNS.get(table.name, ())}
    return [column.name for column in table.columns if column.name not in left]


def row_key(table: sa.Table, values: Mapping[str, Any]) -> str:
    """Return by what the audit trail knows a row."""
    return ":".join(str(values[column.name]) for column in table.primary_key.columns)


def audited_value(table: str, key: str, column: str, value: Any) -> AuditedValue:
    """Return what the audit trail says of a value: itself if it is empty, a number or a yes or no; else a digest."""
    if value is None or isinstance(value, bool | int) or value == "":
        return value if not isinstance(value, str) else ""
    same = EQUIVALENT_VALUES.get((table, column), {})
    plain = _plain(value)
    text = _JSON.encode([key, column, same.get(plain, plain) if isinstance(plain, str) else plain])
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def apply_rows(told_so_far: AuditedRows, more: AuditedRows) -> None:
    """Add what one event tells of rows to what those before it told."""
    for table, rows in more.items():
        known = told_so_far.setdefault(table, {})
        for key, row in rows.items():
            if row is None:
                known[key] = None
            else:
                known[key] = {**(known.get(key) or {}), **row}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return json.loads(json.dumps(value)) if isinstance(value, list | tuple | dict) else str(value)
