"""Messages to people, through Apprise. No Apprise URL leaves this module, in no log and in no error."""

import logging
import re
import socket
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import apprise
from pydantic import SecretStr

from models.errors import GatewayError

logging.getLogger("apprise").propagate = False
logging.getLogger("apprise").addHandler(logging.NullHandler())

_CAUSES = (
    (re.compile(r"refused", re.I), "the server does not answer (connection refused)"),
    (re.compile(r"timed? ?out", re.I), "the server does not answer (timed out)"),
    (re.compile(r"name or service|getaddrinfo|nodename|resolution", re.I), "the server's name is not known"),
    (re.compile(r"auth|535|530", re.I), "the server refuses the login"),
    (re.compile(r"550|551|553|recipient", re.I), "the server refuses the receiver's address"),
    (re.compile(r"552|too large|size", re.I), "the server finds the message too large"),
    (re.compile(r"ssl|tls|certificate", re.I), "no secure connection can be made"),
)


@dataclass(frozen=True)
class Delivery:
    """One message as it goes to a channel."""

    key: str
    channel: str
    address: str
    subject: str
    body: str
    files: Sequence[tuple[str, bytes]] = ()
    """File names and contents; left out where the channel cannot carry files."""


class Notifier(Protocol):
    """Delivers messages."""

    def deliver(self, delivery: Delivery) -> None: ...

    def fault(self, channel: str, address: str) -> str | None: ...

    def probe(self, channel: str) -> str | None: ...


class AppriseNotifier:
    """Delivers through the channels of the settings: Apprise URLs with `{address}` for the receiver."""

    def __init__(self, channels: Mapping[str, SecretStr], *, timeout: float) -> None:
        self._channels = channels
        self._timeout = timeout

    def deliver(self, delivery: Delivery) -> None:
        """Hand the message to its channel; raise `GatewayError` unless the channel took it.

        The key goes along as the header X-Paraaf-Key where the channel has headers.
        """
        service = self._service(delivery.channel, delivery.address)
        if service is None:
            raise GatewayError(f"Channel '{delivery.channel}' is not set up, or cannot carry this address.")
        headers = getattr(service, "headers", None)
        if isinstance(headers, dict):
            headers["X-Paraaf-Key"] = delivery.key
        with tempfile.TemporaryDirectory(prefix="paraaf-") as folder, _log_capture() as log:
            attach = self._attachments(service, delivery.files, Path(folder))
            taken = service.notify(
                body=delivery.body, title=delivery.subject, attach=attach, body_format=apprise.NotifyFormat.TEXT
            )
            said = log.getvalue()
        if not taken:
            raise GatewayError(f"Channel '{delivery.channel}': {_cause(said)}.")

    def fault(self, channel: str, address: str) -> str | None:
        """Return why this address cannot be reached over this channel, as far as that can be seen beforehand."""
        if channel not in self._channels:
            known = ", ".join(sorted(self._channels)) or "none"
            return f"channel '{channel}' is not set up (set up: {known}; see PARAAF_CHANNELS)"
        if self._service(channel, address) is None:
            return f"'{address}' is no address that channel '{channel}' can reach"
        return None

    def probe(self, channel: str) -> str | None:
        """Return why a mail channel's server does not answer now; None if it does, or is no mail channel."""
        service = self._service(channel, "probe@example.nl")
        host, port = getattr(service, "smtp_host", None), getattr(service, "port", None)
        if not host:
            return None
        try:
            with socket.create_connection((host, port or 25), timeout=self._timeout):
                return None
        except OSError as error:
            return f"the mail server of channel '{channel}' cannot be reached: {_cause(str(error))}"

    def _service(self, channel: str, address: str) -> Any:
        url = self._channels.get(channel)
        if url is None:
            return None
        filled = url.get_secret_value().replace("{address}", quote(address, safe=""))
        service = apprise.Apprise.instantiate(filled, suppress_exceptions=True)
        if not service or (hasattr(service, "targets") and not service.targets):
            return None
        service.notify_format = apprise.NotifyFormat.TEXT
        service.socket_connect_timeout = service.socket_read_timeout = self._timeout
        return service

    @staticmethod
    def _attachments(service: Any, files: Sequence[tuple[str, bytes]], folder: Path) -> Any:
        if not files or not service.attachment_support:
            return None
        attachments = apprise.AppriseAttachment()
        for place, (name, content) in enumerate(files):
            path = folder / str(place) / name
            path.parent.mkdir()
            path.write_bytes(content)
            attachments.add(str(path))
        return attachments


def _log_capture() -> Any:
    return apprise.LogCapture(fmt="%(message)s")  # type: ignore[no-untyped-call]


def _cause(said: str) -> str:
    return next((cause for pattern, cause in _CAUSES if pattern.search(said)), "the message was not accepted")
