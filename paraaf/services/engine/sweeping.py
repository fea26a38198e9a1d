"""The sweep: what happens because time passes. Due dates, reminders, undelivered messages, runs that should go on."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlmodel import col, select

from models.dossier import Dossier
from models.errors import ParaafError
from models.lease import RunLease
from models.process import Step, next_step
from models.sweep_run import MAX_CONCURRENT
from models.working_days import local_day
from paraaf.faults import in_english
from paraaf.gateways.runs import RevivalAction
from paraaf.services.app.due import due_at
from paraaf.services.app.state_loader import dossier_with_number, find_dossier, load_state
from paraaf.services.app.unit_of_work import App
from paraaf.services.consultation import reminders
from paraaf.services.engine import reissue, returned_mail, runs, sweep_runs
from paraaf.services.intake import registration
from paraaf.services.messaging import outbox
from paraaf.services.reporting.status_page import publish, stale_pages
from paraaf.services.signing import signers

log = logging.getLogger("paraaf.sweep")

REVIVAL_DELAYS = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long to wait before a dead run is started again, the first time, the second, ...; the last one repeats."""


@dataclass
class SweepResult:
    """What a sweep did."""

    reminders: int = 0
    delivered: int = 0
    undelivered: int = 0
    woken: int = 0
    published: int = 0
    returned: int = 0
    troubles: int = 0
    left_to: int = 0
    """To how many sweeps at work the messages were left; 0 for one that delivered them itself."""

    def __str__(self) -> str:
        left = f"; messages were left to {self.left_to} sweeps at work" if self.left_to else ""
        returned = f"{self.returned} message(s) came back, " if self.returned else ""
        return (
            f"{self.reminders} reminder(s), {self.delivered} message(s) delivered, {self.undelivered} not, {returned}"
            f"{self.woken} letter(s) set going, {self.published} page(s) renewed, {self.troubles} trouble(s){left}"
        )


def sweep(app: App) -> SweepResult:
    """Do what has fallen due, for every letter apart: trouble with one does not hold up the others.

    Several at once do no harm: each letter and message is taken by one of them. When many are at work, because a mail
    server answers slowly, one more leaves the messages to them.
    """
    at_work = sweep_runs.active_sweeps(app)
    with sweep_runs.record_sweep(app) as did:
        swept = SweepResult(left_to=at_work if at_work >= MAX_CONCURRENT else 0)
        _look_after(app, swept)
        did.append(str(swept))
    return swept


def _look_after(app: App, swept: SweepResult) -> None:
    at = app.clock.now()
    # Asked once: while Prefect hangs, each letter would wait for it in turn.
    is_there = _guarded(swept, app.runs.probe)
    _guarded(swept, partial(_read_returned_mail, app, swept))
    with app.read() as session:
        due = session.exec(select(Dossier.id).where(col(Dossier.wake_at) <= at).order_by(col(Dossier.wake_at))).all()
        outdated = [each for each in signers.outdated(session, day=local_day(at)) if each not in due]
    for dossier_id in outdated:
        _guarded(swept, partial(signers.renew, app, dossier_id))
    if is_there:
        _guarded(swept, partial(_replace_stranded_runs, app, swept))
    for dossier_id in due:
        _guarded(swept, partial(reissue.reissue, app, dossier_id))
        _guarded(swept, partial(signers.renew, app, dossier_id))
        _guarded(swept, partial(_remind, app, dossier_id, swept))
        if is_there:
            _guarded(swept, partial(ensure_running, app, dossier_id, swept))
    if is_there:
        _guarded(swept, partial(_start_lost_runs, app, swept))
        _guarded(swept, partial(_wake_strangers, app, swept))
        _renew_pages(app, swept)
    if not swept.left_to and _deliver_waiting(app, swept) and is_there:
        _renew_pages(app, swept)


def _renew_pages(app: App, swept: SweepResult) -> None:
    with app.read() as session:
        stale = stale_pages(session)
    for dossier_id in stale:
        _guarded(swept, partial(_publish, app, dossier_id, swept))


def _read_returned_mail(app: App, swept: SweepResult) -> None:
    """Note which messages came back, before a round is closed for lack of an answer to one of them."""
    swept.returned += returned_mail.read_returned_mail(app)


def _deliver_waiting(app: App, swept: SweepResult) -> bool:
    """Deliver the messages whose time has come, and return whether there were any.

    It comes after the rest, since a mail server may take ten minutes for each.
    """
    with app.read() as session:
        stale_since = app.clock.wall() - app.settings.lease
        waiting = outbox.due_messages(session, at=app.clock.now(), stale_since=stale_since)
    for message_id in waiting:
        try:
            outbox.deliver(app, message_id, only_if_due=True)
            swept.delivered += 1
        except ParaafError as error:
            swept.undelivered += 1
            log.warning("Not delivered: %s", in_english(error))
        except Exception:
            swept.troubles += 1
            log.exception("A message was not delivered.")
    return bool(waiting)


def _remind(app: App, dossier_id: str, swept: SweepResult) -> None:
    swept.reminders += reminders.send_due_reminders(app, dossier_id)


def ensure_running(app: App, dossier_id: str, swept: SweepResult) -> None:
    """Get the letter's run going if the letter could go on and its run sleeps or died."""
    with app.read() as session:
        state = load_state(session, find_dossier(session, dossier_id))
        lease = session.get(RunLease, dossier_id)
    dossier = state.dossier
    if next_step(state, at=due_at(app)).waits_for_people or not dossier.flow_run_id or lease is None:
        return
    wall = app.clock.wall()
    has_moved = dossier.audit_count > lease.revived_at_event
    if not has_moved and lease.revive_at is not None and wall < lease.revive_at:
        return
    revival = app.runs.revive(dossier.flow_run_id, is_alive=runs.is_alive(app, lease))
    if revival.needs_successor:
        _replace(app, dossier, revival.found, swept)
        return
    if revival.done is RevivalAction.LEFT_ALONE:
        return
    swept.woken += 1
    if revival.done is RevivalAction.STARTED_AGAIN:
        with app.work() as work:
            lease = work.session.get_one(RunLease, dossier_id)
            lease.revivals = 1 if has_moved else lease.revivals + 1
            lease.revived_at_event = dossier.audit_count
            lease.revive_at = wall + REVIVAL_DELAYS[min(lease.revivals, len(REVIVAL_DELAYS) - 1)]


def _replace_stranded_runs(app: App, swept: SweepResult) -> None:
    """Give a new run to each letter whose run can never go on, also while people have to answer."""
    with app.read() as session:
        open_ = select(Dossier.flow_run_id, Dossier.id).where(col(Dossier.ended_at).is_(None))
        carried = {run_id: dossier_id for run_id, dossier_id in session.exec(open_) if run_id}
    for run_id, why in (app.runs.stranded(list(carried)) if carried else {}).items():
        _guarded(swept, partial(_replace_one, app, carried[run_id], run_id, why, swept))


def _replace_one(app: App, dossier_id: str, run_id: str, why: str, swept: SweepResult) -> None:
    with app.read() as session:
        dossier = find_dossier(session, dossier_id)
    if dossier.flow_run_id == run_id:
        _replace(app, dossier, why, swept)


def _replace(app: App, dossier: Dossier, why: str, swept: SweepResult) -> None:
    started = runs.take_over(app, dossier)
    if started is not None:
        swept.woken += 1
        log.warning("The run of letter %s could not go on. %s A new run has the letter.", dossier.number, why)


def _wake_strangers(app: App, swept: SweepResult) -> None:
    """Wake the runs that sleep though no letter on record is theirs: the database was put back from before them.

    Such a run puts its letter on record anew, from the beginning. If another run carries the letter it is ended.
    """
    with app.read() as session:
        known = [run_id for run_id in session.exec(select(Dossier.flow_run_id)) if run_id]
        strangers = app.runs.orphan_runs(known)
        carried = {each.number for each in strangers if dossier_with_number(session, each.number) is not None}
    for stranger in strangers:
        if stranger.number in carried:
            app.runs.retire(stranger.run_id, "It is on record.")
            continue
        app.runs.wake(stranger.run_id)
        swept.woken += 1
        log.warning(
            "Letter %s is not on record, but its run is in Prefect: the database was put back from before it. "
            "It begins again.",
            stranger.number,
        )


def _start_lost_runs(app: App, swept: SweepResult) -> None:
    """Start the runs again that died where nothing else would look after them.

    That is before their letter was on record, while people have to answer, and after the last step. The latter two cost
    nobody anything, but Prefect would say for ever that they are running.
    """
    taken = app.runs.unfinished()
    quiet_since = app.clock.wall() - app.settings.lease
    with app.read() as session:
        left_to_others = {
            dossier.flow_run_id
            for dossier in registration.registered(session, taken)
            if session.get_one(RunLease, dossier.id).seen_at > quiet_since
            or _goes_on(next_step(load_state(session, dossier), at=due_at(app)))
        }
    for run_id in taken:
        if run_id not in left_to_others and app.runs.revive(run_id, is_alive=False).done is RevivalAction.STARTED_AGAIN:
            swept.woken += 1


def _goes_on(step: Step) -> bool:
    return not step.waits_for_people and not step.is_done


def _publish(app: App, dossier_id: str, swept: SweepResult) -> None:
    publish(app, dossier_id)
    swept.published += 1


def _guarded(swept: SweepResult, action: Callable[[], object]) -> bool:
    """Do this and return True; note trouble with it, so that the rest is done all the same, and return False."""
    try:
        action()
        return True
    except ParaafError as error:
        swept.troubles += 1
        log.warning("%s", in_english(error))
    except Exception:
        swept.troubles += 1
        log.exception("The sweep could not do this; the other letters are looked after.")
    return False
