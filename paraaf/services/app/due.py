"""The guard in front of every step that the flow performs."""

from datetime import datetime

from models.process import StepKind, next_step
from models.state import DossierState
from paraaf.gateways import clock_jumps
from paraaf.gateways.clock import SystemClock
from paraaf.services.app.unit_of_work import App, UnitOfWork


def due_at(app: App) -> datetime:
    """Return the moment by which is judged what is over: now, or earlier for some minutes after the clock jumped ahead.

    A clock that is shifted for a demonstration jumps on purpose.
    """
    now = app.clock.now()
    return clock_jumps.settled(now, app.settings.data_dir) if type(app.clock) is SystemClock else now


def is_due(work: UnitOfWork, state: DossierState, kind: StepKind, subject: str = "") -> bool:
    """Return whether this is the letter's next step now.

    A step that is not due was done already, by this run before it was cut off, or by another; so it is
    left, quietly. Messages that still wait do not hold a step up.
    """
    messages = state.messages
    state.messages = [message for message in messages if not message.is_untried]
    try:
        step = next_step(state, at=min(work.at, due_at(work.app)))
    finally:
        state.messages = messages
    return step.kind is kind and (not subject or step.subject == subject)
