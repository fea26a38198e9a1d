"""Messages, against a real mail server in this process."""

import asyncio
import logging
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import SecretStr

from models.enums import Outcome
from models.errors import DeliveryFailed, GatewayError
from paraaf.gateways.notifier import AppriseNotifier, Delivery
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import free_port, hold
from tests.support.refusals import english
from tests.support.waiting import PATIENCE_SECONDS


class MailServer(Mailbox):
    """A mailbox that also keeps who each message was really handed over for, and can be told to answer otherwise."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, on=hold())
        self.receivers: list[list[str]] = []
        self.answers: dict[str, str] = {}
        self.on_data: Callable[[Any], None] = lambda server: None
        self.refused: set[str] = set()
        self.breaks_off_at = ""
        self.delay = 0.0
        """Seconds before it answers after the text."""

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        self._break_off(server, "EHLO")
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        self._break_off(server, "MAIL")
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    def _break_off(self, server: Any, command: str) -> None:
        if command == self.breaks_off_at:
            server.transport.abort()

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        self._break_off(server, "RCPT")
        if address in self.refused:
            return "550 5.1.1 No such user"
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.on_data(server)
        await asyncio.sleep(self.delay)
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.receivers.append(list(envelope.rcpt_tos))
        return await super().handle_DATA(server, session, envelope)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    server = MailServer(tmp_path / "mail")
    server.start()
    yield server
    server.stop()


PASSWORD = "zeer-geheim"
URL = "mailto://{user}127.0.0.1:{port}?from=paraaf@paraaf.example&name=Paraaf&mode=insecure&to={{address}}"


def notifier_at(port: int, *, user: str = "", timeout: float = PATIENCE_SECONDS) -> AppriseNotifier:
    return AppriseNotifier({"mail": SecretStr(URL.format(port=port, user=user))}, timeout=timeout)


def delivery(address: str = "fin@example.nl", **changes: Any) -> Delivery:
    values = {"key": "invitation:1:FIN", "channel": "mail", "subject": "Onderwerp", "body": "Geachte heer,\n\nDag."}
    return Delivery(**values | {"address": address} | changes)


def delivered(server: MailServer, **changes: Any) -> EmailMessage:
    """Deliver a message and return it as it arrived."""
    notifier_at(server.port).deliver(delivery(**changes))
    (received,) = server.received()
    return received.message


def refusal(notifier: AppriseNotifier, message: Delivery | None = None) -> str:
    with pytest.raises(GatewayError) as refused:
        notifier.deliver(message or delivery())
    return english(refused.value)


# What arrives


def test_a_message_arrives_with_its_key_sender_and_receiver(server: MailServer) -> None:
    message = delivered(server)

    assert server.receivers == [["fin@example.nl"]]
    assert message["X-Paraaf-Key"] == "invitation:1:FIN"
    assert message["From"] == "Paraaf <paraaf@paraaf.example>"
    assert message["To"] == "fin@example.nl"
    assert (message["Cc"], message["Bcc"]) == (None, None)
    assert message.get_content_type() == "text/plain"
    assert message.get_content().splitlines() == ["Geachte heer,", "", "Dag."]


def test_text_outside_ascii_arrives_as_it_was_written(server: MailServer) -> None:
    message = delivered(
        server, subject="Reactie op “één” brief – €", body="Ministerie van Financiën: €\n<b>vet</b> & *ster*"
    )

    assert message["Subject"] == "Reactie op “één” brief – €"
    assert message.get_content().splitlines() == ["Ministerie van Financiën: €", "<b>vet</b> & *ster*"]


def test_a_long_subject_arrives_whole(server: MailServer) -> None:
    subject = "Uitnodiging voor een zeer lange brief over beleid " * 6

    assert delivered(server, subject=subject)["Subject"] == subject.strip()


def test_attachments_arrive_byte_for_byte_under_names_that_every_mail_program_reads(server: MailServer) -> None:
    content = bytes(range(256)) * 40 + b"\r\n.\r\nMAIL FROM"
    names = ["brief.docx", "Financiën één.docx", "€.pdf", "a,b;c?name=x.docx", "../../weg.docx", 'a"b\r\nBcc: x.docx']

    message = delivered(server, files=[(name, content + name.encode()) for name in names])

    parts = list(message.iter_attachments())
    assert [part.get_payload(decode=True) for part in parts] == [content + name.encode() for name in names]
    assert [part.get_filename() for part in parts] == [
        "brief.docx", "Financien een.docx", ".pdf", "a-b-c-name-x.docx", "..-..-weg.docx", "a-b-Bcc- x.docx",
    ]  # fmt: skip
    assert [str(part["Content-Disposition"].content_disposition) for part in parts] == ["attachment"] * len(names)


def test_two_files_of_one_name_both_arrive(server: MailServer) -> None:
    message = delivered(server, files=[("brief.docx", b"een"), ("brief.docx", b"twee")])

    assert [part.get_payload(decode=True) for part in message.iter_attachments()] == [b"een", b"twee"]


@pytest.mark.parametrize("subject", ["Dag\r\nBcc: evil@x.nl", "Dag\nBcc: evil@x.nl", "Dag\r\n\r\nTekst", "Dag\0Bcc"])
def test_a_subject_cannot_add_a_header_or_a_receiver(server: MailServer, subject: str) -> None:
    message = delivered(server, subject=subject, key="a:1\r\nBcc: evil@x.nl")

    assert server.receivers == [["fin@example.nl"]]
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Dag ")
    assert message["X-Paraaf-Key"] == "a:1 Bcc: evil@x.nl"
    assert message.get_content().splitlines() == ["Geachte heer,", "", "Dag."]


# Exactly the one who was meant


@pytest.mark.parametrize(
    "address",
    ["fin@example.nl", "o'neil@x.nl", "a+b@x.nl", "A.B-c_d@sub.x.nl", "a&b@x.nl", "a/b@x.nl", "a=b@x.nl", "a%40b@x.nl"],
)
def test_an_unusual_address_gets_its_message_and_nobody_else_does(server: MailServer, address: str) -> None:
    assert notifier_at(server.port).fault("mail", address) is None

    assert delivered(server, address=address)["To"] == address
    assert server.receivers == [[address]]


HOSTILE = [
    "", " ", "x", "x@", "@x.nl", '"a b"@x.nl', "a,b@x.nl", "a@x.nl,evil@x.nl", "a@x.nl evil@x.nl", "a@x.nl;evil@x.nl",
    "a@x.nl?to=evil@x.nl", "a@x.nl&cc=evil@x.nl", "a@x.nl/evil@x.nl", "a@x.nl%2Cevil@x.nl", "evil@x.nl:a@x.nl",
    "Naam <a@x.nl>", "a@x.nl\r\nBcc: evil@x.nl", "a@x.nl\nRCPT TO:<evil@x.nl>", "é@x.nl", "a@x.nl\0", " a@x.nl",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_could_mean_another_receiver_is_refused(server: MailServer, address: str) -> None:
    notifier = notifier_at(server.port)

    assert english(notifier.fault("mail", address)) == f"'{address}' is no address that channel 'mail' can reach"
    assert "cannot carry this address" in refusal(notifier, delivery(address))
    assert server.receivers == []


@pytest.mark.parametrize("address", ["een,twee", "een twee", "een/twee"])
def test_a_chat_address_that_means_two_channels_is_refused(address: str) -> None:
    notifier = AppriseNotifier({"chat": SecretStr("mmosts://chat.example.nl/token?channel={address}")}, timeout=1)

    assert notifier.fault("chat", "een") is None
    assert "no address that channel 'chat' can reach" in english(notifier.fault("chat", address))


class Hook:
    """A web server that takes every message and notes the path that it came by."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        paths = self.paths

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                paths.append(self.path)
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> "Hook":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def webhook() -> Iterator[Hook]:
    """A web server that notes the paths that are asked of it."""
    with Hook() as server:
        yield server


