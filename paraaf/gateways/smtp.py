"""Handing a mail to its server, so that it is known how far it came when the server does not take it.

Apprise writes the mail and this module hands it over: Apprise's own client waits equally long for every answer, does
not tell before from after the text was sent, and takes a refused copy for a success.
"""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from models.enums import Outcome

_GO_ON = 354
_NO_LOGIN = (530, 534, 535, 538)
"""Answers about the login of this installation and not about the message: another try may help."""


class AddressRole(StrEnum):
    """Of whom an address is that a server refuses."""

    RECEIVER = "receiver"
    COPY = "copy"


class MailNotSent(Exception):
    """A server did not take a mail; `said` is what it or the connection said, not to be shown as it is."""

    def __init__(self, outcome: Outcome, said: str, *, code: int = 0, about: AddressRole | None = None) -> None:
        super().__init__(said)
        self.outcome = outcome
        self.said = said
        self.code = code
        """What the server answered, if it answered."""
        self.about = about
        """Which address the server refused, if it was an address."""


@dataclass(frozen=True)
class MailServer:
    """A mail server, and how it is spoken to."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    is_tls: bool = False
    """From the first byte."""
    starts_tls: bool = False
    verifies_certificate: bool = True
    timeout: float = 10
    """Seconds to wait for the connection, and for each answer up to the text of the mail."""
    data_timeout: float = 600
    """Seconds for sending the text, and to wait for the answer after it."""


@dataclass(frozen=True)
class Mail:
    """A mail as it goes to its server: who sends it, the receiver first and then those of copies, the text."""

    sender: str
    receivers: Sequence[str]
    text: str


def hand_over(server: MailServer, mail: Mail) -> None:
    """Give a mail to its server; raise `MailNotSent` unless the server took it for every receiver.

    When the server refuses one of several receivers it gets the text for none of them: nothing is delivered in part,
    and another try sends nobody the same mail twice.
    """
    with _connected(server) as client:
        _address(client, mail)
        try:
            code, answer = client.docmd("data")
        except (OSError, smtplib.SMTPException) as error:
            raise MailNotSent(Outcome.NOT_HANDED_OVER, str(error)) from error
        if code != _GO_ON:
            raise _refused(code, answer)
        _send_text(client, mail, server.data_timeout)


@contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    if not server.verifies_certificate:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client: smtplib.SMTP | None = None
    try:
        try:
            if server.is_tls:
                client = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
            else:
                client = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
            if server.starts_tls:
                client.starttls(context=context)
            if server.user and server.password:
                client.login(server.user, server.password)
            client.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException, RuntimeError) as error:
            code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
            raise MailNotSent(Outcome.NOT_HANDED_OVER, str(error), code=code) from error
        yield client
    finally:
        if client is not None:
            with suppress(OSError, smtplib.SMTPException):
                if client.sock is not None:
                    client.sock.settimeout(server.timeout)
                client.quit()  # whatever it answers, what came of the mail is known by now
            client.close()


def _address(client: smtplib.SMTP, mail: Mail) -> None:
    size = [f"size={len(mail.text)}"] if client.has_extn("size") else []
    try:
        code, answer = client.mail(mail.sender, size)
        if code != 250:
            raise _refused(code, answer)
        for place, receiver in enumerate(mail.receivers):
            code, answer = client.rcpt(receiver)
            if code not in (250, 251):
                raise _refused(code, answer, about=AddressRole.COPY if place else AddressRole.RECEIVER)
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(Outcome.NOT_HANDED_OVER, str(error)) from error


def _send_text(client: smtplib.SMTP, mail: Mail, timeout: float) -> None:
    """Send the text, and read the answer to it.

    The last line is sent apart: a server that did not get it has no mail, so what breaks off before it did not arrive.
    """
    sock = client.sock
    assert sock is not None
    sock.settimeout(timeout)
    text = "".join(f".{line}" if line.startswith(".") else line for line in _lines(mail.text))
    try:
        sock.sendall(text.encode("ascii"))
    except OSError as error:
        client.close()  # no other command fits into a text that was sent in part
        raise MailNotSent(Outcome.NOT_HANDED_OVER, str(error)) from error
    try:
        sock.sendall(b".\r\n")
        code, answer = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(Outcome.UNKNOWN, str(error)) from error
    if not 200 <= code < 300:
        raise _refused(code, answer)


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text, each with the end that mail servers know."""
    for line in text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"):
        yield f"{line}\r\n"


def _refused(code: int, answer: bytes, *, about: AddressRole | None = None) -> MailNotSent:
    said = answer.decode("ascii", "replace")
    if not 400 <= code < 600:
        return MailNotSent(Outcome.UNKNOWN, said, code=code)
    is_for_good = code >= 500 and code not in _NO_LOGIN
    outcome = Outcome.REFUSED if is_for_good else Outcome.NOT_HANDED_OVER
    return MailNotSent(outcome, said, code=code, about=about)
