"""Planning: from the debate date back, the latest day for each stage; from now on, the day that it is expected.

Everybody is taken to use the whole of their term. A round closes at the end of its due date, so a consultation
has one working day more, on which the owner answers. What comes next begins on the day on which a stage is done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.consultation import ConsultationRound
from models.enums import DecisionStatus, DossierStatus, RoundStatus, SignOffStatus, StageKind
from models.route import Route, Stage
from models.state import DossierState, awaited_in
from models.working_days import add_working_days, is_working_day, local_day, working_days_between

ANSWERING = 1
"""Working days that a consultation takes beside the term of its parties: it is closed and answered."""


@dataclass(frozen=True)
class PlannedStage:
    """One stage of the route: when it must begin and be done, and when it was or will be."""

    key: str
    latest_start: date | None
    """The last day on which it can begin and make the debate with its whole term; None without a debate date."""
    latest_finish: date | None
    finish: date | None
    """The day on which it was done, or is expected to be; None for a stage that never came, or never will."""
    is_done: bool

    @property
    def slack(self) -> int | None:
        """Working days from the day that it is done up to and including the latest; negative when that is past."""
        if self.finish is None or self.latest_finish is None:
            return None
        return slack(self.finish, self.latest_finish)

    @property
    def late_by(self) -> int:
        """Working days by which it is later than the latest day; 0 if it is in time."""
        return max(0, -(self.slack or 0))


@dataclass(frozen=True)
class Planning:
    """The stages of a letter's route in order, each with its days."""

    stages: tuple[PlannedStage, ...]
    debate_date: date | None
    deadline: date | None
    """The last day on which the letter can go to parliament; None without a debate date."""

    @property
    def finish(self) -> date | None:
        """The day on which the letter went to parliament, or is expected to go."""
        return self.stages[-1].finish

    @property
    def late_by(self) -> int:
        """Working days by which the letter comes to parliament too late for its debate; 0 if it is in time."""
        return self.stages[-1].late_by

    @property
    def no_longer_fits(self) -> bool:
        """Whether a letter that is still on its way is expected too late for its debate."""
        return self.late_by > 0 and not self.stages[-1].is_done


def slack(finish: date, latest: date) -> int:
    """Return the working days after `finish`, up to and including `latest`; negative when `finish` is later."""
    return working_days_between(finish, latest) - working_days_between(latest, finish)


def deadline_for(debate: date, route: Route) -> date:
    """Return the last working day on which the letter can go to parliament for a debate on this day."""
    if route.working_days_before_debate:
        return add_working_days(debate, -route.working_days_before_debate)
    return debate if is_working_day(debate) else add_working_days(debate, -1)


def latest_days(terms: Sequence[int], deadline: date) -> list[tuple[date, date]]:
    """Return for each stage the last day on which it can begin and the last on which it can be done.

    `terms` are in working days. Fixed due dates play no part: these days say what would still do.
    """
    days: list[tuple[date, date]] = []
    for term in reversed(terms):
        start = add_working_days(deadline, -term) if term else deadline
        days.append((start, deadline))
        deadline = start
    return days[::-1]


def plan_ahead(route: Route, *, sign_off_turns: int, start: date, debate: date | None) -> Planning:
    """Return the planning of a letter that sets out on a day: all stages are still to come."""
    terms = [_term(stage, sign_off_turns) for stage in route.stages]
    ready = add_working_days(start, 0)
    finishes: list[date | None] = []
    for stage, term in zip(route.stages, terms, strict=True):
        ready = _first_round(stage, ready) if stage.kind is StageKind.CONSULTATION else add_working_days(ready, term)
        finishes.append(ready)
    return _planning(route, terms, finishes, done=[False] * len(terms), debate=debate)


def plan(state: DossierState, *, today: date) -> Planning:
    """Return the planning of a letter as it stands on a day.

    What is done has its real day. What is asked now is expected on its due date, or today when that has
    passed; where parties object or hold to a condition, a follow-up round is expected too. A letter on hold is
    planned as if it were released today. A letter that was returned is expected to pass the sign-off route again.
    """
    route, first = state.dossier.parsed_route, _first_open(state)
    terms = [_term_in(state, index, stage) for index, stage in enumerate(route.stages)]
    finishes: list[date | None] = []
    done: list[bool] = []
    ready = add_working_days(today, 0)
    for index, (stage, term) in enumerate(zip(route.stages, terms, strict=True)):
        is_passed_by = stage.kind is StageKind.CONSULTATION and not term
        done.append(index < first or is_passed_by)
        if done[-1]:
            finishes.append(_finished_on(state, stage))
        elif state.dossier.status is DossierStatus.WITHDRAWN:
            finishes.append(None)
        else:
            ready = _expected(state, index, stage, term, ready)
            finishes.append(ready)
    return _planning(route, terms, finishes, done=done, debate=state.dossier.debate_date)


def _planning(
    route: Route, terms: Sequence[int], finishes: Sequence[date | None], *, done: Sequence[bool], debate: date | None
) -> Planning:
    deadline = deadline_for(debate, route) if debate else None
    latest: Sequence[tuple[date | None, date | None]] = [(None, None)] * len(terms)
    if deadline:
        latest = latest_days(terms, deadline)
    stages = (
        PlannedStage(stage.key, start, last, finish, is_done)
        for stage, (start, last), finish, is_done in zip(route.stages, latest, finishes, done, strict=True)
    )
    return Planning(tuple(stages), debate, deadline)


