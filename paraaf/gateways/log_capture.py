"""Keeping what Apprise and urllib3 say out of every log, since it may quote a URL with a password."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class LogCapture(logging.Filter):
    """Lets nothing be logged, since it may quote a URL; keeps what is said in a thread that listens."""

    def __init__(self) -> None:
        super().__init__()
        self._heard = threading.local()

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record's text for whoever listens in this thread, and let nobody log it."""
        heard: list[str] | None = getattr(self._heard, "lines", None)
        if heard is not None:
            heard.append(record.getMessage())
        return False

    @contextmanager
    def capture(self) -> Iterator[list[str]]:
        """Give what is said in this thread; messages are delivered side by side."""
        self._heard.lines = []
        try:
            yield self._heard.lines
        finally:
            del self._heard.lines


LOG_CAPTURE = LogCapture()
for _name in ("apprise", "urllib3.connectionpool", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(LOG_CAPTURE)
logging.getLogger("apprise").setLevel(logging.DEBUG)  # it says only there why a message was not taken
