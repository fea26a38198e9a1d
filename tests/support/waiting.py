"""Waiting for a condition, in place of sleeping."""

import threading
import time
from collections.abc import Callable

PATIENCE_SECONDS = 90


def wait_until(condition: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Return as soon as the condition holds; fail after a long while."""
    pause = threading.Event()
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"Waited {seconds} s for {what}.")
        pause.wait(0.1)
