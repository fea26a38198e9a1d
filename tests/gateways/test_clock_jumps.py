"""A clock that jumps ahead is not believed before a second look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paraaf.gateways import clock_jumps
from paraaf.gateways.clock import SystemClock
from paraaf.services.app.due import due_at
from paraaf.services.app.unit_of_work import App
from tests.support.fakes import FakeClock

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Machine:
    """A machine: which start of it this is, how long ago that was, and what its clock says."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.boot, self.up, self.now = folder, "first", 1000.0, NOW
        monkeypatch.setattr(clock_jumps, "_since_start", lambda: (self.boot, self.up))

    def passes(self, **by: float) -> None:
        self.up += timedelta(**by).total_seconds()
        self.now += timedelta(**by)

    @property
    def settled(self) -> datetime:
        return clock_jumps.settled(self.now, self.folder)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_a_clock_that_goes_as_time_does_is_believed(machine: Machine) -> None:
    assert machine.settled == machine.now
    for hours in (0.01, 1, 200):
        machine.passes(hours=hours)
        assert machine.settled == machine.now


def test_a_clock_that_jumps_ahead_is_believed_after_five_minutes(machine: Machine) -> None:
    assert machine.settled == NOW
    machine.now += timedelta(days=1)
    assert machine.settled == NOW
    machine.passes(minutes=4.9)
    assert machine.settled == NOW + timedelta(minutes=4.9)
    machine.passes(minutes=0.2)
    assert machine.settled == machine.now
    machine.passes(minutes=1)
    assert machine.settled == machine.now


def test_a_clock_that_is_put_right_in_time_changed_nothing(machine: Machine) -> None:
    assert machine.settled == NOW
    machine.now += timedelta(days=1)
    assert machine.settled == NOW
    machine.passes(minutes=3)
    machine.now -= timedelta(days=1)
    assert machine.settled == machine.now
    machine.passes(minutes=10)
    assert machine.settled == machine.now


def test_a_clock_that_is_ahead_after_a_start_is_believed_after_five_minutes(machine: Machine) -> None:
    assert machine.settled == NOW
    machine.boot, machine.up, machine.now = "second", 30.0, NOW + timedelta(days=1)
    assert machine.settled == NOW
    machine.passes(minutes=4)
    assert machine.settled < NOW + timedelta(minutes=5)
    machine.passes(minutes=2)
    assert machine.settled == machine.now


def test_a_clock_that_goes_back_and_small_corrections_are_believed(machine: Machine) -> None:
    assert machine.settled == NOW
    machine.now -= timedelta(hours=1)
    assert machine.settled == machine.now
    machine.now += timedelta(minutes=1)
    assert machine.settled == machine.now


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"boot": 1}'])
def test_a_file_that_says_nothing_is_made_anew(machine: Machine, content: str) -> None:
    assert machine.settled == NOW
    (file,) = machine.folder.glob("clock-*.json")
    file.write_text(content)
    assert machine.settled == NOW
    machine.now += timedelta(days=1)
    assert machine.settled == NOW


def test_terms_are_judged_by_the_settled_clock_of_the_machine_and_not_by_one_that_is_shifted(
    app: App, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SystemClock, "now", lambda _: machine.now)
    real = replace(app, clock=SystemClock())
    assert due_at(real) == NOW
    machine.now += timedelta(days=1)
    assert due_at(real) == NOW
    assert due_at(replace(app, clock=FakeClock(machine.now))) == machine.now
