"""Holding a letter up, and releasing it; handing it to another owner."""

from datetime import date
from typing import Any

from models.enums import DecisionStatus, DispatchStatus, MessageKind, RoundStatus, SignOffStatus
from models.errors import AlreadyDone, InvalidInput, TransitionNotAllowed
from models.hold import Hold
from models.planning import plan
from models.process import OWNER
from models.request import OwnerRequest
from models.state import DossierState
from models.working_days import add_working_days, local_day, working_day_from, working_days_between
from paraaf.services.app.actor import require_actor
from paraaf.services.app.unit_of_work import App, UnitOfWork
from paraaf.services.messaging import compose


def hold(app: App, number: str, *, by: str, reason: str) -> None:
    """Hold a letter up: nothing is decided and nobody is reminded until it is released. Whoever is asked is told.

    Reactions are still taken. Raises `AlreadyDone` if it is on hold, `TransitionNotAllowed` if it is over.
    """
    by = _check(by, reason, "Holding a letter up")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        _refuse_if_over(state, "hold")
        if state.dispatch is not None and state.dispatch.status is DispatchStatus.SENDING:
            raise TransitionNotAllowed("hold.on_its_way_out", letter=state.dossier.number)
        if state.hold is not None:
            held = state.hold
            raise AlreadyDone("hold.on_already", letter=state.dossier.number, by=held.by, reason=held.reason)
        made = work.add(
            Hold(
                dossier_id=state.dossier.id,
                number=len(state.holds) + 1,
                reason=reason.strip(),
                by=by,
                at=work.at,
            )
        )
        work.record(state.dossier, "held", by, hold=made.number, reason=reason.strip())
        for code in asked_now(state):
            compose.send(
                work,
                state.dossier,
                MessageKind.HELD,
                code,
                about_id=made.id,
                key=f"held:{made.id}:{code}",
                held_by=by,
                reason=reason.strip(),
            )


def release(app: App, number: str, *, by: str) -> None:
    """Let a letter go on. Every due date that is open moves by the working days that it was held up.

    The owner is told too if the letter is now expected too late for its debate.
    """
    by = require_actor(by, "releases the letter")
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        held = state.hold
        if held is None:
            raise TransitionNotAllowed("hold.not_on", letter=state.dossier.number)
        held.move("release")
        held.ended_by, held.ended_at = by, work.at
        days = working_days_between(working_day_from(local_day(held.at)), working_day_from(local_day(work.at)))
        work.record(state.dossier, "released", by, hold=held.number, working_days=days)
        due = _move_due_dates(work, state, days)
        planning = plan(state, today=local_day(work.at))
        for code in asked_now(state):
            compose.send(
                work,
                state.dossier,
                MessageKind.RELEASED,
                code,
                about_id=held.id,
                key=f"released:{held.id}:{code}",
                released_by=by,
                due=due.get(code),
                expected=planning.finish,
                debate_date=planning.debate_date,
                late_by=planning.late_by if code == OWNER else 0,
            )


def _move_due_dates(work: UnitOfWork, state: DossierState, days: int) -> dict[str, date]:
    """Move what is open by some working days, and return the due date of each who is asked."""
    due: dict[str, date] = {}

    def moved(day: date, **about: str | int) -> date:
        if not days:
            return day
        later = add_working_days(day, days)
        work.record(state.dossier, "due_moved", "Paraaf", earlier=day.isoformat(), due=later.isoformat(), **about)
        return later

    for round_ in state.rounds:
        if round_.status is RoundStatus.OPEN:
            round_.due = moved(round_.due, stage=round_.stage_key, round=round_.number)
            due |= {invitation.party_code: round_.due for invitation in state.unanswered_invitations(round_)}
    for place in state.sign_offs:
        if place.status is SignOffStatus.ASKED and place.due:
            place.due = due[place.party_code] = moved(place.due, party=place.party_code)
    for decision in state.decisions:
        if decision.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS):
            decision.due = due[state.dossier.minister_code] = moved(decision.due)
    return due


def asked_now(state: DossierState) -> list[str]:
    """Return the owner and the codes of those who are asked something at this moment, each once."""
    codes = [OWNER]
    for round_ in state.rounds:
        if round_.status is RoundStatus.OPEN:
            codes += [invitation.party_code for invitation in state.unanswered_invitations(round_)]
    codes += [place.party_code for place in state.sign_offs if place.status is SignOffStatus.ASKED]
    if any(d.status in (DecisionStatus.ASKED, DecisionStatus.DISCUSS) for d in state.decisions):
        codes.append(state.dossier.minister_code)
    return list(dict.fromkeys(codes))


def take_over(app: App, number: str, owner: OwnerRequest, *, by: str, reason: str) -> None:
    """Hand a letter to another owner: from now on that one is asked and told. Both are told.

    Raises `InvalidInput` if the new owner cannot be reached, `AlreadyDone` if that is the owner already.
    """
    by = _check(by, reason, "Taking a letter over")
    wrong = app.notifier.fault(owner.channel, owner.address)
    if wrong:
        raise InvalidInput("letter.not_taken_over", [wrong.at("owner")])
    with app.work(by_people=True) as work:
        state = work.load_dossier(number)
        dossier = state.dossier
        _refuse_if_over(state, "take over")
        if (dossier.owner_name, dossier.owner_address) == (owner.name, owner.address):
            raise AlreadyDone("owner.is_already", owner=owner.name, letter=dossier.number)
        earlier = dossier.owner_name
        facts: dict[str, Any] = {
            "earlier": earlier,
            "new": owner.name,
            "reason": reason.strip(),
            "taken_by": by,
        }
        key = f"taken_over:{dossier.id}:{dossier.audit_count}"
        compose.send(work, dossier, MessageKind.TAKEN_OVER, OWNER, about_id=dossier.id, key=f"{key}:from", **facts)
        dossier.owner_name, dossier.owner_unit = owner.name, owner.unit
        dossier.owner_address, dossier.owner_channel = owner.address, owner.channel
        dossier.owner_language = owner.language
        compose.send(
            work,
            dossier,
            MessageKind.TAKEN_OVER,
            OWNER,
            about_id=dossier.id,
            key=f"{key}:to",
            is_asked_for=True,
            **facts,
        )
        work.record(
            dossier, "taken_over", by, earlier=earlier, owner=owner.name, unit=owner.unit, reason=reason.strip()
        )


def _check(by: str, reason: str, what: str) -> str:
    if not by.strip() or not reason.strip():
        raise InvalidInput("act.needs_actor_and_reason", what=what)
    return require_actor(by, "does this")


def _refuse_if_over(state: DossierState, action: str) -> None:
    dossier = state.dossier
    if dossier.is_over:
        raise TransitionNotAllowed("letter.not_from_here", action=action, letter=dossier.number, status=dossier.status)
