"""Messages to people, through Apprise. No Apprise URL leaves this module, in no log and in no error."""

import re
import socket
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import apprise
from pydantic import SecretStr

from models.enums import Outcome
from models.errors import DeliveryFailed, Fault, fault
from paraaf.gateways import mail_headers, smtp
from paraaf.gateways.log_capture import LOG_CAPTURE

_CAUSES = (
    (re.compile(r"(?:Errno|WinError) \d+\] .*refused", re.I), "channel.connection_refused"),
    (re.compile(r"timed? ?out", re.I), "channel.timed_out"),
    (re.compile(r"name or service|getaddrinfo|nodename|resolution", re.I), "channel.name_not_known"),
    (re.compile(r"ssl|tls|certificate", re.I), "channel.no_secure_connection"),
    (re.compile(r"unexpectedly closed|reset by peer|broken pipe", re.I), "channel.broken_off"),
)
"""What is told of a connection that fails; how far the message came is never read from words."""
_NO_LOGIN = (530, 534, 535, 538)
_NO_ADDRESS = {
    smtp.AddressRole.RECEIVER: "channel.receiver_refused",
    smtp.AddressRole.COPY: "channel.copy_refused",
}
_TOO_LARGE = 552
_HTTP_STATUS = re.compile(r"\berror=(\d{3})\b")
"""How Apprise tells in its log which status a web server answered with."""
_NO_CONNECTION = re.compile(r"NewConnectionError|ConnectTimeoutError|NameResolutionError|SSLError")
"""The names of urllib3's errors from before anything was sent."""
_HTTP_TEMPORARY = (408, 425, 429, 503)
_MAX_ANSWER_LENGTH = 300
_MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", re.ASCII)
"""An address that mail servers read in one way only: no quotes, no spaces, one @."""

_MAIL = ("mailto", "mailtos")
_PLAIN = re.compile(r"(?!.*\.\.)(?=.*\w)[\w.@+#-]+")
"""An address outside mail: it stands in a web address, of which it must not be more than one word."""


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
    message_id: str = ""
    """The id of the message: it stands in the Message-ID of a mail, by which one that comes back is known."""
    reply_to: str = ""
    """The mailbox to which an answer to a mail goes."""
    language: str = ""
    """In which the text is written, as a tag of RFC 5646: `nl`."""
    is_awaited: bool = False
    """Whether somebody waits for it at a screen: a slow server is given up soon, though it may have taken it."""


class Notifier(Protocol):
    """Delivers messages."""

    def deliver(self, delivery: Delivery) -> None: ...

    def fault(self, channel: str, address: str) -> Fault | None: ...

    def probe(self, channel: str) -> Fault | None: ...


