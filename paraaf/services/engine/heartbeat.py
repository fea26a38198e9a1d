"""A sign of life from this process for as long as it carries a letter on."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.errors import ParaafError
from paraaf.faults import in_english
from paraaf.services.app import leases
from paraaf.services.app.unit_of_work import App

log = logging.getLogger("paraaf")


@contextmanager
def heartbeat(app: App, dossier_id: str, holder: str) -> Iterator[None]:
    """Give a sign of life for a letter now and every third of the lease, until the block is left, however that is."""
    leases.beat(app, dossier_id, holder)
    with signs_of_life(app, lambda: leases.beat(app, dossier_id, holder), name=f"heartbeat-{holder}"):
        yield


@contextmanager
def signs_of_life(app: App, beat: Callable[[], None], *, name: str) -> Iterator[None]:
    """Give this sign of life every third of the lease, until the block is left, however it is left."""
    stop = threading.Event()

    def beat_on() -> None:
        while not stop.wait(app.settings.lease_seconds / 3):
            try:
                beat()
            except ParaafError as error:
                log.warning("No sign of life given: %s", in_english(error))

    thread = threading.Thread(target=beat_on, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=app.settings.gateway_timeout)
