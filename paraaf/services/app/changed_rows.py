"""What a transaction wrote in the rows on record, so that the audit trail tells of each value; and all that is there.

What a service changes in a row is noticed by itself. Whoever writes past the session, with an `update` of their own,
says so with `ChangedRows.changed`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstanceState
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, SQLModel, col, select

from models.audit import AuditEvent
from models.audited_rows import (
    AuditedRow,
    AuditedRows,
    AuditedValue,
    audited_columns,
    audited_value,
    is_audited,
    row_key,
)
from models.base import column_values
from models.tables import METADATA


class ChangedRows:
    """The rows on record that one transaction wrote, and which of their columns."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._columns: dict[tuple[str, str], set[str]] = {}
        self._rows: dict[tuple[str, str], SQLModel] = {}
        self._removed: dict[tuple[str, str], str] = {}
        sa.event.listen(session, "before_flush", self._before_flush)

    def changed(self, row: SQLModel, before: dict[str, AuditedValue]) -> None:
        """Note that a row was written past the session, which held this before; see `audited_values`."""
        columns = [name for name, value in audited_values(row).items() if before[name] != value]
        self._note(row, columns)

    def by_dossier(self) -> dict[str, AuditedRows]:
        """Return what there is to tell, for each dossier by its id, as the rows are now."""
        found: dict[str, AuditedRows] = {}
        for (table, key), columns in self._columns.items():
            row = self._rows[table, key]
            now = column_values(row)
            if (table, key) not in self._removed and columns:
                values: AuditedRow = {name: audited_value(table, key, name, now[name]) for name in sorted(columns)}
                found.setdefault(_dossier_of(row), {}).setdefault(table, {})[key] = values
        for (table, key), dossier_id in self._removed.items():
            found.setdefault(dossier_id, {}).setdefault(table, {})[key] = None
        return found

    def _before_flush(self, session: AnySession, _context: object, _rows: object) -> None:
        for row in session.new:
            if is_audited(_table(row).name):
                self._note(row, audited_columns(_table(row)))
        for row in session.dirty:
            if is_audited(_table(row).name):
                self._note(row, list(_changed_columns(row)))
        for row in session.deleted:
            if is_audited(_table(row).name):
                self._removed[_place(row)] = _dossier_of(row)

    def _note(self, row: SQLModel, columns: Iterable[str]) -> None:
        self._rows[_place(row)] = row
        self._columns.setdefault(_place(row), set()).update(columns)


def audited_values(row: SQLModel) -> AuditedRow:
    """Return what there is to tell of a row as it is now."""
    (table, key), now = _place(row), column_values(row)
    return {name: audited_value(table, key, name, now[name]) for name in audited_columns(_table(row))}


def all_rows(session: Session, dossier_id: str) -> AuditedRows:
    """Return what there is to tell of every row of a dossier, as the database holds them."""
    return {
        table.name: {
            row_key(table, row): {
                name: audited_value(table.name, row_key(table, row), name, row[name]) for name in audited_columns(table)
            }
            for row in values_of(session, table, dossier_id)
        }
        for table in audited_tables()
    }


def values_of(session: Session, table: sa.Table, dossier_id: str) -> list[Any]:
    """Return the rows of a table that belong to a dossier, as they are in the database."""
    owner = table.columns["id" if table.name == "dossier" else "dossier_id"]
    return list(session.connection().execute(table.select().where(owner == dossier_id)).mappings().all())


def audited_tables() -> list[sa.Table]:
    """Return the tables of which the audit trail of a letter tells."""
    return [table for table in METADATA.sorted_tables if is_audited(table.name)]


def has_audited_rows(session: Session, dossier_id: str) -> bool:
    """Return whether the audit trail of a dossier tells of its rows already; trails of earlier versions do not."""
    query = select(AuditEvent.seq).where(AuditEvent.dossier_id == dossier_id, col(AuditEvent.rows).is_not(None))
    return session.exec(query.limit(1)).first() is not None


def _changed_columns(row: SQLModel) -> Iterator[str]:
    table, key = _place(row)
    state: InstanceState[Any] = sa.inspect(row, raiseerr=True)
    for name in audited_columns(_table(row)):
        attribute = state.mapper.get_property_by_column(_table(row).columns[name])
        history = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        before = [audited_value(table, key, name, value) for value in history.deleted]
        if before != [audited_value(table, key, name, value) for value in history.added]:
            yield name


def _table(row: Any) -> sa.Table:
    table: sa.Table = row.__table__
    return table


def _place(row: SQLModel) -> tuple[str, str]:
    table = _table(row)
    return table.name, row_key(table, column_values(row))


def _dossier_of(row: Any) -> str:
    return str(row.id if _table(row).name == "dossier" else row.dossier_id)
