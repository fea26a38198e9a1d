"""The runs that carry the letters on, as the rest of Paraaf sees them: start, wake, revive, publish."""

from collections.abc import Sequence
from dataclasses import dataclass
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


class Runs(Protocol):
    """The engine that carries letters on. Every call may raise `GatewayError`."""

    def start(self, request: dict[str, Any], *, name: str, key: str) -> Started: ...

    def wake(self, run_id: str) -> None: ...

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> str: ...

    def taken(self) -> list[str]: ...

    def publish(self, run_id: str, page: StatusPage) -> None: ...

    def publish_table(self, run_id: str, *, key: str, rows: Sequence[Row], description: str) -> None: ...

    def url(self, run_id: str) -> str: ...

    def probe(self) -> None: ...


class NoRuns:
    """No engine: what is recorded stays recorded, and nothing is carried on. For tests of the rules."""

    def start(self, request: dict[str, Any], *, name: str, key: str) -> Started:
        """Start nothing."""
        return Started("", "")

    def wake(self, run_id: str) -> None:
        """Wake nothing."""

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> str:
        """Revive nothing."""
        return "none"

    def taken(self) -> list[str]:
        """Return no runs."""
        return []

    def publish(self, run_id: str, page: StatusPage) -> None:
        """Publish nothing."""

    def publish_table(self, run_id: str, *, key: str, rows: Sequence[Row], description: str) -> None:
        """Publish nothing."""

    def url(self, run_id: str) -> str:
        """Return no address."""
        return ""

    def probe(self) -> None:
        """Find nothing wrong."""
