"""From the debate date back, and from today on: the days of each stage of the route."""

import copy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.consultation import ChangeNotice
from models.enums import (
    ChangeChoice,
    DecisionStatus,
    DossierStatus,
    HoldStatus,
    Position,
    RoundStatus,
    SignOffStatus,
    Verdict,
    Weight,
)
from models.hold import Hold
from models.planning import Planning, deadline_for, latest_days, plan, plan_ahead, slack
from models.route import Route
from models.working_days import is_working_day, local_day, working_days_between
from tests.support.states import (
    DISPATCH,
    MINISTER,
    ROUTE,
    SIGN_OFF,
    STAKEHOLDERS,
    START,
    Letter,
    ready_to_sign,
)

MONDAY = date(2026, 3, 2)
DEPARTMENTS_, STAKEHOLDERS_, NOTE_, SIGN_OFF_, MINISTER_, DISPATCH_ = range(6)


def route(*, before: int = 0, **terms: int) -> dict[str, Any]:
    """Return the test's route, in which a stage takes a day unless another term is given for it."""
    data = copy.deepcopy(ROUTE)
    for stage in data["stages"]:
        stage["working_days"] = terms.get(stage["key"], 1)
    return data | {"working_days_before_debate": before}


def finishes(planning: Planning) -> list[str]:
    """Return the day on which each stage is done, with a mark at those that are only expected."""
    return [f"{stage.finish:%m-%d}{'' if stage.is_done else '?'}" if stage.finish else "" for stage in planning.stages]


# From the debate date back


@pytest.mark.parametrize(
    ("debate", "before", "deadline"),
    [
        pytest.param(date(2026, 3, 12), 5, date(2026, 3, 5), id="a-week-before"),
        pytest.param(date(2026, 3, 12), 0, date(2026, 3, 12), id="on-the-day-itself"),
        pytest.param(date(2026, 4, 6), 0, date(2026, 4, 2), id="Easter-Monday-is-no-day-to-send"),
        pytest.param(date(2026, 4, 7), 1, date(2026, 4, 2), id="over-Easter"),
        pytest.param(date(2026, 5, 18), 5, date(2026, 5, 8), id="over-Ascension-Day"),
        pytest.param(date(2026, 5, 7), 3, date(2026, 5, 1), id="over-5-May"),
        pytest.param(date(2027, 1, 4), 5, date(2026, 12, 24), id="over-Christmas-and-New-Year"),
    ],
)
def test_the_letter_is_with_parliament_so_many_working_days_before_the_debate(
    debate: date, before: int, deadline: date
) -> None:
    assert deadline_for(debate, Route.model_validate(route(before=before))) == deadline


def test_a_route_that_says_nothing_wants_the_letter_a_week_before_the_debate() -> None:
    assert deadline_for(date(2026, 3, 12), Route.model_validate(ROUTE)) == date(2026, 3, 5)


def test_every_stage_has_its_latest_days_counted_back_over_easter_and_king_s_day() -> None:
    days = latest_days([6, 6, 0, 2, 2, 1], date(2026, 4, 28))

    assert [(f"{start:%m-%d}", f"{finish:%m-%d}") for start, finish in days] == [
        ("03-31", "04-10"),  # Good Friday and Easter Monday lie in it
        ("04-10", "04-20"),
        ("04-20", "04-20"),
        ("04-20", "04-22"),
        ("04-22", "04-24"),
        ("04-24", "04-28"),  # a weekend and King's Day lie in it
    ]


days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
terms = st.tuples(st.integers(1, 12), st.integers(1, 12), st.just(0), *[st.integers(1, 6)] * 3)


@settings(max_examples=60, deadline=None)
@given(days.filter(is_working_day), terms)
def test_the_latest_days_go_up_along_the_route_with_each_term_between_them(deadline: date, terms: list[int]) -> None:
    found = latest_days(terms, deadline)

    flat = [day for pair in found for day in pair]
    assert flat == sorted(flat)
    assert all(map(is_working_day, flat))
    assert [working_days_between(start, finish) for start, finish in found] == list(terms)
    assert flat[-1] == deadline