class AppriseNotifier:
    """Delivers through the channels of the settings: Apprise URLs with `{address}` for the receiver."""

    def __init__(self, channels: Mapping[str, SecretStr], *, timeout: float, data_timeout: float = 600) -> None:
        self._channels = channels
        self._timeout = timeout
        self._data_timeout = data_timeout

    def deliver(self, delivery: Delivery) -> None:
        """Hand the message to its channel; raise `DeliveryFailed` unless the channel took it.

        The key goes along as the header X-Paraaf-Key where the channel has headers.
        """
        service = self._service(delivery.channel, delivery.address)
        if service is None:
            raise DeliveryFailed("channel.not_set_up_for_address", Outcome.NOT_HANDED_OVER, channel=delivery.channel)
        if _is_mail(service):
            wait = self._timeout if delivery.is_awaited else self._data_timeout
            service.send = lambda body, title="", attach=None, **_: self._hand_over(
                service, body, title, attach, delivery, wait
            )
        headers = getattr(service, "headers", None)
        if isinstance(headers, dict):
            headers["X-Paraaf-Key"] = _one_line(delivery.key)
        with tempfile.TemporaryDirectory(prefix="paraaf-") as folder, LOG_CAPTURE.capture() as said:
            attach = self._attachments(service, delivery.files, Path(folder))
            try:
                taken = service.notify(
                    body=delivery.body,
                    title=_one_line(delivery.subject),
                    attach=attach,
                    body_format=apprise.NotifyFormat.TEXT,
                )
            except smtp.MailNotSent as error:
                answer = _answer(error) if error.code else ""
                raise DeliveryFailed(
                    "channel.refused",
                    error.outcome,
                    channel=delivery.channel,
                    reason=fault("", _why_not_taken(error)),
                    answer=answer,
                ) from None
            except Exception as error:  # whatever it is, it may quote the URL
                raise DeliveryFailed(
                    "channel.not_handed_over", Outcome.UNKNOWN, channel=delivery.channel, kind=type(error).__name__
                ) from None
        if not taken:
            log = " ".join(said)
            raise DeliveryFailed(
                "channel.refused", _outcome(log), channel=delivery.channel, reason=fault("", _cause(log))
            )

    def fault(self, channel: str, address: str) -> Fault | None:
        """Return why this address cannot be reached over this channel, as far as that can be seen beforehand."""
        if channel not in self._channels:
            return fault("", "channel.not_set_up", channel=channel, known=sorted(self._channels))
        if self._service(channel, address) is None:
            return fault("", "channel.no_such_address", address=address, channel=channel)
        return None

    def probe(self, channel: str) -> Fault | None:
        """Return why a mail channel's server does not answer now; None if it does, or is no mail channel."""
        service = self._service(channel, "probe@example.nl")
        host, port = getattr(service, "smtp_host", None), getattr(service, "port", None)
        if not host:
            return None
        try:
            with socket.create_connection((host, port or 25), timeout=self._timeout):
                return None
        except OSError as error:
            return fault("", "channel.mail_server_unreachable", channel=channel, reason=fault("", _cause(str(error))))

    def _service(self, channel: str, address: str) -> Any:
        """Return the service that reaches exactly this receiver; None where that cannot be said of it."""
        url = self._channels.get(channel)
        if url is None or not address.strip() or _one_line(address) != address:
            return None
        pattern = url.get_secret_value()
        filled = pattern.replace("{address}", quote(address, safe=""))
        is_mail = filled.partition(":")[0].lower() in _MAIL
        if not is_mail and filled != pattern and not _PLAIN.fullmatch(address):
            return None
        service: Any = apprise.Apprise.instantiate(filled, suppress_exceptions=True)
        if not service:
            return None
        if _is_mail(service) and not _MAILBOX.fullmatch(address):
            return None
        if _is_mail(service) and pattern != filled:
            service.targets = [(False, address)]  # Apprise itself takes o'neil@x.nl for neil@x.nl
        if hasattr(service, "targets") and len(service.targets) != 1:
            return None
        service.notify_format = apprise.NotifyFormat.TEXT
        service.socket_connect_timeout = service.socket_read_timeout = self._timeout
        return service

    def _hand_over(self, service: Any, body: str, title: str, attach: Any, delivery: Delivery, wait: float) -> bool:
        """Let Apprise write the mail, give it the headers that mail servers want, and hand it to its server."""
        server = smtp.MailServer(
            host=service.smtp_host,
            port=service.port,
            user=service.user or "",
            password=service.password or "",
            is_tls=service.secure_mode == "ssl",
            starts_tls=service.secure_mode == "starttls",
            verifies_certificate=service.verify_certificate,
            timeout=self._timeout,
            data_timeout=wait,
        )
        for mail in self._mails(service, body, title, attach):
            text = mail_headers.with_headers(mail.body, _headers(delivery, title, sender=service.from_addr))
            smtp.hand_over(server, smtp.Mail(service.from_addr[1], mail.to_addrs, text))
        return True

    @staticmethod
    def _mails(service: Any, body: str, title: str, attach: Any) -> list[Any]:
        mails = service.prepare_emails(
            subject=title,
            body=body,
            notify_format=service.notify_format,
            from_addr=service.from_addr,
            to=service.targets,
            cc=service.cc,
            bcc=service.bcc,
            reply_to=service.reply_to,
            smtp_host=service.smtp_host,
            attach=attach,
            headers={"X-Application": service.app_id, **service.headers},
            names=service.names,
            pgp=service.pgp,
            pgp_mode=service.pgp_mode,
            inline=service.inline,
            tzinfo=service.tzinfo,
        )
        try:
            return list(mails)
        except Exception as error:  # it may quote the URL
            raise smtp.MailNotSent(Outcome.NOT_HANDED_OVER, f"{type(error).__name__} while it was written") from None

    @staticmethod
    def _attachments(service: Any, files: Sequence[tuple[str, bytes]], folder: Path) -> Any:
        if not files or not service.attachment_support:
            return None
        attachments = apprise.AppriseAttachment()
        for place, (name, content) in enumerate(files):
            path = folder / str(place) / _plain_name(name)
            path.parent.mkdir()
            path.write_bytes(content)
            attachments.add(str(path))
        return attachments


