"""What each figure counts, on records put together by hand; 2 March 2026 is a Monday."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.enums import DecisionStatus, Position, RoundStatus, SignOffStatus
from models.figure_facts import (
    DecisionFacts,
    DispatchFacts,
    Facts,
    HoldFacts,
    InvitationFacts,
    LetterFacts,
    ReactionFacts,
    ResponseFacts,
    RoundFacts,
    SignOffFacts,
)
from models.figures import Answers, Figures, Spread, StepFigures, figures_of, spread


def march(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def letter(id_: str = "d1", *, started: int = 2) -> LetterFacts:
    return LetterFacts(id_, "MIN", "BBR", march(started))


def round_(
    id_: str = "r1",
    *,
    status: RoundStatus = RoundStatus.ANSWERED,
    opened: int = 2,
    closed: int = 10,
    letter: str = "d1",
) -> RoundFacts:
    return RoundFacts(id_, letter, "departments", status, march(opened), march(closed))


def asked(party: str = "FIN", *, round_: str = "r1", day: int = 2, optional: bool = False) -> InvitationFacts:
    return InvitationFacts(f"{round_}-{party}", round_, party, optional, march(day))


def said(
    party: str = "FIN", *, day: int, position: Position = Position.AGREE, late: bool = False, round_: str = "r1"
) -> ReactionFacts:
    return ReactionFacts(f"{round_}-{party}", position, march(day), late)


def silence(party: str = "FIN", position: Position = Position.TACIT) -> ReactionFacts:
    return said(party, day=10, position=position)


def step(facts: Facts, name: str = "departments") -> StepFigures:
    return next(step for step in figures_of(facts).steps if step.step == name)


def required(**facts: Any) -> Answers:
    return step(Facts(letters=[letter()], rounds=[round_()], **facts)).required


# Spreads


@pytest.mark.parametrize(
    ("values", "middle", "nine_in_ten"),
    [
        ([], None, None),
        ([3], 3, 3),
        ([1, 2], 1.5, 2),
        ([5, 1, 3], 3, 5),
        (list(range(1, 11)), 5.5, 9),
        (list(range(1, 12)), 6, 10),
        ([1] * 9 + [100], 1, 1),
        ([1] * 8 + [100] * 2, 1, 100),
    ],
)
def test_a_spread_has_the_median_and_the_value_that_nine_in_ten_do_not_exceed(
    values: list[int], middle: float | None, nine_in_ten: float | None
) -> None:
    assert spread(values) == Spread(len(values), middle, nine_in_ten)


@given(st.lists(st.integers(0, 300), min_size=1))
def test_at_least_nine_in_ten_lie_at_or_under_the_percentile_and_fewer_under_any_smaller_value(
    values: list[int],
) -> None:
    p90 = spread(values).p90

    assert 10 * sum(value <= p90 for value in values) >= 9 * len(values)  # type: ignore[operator]
    assert 10 * sum(value < p90 for value in values) < 9 * len(values)  # type: ignore[operator]


# Turnaround


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (march(2), march(2, 18), 0),
        (march(2), march(4), 2),
        (march(6), march(9), 1),
        (march(4, 22), march(4, 23), 1),  # over midnight in the Netherlands
        (datetime(2026, 4, 2, 12, tzinfo=UTC), datetime(2026, 4, 8, 12, tzinfo=UTC), 2),  # over Easter
        (datetime(2026, 5, 4, 12, tzinfo=UTC), datetime(2026, 5, 6, 12, tzinfo=UTC), 1),  # over 5 May
    ],
)
def test_turnaround_is_in_working_days_from_the_day_of_asking_to_the_day_of_the_answer(
    start: datetime, end: datetime, days: int
) -> None:
    invitation = asked()._replace(asked_at=start)
    found = required(invitations=[invitation], reactions=[said(day=2)._replace(at=end)])

    assert found.turnaround == Spread(1, days, days)


def test_of_several_reactions_the_first_says_how_long_it_took() -> None:
    found = required(invitations=[asked()], reactions=[said(day=6), said(day=4)])

    assert (found.asked, found.turnaround) == (1, Spread(1, 2, 2))


@pytest.mark.parametrize(
    ("held", "until", "days"),
    [
        pytest.param(3, 5, 2, id="within"),
        pytest.param(1, 3, 3, id="before-and-in"),
        pytest.param(5, 20, 3, id="in-and-after"),
        pytest.param(5, None, 3, id="still-on-hold"),
        pytest.param(3, 3, 4, id="within-a-day"),
        pytest.param(9, 11, 4, id="after"),
    ],
)
def test_the_days_on_hold_do_not_count(held: int, until: int | None, days: int) -> None:
    found = required(
        invitations=[asked()],
        reactions=[said(day=6)],
        holds=[HoldFacts("d1", march(held), march(until) if until else None), HoldFacts("d2", march(2), march(6))],
    )

    assert found.turnaround.median == days


# Silence and lateness


def test_who_stays_silent_has_no_turnaround_and_counts_as_silent() -> None:
    found = required(
        invitations=[asked("FIN"), asked("OCW"), asked("DEF"), asked("SZW")],
        reactions=[said("FIN", day=4), silence("OCW"), silence("DEF", Position.NO_RESPONSE), silence("SZW")],
    )

    assert (found.asked, found.silent, found.tacit, found.late) == (4, 3, 2, 0)
    assert (found.tacit_share, found.late_share) == (0.5, 0)
    assert found.turnaround.count == 1


def test_who_reacts_after_the_close_was_silent_and_is_late() -> None:
    found = required(invitations=[asked()], reactions=[silence(), said(day=12, late=True)])

    assert (found.silent, found.tacit, found.late, found.turnaround.median) == (1, 1, 1, 8)


def test_who_was_in_time_and_says_more_after_the_close_is_not_late() -> None:
    found = required(invitations=[asked()], reactions=[said(day=4), said(day=12, late=True)])

    assert (found.silent, found.late, found.turnaround.median) == (0, 0, 2)


@pytest.mark.parametrize("status", [RoundStatus.OPEN, RoundStatus.CANCELLED])
def test_a_round_that_did_not_close_counts_for_nothing(status: RoundStatus) -> None:
    facts = Facts([letter()], [round_(status=status)], [asked()], [said(day=4)])

    assert step(facts).required.asked == 0


def test_a_party_that_need_not_answer_stands_apart() -> None:
    facts = Facts(
        [letter()], [round_()], [asked("FIN"), asked("VNO", optional=True)],
        [said("FIN", day=3), silence("VNO", Position.NO_RESPONSE)],
    )  # fmt: skip

    found = step(facts)

    assert (found.required.asked, found.required.silent) == (1, 0)
    assert (found.optional.asked, found.optional.silent) == (1, 1)
    assert [(party.party, party.is_optional) for party in found.parties] == [("FIN", False), ("VNO", True)]


def test_nothing_asked_has_no_shares() -> None:
    nothing = Answers(asked=0, late=0, silent=0, tacit=0, turnaround=Spread(0, None, None))

    assert required() == nothing
    assert (nothing.late_share, nothing.tacit_share) == (None, None)


DUE = date(2026, 3, 4)


@pytest.mark.parametrize(("day", "late"), [(4, 0), (5, 1)])
@pytest.mark.parametrize("status", [SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED])
def test_a_sign_off_or_return_is_late_from_the_day_after_its_due_date(
    status: SignOffStatus, day: int, late: int
) -> None:
    facts = Facts([letter()], sign_offs=[SignOffFacts("d1", "DIR", status, march(2), DUE, march(day))])

    found = step(facts, "sign_off").required

    assert (found.asked, found.late, found.turnaround.median) == (1, late, day - 2)


@pytest.mark.parametrize(
    "status", [s for s in SignOffStatus if s not in (SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED)]
)
def test_an_official_who_did_not_decide_counts_for_nothing(status: SignOffStatus) -> None:
    facts = Facts([letter()], sign_offs=[SignOffFacts("d1", "DIR", status, march(2), DUE, march(9))])

    assert step(facts, "sign_off").required.asked == 0


@pytest.mark.parametrize(
    ("status", "day", "counts"),
    [
        (DecisionStatus.SIGNED, 4, (1, 0)),
        (DecisionStatus.SIGNED, 5, (1, 1)),
        (DecisionStatus.RETURNED, 5, (1, 1)),
        (DecisionStatus.ASKED, None, (0, 0)),
        (DecisionStatus.LAPSED, None, (0, 0)),
    ],
)
def test_the_minister_is_late_from_the_day_after_the_due_date(
    status: DecisionStatus, day: int | None, counts: tuple[int, int]
) -> None:
    decision = DecisionFacts("d1", status, march(2), DUE, march(day) if day else None)
    found = step(Facts([letter()], decisions=[decision]), "minister")

    assert (found.required.asked, found.required.late) == counts
    assert [party.party for party in found.parties] == ["MIN"] * counts[0]


def test_the_owner_s_turnaround_is_from_the_close_to_the_last_answer() -> None:
    facts = Facts(
        [letter()], [round_("r1", closed=10), round_("r2", status=RoundStatus.CLOSED), round_("r3")],
        responses=[ResponseFacts("r1", march(12)), ResponseFacts("r2", march(30))],
    )  # fmt: skip

    (owner,) = step(facts, "answers").parties

    assert (owner.party, owner.answers.turnaround) == ("owner", Spread(1, 2, 2))


# Letters as a whole


def dispatched(*letters: tuple[str, int], rounds: list[RoundFacts] | None = None) -> Figures:
    """Return the figures over letters that were sent on these days, and one that was not."""
    ids = [id_ for id_, _ in letters]
    return figures_of(
        Facts(
            [letter(id_) for id_ in [*ids, "under way"]],
            rounds or [],
            dispatches=[DispatchFacts(id_, march(2), march(day)) for id_, day in letters]
            + [DispatchFacts("under way", march(2), None)],
        )
    )


def test_a_letter_s_turnaround_is_from_its_start_to_its_dispatch_and_only_dispatched_letters_count() -> None:
    found = dispatched(("a", 4), ("b", 6))

    assert (found.letters, found.turnaround) == (3, Spread(2, 3, 4))
    (secretariat,) = found.steps[-1].parties
    assert (secretariat.party, secretariat.answers.asked) == ("BBR", 2)


def test_rounds_and_duration_are_those_of_dispatched_letters_without_cancelled_rounds() -> None:
    rounds = [
        round_("a1", letter="a", opened=2, closed=3),
        round_("a2", letter="a", opened=5, closed=6),
        round_("b1", letter="b", opened=2, closed=3),
        round_("b2", letter="b", opened=4, closed=4, status=RoundStatus.CANCELLED),
        round_("u1", letter="under way", opened=2, closed=30),
    ]

    found = dispatched(("a", 20), ("b", 20), rounds=rounds).steps[0]

    assert found.rounds == Spread(2, 1.5, 2)
    assert found.duration == Spread(2, 3, 4)
