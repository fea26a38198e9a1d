"""Which rows on record are not what the audit trail tells of them: changed, put in or taken out by hand."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from models.audit import AuditEvent
from models.audited_rows import AuditedRow, AuditedRows, apply_rows, audited_columns, audited_value, row_key
from paraaf.services.app.changed_rows import audited_tables, values_of

_Values = Mapping[str, Any]
_There = Mapping[str, Mapping[Any, _Values]]
"""What the tables hold of a dossier: the values of each row, by table and by key."""

_NAMES = {
    "dossier": "the letter",
    "document": "file {seq}",
    "letter_version": "version {number}",
    "attachment": "attachment {place}",
    "consultation_round": "round {number} of {stage_key}",
    "invitation": "the invitation of {party_code} to {round}",
    "reaction": "the reaction of {party_code} in {round}",
    "comment": "comment {number}",
    "response": "the answer to comment {comment}",
    "escalation": "the decision over the position of {party_code}",
    "change_notice": "what {party_code} of {stage_key} is told of version {version_number}",
    "advice_note": "advice note {number}",
    "hold": "hold {number}",
    "sign_off_route": "the sign-off route of pass {lap}",
    "sign_off": "the sign-off of {party_code} in pass {route_lap}",
    "decision": "the minister's decision in pass {lap}",
    "discussion": "discussion {number}",
    "signature": "the signature",
    "dispatch": "the dispatch",
    "participant": "the place of {code} in {stage_key}",
    "commitment": "commitment {place}",
    "link": "link {number} of {holder}",
    "message": "message {key}",
}
"""What a row is called; by the name that `record` gives to the same thing, where it names it."""


def replayed_rows(events: Iterable[AuditEvent]) -> AuditedRows | None:
    """Return what the audit trail says of all rows; None if it was written by a version that told of none."""
    found: AuditedRows | None = None
    for event in events:
        if event.rows is not None:
            found = found if found is not None else {}
            apply_rows(found, event.rows)
    return found


def row_faults(session: Session, dossier_id: str, told_rows: AuditedRows, known: Iterable[str]) -> Iterator[str]:
    """Compare every row of a dossier with what the trail tells of it, but those that `known` faults name already."""
    said = tuple(known)
    there = {
        table.name: {row_key(table, values): values for values in values_of(session, table, dossier_id)}
        for table in audited_tables()
    }
    for table in audited_tables():
        for name, fault in _faults_in(table, there, told_rows.get(table.name, {})):
            if not any(each.startswith(f"{name} ") for each in said):
                yield f"{name} {fault}"


def _faults_in(
    table: sa.Table, there: _There, told_of_table: Mapping[str, AuditedRow | None]
) -> Iterator[tuple[str, str]]:
    for key, values in there[table.name].items():
        row = told_of_table.get(key)
        if row is None:
            yield _name(table, values, there), "is on record, but the audit trail does not tell of it"
        elif wrong := list(_changed(table, key, values, row)):
            yield _name(table, values, there), f"is not what the audit trail says was recorded ({', '.join(wrong)})"
    for key, row in told_of_table.items():
        if row is not None and key not in there[table.name]:
            yield _name_of_gone(table, key, row), "is gone; the audit trail tells of it"


def _changed(table: sa.Table, key: str, values: _Values, row: AuditedRow) -> Iterator[str]:
    """Give the columns that differ; one that the table did not have yet when the row was written is not told of."""
    for column in audited_columns(table):
        if column in row and audited_value(table.name, key, column, values[column]) != row[column]:
            yield column


def _name(table: sa.Table, values: _Values, there: _There) -> str:
    more = {}
    if table.name in ("invitation", "reaction"):
        asked = values if table.name == "invitation" else there["invitation"].get(values["invitation_id"], {})
        round_ = there["consultation_round"].get(asked.get("round_id"), {"number": "?", "stage_key": "?"})
        more = {"round": f"round {round_['number']} of {round_['stage_key']}"}
    elif table.name == "response":
        more = {"comment": there["comment"].get(values["comment_id"], {"number": "?"})["number"]}
    elif table.name == "sign_off":
        more = {"route_lap": there["sign_off_route"].get(values["route_id"], {"lap": "?"})["lap"]}
    template = _NAMES.get(table.name, f"row {row_key(table, values)} of {table.name}")
    return template.format(**values, **more)


def _name_of_gone(table: sa.Table, key: str, row: AuditedRow) -> str:
    numbers = [f"{name} {row[name]}" for name in ("number", "seq", "place", "lap") if isinstance(row.get(name), int)]
    return f"a row of {table.name} ({', '.join([*numbers[:1], key])})"
