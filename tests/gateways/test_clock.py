from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import ConfigurationError
from paraaf.gateways.clock import ShiftedClock, SystemClock
from tests.support.refusals import refuses

MOMENT = datetime(2031, 3, 2, 9, tzinfo=UTC)
A_WHILE = timedelta(minutes=1)


def test_the_clock_of_the_machine_is_in_utc() -> None:
    clock = SystemClock()

    assert clock.now().utcoffset() == clock.wall().utcoffset() == timedelta()
    assert abs(clock.now() - datetime.now(UTC)) < A_WHILE


def test_a_clock_whose_file_is_not_there_is_not_ahead(tmp_path: Path) -> None:
    assert ShiftedClock(tmp_path / "clock").shift == timedelta()


def test_a_clock_that_was_moved_is_ahead_for_every_process_and_its_wall_clock_is_not(tmp_path: Path) -> None:
    ShiftedClock(tmp_path / "clock").move_to(MOMENT)

    another = ShiftedClock(tmp_path / "clock")

    assert abs(another.now() - MOMENT) < A_WHILE
    assert abs(another.wall() - datetime.now(UTC)) < A_WHILE


def test_a_clock_can_be_moved_twice(tmp_path: Path) -> None:
    clock = ShiftedClock(tmp_path / "clock")
    clock.move_to(MOMENT)
    clock.move_to(MOMENT + timedelta(days=1))

    assert abs(clock.now() - MOMENT - timedelta(days=1)) < A_WHILE
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


@pytest.mark.parametrize("text", ["gisteren", "", "1e99", "nan", "inf"])
def test_a_file_that_holds_no_number_of_seconds_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "clock").write_text(text)

    with refuses(ConfigurationError, match="does not hold a number of seconds"):
        ShiftedClock(tmp_path / "clock").now()
