from datetime import UTC, date, datetime, timedelta

import pytest

from models.enums import DecisionStatus, MessageKind, Position, RoundStatus, SignOffStatus
from models.reminders import open_reminders, reminder_days, wake_moment
from models.route import Reminders
from models.working_days import end_of_day, start_of_business
from tests.support.states import DUE, MINISTER, SIGN_OFF, START, Letter, ready_to_sign

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("due", "rule", "days"),
    [
        pytest.param(date(2026, 3, 9), Reminders(), [date(2026, 3, 4), date(2026, 3, 6)], id="halfway-and-one-before"),
        pytest.param(date(2026, 3, 4), Reminders(), [date(2026, 3, 3)], id="both-on-one-day-is-one-reminder"),
        pytest.param(date(2026, 3, 3), Reminders(), [], id="none-on-the-day-of-opening"),
        pytest.param(MONDAY, Reminders(), [], id="none-when-it-is-due-at-once"),
        pytest.param(date(2026, 3, 9), Reminders(halfway=False), [date(2026, 3, 6)], id="not-halfway"),
        pytest.param(
            date(2026, 3, 9),
            Reminders(halfway=False, working_days_before_due=[0, 2, 99]),
            [date(2026, 3, 5), date(2026, 3, 9)],
            id="none-before-the-opening",
        ),
        pytest.param(
            date(2026, 4, 7),
            Reminders(halfway=False),
            [date(2026, 4, 2)],
            id="one-working-day-before-lies-before-easter",
        ),
    ],
)
def test_reminder_days(due: date, rule: Reminders, days: list[date]) -> None:
    assert reminder_days(MONDAY, due, rule) == days


def test_only_those_who_are_silent_are_reminded_with_a_key_of_its_own_for_each_day() -> None:
    letter = Letter()
    letter.version()
    round_ = letter.round("FIN OCW")
    letter.reaction(round_, "FIN", Position.AGREE)

    reminders = open_reminders(letter.state)

    ocw = letter.state.invited_to(round_)[1].id
    assert [(r.party_code, r.key, r.moment) for r in reminders] == [
        ("OCW", f"reminder:{ocw}:20260304", datetime(2026, 3, 4, 8, tzinfo=UTC)),
        ("OCW", f"reminder:{ocw}:20260306", datetime(2026, 3, 6, 8, tzinfo=UTC)),
    ]


def test_a_reminder_that_the_owner_asked_for_counts_for_those_before_it() -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN")
    letter.message(MessageKind.REMINDER, "FIN", minutes=3 * 24 * 60)

    assert [r.moment.date() for r in open_reminders(letter.state)] == [date(2026, 3, 6)]


def test_another_message_or_another_party_s_reminder_counts_for_nothing() -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN")
    letter.message(MessageKind.INVITATION, "FIN", minutes=3 * 24 * 60)
    letter.message(MessageKind.REMINDER, "OCW", minutes=3 * 24 * 60)

    assert len(open_reminders(letter.state)) == 2


@pytest.mark.parametrize("status", [RoundStatus.CLOSED, RoundStatus.ANSWERED, RoundStatus.CANCELLED])
def test_a_round_that_is_over_reminds_nobody(status: RoundStatus) -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN", status=status)

    assert open_reminders(letter.state) == []


def test_an_official_who_is_late_is_reminded_on_the_morning_after() -> None:
    letter = ready_to_sign(SIGN_OFF)
    dir_, _wjz = letter.sign_off_route(SignOffStatus.ASKED, SignOffStatus.WAITING)

    (reminder,) = open_reminders(letter.state)

    assert reminder.key == f"reminder:{dir_.id}:late:20260309"
    assert reminder.moment == end_of_day(DUE) + timedelta(hours=9)


@pytest.mark.parametrize(
    ("status", "count"), [(DecisionStatus.ASKED, 1), (DecisionStatus.DISCUSS, 0), (DecisionStatus.SIGNED, 0)]
)
def test_the_minister_is_reminded_only_while_asked(status: DecisionStatus, count: int) -> None:
    letter = ready_to_sign(MINISTER)
    letter.decision(status)

    assert [r.party_code for r in open_reminders(letter.state)] == ["MIN"] * count


def test_the_sweep_looks_at_once_at_a_letter_that_can_go_on() -> None:
    assert wake_moment(Letter().state, at=START) == START


def test_the_sweep_looks_at_the_first_reminder_then_at_the_due_date() -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN")
    assert wake_moment(letter.state, at=START) == start_of_business(date(2026, 3, 4))

    letter.message(MessageKind.REMINDER, "FIN", minutes=5 * 24 * 60, attempts=1)
    assert wake_moment(letter.state, at=START + timedelta(days=5)) == end_of_day(DUE)


def test_the_sweep_has_nothing_to_look_for_while_the_owner_answers() -> None:
    letter = Letter()
    letter.version()
    letter.round("FIN", status=RoundStatus.CLOSED)

    assert wake_moment(letter.state, at=START) is None
