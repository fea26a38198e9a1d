"""A small world for thousands of letters: Paraaf in memory, put back at a starting point in a millisecond."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from models.enums import Position
from models.errors import DomainError, GatewayError, InvalidInput, NotFound
from models.process import StepKind
from paraaf.services.app.status import read_status
from paraaf.services.app.unit_of_work import App
from paraaf.services.engine import directory_load, steps
from paraaf.services.signing import decisions
from tests.support.acts import CONDITION
from tests.support.apps import make_app
from tests.support.fakes import FakeNotifier, FakeRuns, TickingClock
from tests.support.letters import NUMBER, PARTIES, carry, react, register, to_stage, write

BZK = "  - {code: BZK, name: Ministerie van BZK, kind: department, contacts: [{name: BZK, address: bzk@example.nl}]}\n"
REFUSALS = (DomainError, InvalidInput, NotFound)

LETTERS: dict[str, dict[str, Any]] = {
    "plain": {},
    "together": {
        "departments": ["FIN", "OCW"],
        "optional_parties": ["OCW"],
        "sign_off_route": ["DIR", "WJZ", "WJZ2"],
        "sign_off_groups": [{"parties": ["DIR", "WJZ"], "needed": 1}],
    },
}
STOPS = ("begin", "begin", "answers", "sign_off", "minister", "returned", "dispatch")


class MemoryStore:
    """A document store in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = content
        return sha256

    def get(self, sha256: str) -> bytes:
        return self.files[sha256]

    def raw(self, sha256: str) -> bytes | None:
        return self.files.get(sha256)


@dataclass(frozen=True)
class _Start:
    dossier_id: str
    database: bytes
    files: dict[str, bytes]
    moment: datetime


class World:
    """Paraaf in memory with one letter, and the flow that carries it."""

    def __init__(self, folder: Path, migrated: bytes) -> None:
        self.app: App = replace(make_app("sqlite:///:memory:", folder), clock=TickingClock(), store=MemoryStore())
        self._folder = folder
        self._starts: dict[tuple[str, str], _Start] = {}
        (folder / "migrated.db").write_bytes(migrated)
        with closing(sqlite3.connect(folder / "migrated.db")) as source:
            source.execute("PRAGMA journal_mode=DELETE")  # in memory there is no write-ahead log
            source.backup(self._connection)
        directory_load.load_parties(self.app, write(folder / "parties.yaml", PARTIES + BZK))
        self._empty = self.bytes()

    @property
    def _connection(self) -> sqlite3.Connection:
        connection = self.app.database.raw_connection().driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    @property
    def clock(self) -> TickingClock:
        assert isinstance(self.app.clock, TickingClock)
        return self.app.clock

    @property
    def notifier(self) -> FakeNotifier:
        assert isinstance(self.app.notifier, FakeNotifier)
        return self.app.notifier

    @property
    def runs(self) -> FakeRuns:
        assert isinstance(self.app.runs, FakeRuns)
        return self.app.runs

    def bytes(self) -> bytes:
        """Return the whole database: the same bytes mean that nothing was changed."""
        return self._connection.serialize()

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table as they are, past Paraaf."""
        cursor = self._connection.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def begin(self, letter: str, stop: str) -> str:
        """Put the world back where this letter is at this stop; return the id of the letter."""
        found = self._starts.get((letter, stop))
        if found is None:
            self._put_back(_Start("", self._empty, {}, TickingClock().moment))
            dossier_id = self._carry_to(stop, LETTERS[letter])
            assert isinstance(self.app.store, MemoryStore)
            found = _Start(dossier_id, self.bytes(), dict(self.app.store.files), self.clock.moment)
            self._starts[letter, stop] = found
        self._put_back(found)
        return found.dossier_id

    def _put_back(self, start: _Start) -> None:
        self._connection.deserialize(start.database)
        assert isinstance(self.app.store, MemoryStore)
        self.app.store.files = dict(start.files)
        self.clock.moment = start.moment
        for fake in (self.notifier, self.runs):
            vars(fake).update(vars(type(fake)()))

    def _carry_to(self, stop: str, changes: dict[str, Any]) -> str:
        dossier_id = register(self.app, **changes)
        match stop:
            case "begin":
                carry(self.app, dossier_id)
            case "answers":
                carry(self.app, dossier_id)
                react(self.app, "FIN", Position.AGREE_ON_CONDITION, CONDITION)
                react(self.app, "OCW")
                carry(self.app, dossier_id)
            case "sign_off":
                to_stage(self.app, dossier_id, StepKind.AWAIT_SIGN_OFF)
            case "minister":
                to_stage(self.app, dossier_id, StepKind.AWAIT_MINISTER)
            case "returned":
                to_stage(self.app, dossier_id, StepKind.AWAIT_MINISTER)
                decisions.return_by_minister(self.app, NUMBER, by="M. Minister", remarks="Korter.")
            case "dispatch":
                to_stage(self.app, dossier_id, StepKind.AWAIT_DISPATCH)
        return dossier_id

    def carry(self, dossier_id: str, most: int, *, twice: bool) -> None:
        """Do what the flow does, for so many steps at most; with `twice` each step is done again, in vain."""
        for _ in range(most):
            step = read_status(self.app, dossier_id).step
            if step.is_done or step.waits_for_people:
                return
            try:
                steps.perform(self.app, dossier_id, step)
            except GatewayError:
                assert step.kind is StepKind.NOTIFY
                assert self.notifier.is_down
            if twice and step.kind is not StepKind.NOTIFY:
                before = self.bytes()
                steps.perform(self.app, dossier_id, step)
                assert self.bytes() == before, f"{step.kind} was done twice"