@pytest.mark.parametrize("kind", ["json", "form", "xml"])
@pytest.mark.parametrize(
    "address", ["een", "@een", "#een", "+31612345678", "a.b@example.nl", "een-twee_drie.vier", "é"]
)
def test_an_address_is_one_word_of_the_path_of_a_webhook(webhook: Hook, kind: str, address: str) -> None:
    notifier = AppriseNotifier(
        {"hook": SecretStr(f"{kind}://127.0.0.1:{webhook.port}/p/{{address}}/end")}, timeout=PATIENCE_SECONDS
    )

    assert notifier.fault("hook", address) is None
    notifier.deliver(delivery(channel="hook", address=address))

    assert [unquote(path) for path in webhook.paths] == [f"/p/{address}/end"]


@pytest.mark.parametrize("kind", ["json", "form", "xml"])
@pytest.mark.parametrize(
    "address",
    ["../../x", "..", ".", "...", "a..b", "a/b", "/x", "a\\b", "%2e%2e/x", "..%2fx", "a?b=c", "a&b=c", "a=b", "a:b",
     "a;b", "-", "#", "@", "a\u2044b", "a\uff0fb", "\uff0e\uff0e", "a\u202eb", "a\x00b", "a'b", "a~b", "{address}",
     "een twee"],
)  # fmt: skip
def test_an_address_that_would_change_the_path_of_a_webhook_is_refused(webhook: Hook, kind: str, address: str) -> None:
    notifier = AppriseNotifier(
        {"hook": SecretStr(f"{kind}://127.0.0.1:{webhook.port}/p/{{address}}")}, timeout=PATIENCE_SECONDS
    )

    assert english(notifier.fault("hook", address)) == f"'{address}' is no address that channel 'hook' can reach"
    assert "cannot carry this address" in refusal(notifier, delivery(channel="hook", address=address))
    assert webhook.paths == []