@settings(max_examples=60, deadline=None)
@given(days, terms)
def test_a_letter_that_sets_out_on_its_latest_day_just_makes_it_and_a_working_day_later_it_is_a_day_late(
    debate: date, terms: list[int]
) -> None:
    keys = ("departments", "stakeholders", "advice_note", "sign_off", "minister", "dispatch")
    found = Route.model_validate(route(before=3, **{key: term for key, term in zip(keys, terms, strict=True) if term}))
    latest = plan_ahead(found, sign_off_turns=1, start=MONDAY, debate=debate).stages[0].latest_start
    assert latest is not None

    just = plan_ahead(found, sign_off_turns=1, start=latest, debate=debate)
    later = next(day for n in range(1, 15) if is_working_day(day := latest + timedelta(n)))
    late = plan_ahead(found, sign_off_turns=1, start=later, debate=debate)

    assert [stage.slack for stage in just.stages] == [0] * 6
    assert [stage.finish for stage in just.stages] == [stage.latest_finish for stage in just.stages]
    assert [stage.late_by for stage in late.stages] == [1] * 6
    assert (just.no_longer_fits, late.no_longer_fits) == (False, True)


@settings(max_examples=100, deadline=None)
@given(days, days)
def test_slack_is_the_working_days_in_between_and_lateness_the_same_turned_round(a: date, b: date) -> None:
    assert slack(a, b) == -slack(b, a)
    assert slack(min(a, b), max(a, b)) == working_days_between(min(a, b), max(a, b))


@pytest.mark.parametrize(
    ("finish", "latest", "left"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), 1),
        (date(2026, 3, 7), date(2026, 3, 6), 0),  # done on Saturday is as good as done on Friday
        (date(2026, 3, 9), date(2026, 3, 6), -1),
        (date(2026, 4, 7), date(2026, 4, 2), -1),  # only Easter lies between
    ],
)
def test_slack_over_weekends_and_holidays(finish: date, latest: date, left: int) -> None:
    assert slack(finish, latest) == left


def test_officials_with_the_same_turn_share_one_term() -> None:
    found = Route.model_validate(route(sign_off=3))

    one, two = (plan_ahead(found, sign_off_turns=turns, start=MONDAY, debate=None) for turns in (1, 2))

    assert slack(one.stages[SIGN_OFF_].finish, two.stages[SIGN_OFF_].finish) == 3  # type: ignore[arg-type]


def test_a_fixed_due_date_is_expected_and_may_be_too_late_for_the_debate() -> None:
    data = route()
    data["stages"][0]["due_date"] = date(2026, 3, 20)
    planning = plan_ahead(Route.model_validate(data), sign_off_turns=1, start=MONDAY, debate=date(2026, 3, 20))

    assert finishes(planning)[0] == "03-23?"
    assert planning.stages[0].late_by == working_days_between(planning.stages[0].latest_finish, date(2026, 3, 23))  # type: ignore[arg-type]
    assert planning.no_longer_fits


def test_a_letter_without_a_debate_date_has_expected_days_and_nothing_else() -> None:
    planning = plan(Letter(route=route()).state, today=MONDAY)

    assert [(s.latest_start, s.latest_finish, s.slack) for s in planning.stages] == [(None, None, None)] * 6
    assert finishes(planning) == ["03-04?", "03-06?", "03-06?", "03-10?", "03-11?", "03-12?"]
    assert (planning.deadline, planning.late_by, planning.no_longer_fits) == (None, 0, False)


# As the letter stands


def consulted(**dossier: Any) -> Letter:
    letter = Letter(route=route(), **dossier)
    letter.version()
    return letter


def test_an_open_round_is_expected_to_be_answered_on_the_working_day_after_its_due_date() -> None:
    letter = consulted()
    letter.round("FIN OCW", due=date(2026, 3, 6))

    assert finishes(plan(letter.state, today=MONDAY))[:3] == ["03-09?", "03-11?", "03-11?"]


