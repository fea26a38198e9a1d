"""Paraaf as tests have it: a database, files in a folder, and fakes around it."""

from pathlib import Path

from paraaf import database
from paraaf.gateways.store import FsspecStore
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import directory_load
from paraaf.services.engine.resume import resume_run
from paraaf.settings import Settings
from tests.support.engines import sharing_statements
from tests.support.fakes import FakeClock, FakeNotifier, FakeRuns
from tests.support.letters import PARTIES, write


def make_app(url: str, folder: Path) -> App:
    """Return Paraaf on this database, with its files in this folder."""
    settings = Settings(data_dir=folder, linger_seconds=0, office_hours="")
    engine = sharing_statements(database.create_engine(url))
    return App(
        settings=settings,
        database=engine,
        reader=database.reading(engine),
        store=FsspecStore(str(folder / "documents")),
        notifier=FakeNotifier(),
        runs=FakeRuns(),
        clock=FakeClock(),
        resume=resume_run,
    )


def load_test_parties(url: str, folder: Path) -> None:
    """Put the parties of the tests in the directory of this database."""
    app = make_app(url, folder)
    directory_load.load_parties(app, write(folder / "parties.yaml", PARTIES))
    app.database.dispose()
