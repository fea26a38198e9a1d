"""Letters that were carried to some point once, and are put back where a test begins there.

What is put back is everything that Paraaf knows: the database, the stored files, the clock, what the fakes were
handed. So a test that starts at the minister needs not carry its letter there again.
"""

import copy
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from paraaf.services.app.unit_of_work import App
from tests.support.postgres import PostgresServer

_serving: list[tuple["Snapshots", App, PostgresServer | None]] = []


class Snapshots:
    """The snapshots of one test session, for each kind of database and of clock apart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[tuple[str, str, str], tuple[str, Any]] = {}

    @contextmanager
    def serve(self, app: App, server: PostgresServer | None) -> Iterator[None]:
        """Let `begun` use these snapshots for this Paraaf."""
        _serving.append((self, app, server))
        try:
            yield
        finally:
            _serving.pop()

    def begun(self, name: str, begin: Callable[[App], str], app: App, server: PostgresServer | None) -> str:
        """Do what `begin` does, or put back what it did before; return what it returned."""
        key = (app.database.dialect.name, name, type(app.clock).__name__)
        if key not in self._kept:
            returned = begin(app)
            place = self._folder / str(len(self._kept))
            _copy_database(app, server, place, restore=False)
            documents = Path(app.settings.documents)
            if documents.exists():
                shutil.copytree(documents, place / "documents")
            self._kept[key] = (returned, (place, copy.deepcopy(_fakes(app))))
            return returned
        returned, (place, fakes) = self._kept[key]
        _copy_database(app, server, place, restore=True)
        if (place / "documents").exists():
            shutil.copytree(place / "documents", app.settings.documents, dirs_exist_ok=True)
        for fake, values in zip(_fakes(app), copy.deepcopy(fakes), strict=True):
            fake.update(values)
        return returned


def begun(app: App, name: str, begin: Callable[[App], str]) -> str:
    """Do what `begin` does, or put back what it did before, where snapshots are kept for this Paraaf."""
    for snapshots, served, server in _serving:
        if served is app:
            return snapshots.begun(name, begin, app, server)
    return begin(app)


def _fakes(app: App) -> list[dict[str, Any]]:
    return [vars(app.notifier), vars(app.runs), vars(app.clock)]


def _copy_database(app: App, server: PostgresServer | None, place: Path, *, restore: bool) -> None:
    name = app.database.url.database or ""
    place.mkdir(exist_ok=True)
    if server is not None:
        act = server.put_back if restore else server.keep
        act(name, f"kept_{place.name}")
        return
    app.database.dispose()
    files = (name, place / "paraaf.db")
    with closing(sqlite3.connect(files[restore])) as source, closing(sqlite3.connect(files[not restore])) as target:
        source.backup(target)
