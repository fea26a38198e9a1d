"""Waiting for a condition, in place of sleeping."""

import threading
import time
from collections.abc import Callable

PATIENCE_SECONDS = 90


def wait_until(
    condition: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS, every: float = 0.1
) -> None:
    """Return as soon as the condition holds, looked at every so many seconds; fail after a long while."""
    pause = threading.Event()
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"Waited {seconds} s for {what}.")
        pause.wait(every)
