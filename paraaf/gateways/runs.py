"""The runs that carry the letters on, as the rest of Paraaf sees them: start, wake, revive, publish."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

Row = dict[str, str | int]


@dataclass(frozen=True)
class StatusPage:
    """What the secretariat sees of a letter beside its run."""

    key: str
    """A stable name for the letter's artifacts: lowercase letters, digits, dashes."""
    name: str
    """The name of the run."""
    tags: Sequence[str]
    markdown: str
    versions: Sequence[Row]
    figures: Sequence[Row]
    progress: float
    """How much of the route is done, in percent."""


@dataclass(frozen=True)
class Started:
    """A run that was started."""

    run_id: str
    url: str


class RevivalAction(StrEnum):
    """What was done to a run whose letter could go on."""

    RESUMED = "resumed"
    STARTED_AGAIN = "started again"
    LEFT_ALONE = "left alone"
    """It is on its way, or somebody cancelled it."""
    STRANDED = "stranded"
    """Nothing was done: this run can never go on, only a new one can take the letter over."""
    GONE = "gone"
    """Nothing was done: there is no such run."""


@dataclass(frozen=True)
class Revival:
    """What became of a run whose letter could go on, and what it was found in."""

    done: RevivalAction
    found: str = ""
    """The facts, in a sentence or two."""

    @property
    def needs_successor(self) -> bool:
        """Whether only a new run can carry the letter on."""
        return self.done in (RevivalAction.STRANDED, RevivalAction.GONE)


@dataclass(frozen=True)
class OrphanRun:
    """A run that sleeps and carries no letter that is on record."""

    run_id: str
    number: str
    """The number of the letter that it was started for."""


class Runs(Protocol):
    """The engine that carries letters on. Every call may raise `GatewayError`."""

    def start(self, request: dict[str, Any], *, name: str, key: str) -> Started: ...

    def succeed(self, request: dict[str, Any], *, name: str, key: str) -> Started: ...

    def retire(self, run_id: str, why: str) -> None: ...

    def wake(self, run_id: str) -> None: ...

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> Revival: ...

    def stranded(self, run_ids: Sequence[str]) -> dict[str, str]: ...

    def orphan_runs(self, run_ids: Sequence[str]) -> list[OrphanRun]: ...

    def unfinished(self) -> list[str]: ...

    def publish(self, run_id: str, page: StatusPage) -> None: ...

    def publish_table(self, run_id: str, *, key: str, rows: Sequence[Row], description: str) -> None: ...

    def url(self, run_id: str) -> str: ...

    def probe(self) -> None: ...