def test_a_round_that_everybody_answered_is_expected_to_end_today() -> None:
    letter = consulted()
    letter.reaction(letter.round("FIN", due=date(2026, 3, 20)), "FIN", Position.AGREE)

    assert finishes(plan(letter.state, today=MONDAY))[:2] == ["03-02?", "03-04?"]


def test_a_round_whose_due_date_passed_is_expected_to_end_today() -> None:
    letter = consulted()
    letter.round("FIN", due=date(2026, 3, 6))

    assert finishes(plan(letter.state, today=date(2026, 3, 10)))[:2] == ["03-10?", "03-12?"]


@pytest.mark.parametrize("status", [RoundStatus.OPEN, RoundStatus.CLOSED])
@pytest.mark.parametrize("position", [Position.OBJECT, Position.AGREE_ON_CONDITION])
def test_with_an_objection_or_condition_a_follow_up_round_is_expected(status: RoundStatus, position: Position) -> None:
    letter = consulted()
    letter.reaction(letter.round("FIN", status=status), "FIN", position, Weight.CONDITION)

    assert finishes(plan(letter.state, today=MONDAY))[:2] == ["03-05?", "03-09?"]


def test_after_an_escalation_no_follow_up_round_is_expected() -> None:
    letter = consulted()
    round_ = letter.round("FIN", status=RoundStatus.CLOSED)
    letter.reaction(round_, "FIN", Position.OBJECT, Weight.CONDITION)
    letter.escalation(round_, "FIN", minutes=9)

    assert finishes(plan(letter.state, today=MONDAY))[:2] == ["03-02?", "03-04?"]


def test_a_letter_on_hold_is_planned_as_if_it_were_released_today() -> None:
    letter = consulted()
    letter.round("FIN", due=date(2026, 3, 6))
    letter.state.holds.append(Hold(dossier_id="d1", number=1, reason="r", by="b", at=START))

    assert finishes(plan(letter.state, today=date(2026, 3, 9)))[0] == "03-16?"

    letter.state.holds[0].status = HoldStatus.RELEASED
    assert finishes(plan(letter.state, today=date(2026, 3, 5)))[0] == "03-09?"


def test_what_is_done_has_its_real_day_and_its_lateness() -> None:
    letter = consulted(stage=STAKEHOLDERS, debate_date=date(2026, 3, 11))
    round_ = letter.round("FIN", status=RoundStatus.ANSWERED)
    round_.closed_at = START
    comments = letter.reaction(round_, "FIN", Position.AGREE_WITH_COMMENTS, Weight.SUGGESTION)
    letter.answer(comments, Verdict.REJECTED)
    letter.state.responses[0].at = START + timedelta(days=2)

    planning = plan(letter.state, today=date(2026, 3, 6))

    assert finishes(planning)[:2] == ["03-04", "03-10?"]
    assert planning.stages[0].latest_finish == date(2026, 3, 3)
    assert [(stage.slack, stage.late_by) for stage in planning.stages[:2]] == [(-1, 1), (-3, 3)]
    assert planning.late_by == 3


@pytest.mark.parametrize(
    ("statuses", "due", "day"),
    [
        pytest.param([SignOffStatus.ASKED, SignOffStatus.WAITING], date(2026, 3, 9), "03-10?", id="one-more-turn"),
        pytest.param([SignOffStatus.SIGNED_OFF, SignOffStatus.ASKED], date(2026, 3, 9), "03-09?", id="the-last"),
        pytest.param([SignOffStatus.ASKED, SignOffStatus.WAITING], date(2026, 2, 27), "03-03?", id="late-already"),
        pytest.param([SignOffStatus.SIGNED_OFF, SignOffStatus.WAITING], None, "03-03?", id="about-to-be-asked"),
    ],
)
def test_the_sign_off_route_is_expected_by_the_turns_that_are_left(
    statuses: list[SignOffStatus], due: date | None, day: str
) -> None:
    letter = ready_to_sign(SIGN_OFF, route=route())
    for place in letter.sign_off_route(*statuses):
        place.due = due

    assert finishes(plan(letter.state, today=MONDAY))[SIGN_OFF_] == day


