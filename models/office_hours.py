"""Office hours: when messages go out that nobody asked for at that moment. Pure rules."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time

from models.working_days import AMSTERDAM, add_working_days, is_working_day

_FORM = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class OfficeHours:
    """From when until when people work on a working day, Dutch time."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "OfficeHours | None":
        """Return the hours that a text such as `08:00-18:00` names; None if it is empty. Raises `ValueError`."""
        if not text.strip():
            return None
        found = _FORM.fullmatch(text.replace(" ", ""))
        if found is None:
            raise ValueError("should be like 08:00-18:00, or empty")
        hours = cls(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
        if hours.start >= hours.end:
            raise ValueError("should end later on the day than they begin")
        return hours

    def hold(self, at: datetime) -> bool:
        """Return whether this moment lies in office hours."""
        local = at.astimezone(AMSTERDAM)
        return is_working_day(local.date()) and self.start <= local.time() < self.end

    def next_from(self, at: datetime) -> datetime:
        """Return this moment if it lies in office hours, else the start of the next."""
        if self.hold(at):
            return at
        local = at.astimezone(AMSTERDAM)
        is_before = is_working_day(local.date()) and local.time() < self.start
        day = local.date() if is_before else add_working_days(local.date(), 1)
        return datetime.combine(day, self.start, AMSTERDAM).astimezone(UTC)
