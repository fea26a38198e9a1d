"""Working days in the Netherlands.

Weekends and the holidays of the Algemene termijnenwet (article 3) are no working days; that list is
what the holidays library calls the public and optional Dutch holidays: Good Friday and 5 May each year too.
An organisation has closed days of its own beside these. They are given once, when the process begins: the rules of
this process then count with one calendar, and read nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from models.errors import Fault, fault

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAX_TERM = timedelta(days=366)


_closed: frozenset[date] = frozenset()


def close_on(days: Iterable[date]) -> None:
    """Take these days for closed days of the organisation, in place of those given before."""
    global _closed
    _closed = frozenset(days)


def _calendar() -> holidays.HolidayBase:
    return _calendar_with(_closed)


@lru_cache(maxsize=4)
def _calendar_with(closed: frozenset[date]) -> holidays.HolidayBase:
    calendar = holidays.country_holidays("NL", categories=("public", "optional"))
    calendar.update(dict.fromkeys(closed, "closed"))
    return calendar


def is_working_day(day: date) -> bool:
    """Return whether ministries work on this day."""
    return bool(_calendar().is_working_day(day))


def add_working_days(day: date, count: int) -> date:
    """Return the day that lies `count` working days after `day` (before it when negative)."""
    return _calendar().get_nth_working_day(day, count)


def working_day_from(day: date) -> date:
    """Return this day if it is a working day, else the first one after it."""
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start`, up to and including `end`; 0 if end is not later."""
    if end <= start:
        return 0
    return int(_calendar().get_working_days_count(start, end)) - int(is_working_day(start))


def due_date_fault(day: date, *, today: date) -> Fault | None:
    """Return why this day cannot be a due date; None if it can."""
    if day < today:
        return fault("", "day.in_the_past", day=day)
    if day > today + MAX_TERM:
        return fault("", "day.too_far_away", day=day)
    if not is_working_day(day):
        return fault("", "day.not_a_working_day", day=day)
    return None


def local_day(at: datetime) -> date:
    """Return the day in the Netherlands at a moment."""
    return at.astimezone(AMSTERDAM).date()


def end_of_day(day: date) -> datetime:
    """Return the moment at which a due date has passed: midnight at its end, Dutch time."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(), AMSTERDAM)


def start_of_business(day: date) -> datetime:
    """Return nine in the morning, Dutch time: when reminders for a day go out."""
    return datetime.combine(day, time(9), AMSTERDAM)
