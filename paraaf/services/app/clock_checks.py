"""What the clock cannot say: that something was decided before it was asked."""

from datetime import datetime

from models.errors import TransitionNotAllowed
from paraaf.services.app.unit_of_work import UnitOfWork


def check_not_before(work: UnitOfWork, asked_at: datetime | None) -> None:
    """Raise `TransitionNotAllowed` if the clock stands before the moment of the question: it went back since.

    A difference between machines of a few minutes is no reason: `UnitOfWork` then takes the later moment.
    """
    if asked_at is not None and work.at < asked_at:
        raise TransitionNotAllowed("clock.before_the_question", now=work.at, asked=asked_at)
