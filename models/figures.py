"""Figures over letters: how long answers take, how many are late, how much agreement is silence.

All times are in working days, without the days on which the letter was on hold. What is said of many is the
median and the 90th percentile: a few letters that take months say little about the others.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from statistics import median

from models.enums import DecisionStatus, Position, RoundStatus, SignOffStatus
from models.figure_facts import Facts, ReactionFacts
from models.process import OWNER
from models.working_days import local_day, working_days_between

ANSWERS, SIGN_OFF, MINISTER, DISPATCH = "answers", "sign_off", "minister", "dispatch"
"""The steps beside the consultations, which go by the key of their stage; `answers` is the owner's."""

_SILENCE = (Position.TACIT, Position.NO_RESPONSE)
_CLOSED = (RoundStatus.CLOSED, RoundStatus.ANSWERED)
_DECIDED = (SignOffStatus.SIGNED_OFF, SignOffStatus.RETURNED, DecisionStatus.SIGNED, DecisionStatus.RETURNED)


@dataclass(frozen=True)
class Spread:
    """How values lie: how many there are, the one in the middle, and the one that nine in ten do not exceed."""

    count: int
    median: float | None
    """Of an even number the mean of the two in the middle; None of none."""
    p90: float | None
    """The smallest value that at least 90% of the values do not exceed; None of none."""


@dataclass(frozen=True)
class Question:
    """One party that was asked one thing, once that is over; what came of it."""

    step: str
    party: str
    is_optional: bool = False
    days: int | None = None
    """The turnaround: from the day it was asked to the day of the first answer, also a late one; None without one."""
    is_late: bool = False
    """A reaction was kept as late and none was in time; a sign-off or decision came on a day after its due date."""
    is_silent: bool = False
    """The round closed without a reaction."""
    is_tacit: bool = False
    """That silence was recorded as tacit agreement."""


@dataclass(frozen=True)
class Answers:
    """What came of some questions. A party that is late in a round was silent when it closed, and counts as both."""

    asked: int
    late: int
    silent: int
    tacit: int
    turnaround: Spread

    @property
    def late_share(self) -> float | None:
        """The part of all that was asked and is over that was answered late; None if nothing was asked."""
        return self.late / self.asked if self.asked else None

    @property
    def tacit_share(self) -> float | None:
        """The part of all that was asked and is over that counts as tacit agreement; None if nothing was asked."""
        return self.tacit / self.asked if self.asked else None


@dataclass(frozen=True)
class PartyFigures:
    """What one party did in one step. Whoever need not answer stands apart from those who must."""

    party: str
    is_optional: bool
    answers: Answers


@dataclass(frozen=True)
class StepFigures:
    """One step over all letters."""

    step: str
    duration: Spread
    """Per letter that was dispatched: from the day of the first question of the step to the day on which the last one
    was over. What lies between two rounds, or after a return, is in it. None for the answering."""
    rounds: Spread
    """Per letter that was dispatched and passed this consultation: how many rounds it took."""
    required: Answers
    optional: Answers
    parties: tuple[PartyFigures, ...]


@dataclass(frozen=True)
class Figures:
    """The figures over some letters."""

    letters: int
    turnaround: Spread
    """Of the letters that were dispatched: from the day they started to the day they went."""
    steps: tuple[StepFigures, ...]


@dataclass
class _Step:
    """One step of one letter: when it was asked, when it was over."""

    began: list[datetime] = field(default_factory=list)
    ended: list[datetime] = field(default_factory=list)
    rounds: int = 0


def spread(values: Iterable[int]) -> Spread:
    """Return how values lie."""
    found = sorted(values)
    if not found:
        return Spread(0, None, None)
    return Spread(len(found), median(found), found[math.ceil(0.9 * len(found)) - 1])


def figures_of(facts: Facts) -> Figures:
    """Return the figures over all letters in these facts."""
    clock = _NetDays(facts)
    questions = list(_questions(facts, clock))
    dispatched = {d.dossier_id: d.dispatched_at for d in facts.dispatches if d.dispatched_at}
    return Figures(
        letters=len(facts.letters),
        turnaround=spread(clock(x.id, x.created_at, dispatched[x.id]) for x in facts.letters if x.id in dispatched),
        steps=tuple(
            _step_figures(step, letters, [q for q in questions if q.step == step], clock)
            for step, letters in _steps(facts, dispatched.keys()).items()
        ),
    )


class _NetDays:
    """Counts the working days of a letter between two moments, without those on which it was on hold."""

    def __init__(self, facts: Facts) -> None:
        self._held: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for hold in facts.holds:
            until = local_day(hold.ended_at) if hold.ended_at else date.max
            self._held[hold.dossier_id].append((local_day(hold.at), until))

    def __call__(self, dossier_id: str, start: datetime, end: datetime) -> int:
        first, last = local_day(start), local_day(end)
        holds = self._held.get(dossier_id, ())
        return _days(first, last) - sum(_days(max(first, a), min(last, b)) for a, b in holds)


@lru_cache(maxsize=1 << 16)
def _days(start: date, end: date) -> int:
    return working_days_between(start, end)