def test_a_webhook_without_a_place_for_an_address_takes_any(webhook: Hook) -> None:
    notifier = AppriseNotifier({"hook": SecretStr(f"json://127.0.0.1:{webhook.port}/p")}, timeout=PATIENCE_SECONDS)

    notifier.deliver(delivery(channel="hook", address="o'neil@example.nl"))

    assert webhook.paths == ["/p"]


def test_a_channel_that_is_not_set_up_is_named_with_those_that_are(server: MailServer) -> None:
    notifier = notifier_at(server.port)

    assert english(notifier.fault("fax", "x")) == "channel 'fax' is not set up (set up: mail; see PARAAF_CHANNELS)"
    assert english(AppriseNotifier({}, timeout=1).fault("fax", "x")) == (
        "channel 'fax' is not set up (set up: none; see PARAAF_CHANNELS)"
    )
    assert "Channel 'fax' is not set up" in refusal(notifier, delivery(channel="fax"))


def test_a_mail_channel_to_one_fixed_mailbox_keeps_to_it(server: MailServer) -> None:
    url = f"mailto://127.0.0.1:{server.port}?from=a@b.nl&mode=insecure&to=vast@example.nl"

    AppriseNotifier({"mail": SecretStr(url)}, timeout=PATIENCE_SECONDS).deliver(delivery())

    assert server.receivers == [["vast@example.nl"]]


# What the server says


def failure(notifier: AppriseNotifier, message: Delivery | None = None) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        notifier.deliver(message or delivery())
    return failed.value


@pytest.mark.parametrize(
    ("command", "answer", "cause", "outcome"),
    [
        ("MAIL", "550 5.7.1 Not from you", "the server refuses the message", Outcome.REFUSED),
        ("MAIL", "552 5.3.4 Too big", "the server finds the message too large", Outcome.REFUSED),
        ("MAIL", "530 5.7.0 Log in first", "the server refuses the login", Outcome.NOT_HANDED_OVER),
        ("MAIL", "451 4.3.0 Try later", "the server refuses the message for now", Outcome.NOT_HANDED_OVER),
        ("RCPT", "550 5.1.1 No such user; connection refused", "the server refuses the receiver's address",
         Outcome.REFUSED),
        ("RCPT", "553 5.1.3 Bad address, timed out", "the server refuses the receiver's address", Outcome.REFUSED),
        ("RCPT", "554 5.7.1 Blocked", "the server refuses the receiver's address", Outcome.REFUSED),
        ("RCPT", "552 5.2.2 Full", "the server finds the message too large", Outcome.REFUSED),
        ("RCPT", "450 4.2.0 Greylisted", "the server refuses the message for now", Outcome.NOT_HANDED_OVER),
        ("DATA", "550 5.7.1 Spam", "the server refuses the message", Outcome.REFUSED),
        ("DATA", "552 5.3.4 Too big", "the server finds the message too large", Outcome.REFUSED),
        ("DATA", "554 5.7.1 Spam", "the server refuses the message", Outcome.REFUSED),
        ("DATA", "451 4.3.0 Try later", "the server refuses the message for now", Outcome.NOT_HANDED_OVER),
        ("DATA", "421 4.3.2 Shutting down", "the server refuses the message for now", Outcome.NOT_HANDED_OVER),
    ],
)  # fmt: skip
def test_a_refusal_is_told_with_its_cause_the_servers_words_and_how_far_the_message_came(
    server: MailServer, command: str, answer: str, cause: str, outcome: Outcome
) -> None:
    server.answers[command] = answer

    failed = failure(notifier_at(server.port))

    assert (english(failed), failed.outcome, failed.answer) == (f"Channel 'mail': {cause}.", outcome, answer)
    assert server.received() == []


def test_no_address_is_in_what_a_server_said(server: MailServer) -> None:
    server.answers["RCPT"] = "550 5.1.1 <fin@example.nl>: unknown, ask postmaster@example.nl"

    assert failure(notifier_at(server.port)).answer == "550 5.1.1 … unknown, ask …"


