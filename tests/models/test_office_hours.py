"""When office hours hold, and when the next begin."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.office_hours import OfficeHours
from models.working_days import AMSTERDAM, close_on, is_working_day

HOURS = OfficeHours.parse("08:00-18:00")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        pytest.param("2026-03-02 07:59", "2026-03-02 08:00", id="before-they-begin"),
        pytest.param("2026-03-02 08:00", "2026-03-02 08:00", id="as-they-begin"),
        pytest.param("2026-03-02 17:59", "2026-03-02 17:59", id="just-before-they-end"),
        pytest.param("2026-03-02 18:00", "2026-03-03 08:00", id="as-they-end"),
        pytest.param("2026-03-06 20:00", "2026-03-09 08:00", id="on-friday-night"),
        pytest.param("2026-03-07 12:00", "2026-03-09 08:00", id="on-saturday"),
        pytest.param("2026-04-02 19:00", "2026-04-07 08:00", id="before-easter"),
        pytest.param("2026-03-10 12:00", "2026-03-11 08:00", id="on-a-closed-day"),
        pytest.param("2026-03-28 23:00", "2026-03-30 08:00", id="as-the-clock-goes-to-summer-time"),
        pytest.param("2026-10-24 23:00", "2026-10-26 08:00", id="as-the-clock-goes-back"),
    ],
)
def test_office_hours_are_those_of_working_days_in_dutch_time(at: str, opens: str) -> None:
    assert HOURS is not None
    close_on([date(2026, 3, 10)])
    moment, start = (datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC) for text in (at, opens))
    assert HOURS.next_from(moment) == start
    assert HOURS.hold(moment) is (moment == start)


@given(st.integers(0, 15 * 366 * 24 * 60))
def test_the_next_office_hours_hold_and_never_lie_in_the_past(minutes: int) -> None:
    assert HOURS is not None
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    start = HOURS.next_from(at)
    assert start >= at
    assert HOURS.hold(start)
    assert is_working_day(start.astimezone(AMSTERDAM).date())


@pytest.mark.parametrize(
    "text", ["8-18", "08:00", "18:00-08:00", "08:00-08:00", "08:00-24:00", "altijd", "08:60-18:00"]
)
def test_what_names_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="should"):
        OfficeHours.parse(text)


def test_no_hours_are_always() -> None:
    assert OfficeHours.parse("") is None
