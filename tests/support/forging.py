"""What somebody with full rights on the database could do."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from models.tables import METADATA
from paraaf.services.app.unit_of_work import App
from paraaf.services.audit.verifying import verify
from tests.support.letters import NUMBER


@contextmanager
def forging(app: App) -> Iterator[sa.Connection]:
    """Give a connection on which the database refuses nothing: no triggers, no foreign keys."""
    if app.database.dialect.name == "postgresql":
        with app.database.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
        return
    engine = sa.create_engine(f"sqlite:///{app.database.url.database}", connect_args={"timeout": 30})
    with engine.begin() as connection:
        for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
    engine.dispose()


Forgery = Callable[[sa.Connection], None]


def forged(
    app: App, forgery: Forgery, *tables: str, find: Callable[[App], Sequence[str]] | None = None
) -> Sequence[str]:
    """Return what verify (or `find`) says after a forgery, and put these tables back as they were."""
    with forging(app) as connection:
        before = {name: connection.execute(METADATA.tables[name].select()).mappings().all() for name in tables}
        forgery(connection)
    try:
        return find(app) if find else verify(app, NUMBER).faults
    finally:
        with forging(app) as connection:
            for name, rows in before.items():
                connection.execute(METADATA.tables[name].delete())
                connection.execute(METADATA.tables[name].insert(), [dict(row) for row in rows])


def sql(*statements: str) -> Forgery:
    """Return the forgery that these statements are."""

    def forge(connection: sa.Connection) -> None:
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount == 1, statement

    return forge


def another(value: Any) -> Any:
    """Return a value that could stand in the place of this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, StrEnum):
        return next(other for other in type(value) if other is not value)
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, list):
        return ["x", *value]
    if isinstance(value, dict):
        return {**value, "x": "x"}
    return value + 1000 if isinstance(value, int) else "x" * max(1, len(value))
