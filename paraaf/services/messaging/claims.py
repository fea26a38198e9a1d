"""The claim of a process on the message that it delivers: kept alive for as long as the channel takes."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import col, update

from models.enums import MessageStatus
from models.errors import ParaafError
from models.message import Message
from paraaf.faults import in_english
from paraaf.services.app.unit_of_work import App

log = logging.getLogger("paraaf")


@contextmanager
def keep_alive(app: App, message: Message) -> Iterator[None]:
    """Renew the claim on a message every third of the lease, until the block is left, however it is left.

    A mail server may take ten minutes; a claim that runs out meanwhile lets another process send the message again.
    """
    stop = threading.Event()

    def renew() -> None:
        while not stop.wait(app.settings.lease_seconds / 3):
            try:
                if not _renew(app, message):
                    return
            except ParaafError as error:
                log.warning("The claim on a message was not renewed: %s", in_english(error))

    thread = threading.Thread(target=renew, name=f"claim-{message.id[:8]}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _renew(app: App, message: Message) -> bool:
    """Note that this process delivers the message still; return False if another one has taken it over."""
    at = app.clock.wall()
    with app.work() as work:
        change = (
            update(Message)
            .where(
                col(Message.id) == message.id,
                col(Message.status) == MessageStatus.SENDING,
                col(Message.claimed_at) == message.claimed_at,
            )
            .values(claimed_at=at)
            .execution_options(synchronize_session=False)
        )
        is_mine = work.session.exec(change).rowcount == 1
    if is_mine:
        message.claimed_at = at
    return is_mine
