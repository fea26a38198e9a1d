"""What somebody with full rights on the database could do."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from paraaf.services.context import App


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
