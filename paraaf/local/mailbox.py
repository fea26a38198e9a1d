"""A real SMTP server that keeps every message as a file, for `make up` and `make demo`."""

import asyncio
import re
import socket
import threading
from collections.abc import Awaitable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from paraaf.local.ports import HERE, hold_exactly, port_of

_START_SECONDS = 60
"""How long it may take to start: the five seconds of aiosmtpd are too few on a busy machine."""


@dataclass(frozen=True)
class Received:
    """A message and the file it is kept in."""

    path: Path
    message: EmailMessage


class _Listening(Controller):
    """Serves a socket that listens already."""

    def __init__(self, handler: object, on: socket.socket) -> None:
        super().__init__(
            handler, hostname=HERE, port=port_of(on), data_size_limit=200_000_000, ready_timeout=_START_SECONDS
        )
        self._on = on

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._on)


class Mailbox:
    """Receives mail on a port of this machine and keeps each message as an .eml file in a folder."""

    def __init__(self, folder: Path, *, port: int = 0, on: socket.socket | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = threading.Lock()
        self._count = len(list(folder.glob("*.eml")))
        self.port = port_of(on) if on is not None else port
        self._on = on
        self._controller: Controller | None = None

    def start(self) -> None:
        """Begin to listen, for the first time or again."""
        on, self._on = self._on or hold_exactly(self.port), None
        self._controller = _Listening(self, on)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def received(self) -> list[Received]:
        """Return every message received, in order."""
        parser = BytesParser(policy=policy.default)
        return [Received(path, parser.parsebytes(path.read_bytes())) for path in sorted(self.folder.glob("*.eml"))]

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep a message; the sender hears that it was taken only when it is on disk."""
        message = BytesParser(policy=policy.default).parsebytes(envelope.content)
        subject = re.sub(r"[^\w.-]+", "-", str(message.get("Subject", ""))).strip("-")[:60]
        receiver = re.sub(r"[^\w.@-]+", "-", envelope.rcpt_tos[0])[:60]
        with self._lock:
            self._count += 1
            path = self.folder / f"{self._count:03d}-{receiver}-{subject}.eml"
            path.write_bytes(envelope.content)
        return "250 Message accepted for delivery"