def _step_figures(step: str, letters: dict[str, _Step], questions: list[Question], clock: _NetDays) -> StepFigures:
    over = {key: each for key, each in letters.items() if each.began and each.ended}
    groups: dict[tuple[bool, str], list[Question]] = defaultdict(list)
    for question in questions:
        groups[question.is_optional, question.party].append(question)
    return StepFigures(
        step=step,
        duration=spread(clock(key, min(each.began), max(each.ended)) for key, each in over.items()),
        rounds=spread(each.rounds for each in over.values() if each.rounds),
        required=_answers([q for q in questions if not q.is_optional]),
        optional=_answers([q for q in questions if q.is_optional]),
        parties=tuple(
            PartyFigures(party, is_optional, _answers(group)) for (is_optional, party), group in sorted(groups.items())
        ),
    )


def _answers(questions: list[Question]) -> Answers:
    return Answers(
        asked=len(questions),
        late=sum(q.is_late for q in questions),
        silent=sum(q.is_silent for q in questions),
        tacit=sum(q.is_tacit for q in questions),
        turnaround=spread(q.days for q in questions if q.days is not None),
    )


def _questions(facts: Facts, clock: _NetDays) -> Iterator[Question]:
    """Yield all that was asked and is over: answered, or closed without an answer."""
    letters = {letter.id: letter for letter in facts.letters}
    yield from _in_rounds(facts, clock)
    yield from _by_the_owner(facts, clock)
    for place in facts.sign_offs:
        if place.status in _DECIDED and place.asked_at and place.decided_at:
            days = clock(place.dossier_id, place.asked_at, place.decided_at)
            is_late = place.due is not None and local_day(place.decided_at) > place.due
            yield Question(SIGN_OFF, place.party_code, days=days, is_late=is_late)
    for decision in facts.decisions:
        if decision.status in _DECIDED and decision.decided_at:
            days = clock(decision.dossier_id, decision.asked_at, decision.decided_at)
            is_late = local_day(decision.decided_at) > decision.due
            yield Question(MINISTER, letters[decision.dossier_id].minister_code, days=days, is_late=is_late)
    for dispatch in facts.dispatches:
        if dispatch.dispatched_at:
            days = clock(dispatch.dossier_id, dispatch.ready_at, dispatch.dispatched_at)
            yield Question(DISPATCH, letters[dispatch.dossier_id].secretariat_code, days=days)


def _in_rounds(facts: Facts, clock: _NetDays) -> Iterator[Question]:
    closed = {round_.id: round_ for round_ in facts.rounds if round_.status in _CLOSED}
    reactions: dict[str, list[ReactionFacts]] = defaultdict(list)
    for reaction in facts.reactions:
        reactions[reaction.invitation_id].append(reaction)
    for invitation in facts.invitations:
        round_ = closed.get(invitation.round_id)
        if round_ is None or invitation.taken_out_at is not None:
            continue
        mine = reactions[invitation.id]
        said = sorted((r.at, r.is_late) for r in mine if r.position not in _SILENCE)
        silences = [r for r in mine if r.position in _SILENCE]
        counts = max(silences, key=lambda silence: silence.at, default=None)
        yield Question(
            round_.stage_key,
            invitation.party_code,
            invitation.is_optional,
            days=clock(round_.dossier_id, invitation.asked_at, said[0][0]) if said else None,
            is_late=bool(said) and said[0][1],
            is_silent=counts is not None,
            is_tacit=counts is not None and counts.position is Position.TACIT,
        )


def _by_the_owner(facts: Facts, clock: _NetDays) -> Iterator[Question]:
    """Yield the answering of each round that had comments: from its close to the last answer."""
    answered = {response.round_id: response.at for response in facts.responses}
    for round_ in facts.rounds:
        if round_.status is RoundStatus.ANSWERED and round_.closed_at and round_.id in answered:
            yield Question(ANSWERS, OWNER, days=clock(round_.dossier_id, round_.closed_at, answered[round_.id]))


def _steps(facts: Facts, dispatched: Collection[str]) -> dict[str, dict[str, _Step]]:
    """Return for each step, in the order of the route, when it began and ended in each letter that was dispatched."""
    steps: dict[str, dict[str, _Step]] = {round_.stage_key: {} for round_ in facts.rounds}
    steps |= {ANSWERS: {}, SIGN_OFF: {}, MINISTER: {}, DISPATCH: {}}

    def note(step: str, dossier_id: str, began: datetime | None, *ended: datetime | None, rounds: int = 0) -> None:
        if dossier_id in dispatched:
            mine = steps[step].setdefault(dossier_id, _Step())
            mine.began += [began] if began else []
            mine.ended += filter(None, ended)
            mine.rounds += rounds

    answered = {response.round_id: response.at for response in facts.responses}
    for round_ in facts.rounds:
        note(
            round_.stage_key,
            round_.dossier_id,
            round_.opened_at,
            round_.closed_at,
            answered.get(round_.id),
            rounds=int(round_.status is not RoundStatus.CANCELLED),
        )
    for place in facts.sign_offs:
        note(SIGN_OFF, place.dossier_id, place.asked_at, place.decided_at)
    for decision in facts.decisions:
        note(MINISTER, decision.dossier_id, decision.asked_at, decision.decided_at)
    for dispatch in facts.dispatches:
        note(DISPATCH, dispatch.dossier_id, dispatch.ready_at, dispatch.dispatched_at)
    return steps
