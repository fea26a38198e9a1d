"""A sign of life from this process for as long as it carries a letter on."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import ParaafError
from paraaf.services import leases
from paraaf.services.context import App

log = logging.getLogger("paraaf")


@contextmanager
def heartbeat(app: App, dossier_id: str, holder: str) -> Iterator[None]:
    """Give a sign of life now and every third of the lease, until the block is left, however it is left."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(app.settings.lease_seconds / 3):
            try:
                leases.beat(app, dossier_id, holder)
            except ParaafError as error:
                log.warning("No sign of life given: %s", error)

    leases.beat(app, dossier_id, holder)
    thread = threading.Thread(target=beat, name=f"heartbeat-{holder}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=app.settings.gateway_timeout)
