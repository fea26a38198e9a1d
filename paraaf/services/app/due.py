"""The guard in front of every step that the flow performs."""

from models.process import StepKind, next_step
from models.state import DossierState
from paraaf.services.app.unit_of_work import UnitOfWork


def is_due(work: UnitOfWork, state: DossierState, kind: StepKind, subject: str = "") -> bool:
    """Return whether this is the letter's next step now.

    A step that is not due was done already, by this run before it was cut off, or by another; so it is
    left, quietly. Messages that still wait do not hold a step up.
    """
    messages = state.messages
    state.messages = [message for message in messages if not message.is_untried]
    try:
        step = next_step(state, at=work.at)
    finally:
        state.messages = messages
    return step.kind is kind and (not subject or step.subject == subject)
