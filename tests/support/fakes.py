"""Stand-ins for the outside world, for tests of the rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from models.enums import Outcome
from models.errors import ConfigurationError, DeliveryFailed, Fault, GatewayError, fault
from paraaf.gateways.notifier import Delivery
from paraaf.gateways.runs import OrphanRun, Revival, RevivalAction, Row, Started, StatusPage


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC)) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment

    def wall(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class FakeNotifier:
    """Remembers what was delivered; refuses while `is_down`, ends the process while it `dies`."""

    delivered: list[Delivery] = field(default_factory=list)
    is_down: bool = False
    dies: bool = False
    error: str = ""
    """What it says while it takes nothing, though it is not down."""
    outcome: Outcome = Outcome.REFUSED
    """How far a message comes that it does not take, though it is not down."""
    answer: str = ""
    """What the server says of a message that it does not take."""
    addresses: dict[str, Outcome] = field(default_factory=dict)
    """How far messages to an address come that it does not take."""
    refuses: set[str] = field(default_factory=set)
    """Keys of messages that it does not take."""
    meanwhile: Callable[[], None] | None = None
    """What happens, once, while a message is on its way."""

    def deliver(self, delivery: Delivery) -> None:
        if self.meanwhile is not None:
            act, self.meanwhile = self.meanwhile, None
            act()
        if self.dies:
            raise SystemExit(9)
        if delivery.address in self.addresses:
            outcome = self.addresses[delivery.address]
            raise DeliveryFailed(
                "channel.refused", outcome, answer=self.answer, channel="mail", reason="it does not take this"
            )
        if self.error or delivery.key in self.refuses:
            said = self.error or "the server refuses the receiver's address"
            raise DeliveryFailed("channel.refused", self.outcome, answer=self.answer, channel="mail", reason=said)
        if self.is_down:
            raise DeliveryFailed(
                "channel.refused",
                Outcome.NOT_HANDED_OVER,
                channel="mail",
                reason="the server does not answer (connection refused)",
            )
        self.delivered.append(delivery)

    def fault(self, channel: str, address: str) -> Fault | None:
        if channel != "mail":
            return fault("", "channel.not_set_up", channel=channel, known=["mail"])
        return None if "@" in address else fault("", "channel.no_such_address", address=address, channel="mail")

    def probe(self, channel: str) -> Fault | None:
        reason = "the server does not answer (connection refused)"
        return fault("", "channel.mail_server_unreachable", channel=channel, reason=reason) if self.is_down else None


@dataclass
class FakeRuns:
    """Remembers what was asked of Prefect; does not answer while `is_down`."""

    started: list[dict[str, Any]] = field(default_factory=list)
    by_key: dict[str, Started] = field(default_factory=dict)
    woken: list[str] = field(default_factory=list)
    revived: list[str] = field(default_factory=list)
    alive: list[bool] = field(default_factory=list)
    """For each run that was to be revived: whether its process was said to be alive."""
    forced: list[str] = field(default_factory=list)
    outcome: str = "resumed"
    """What reviving a run comes to: resumed, started again, left alone, stranded, gone."""
    can_never_go_on: dict[str, str] = field(default_factory=dict)
    """Runs that are stranded, with why."""
    sleeping: list[OrphanRun] = field(default_factory=list)
    """Runs that sleep, with the letter that they were started for."""
    retired: list[str] = field(default_factory=list)
    has_deployment: bool = True
    meanwhile: Callable[[], None] | None = None
    """What happens, once, just after a run was made that is to take a letter over."""
    broken: dict[str, Exception] = field(default_factory=dict)
    """Runs of which nothing can be asked, with what is raised then."""
    under_way: list[str] = field(default_factory=list)
    pages: dict[str, StatusPage] = field(default_factory=dict)
    tables: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    """Tables beside runs, by the run and the key."""
    asked: int = 0
    """How often it was asked for something, whether or not it answered."""
    is_down: bool = False

    def _answer(self) -> None:
        self.asked += 1
        if self.is_down:
            raise GatewayError("prefect.no_answer", api="http://127.0.0.1:1/api", kind="ConnectError")

    def start(self, request: dict[str, Any], *, name: str, key: str) -> Started:
        self._answer()
        if key not in self.by_key:  # the same key gives the same run, as in Prefect
            self.started.append(request)
            self.by_key[key] = Started(f"run-{len(self.started)}", f"http://prefect/run-{len(self.started)}")
        return self.by_key[key]

    def succeed(self, request: dict[str, Any], *, name: str, key: str) -> Started:
        if not self.has_deployment:
            raise ConfigurationError("prefect.no_deployment", deployment="sign-off/sign-off")
        self._answer()
        if key not in self.by_key:
            self.started.append(request)
            new = f"new-{len(self.started)}"
            self.by_key[key] = Started(new, self.url(new))
        if self.meanwhile is not None:
            act, self.meanwhile = self.meanwhile, None
            act()
        return self.by_key[key]

    def retire(self, run_id: str, why: str) -> None:
        self._answer()
        self.retired.append(run_id)

    def stranded(self, run_ids: Sequence[str]) -> dict[str, str]:
        self._answer()
        return {run_id: why for run_id, why in self.can_never_go_on.items() if run_id in run_ids}

    def orphan_runs(self, run_ids: Sequence[str]) -> list[OrphanRun]:
        self._answer()
        return [each for each in self.sleeping if each.run_id not in run_ids]

    def wake(self, run_id: str) -> None:
        self._answer()
        self.woken.append(run_id)

    def revive(self, run_id: str, *, is_alive: bool, force: bool = False) -> Revival:
        self._answer()
        if run_id in self.broken:
            raise self.broken[run_id]
        self.revived.append(run_id)
        self.alive.append(is_alive)
        self.forced += [run_id] if force else []
        return Revival(RevivalAction.STARTED_AGAIN if run_id in self.under_way else RevivalAction(self.outcome))

    def unfinished(self) -> list[str]:
        self._answer()
        return self.under_way

    def publish(self, run_id: str, page: StatusPage) -> None:
        self._answer()
        if run_id in self.broken:
            raise self.broken[run_id]
        self.pages[run_id] = page

    def publish_table(self, run_id: str, *, key: str, rows: Sequence[Row], description: str) -> None:
        self._answer()
        self.tables[run_id, key] = list(rows)

    def url(self, run_id: str) -> str:
        return f"http://prefect/{run_id}"

    def probe(self) -> None:
        self._answer()


class TickingClock(FakeClock):
    """A clock that goes on a millisecond each time it is read, so that no two moments are the same."""

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment
