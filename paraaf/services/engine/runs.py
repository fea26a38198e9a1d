"""Getting a letter's run going: by hand, and with a new run where the old one can never go on."""

import logging
from collections.abc import Iterator

from sqlmodel import col, select

from models.dossier import Dossier
from models.errors import AlreadyDone, ParaafError
from models.lease import RunLease
from models.process import Step, next_step
from paraaf import wording
from paraaf.faults import in_english
from paraaf.gateways.runs import Revival, RevivalAction, Started
from paraaf.services.app.due import due_at
from paraaf.services.app.state_loader import find_dossier, load_state
from paraaf.services.app.unit_of_work import App
from paraaf.services.intake import started_by
from paraaf.services.reporting.status_page import publish

log = logging.getLogger("paraaf")


def wake(app: App, number: str) -> str:
    """Get a letter's run going; return what was found and what was done.

    A run that can never go on is replaced by a new one, which takes the letter over where it is. Raises
    `ConfigurationError` if Prefect has nothing that could carry the letter on, with what to do.
    """
    with app.read() as session:
        state = load_state(session, find_dossier(session, number))
        lease = session.get(RunLease, state.dossier.id)
    dossier, step = state.dossier, next_step(state, at=due_at(app))
    if dossier.is_over:
        raise AlreadyDone("letter.nothing_to_wake", letter=dossier.number, status=dossier.status)
    if not dossier.flow_run_id:
        revival = Revival(RevivalAction.GONE, "It has no run.")
    else:
        revival = app.runs.revive(dossier.flow_run_id, is_alive=is_alive(app, lease), force=True)
    if not revival.needs_successor:
        said = [f"The run of letter {dossier.number}: {revival.done}.", revival.found, _waits(app, step)]
        return " ".join(filter(None, said))
    started = take_over(app, dossier)
    if started is None:
        return f"Letter {dossier.number} was just given a new run by somebody else."
    said = [revival.found, f"Letter {dossier.number} has a new run: {started.url}", _waits(app, step)]
    return "\n".join(filter(None, said))


def wake_all(app: App) -> Iterator[tuple[str, str | ParaafError]]:
    """Get the runs of all letters under way going; yield each letter's number with what was found, or the refusal.

    For when Prefect lost its data: each letter then gets a new run, which takes it over where it is.
    """
    with app.read() as session:
        query = select(Dossier.number).where(col(Dossier.ended_at).is_(None)).order_by(col(Dossier.created_at))
        numbers = list(session.exec(query))
    for number in numbers:
        try:
            yield number, wake(app, number)
        except ParaafError as error:
            yield number, error


def _waits(app: App, step: Step) -> str:
    """Return whom the letter waits for, if it does: then its run goes to sleep again."""
    if not step.waits_for:
        return ""
    who = ", ".join(wording.person(code, app.settings.language) for code in step.waits_for)
    return f"The letter waits for {who}: it goes on when they answer."


def is_alive(app: App, lease: RunLease | None) -> bool:
    """Return whether a process gave a sign of life within the lease that it carries the letter on."""
    return lease is not None and bool(lease.holder) and lease.seen_at > app.clock.wall() - app.settings.lease


def take_over(app: App, dossier: Dossier) -> Started | None:
    """Let a new run take a letter over where it is; return that run, or None if another one has the letter by now.

    The new run sleeps until it is on record as the run of the letter, and only one that is on record carries it on.
    Who does the same at the same moment gets the same new run: it is made once for each run that it comes after.
    """
    old = dossier.flow_run_id
    request, number = dossier.request, dossier.number
    digest = started_by.digest_of_values(request)
    name = f"{dossier.title} ({number})"
    started = app.runs.succeed(request, name=name, key=f"paraaf:{number}:{digest}:after:{old}")
    with app.work() as work:
        current = work.dossier(dossier.id)
        if current.flow_run_id not in (old, started.run_id):
            return None
        current.flow_run_id = started.run_id
        lease = work.session.get_one(RunLease, dossier.id)
        lease.holder, lease.revivals, lease.revive_at = "", 0, None
    try:
        if old:
            app.runs.retire(old, f"It is {started.run_id}.")
        app.runs.wake(started.run_id)
        publish(app, dossier.id)
    except ParaafError as error:
        log.warning("Letter %s has a new run; the next sweep gets it going: %s", number, in_english(error))
    return started