COPY = URL + "&cc=archief@example.nl&bcc=stil@example.nl"


@pytest.mark.parametrize(
    ("refused", "cause"),
    [
        ("fin@example.nl", "the server refuses the receiver's address"),
        ("archief@example.nl", "the server refuses the address of a copy (cc or bcc) that this channel makes"),
        ("stil@example.nl", "the server refuses the address of a copy (cc or bcc) that this channel makes"),
    ],
)
def test_when_one_of_several_receivers_is_refused_nobody_gets_the_mail(
    server: MailServer, refused: str, cause: str
) -> None:
    server.refused = {refused}
    notifier = AppriseNotifier({"mail": SecretStr(COPY.format(port=server.port, user=""))}, timeout=PATIENCE_SECONDS)

    failed = failure(notifier)

    assert (english(failed), failed.outcome) == (f"Channel 'mail': {cause}.", Outcome.REFUSED)
    assert server.receivers == []
    server.refused = set()
    notifier.deliver(delivery())
    assert [sorted(each) for each in server.receivers] == [["archief@example.nl", "fin@example.nl", "stil@example.nl"]]


def test_a_server_that_is_down_is_told_and_nothing_arrived() -> None:
    failed = failure(notifier_at(free_port()))

    assert english(failed) == "Channel 'mail': the server does not answer (connection refused)."
    assert (failed.outcome, failed.answer) == (Outcome.NOT_HANDED_OVER, "")


def test_a_server_that_breaks_off_halfway_may_have_taken_the_message(server: MailServer) -> None:
    server.on_data = lambda smtp: smtp.transport.abort()

    failed = failure(notifier_at(server.port))

    assert english(failed) == "Channel 'mail': the server broke off the connection."
    assert failed.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
def test_a_server_that_breaks_off_before_the_text_did_not_take_the_message(server: MailServer, command: str) -> None:
    server.breaks_off_at = command

    failed = failure(notifier_at(server.port))

    assert english(failed) == "Channel 'mail': the server broke off the connection."
    assert failed.outcome is Outcome.NOT_HANDED_OVER


def test_a_server_that_is_slow_after_the_text_is_waited_for_longer_than_for_any_other_answer(
    server: MailServer,
) -> None:
    server.delay = 2.5

    AppriseNotifier({"mail": SecretStr(URL.format(port=server.port, user=""))}, timeout=2).deliver(delivery())

    assert server.receivers == [["fin@example.nl"]]


def test_a_server_that_never_answers_after_the_text_may_have_taken_the_message(server: MailServer) -> None:
    server.delay = 30
    url = SecretStr(URL.format(port=server.port, user=""))

    failed = failure(AppriseNotifier({"mail": url}, timeout=PATIENCE_SECONDS, data_timeout=0.3))

    assert english(failed) == "Channel 'mail': the server got the message and does not answer (timed out)."
    assert failed.outcome is Outcome.UNKNOWN


def test_a_message_that_somebody_waits_for_is_given_up_soon(server: MailServer) -> None:
    server.delay = 30

    failed = failure(notifier_at(server.port, timeout=2), delivery(is_awaited=True))

    assert failed.outcome is Outcome.UNKNOWN


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written(server: MailServer) -> None:
    message = delivered(server, body="een\n.\n..twee\n.drie\n\n\nvier")

    assert message.get_content().splitlines() == ["een", ".", "..twee", ".drie", "", "", "vier"]