def _term(stage: Stage, sign_off_turns: int) -> int:
    """Return a stage's whole term in working days: the note takes none, each turn of the sign-off route has its own."""
    match stage.kind:
        case StageKind.CONSULTATION:
            return stage.working_days + ANSWERING
        case StageKind.ADVICE_NOTE:
            return 0
        case StageKind.SIGN_OFF:
            return stage.working_days * sign_off_turns
        case _:
            return stage.working_days


def _term_in(state: DossierState, index: int, stage: Stage) -> int:
    """Return a stage's whole term for this letter; 0 for a consultation that is passed by in this cycle."""
    dossier = state.dossier
    if stage.kind is StageKind.CONSULTATION and dossier.stage <= index < dossier.asks_all_from:
        is_here = index == dossier.stage and state.current_round() is not None
        return stage.follow_up_working_days + ANSWERING if is_here or state.to_be_asked_again(stage.key) else 0
    turns = {participant.turn for participant in state.asked_in(stage.key)}
    return _term(stage, len(turns))


def _first_open(state: DossierState) -> int:
    """Return the index of the first stage that is still to be done; after the dispatch that is past the last one."""
    dossier = state.dossier
    kinds = [stage.kind for stage in dossier.parsed_route.stages]
    if dossier.status is DossierStatus.DISPATCHED:
        return len(kinds)
    if dossier.status is DossierStatus.RETURNED:
        return min(dossier.stage, kinds.index(StageKind.SIGN_OFF))
    return dossier.stage


def _expected(state: DossierState, index: int, stage: Stage, term: int, ready: date) -> date:
    """Return the day on which a stage is expected to be done that can begin, or go on, on the day `ready`."""
    is_under_way = index == state.dossier.stage and state.dossier.status is DossierStatus.UNDERWAY
    if stage.kind is StageKind.CONSULTATION:
        round_ = state.current_round() if is_under_way else None
        if round_ is not None:
            return _expected_of_round(state, stage, round_, ready)
        is_first = not any(r.stage_key == stage.key for r in state.rounds)
        return _first_round(stage, ready) if is_first else add_working_days(ready, term)
    asked = _expected_decision(state, stage, ready) if is_under_way else None
    return asked or add_working_days(ready, term)


def _expected_of_round(state: DossierState, stage: Stage, round_: ConsultationRound, ready: date) -> date:
    if round_.status is RoundStatus.OPEN and awaited_in(state, round_):
        ready = max(add_working_days(_after_hold(state, round_.due, ready), ANSWERING), ready)
    if state.open_parties(stage.key) or state.to_be_asked_again(stage.key):
        ready = add_working_days(ready, stage.follow_up_working_days + ANSWERING)
    return ready


def _expected_decision(state: DossierState, stage: Stage, ready: date) -> date | None:
    """Return when the stage that the letter is in is expected to be done; None if nobody was asked in it yet."""
    match stage.kind:
        case StageKind.SIGN_OFF:
            return _expected_sign_off(state, stage, ready)
        case StageKind.MINISTER:
            decision = state.current_decision()
            if decision is None:
                return None
            is_signed = decision.status is DecisionStatus.SIGNED
            return ready if is_signed else max(_after_hold(state, decision.due, ready), ready)
        case StageKind.DISPATCH if state.dispatch is not None:
            due = add_working_days(local_day(state.dispatch.ready_at), stage.working_days)
            return max(_after_hold(state, due, ready), ready)
        case _:
            return None


def _expected_sign_off(state: DossierState, stage: Stage, ready: date) -> date | None:
    route = state.current_sign_off_route()
    if route is None:
        return None
    places = state.sign_offs_on(route)
    asked = [place for place in places if place.status is SignOffStatus.ASKED]
    dues = [_after_hold(state, place.due, ready) for place in asked if place.due]
    waiting = {place.turn for place in places if place.status is SignOffStatus.WAITING}
    turns = len(waiting - {place.turn for place in asked})
    return add_working_days(max([ready, *dues]), stage.working_days * turns)


def _first_round(stage: Stage, opened: date) -> date:
    """Return when a stage's first round is answered: after the fixed due date if it has not passed, else its term."""
    if stage.due_date is not None and stage.due_date >= opened:
        return add_working_days(stage.due_date, ANSWERING)
    return add_working_days(opened, stage.working_days + ANSWERING)


def _after_hold(state: DossierState, due: date, today: date) -> date:
    """Return a due date as it would be if the letter, being on hold, were released today."""
    held = working_days_between(local_day(state.hold.at), today) if state.hold else 0
    return add_working_days(due, held) if held else due


def _finished_on(state: DossierState, stage: Stage) -> date | None:
    return max(map(local_day, _ends_of(state, stage)), default=None)


def _ends_of(state: DossierState, stage: Stage) -> Iterator[datetime]:
    """Yield the moments at which something in a stage came to its end."""
    match stage.kind:
        case StageKind.CONSULTATION:
            rounds = [r for r in state.rounds if r.stage_key == stage.key]
            yield from (r.closed_at for r in rounds if r.closed_at)
            yield from (e.at for e in state.escalations if e.round_id in {r.id for r in rounds})
            comments = (comment for r in rounds for comment in state.comments_in(r))
            yield from (response.at for comment in comments if (response := state.response_to(comment)))
        case StageKind.ADVICE_NOTE:
            yield from (note.made_at for note in state.notes[-1:])
        case StageKind.SIGN_OFF:
            yield from (s.decided_at for r in state.sign_off_routes[-1:] for s in state.sign_offs_on(r) if s.decided_at)
        case StageKind.MINISTER:
            yield from (d.decided_at for d in state.decisions if d.status is DecisionStatus.SIGNED and d.decided_at)
        case StageKind.DISPATCH if state.dispatch is not None and state.dispatch.dispatched_at:
            yield state.dispatch.dispatched_at
