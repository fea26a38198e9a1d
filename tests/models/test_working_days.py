from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.working_days import (
    add_working_days,
    due_date_fault,
    end_of_day,
    is_working_day,
    local_day,
    start_of_business,
    working_days_between,
)
from tests.support.refusals import english


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2026, 4, 27),  # King's Day
        date(2026, 5, 5),  # Liberation Day, also in years that are no lustrum
        date(2025, 5, 5),
        date(2026, 5, 14),  # Ascension
        date(2026, 5, 25),  # Whit Monday
        date(2026, 12, 25),
        date(2025, 12, 26),
        date(2026, 3, 7),  # Saturday
        date(2026, 3, 8),  # Sunday
    ],
)
def test_ministries_are_closed_on_weekends_and_the_holidays_of_the_law(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2026, 3, 1), "2026-03-01 is in the past"),
        (date(2026, 3, 2), None),
        (date(2026, 3, 7), "2026-03-07 is not a working day"),
        (date(2027, 3, 3), None),
        (date(2027, 3, 4), "2027-03-04 is more than a year away; is the year right?"),
        (date.max, "9999-12-31 is more than a year away; is the year right?"),
    ],
)
def test_a_due_date_is_a_working_day_within_a_year(day: date, fault: str | None) -> None:
    found = due_date_fault(day, today=date(2026, 3, 2))

    assert (english(found) if found else None) == fault


@pytest.mark.parametrize("day", [date(2026, 4, 2), date(2026, 5, 4), date(2026, 12, 24), date(2026, 12, 31)])
def test_the_days_around_holidays_are_working_days(day: date) -> None:
    assert is_working_day(day)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 5, 4), 1, date(2026, 5, 6)),
        (date(2025, 12, 24), 3, date(2025, 12, 31)),
        (date(2025, 12, 24), 4, date(2026, 1, 2)),
        (date(2026, 1, 2), -4, date(2025, 12, 24)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
    ],
)
def test_working_days_are_counted_over_holidays_and_years(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)), st.integers(1, 60))
def test_counting_back_gives_what_was_added(start: date, count: int) -> None:
    end = add_working_days(start, count)

    assert is_working_day(end)
    assert working_days_between(start, end) == count


def test_no_working_days_lie_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert working_days_between(date(2026, 3, 4), date(2026, 3, 4)) == 0
    assert working_days_between(date(2026, 3, 4), date(2026, 3, 2)) == 0


def test_a_due_date_lasts_until_midnight_dutch_time() -> None:
    assert end_of_day(date(2026, 3, 9)) == datetime(2026, 3, 9, 23, tzinfo=UTC)
    assert end_of_day(date(2026, 7, 9)) == datetime(2026, 7, 9, 22, tzinfo=UTC)


def test_the_day_on_which_the_clock_changes_is_an_hour_shorter() -> None:
    summer_time_begins = date(2026, 3, 29)
    before, after = end_of_day(summer_time_begins - timedelta(1)), end_of_day(summer_time_begins)

    assert after.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=23)


def test_late_in_the_evening_utc_it_is_the_next_day_in_the_netherlands() -> None:
    assert local_day(datetime(2026, 3, 9, 23, 30, tzinfo=UTC)) == date(2026, 3, 10)
    assert local_day(datetime(2026, 3, 9, 22, 30, tzinfo=UTC)) == date(2026, 3, 9)


def test_reminders_go_out_at_nine_dutch_time() -> None:
    assert start_of_business(date(2026, 3, 6)) == datetime(2026, 3, 6, 8, tzinfo=UTC)
    assert start_of_business(date(2026, 7, 6)) == datetime(2026, 7, 6, 7, tzinfo=UTC)
