"""The services are tested on both databases: `app` here stands for Paraaf on SQLite and on PostgreSQL in turn."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from paraaf.services.app.unit_of_work import App
from tests.support.apps import load_test_parties, make_app
from tests.support.extent import REQUIRES_ALL
from tests.support.fakes import TickingClock
from tests.support.postgres import PostgresServer
from tests.support.snapshots import Snapshots


@pytest.fixture(scope="session")
def peopled_postgres(tmp_path_factory: pytest.TempPathFactory, postgres: PostgresServer) -> PostgresServer:
    """The PostgreSQL server with a database `peopled`, that is migrated and holds the party directory."""
    postgres.copy("migrated", "peopled")
    load_test_parties(postgres.url("peopled"), tmp_path_factory.mktemp("peopled"))
    postgres.keep("peopled", "kept_peopled")
    return postgres


ON_BOTH_ALWAYS = ("accounts", "attempts", "database", "outbox", "figures", "the_route", "intake", "sweeps_at_once")
"""The tests that run on PostgreSQL too when not everything has to be done: what the database decides."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test its databases; a test that names one itself keeps that."""
    names_one = any("url" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "url" not in metafunc.fixturenames or names_one:
        return
    on_both = REQUIRES_ALL or metafunc.module.__name__.rpartition("test_")[2] in ON_BOTH_ALWAYS
    metafunc.parametrize("url", ["sqlite", "postgresql"] if on_both else ["sqlite"], indirect=True)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database that holds the party directory and nothing else."""
    if request.param == "postgresql":
        server: PostgresServer = request.getfixturevalue("peopled_postgres")
        server.put_back("peopled", "kept_peopled")
        return server.url("peopled")
    (tmp_path / "paraaf.db").write_bytes(request.getfixturevalue("peopled"))
    return f"sqlite:///{tmp_path / 'paraaf.db'}"


@pytest.fixture
def app(url: str, tmp_path: Path, snapshots: Snapshots, request: pytest.FixtureRequest) -> Iterator[App]:
    """Paraaf with a small party directory."""
    app = replace(make_app(url, tmp_path), clock=TickingClock())
    server = request.getfixturevalue("postgres") if app.database.dialect.name == "postgresql" else None
    with snapshots.serve(app, server):
        yield app
    app.database.dispose()
