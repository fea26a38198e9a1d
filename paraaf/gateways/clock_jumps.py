"""Whether the machine's clock jumped ahead: compared with the time since the machine started, which nobody sets.

A clock that is set a day ahead by mistake would let every term be over at once, and nobody could take that back. So
what is over by a jump is over only once the clock stays where it is for some minutes.
"""

import json
import logging
import socket
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

log = logging.getLogger("paraaf")

TOLERANCE = timedelta(minutes=2)
"""By how much a clock may be put right without anybody taking a second look."""
SECOND_LOOK_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Look:
    """What the clock said at a moment, and since when it is ahead of that, if it is."""

    boot: str
    """Which start of the machine it was."""
    up: float
    """Seconds since that start."""
    clock: float
    """What the clock said, in seconds since 1970."""
    ahead_since: float | None = None
    """Seconds after the start at which the clock was first seen to be ahead."""

    def next(self, boot: str, up: float, clock: float) -> "Look":
        """Return what is known after one more look: this one, for as long as the clock is ahead of it."""
        passed = up - self.up if boot == self.boot else 0.0
        if clock - self.clock - passed <= TOLERANCE.total_seconds():
            return Look(boot, up, clock)
        since = self.ahead_since if boot == self.boot and self.ahead_since is not None else up
        if up - since >= SECOND_LOOK_AFTER.total_seconds():
            return Look(boot, up, clock)
        return Look(boot, up, self.clock + passed, since)


def settled(now: datetime, folder: Path) -> datetime:
    """Return the moment up to which time has surely passed: now, or earlier for some minutes after a jump ahead.

    What was seen last is kept in a file of this machine. Where that cannot be, the clock is believed.
    """
    boot, up = _since_start()
    file = folder / f"clock-{socket.gethostname()}.json"
    if not boot:
        return now
    last = _read(file)
    look = last.next(boot, up, now.timestamp()) if last is not None else Look(boot, up, now.timestamp())
    if look.ahead_since is not None and (last is None or last.ahead_since != look.ahead_since):
        log.warning("The clock jumped ahead to %s. No term is over by that for the next five minutes.", now.isoformat())
    with suppress(OSError):
        replacement = file.with_suffix(f".{time.monotonic_ns()}.new")
        replacement.write_text(json.dumps(asdict(look)))
        replacement.replace(file)
    return min(now, datetime.fromtimestamp(look.clock, now.tzinfo))


def _since_start() -> tuple[str, float]:
    """Return which start of the machine this is, and the seconds since then, asleep or not; empty if it cannot say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return boot, time.clock_gettime(time.CLOCK_BOOTTIME)
    except (OSError, AttributeError):
        return "", 0.0


def _read(file: Path) -> Look | None:
    try:
        return Look(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None
