"""The mailbox of this machine, as somebody reads it who tries Paraaf out."""

import http.client
import smtplib
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from paraaf.local.document_server import DocumentServer
from paraaf.local.mailbox import Mailbox
from paraaf.local.stack import free_port
from paraaf.services.app.unit_of_work import App


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    found = Mailbox(tmp_path / "mail", port=free_port())
    found.start()
    yield found
    found.stop()


@pytest.fixture
def origin(app: App, mailbox: Mailbox) -> Iterator[str]:
    server = DocumentServer(0)
    server.start(app, mailbox)
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


def send(mailbox: Mailbox, subject: str, text: str, **files: bytes) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "paraaf@example.nl", "fin@example.nl", subject
    mail.set_content(text)
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    with smtplib.SMTP("127.0.0.1", mailbox.port) as server:
        server.send_message(mail)


def page(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return str(answer.read().decode())


def test_messages_are_listed_and_read_with_their_links_and_files(mailbox: Mailbox, origin: str) -> None:
    send(mailbox, "Eén", "Niets te doen.")
    send(mailbox, "Twee", "Open http://127.0.0.1:4300/open/abc en lees verder.", brief=b"%PDF")

    listed = page(f"{origin}/mail")
    assert listed.index('<a href="/mail/2">Twee</a>') < listed.index('<a href="/mail/1">Eén</a>')
    read = page(f"{origin}/mail/2")
    assert '<a href="http://127.0.0.1:4300/open/abc">http://127.0.0.1:4300/open/abc</a> en lees verder.' in read
    assert '<a href="/mail/2/1">brief.pdf</a>' in read
    with urllib.request.urlopen(f"{origin}/mail/2/1") as answer:
        assert answer.read() == b"%PDF"
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''brief.pdf"


def test_what_somebody_wrote_stays_text_and_leads_nowhere_else(mailbox: Mailbox, origin: str) -> None:
    send(mailbox, "<script>alert(1)</script>", '<b>x</b> https://evil.example/ http://127.0.0.1:1/x"onclick=x')
    read = page(f"{origin}/mail/1")

    assert "<script" not in read and "<b>" not in read
    assert 'href="https://evil' not in read
    assert '<a href="http://127.0.0.1:1/x">' in read


@pytest.mark.parametrize("path", ["/mail/9", "/mail/0/1", "/mail/1/9", "/mail/..", "/mails"])
def test_a_message_that_is_not_there_is_not_there(mailbox: Mailbox, origin: str, path: str) -> None:
    send(mailbox, "Eén", "Niets te doen.")
    if path == "/mail/0/1":
        assert "All messages" in page(origin + path)
        return
    with pytest.raises(urllib.error.HTTPError, match="404"):
        page(origin + path)


def test_a_page_of_another_site_cannot_read_the_mail_under_its_own_name(mailbox: Mailbox, origin: str) -> None:
    send(mailbox, "Geheim", "http://127.0.0.1:4300/open/abc")
    connection = http.client.HTTPConnection(origin.removeprefix("http://"))
    connection.request("GET", "/mail", headers={"Host": "evil.example"})
    answer = connection.getresponse()

    assert answer.status == 404
    assert b"Geheim" not in answer.read()
