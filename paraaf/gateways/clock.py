"""What time it is."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from models.errors import ConfigurationError


class Clock(Protocol):
    """Tells the time: `now` by which the letters live, `wall` by which processes live."""

    def now(self) -> datetime: ...

    def wall(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class ShiftedClock(SystemClock):
    """The machine's clock, ahead by the number of seconds that a file holds: for demonstrations and tests."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        """Return the present moment in UTC, shifted."""
        return super().now() + self.shift

    @property
    def shift(self) -> timedelta:
        """By how much the clock is ahead."""
        try:
            return timedelta(seconds=float(self._file.read_text()))
        except FileNotFoundError:
            return timedelta()
        except (OSError, ValueError, OverflowError):
            raise ConfigurationError("settings.clock_file", file=self._file) from None

    def move_to(self, moment: datetime) -> None:
        """Put the clock ahead, for every process that reads the same file."""
        replacement = self._file.with_suffix(".new")
        replacement.write_text(str((moment - super().now()).total_seconds()))
        replacement.replace(self._file)