def _headers(delivery: Delivery, subject: str, *, sender: tuple[str, str]) -> dict[str, str]:
    """Return the headers that a mail of Paraaf has and that Apprise does not write, or writes otherwise.

    `Auto-Submitted` keeps automatic replies away (RFC 3834).
    """
    name, mailbox = sender
    headers = {
        "Subject": mail_headers.folded("Subject", subject),
        "From": mail_headers.mailbox("From", name or "", mailbox),
        "Auto-Submitted": "auto-generated",
    }
    if delivery.message_id:
        headers["Message-ID"] = mail_headers.message_id(delivery.message_id, delivery.address, sender=mailbox)
    if _MAILBOX.fullmatch(delivery.reply_to) and delivery.reply_to != delivery.address:
        headers["Reply-To"] = delivery.reply_to
    if delivery.language:
        headers["Content-Language"] = delivery.language
    return headers


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def _plain_name(name: str) -> str:
    """Return a file name in ASCII: with another one Apprise makes a header that most mail programs cannot read."""
    ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^\w .()+-]+", "-", ascii_).strip(" -") or "file"


def _is_mail(service: Any) -> bool:
    return hasattr(service, "smtp_host")


def _cause(said: str) -> str:
    """Return the code of why a message was not taken, by what was said."""
    return next((cause for pattern, cause in _CAUSES if pattern.search(said)), "channel.not_accepted")


def _why_not_taken(error: smtp.MailNotSent) -> str:
    """Return the code of why a mail server did not take a message."""
    if not error.code:
        is_silent = error.outcome is Outcome.UNKNOWN and "timed out" in error.said
        return "channel.silent_after_message" if is_silent else _cause(error.said)
    if error.code in _NO_LOGIN:
        return "channel.login_refused"
    if error.about is not None and error.outcome is Outcome.REFUSED and error.code != _TOO_LARGE:
        return _NO_ADDRESS[error.about]
    if error.code == _TOO_LARGE:
        return "channel.message_too_large"
    is_for_now = error.outcome is Outcome.NOT_HANDED_OVER
    return "channel.message_refused_for_now" if is_for_now else "channel.message_refused"


def _answer(error: smtp.MailNotSent) -> str:
    """Return what a server said, as everybody may read it: without addresses, in one line."""
    words = re.sub(r"\S*@\S*", "…", _one_line(error.said))
    return f"{error.code} {words}"[:_MAX_ANSWER_LENGTH].strip()


def _outcome(log: str) -> Outcome:
    """Return how far a message came on a channel over the web, by what Apprise says in its log."""
    if (status := _HTTP_STATUS.search(log)) is not None:
        code = int(status[1])
        if code in _HTTP_TEMPORARY:
            return Outcome.NOT_HANDED_OVER
        return Outcome.REFUSED if 400 <= code < 500 else Outcome.UNKNOWN
    is_unreached = _NO_CONNECTION.search(log) or _cause(log) == "channel.connection_refused"
    return Outcome.NOT_HANDED_OVER if is_unreached else Outcome.UNKNOWN
