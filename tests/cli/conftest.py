"""Paraaf as the command line puts it together from its settings, on a real database and real files."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paraaf import bootstrap
from paraaf.services.app.unit_of_work import App
from tests.cli.command_line import CommandLine, mail_through
from tests.support.apps import make_app
from tests.support.fakes import FakeClock, FakeNotifier, FakeRuns
from tests.support.snapshots import Snapshots


@pytest.fixture(scope="session")
def closed_port() -> Iterator[int]:
    """A port of this machine on which nothing answers: taken, but not listened on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(scope="session")
def open_port() -> Iterator[int]:
    """A port of this machine on which something listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The clock of the command line: it stands still."""
    clock = FakeClock()
    monkeypatch.setattr(bootstrap, "SystemClock", lambda: clock)
    return clock


@pytest.fixture
def cli(
    tmp_path: Path,
    peopled: bytes,
    open_port: int,
    closed_port: int,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    """The command line with a party directory and a mail server that answers; Prefect does not."""
    (tmp_path / "paraaf.db").write_bytes(peopled)
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "PY_COLORS", "CLICOLOR_FORCE", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PARAAF_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PARAAF_CHANNELS", mail_through(open_port))
    monkeypatch.setenv("PARAAF_PREFECT_API_URL", f"http://127.0.0.1:{closed_port}/api")
    return CommandLine(tmp_path, monkeypatch, capsys)


@pytest.fixture
def runs(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> FakeRuns:
    """Prefect, for the command line: it answers, and remembers what it was asked."""
    runs = FakeRuns()

    def make(**_settings: Any) -> FakeRuns:
        return runs

    monkeypatch.setattr(bootstrap, "PrefectRuns", make)
    return runs


@pytest.fixture
def app(
    cli: CommandLine, runs: FakeRuns, clock: FakeClock, snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    """The same Paraaf that the command line uses, to carry a letter to where a test begins."""
    app = make_app(f"sqlite:///{cli.folder / 'paraaf.db'}", cli.folder)
    notifier = FakeNotifier()

    def make(*_settings: Any, **_more: Any) -> FakeNotifier:
        return notifier

    monkeypatch.setattr(bootstrap, "AppriseNotifier", make)
    app = App(app.settings, app.database, app.reader, app.store, notifier, runs, clock, app.resume)
    with snapshots.serve(app, None):
        yield app
    app.database.dispose()