def test_those_who_are_asked_at_the_same_time_count_once() -> None:
    letter = ready_to_sign(SIGN_OFF, route=route())
    for participant in letter.state.participants:
        participant.turn = 0

    assert finishes(plan(letter.state, today=MONDAY))[SIGN_OFF_] == "03-03?"


@pytest.mark.parametrize(
    ("status", "days"),
    [
        (DecisionStatus.ASKED, ["03-09?", "03-10?"]),
        (DecisionStatus.DISCUSS, ["03-09?", "03-10?"]),
        (DecisionStatus.SIGNED, ["03-02?", "03-03?"]),
    ],
)
def test_the_minister_is_expected_to_sign_on_the_due_date(status: DecisionStatus, days: list[str]) -> None:
    letter = ready_to_sign(MINISTER, route=route())
    letter.decision(status)

    assert finishes(plan(letter.state, today=MONDAY))[MINISTER_:] == days


def test_a_letter_that_the_minister_returned_is_expected_to_pass_the_sign_off_route_again() -> None:
    letter = ready_to_sign(MINISTER, route=route(), status=DossierStatus.RETURNED)
    letter.sign_off_route(SignOffStatus.SIGNED_OFF, SignOffStatus.SIGNED_OFF)
    letter.decision(DecisionStatus.RETURNED)

    assert finishes(plan(letter.state, today=MONDAY))[NOTE_:] == ["03-02", "03-04?", "03-05?", "03-06?"]


def test_a_package_that_is_ready_is_expected_to_go_within_the_term_of_the_dispatch() -> None:
    letter = ready_to_sign(DISPATCH, route=route(dispatch=2))
    letter.dispatch()

    assert finishes(plan(letter.state, today=MONDAY))[DISPATCH_] == "03-04?"
    assert finishes(plan(letter.state, today=date(2026, 3, 10)))[DISPATCH_] == "03-10?"


def test_a_letter_that_was_dispatched_too_late_says_so_and_warns_no_more() -> None:
    letter = ready_to_sign(DISPATCH, route=route(), status=DossierStatus.DISPATCHED, debate_date=date(2026, 2, 27))
    letter.dispatch(dispatched_at=START)

    planning = plan(letter.state, today=date(2026, 3, 30))

    assert (planning.finish, planning.late_by, planning.no_longer_fits) == (local_day(START), 1, False)


def test_of_a_letter_that_was_withdrawn_nothing_is_expected() -> None:
    letter = consulted(status=DossierStatus.WITHDRAWN, debate_date=date(2026, 2, 27))

    planning = plan(letter.state, today=MONDAY)

    assert (finishes(planning), planning.late_by) == ([""] * 6, 0)


def test_a_letter_that_went_back_takes_the_follow_up_term_where_parties_are_asked_again_and_no_other() -> None:
    letter = Letter(route=route(stakeholders=9), asks_all_from=SIGN_OFF, cycle=2, debate_date=date(2026, 3, 20))
    letter.version()
    for stage, party in (("departments", "FIN"), ("stakeholders", "VNO")):
        round_ = letter.round(party, stage=stage, status=RoundStatus.ANSWERED)
        round_.closed_at = START
    letter.state.change_notices.append(
        ChangeNotice(
            dossier_id="d1", stage_key="departments", party_code="FIN", agreed_version=1, version_number=1,
            fingerprint="print-1", choice=ChangeChoice.ASK_AGAIN, reason="r", by="o", at=START + timedelta(hours=1),
            after_round=1,
        )
    )  # fmt: skip

    planning = plan(letter.state, today=date(2026, 3, 3))

    assert finishes(planning)[:3] == ["03-06?", "03-02", "03-06?"]
    assert len({stage.slack for stage in planning.stages if not stage.is_done}) == 1


def test_what_is_begun_on_a_day_off_counts_from_the_next_working_day() -> None:
    good_friday, tuesday = date(2026, 4, 3), date(2026, 4, 7)

    assert plan(consulted().state, today=good_friday) == plan(consulted().state, today=tuesday)
