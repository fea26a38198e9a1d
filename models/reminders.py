"""Who is to be reminded, and when the sweep has to look at a letter again. Pure rules."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from models.consultation import ConsultationRound, Invitation
from models.enums import (
    DecisionStatus,
    DispatchStatus,
    DossierStatus,
    MessageKind,
    RoundStatus,
    SignOffStatus,
    StageKind,
)
from models.process import OWNER, SECRETARIAT, next_step, returned_places
from models.reaction_term import PauseReason, asked_from, pause_reason
from models.route import Reminders
from models.state import DossierState, awaited_in
from models.working_days import (
    add_working_days,
    local_day,
    start_of_business,
    working_days_between,
)


@dataclass(frozen=True)
class Reminder:
    """A reminder for one party: `key` is the message's key, `moment` when it goes out."""

    key: str
    about: str
    """The id of the invitation, sign-off or decision."""
    moment: datetime
    party_code: str
    due: date


def reminder_days(opened: date, due: date, rule: Reminders) -> list[date]:
    """Return the days on which those who are silent are reminded: after the opening, before the due date is over."""
    term = working_days_between(opened, due)
    days = {add_working_days(due, -count) for count in rule.working_days_before_due}
    if rule.halfway and term >= 2:
        days.add(add_working_days(opened, term // 2))
    return sorted(day for day in days if opened < day <= due)


def open_reminders(state: DossierState) -> list[Reminder]:
    """Return the reminders that are still to go out in the present stage, earliest first.

    Any reminder that a party got at or after the moment counts for it, also one that the owner asked for.
    While a letter is on hold nobody is reminded, and neither is a party of which nobody is left who can answer.
    """
    if state.hold is not None:
        return []
    parties = [*_for_round(state, state.current_round()), *_for_late_deciders(state)]
    reminders = [*parties, *_for_those_who_look_after(state)]
    open_ = [reminder for reminder in reminders if not _was_sent(state, reminder)]
    return sorted(open_, key=lambda reminder: (reminder.moment, reminder.key))


def _was_sent(state: DossierState, reminder: Reminder) -> bool:
    return any(
        message.kind is MessageKind.REMINDER
        and message.party_code == reminder.party_code
        and message.created_at >= reminder.moment
        for message in state.messages
    )


def _for_round(state: DossierState, round_: ConsultationRound | None) -> list[Reminder]:
    if round_ is None or round_.status is not RoundStatus.OPEN:
        return []
    days = reminder_days(local_day(round_.opened_at), round_.due, state.dossier.parsed_route.reminders)
    return [
        Reminder(
            f"reminder:{invitation.id}:{day:%Y%m%d}",
            invitation.id,
            start_of_business(day),
            invitation.party_code,
            round_.due,
        )
        for invitation in awaited_in(state, round_)
        if pause_reason(state, round_, invitation) is not PauseReason.NOBODY_LEFT
        for day in days
        if _comes_after_the_question(state, invitation, day)
    ]


def _comes_after_the_question(state: DossierState, invitation: Invitation, day: date) -> bool:
    asked = asked_from(state, invitation)
    is_held = asked > invitation.asked_at
    return local_day(asked) < day if is_held else start_of_business(day) > asked


def _for_late_deciders(state: DossierState) -> list[Reminder]:
    reminders = [
        _late_reminder(state, sign_off.id, code, sign_off.due)
        for sign_off in state.sign_offs
        if sign_off.status is SignOffStatus.ASKED and sign_off.due and (code := sign_off.party_code)
    ]
    decision = state.current_decision()
    if decision is not None and decision.status is DecisionStatus.ASKED:
        reminders.append(_late_reminder(state, decision.id, state.dossier.minister_code, decision.due))
    return reminders


def _for_those_who_look_after(state: DossierState) -> list[Reminder]:
    """The owner and the secretariat have one working day for what waits for them, the secretariat that of the route."""
    dossier = state.dossier
    if dossier.is_over or not state.versions:
        return []
    days, party_code, since = 1, OWNER, None
    round_ = state.current_round() if state.stage.kind is StageKind.CONSULTATION else None
    if dossier.status is DossierStatus.RETURNED:
        decided = [each.decided_at for each in returned_places(state) if each.decided_at]
        since = max(decided, default=None)
    elif round_ is not None:
        since = round_.closed_at if round_.status is RoundStatus.CLOSED else None
    elif state.stage.kind is StageKind.DISPATCH:
        if state.dispatch is not None and state.dispatch.status is DispatchStatus.READY:
            days, party_code, since = state.stage.working_days, SECRETARIAT, state.dispatch.ready_at
    elif state.stage.kind is not StageKind.CONSULTATION and state.outdated_agreements():
        since = state.version.made_at
    if since is None:
        return []
    due = add_working_days(local_day(since), days)
    return [_late_reminder(state, dossier.id, party_code, due, what=f"{state.stage.key}:{since:%Y%m%d%H%M%S}:")]


def _late_reminder(state: DossierState, about: str, party_code: str, due: date, *, what: str = "") -> Reminder:
    """Return the next reminder of a place that is late: on the working day after, then each so many working days.

    A due date that moves, since the letter was on hold, is reminded of apart: so it stands in the key.
    """
    every = state.dossier.parsed_route.reminders.late_every_working_days
    key = f"reminder:{about}:{what}late:{due:%Y%m%d}"
    for number in count():
        moment = start_of_business(add_working_days(due, 1 + number * every))
        reminder = Reminder(f"{key}:{number + 1}" if number else key, about, moment, party_code, due)
        if not every or not _was_sent(state, reminder):
            break
    return reminder


def wake_moment(state: DossierState, *, at: datetime) -> datetime | None:
    """Return when the sweep has to look at this letter: now if it can go on, else when something falls due.

    Messages that were not delivered are found by their own status, also of letters that are over.
    """
    moments: list[datetime] = []
    step = next_step(state, at=at)
    if not step.is_done and not step.waits_for_people:
        moments.append(at)
    if step.waits_for_people:
        moments += [reminder.moment for reminder in open_reminders(state)]
        if step.until is not None:
            moments.append(step.until)
    return min(moments, default=None)
