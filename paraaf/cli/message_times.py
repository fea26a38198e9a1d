"""When a message was sent, or is going to be, as the command line says it."""

from datetime import datetime

from models.message import Message
from paraaf import wording
from paraaf.faults.stored import why_undelivered


def when_sent(message: Message, at: datetime, language: str) -> str:
    """Return when a message was sent, from when it waits for office hours, or why it did not arrive."""
    if message.sent_at:
        return wording.clock_time(message.sent_at, language)
    if message.is_held(at=at) and message.next_attempt_at:
        moment = wording.clock_time(message.next_attempt_at, language)
        return f"{'wacht op kantooruren' if language == 'nl' else 'waits for office hours'}: {moment}"
    return why_undelivered(message, language)
