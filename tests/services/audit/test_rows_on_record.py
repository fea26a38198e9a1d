"""Whatever somebody changes, takes out or puts in by hand in the tables, `verify` says so; but for what is named.

This goes past every column of every table there is. A new one is told of by itself. When it fails on yours: does every
change of it happen in a `UnitOfWork`, in the transaction of an act that is recorded? If it is changed by an `update`
past the session, say so with `work.rows.changed`. Only what moves without anybody having done something goes into
`UNAUDITED_TABLES` or `UNAUDITED_COLUMNS` of `models/audited_rows.py`, with its reason there and in SECURITY.md.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlmodel import col, select

from models.audit import AuditEvent
from models.audited_rows import CHAIN_COLUMNS, EQUIVALENT_VALUES, UNAUDITED_COLUMNS, UNAUDITED_TABLES
from models.dossier import Dossier
from models.enums import Language, Role
from models.sign_in import SignIn
from models.tables import METADATA
from paraaf.services.access import accounts
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.row_faults import replayed_rows, row_faults
from paraaf.services.audit.verifying import verify
from paraaf.services.messaging import link_admin
from tests.services.audit.whole_way import travelled
from tests.support.acts import events, state_of
from tests.support.apps import make_app
from tests.support.fakes import TickingClock
from tests.support.forging import another, forged, sql
from tests.support.letters import NUMBER

SECRET = "a secret of the tests, long enough to be one"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, peopled: bytes) -> Iterator[App]:
    """Paraaf with one letter that went the whole way, with links; each forgery puts back what it changed."""
    folder = tmp_path_factory.mktemp("rows")
    (folder / "paraaf.db").write_bytes(peopled)
    made = make_app(f"sqlite:///{folder / 'paraaf.db'}", folder)
    update = {"portal_url": "https://paraaf.example", "portal_secret": SecretStr(SECRET)}
    app = replace(made, clock=TickingClock(), settings=made.settings.model_copy(update=update))
    travelled(app)
    _with_every_kind_of_link(app)
    assert verify(app, NUMBER).faults == ()
    yield app
    app.database.dispose()


def _with_every_kind_of_link(app: App) -> None:
    """Let a link be revoked, and one be made by somebody who signed in."""
    owner = next(link for link in link_admin.list_links(app, NUMBER) if link.purpose == "owner")
    link_admin.revoke(app, NUMBER, owner.number, by="Secretaris", reason="Elders.")
    at = app.clock.now()
    sign_in = SignIn(
        account="https://idp 1", name="O", address="owner@example.nl", roles=[Role.OWNER], party_codes=[], at=at
    )
    address = {"address": state_of(app).dossier.owner_address}
    accounts.open_letter(app.signed_in_as(sign_in), sign_in.model_copy(update=address), NUMBER, Language.DUTCH)


TABLES = [table.name for table in METADATA.sorted_tables if table.name not in (*UNAUDITED_TABLES, "audit_event")]
"""Of the events themselves, `test_verify` changes each column."""


@pytest.mark.parametrize("table", TABLES)
def test_a_value_that_was_changed_by_hand_is_found_in_each_column(app: App, table: str) -> None:
    left = {*UNAUDITED_COLUMNS.get(table, {}), *CHAIN_COLUMNS.get(table, ())}
    columns = [column.name for column in METADATA.tables[table].columns if column.name not in left]
    missed = []

    for column in columns:
        faults = forged(app, lambda connection, c=column: _change(connection, table, c), table, find=compared)
        if not any(f"({column})" in fault or "does not tell of it" in fault or "is gone" in fault for fault in faults):
            missed.append((column, faults))
    assert missed == [], f"see the top of {__file__}"
    assert verify(app, NUMBER).faults == ()


@pytest.mark.parametrize("table", TABLES)
def test_verify_says_so_when_a_whole_row_was_changed_by_hand(app: App, table: str) -> None:
    left = {*UNAUDITED_COLUMNS.get(table, {}), *CHAIN_COLUMNS.get(table, ()), *_unique(table), "route", "number"}
    columns = [c for c in METADATA.tables[table].columns if c.name not in left and not c.foreign_keys]

    def change(connection: sa.Connection) -> None:
        for column in columns:
            _change(connection, table, column.name)

    assert forged(app, change, table)


@pytest.mark.parametrize("column", ["audit_count", "audit_head"])
def test_what_the_letter_says_of_its_chain_is_compared_with_it(app: App, column: str) -> None:
    (fault,) = forged(app, lambda connection: _change(connection, "dossier", column), "dossier")

    assert fault.startswith("audit trail: ")


@pytest.mark.parametrize("table", [name for name in TABLES if name != "dossier"])
def test_a_row_that_was_taken_out_is_found_wherever_it_was(app: App, table: str) -> None:
    rows = _rows(app, table)
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        found = forged(app, lambda connection, row=row: connection.execute(_delete(table, row)), table, find=compared)
        assert any("is gone; the audit trail tells of it" in fault for fault in found), row
    assert forged(app, lambda connection: connection.execute(_delete(table, rows[-1])), table)


@pytest.mark.parametrize("table", [name for name in TABLES if name != "dossier"])
def test_a_row_that_was_put_in_is_found_also_in_the_place_of_another(app: App, table: str) -> None:
    row = _rows(app, table)[-1]
    mine = _unique(table)
    false = {name: another(value) if name in mine and value is not None else value for name, value in row.items()}

    def put(connection: sa.Connection) -> None:
        connection.execute(METADATA.tables[table].insert(), false)

    def put_in_its_place(connection: sa.Connection) -> None:
        connection.execute(_delete(table, row))
        put(connection)

    if not METADATA.tables[table].columns["dossier_id"].unique:
        assert forged(app, put, table)
    assert forged(app, put_in_its_place, table)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE link SET revoked_at = NULL WHERE number = {owner}", "of O. Eigenaar is not {it} (revoked_at"),
        ("UPDATE link SET token_hash = 'x' WHERE number = {owner}", "of O. Eigenaar is not {it} (token_hash"),
        ("UPDATE link SET address = 'x@y.nl' WHERE number = 2", "is not {it} (address)"),
        ("UPDATE message SET document_ids = '[]' WHERE kind = 'to_parliament'", "is not {it} (document_ids)"),
        ("UPDATE message SET body = 'x' WHERE seq = 1", "is not {it} (body)"),
        ("UPDATE message SET sent_at = NULL WHERE seq = 1", "is not {it} (at)"),
        ("DELETE FROM link WHERE number = 2", "a row of link (number 2, "),
        ("DELETE FROM message WHERE seq = 1", "is gone; the audit trail tells of it"),
        ("UPDATE participant SET name = 'X' WHERE code = 'DIR'", "the letter is not {it} (parties)"),
        ("UPDATE dossier SET owner_address = 'x@y.nl'", "the letter is not {it} (owner_address)"),
    ],
)  # fmt: skip
def test_the_row_and_its_column_are_named(app: App, change: str, said: str) -> None:
    owner = next(link.number for link in link_admin.list_links(app, NUMBER) if link.revoked_at is not None)
    table = change.split()[2 if change.startswith("DELETE") else 1]
    said = said.format(owner=owner, it="what the audit trail says was recorded")

    faults = forged(app, sql(change.format(owner=owner)), table)

    assert any(said in fault for fault in faults), faults


def test_what_moves_by_itself_is_no_fault(app: App) -> None:
    for table, columns in UNAUDITED_COLUMNS.items():
        for column in columns:
            assert forged(app, lambda connection, t=table, c=column: _change(connection, t, c), table) == ()


def test_every_act_that_changes_a_row_is_recorded_as_that_act(app: App) -> None:
    assert events(app, "rows_written") == []


def test_only_what_there_is_can_be_named_as_moving() -> None:
    for table, columns in {**UNAUDITED_COLUMNS, **CHAIN_COLUMNS}.items():
        assert set(columns) <= set(METADATA.tables[table].columns.keys())
    assert set(UNAUDITED_TABLES) <= set(METADATA.tables)
    assert all(column in METADATA.tables[table].columns for table, column in EQUIVALENT_VALUES)
    reasons = [*UNAUDITED_TABLES.values(), *(why for columns in UNAUDITED_COLUMNS.values() for why in columns.values())]
    assert all(reason.endswith(".") for reason in reasons)


def compared(app: App) -> list[str]:
    """Return what verify finds in the rows alone; quicker than all of it."""
    with app.read() as session:
        dossier = session.exec(select(Dossier)).one()
        trail = session.exec(select(AuditEvent).order_by(col(AuditEvent.seq))).all()
        told = replayed_rows(trail)
        assert told is not None
        return list(row_faults(session, dossier.id, told, ()))


def _change(connection: sa.Connection, table: str, column: str) -> None:
    """Give the first row that holds something in this column another value there; if none does, the first row."""
    found = METADATA.tables[table]
    rows = connection.execute(found.select().order_by(*found.primary_key.columns)).mappings().all()
    assert rows, f"no row of {table}: let the letter of these tests have one"
    row = next((row for row in rows if row[column]), rows[0])
    value = _filled(found.columns[column]) if row[column] is None else another(row[column])
    changed = connection.execute(found.update().where(*_this(found, row)).values({column: value}))
    assert changed.rowcount == 1


def _filled(column: sa.Column[Any]) -> Any:
    """Return a value for a column that holds nothing in any row."""
    if isinstance(column.type, sa.JSON):
        return ["x"]
    if isinstance(column.type, sa.Enum):
        return column.type.enums[0]
    kind = column.type.python_type if not isinstance(column.type, sa.TypeDecorator) else datetime
    return {str: "x", int: 1, bool: True, date: date(2026, 1, 1), datetime: datetime(2026, 1, 1, tzinfo=UTC)}[kind]


def _rows(app: App, table: str) -> list[dict[str, Any]]:
    found = METADATA.tables[table]
    with app.database.connect() as connection:
        rows = connection.execute(found.select().order_by(*found.primary_key.columns)).mappings().all()
    assert rows, f"no row of {table}: let the letter of these tests have one"
    return [dict(row) for row in rows]


def _this(table: sa.Table, row: Any) -> list[sa.ColumnElement[bool]]:
    return [column == row[column.name] for column in table.primary_key.columns]


def _delete(table: str, row: Any) -> sa.Delete:
    return METADATA.tables[table].delete().where(*_this(METADATA.tables[table], row))


def _unique(table: str) -> set[str]:
    """Return the columns that no two rows share, but for that of the letter."""
    found = METADATA.tables[table]
    together = [c for c in found.constraints if isinstance(c, sa.UniqueConstraint | sa.PrimaryKeyConstraint)]
    names = {column.name for constraint in together for column in constraint.columns}
    return {*names, *(column.name for column in found.columns if column.unique)} - {"dossier_id"}