@contextmanager
def silent_server() -> Iterator[int]:
    """Give the port of a server that takes connections and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield int(listening.getsockname()[1])


def test_a_server_that_says_nothing_is_given_up_after_the_timeout() -> None:
    with silent_server() as port:
        failed = failure(notifier_at(port, timeout=0.2))

    assert english(failed) == "Channel 'mail': the server does not answer (timed out)."
    assert failed.outcome is Outcome.NOT_HANDED_OVER


def test_a_login_that_is_refused_is_told(server: MailServer) -> None:
    said = refusal(notifier_at(server.port, user=f"paraaf:{PASSWORD}@"))

    assert said.startswith("Channel 'mail': ")
    assert server.received() == []


def test_the_cause_is_that_of_this_message_also_when_others_are_delivered_beside_it(server: MailServer) -> None:
    server.answers["RCPT"] = "550 No such user"
    said: list[str] = []

    def another(_server: Any) -> None:
        thread = threading.Thread(target=lambda: said.append(refusal(notifier_at(free_port()))))
        thread.start()
        thread.join()

    beside = MailServer(server.folder.parent / "beside")
    beside.on_data, beside.answers["DATA"] = another, "552 Too big"
    beside.start()
    try:
        mine = refusal(notifier_at(beside.port))
    finally:
        beside.stop()

    assert mine == "Channel 'mail': the server finds the message too large."
    assert said == ["Channel 'mail': the server does not answer (connection refused)."]


# Probe


def test_a_probe_says_whether_the_mail_server_answers(server: MailServer) -> None:
    assert notifier_at(server.port).probe("mail") is None
    assert english(notifier_at(free_port()).probe("mail")) == (
        "the mail server of channel 'mail' cannot be reached: the server does not answer (connection refused)"
    )


def test_a_channel_without_a_mail_server_is_not_probed() -> None:
    notifier = AppriseNotifier({"chat": SecretStr("json://127.0.0.1:1/{address}")}, timeout=1)

    assert notifier.probe("chat") is None
    assert notifier.probe("fax") is None


# No secrets


SECRET_URL = f"paraaf-gebruiker:{PASSWORD}@"


def secrets_in(text: str) -> list[str]:
    return [secret for secret in (PASSWORD, "paraaf-gebruiker", "mailto://", "json://", "TOKEN123") if secret in text]


@pytest.mark.parametrize("trouble", ["down", "login", "silent", "hostile address", "broken off", "crash"])
def test_no_url_user_or_password_is_in_an_error_or_a_log(
    server: MailServer, trouble: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    with silent_server() as silent:
        port = {"down": free_port(), "silent": silent}.get(trouble, server.port)
        notifier = notifier_at(port, user=SECRET_URL, timeout=0.2)
        if trouble == "broken off":
            server.on_data = lambda smtp: smtp.transport.abort()
        if trouble == "crash":

            def crash(*args: Any, **kwargs: Any) -> None:
                raise ValueError(f"cannot use {URL} {SECRET_URL}")

            monkeypatch.setattr("smtplib.SMTP.__init__", crash)
        address = "a@x.nl,b@x.nl" if trouble == "hostile address" else "fin@example.nl"

        with pytest.raises(GatewayError) as refused:
            notifier.deliver(delivery(address))

        shown = "".join(traceback.format_exception(refused.value))
        fault = str(notifier.fault("mail", "a@x.nl,b@x.nl")) + str(notifier.probe("mail")) + repr(notifier)
    assert secrets_in(shown + fault) == []
    assert secrets_in(caplog.text) == []


class _Hook(BaseHTTPRequestHandler):
    status = 500

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.status:
            self.send_response(self.status)
            self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


def test_no_token_of_a_web_channel_is_in_an_error_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hook = HTTPServer(("127.0.0.1", 0), _Hook)
    threading.Thread(target=hook.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    url = f"json://paraaf-gebruiker:{PASSWORD}@127.0.0.1:{hook.server_port}/TOKEN123/{{address}}"
    try:
        with pytest.raises(GatewayError) as refused:
            AppriseNotifier({"mail": SecretStr(url)}, timeout=PATIENCE_SECONDS).deliver(delivery("kanaal"))
    finally:
        hook.shutdown()
        hook.server_close()

    assert english(refused.value) == "Channel 'mail': the message was not accepted."
    assert secrets_in("".join(traceback.format_exception(refused.value))) == []
    assert secrets_in(caplog.text) == []


@contextmanager
def hook(status: int) -> Iterator[int]:
    """Give the port of a web server that answers with this status, or hangs up if it is 0."""
    server = HTTPServer(("127.0.0.1", 0), type("Hook", (_Hook,), {"status": status}))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Outcome.REFUSED),
        (404, Outcome.REFUSED),
        (429, Outcome.NOT_HANDED_OVER),
        (500, Outcome.UNKNOWN),
        (503, Outcome.NOT_HANDED_OVER),
        (504, Outcome.UNKNOWN),
        (0, Outcome.UNKNOWN),
    ],
)
def test_a_web_channel_that_does_not_take_a_message_says_how_far_it_came(status: int, outcome: Outcome) -> None:
    with hook(status) as port:
        notifier = AppriseNotifier(
            {"mail": SecretStr(f"json://127.0.0.1:{port}/{{address}}")}, timeout=PATIENCE_SECONDS
        )

        assert failure(notifier, delivery("kanaal")).outcome is outcome


def test_a_web_channel_that_is_down_did_not_get_the_message() -> None:
    notifier = AppriseNotifier(
        {"mail": SecretStr(f"json://127.0.0.1:{free_port()}/{{address}}")}, timeout=PATIENCE_SECONDS
    )

    assert failure(notifier, delivery("kanaal")).outcome is Outcome.NOT_HANDED_OVER
