"""The headers of a mail, as they come over the wire."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from models.errors import ConfigurationError
from paraaf.gateways import mail_headers
from paraaf.gateways.notifier import AppriseNotifier, Delivery
from paraaf.local.mailbox import Mailbox
from paraaf.local.ports import hold
from paraaf.settings import Settings, load_settings
from tests.support.refusals import english

MESSAGE = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    mailbox = Mailbox(tmp_path / "mail", on=hold())
    mailbox.start()
    yield mailbox
    mailbox.stop()


def head(mailbox: Mailbox, *, name: str = "Paraaf", **changes: Any) -> list[str]:
    """Deliver a mail, and return the lines of its headers as the server got them."""
    url = f"mailto://127.0.0.1:{mailbox.port}?from=paraaf@ez.example&name={name}&mode=insecure&to={{address}}"
    values = {"key": "k", "channel": "mail", "address": "fin@example.nl", "subject": "Brief", "body": "Dag."}
    AppriseNotifier({"mail": SecretStr(url)}, timeout=5).deliver(Delivery(**values | changes))
    raw = max(mailbox.folder.glob("*.eml")).read_bytes()
    return raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def read(lines: list[str]) -> EmailMessage:
    return message_from_bytes("\r\n".join(lines).encode(), policy=policy.default)  # type: ignore[return-value]


@pytest.mark.parametrize("length", [40, 165, 300, 900])
def test_a_long_subject_stands_in_encoded_words_that_every_server_takes(mailbox: Mailbox, length: int) -> None:
    subject = ("Brief over de financiële gevolgen van beleid – één " * 30)[:length].strip()

    lines = head(mailbox, subject=subject)

    words = re.findall(r"=\?[^? ]+\?[bq]\?[^? ]*\?=", "\n".join(lines), re.I)
    assert max(map(len, words)) <= 75
    assert max(map(len, lines)) <= 78
    assert read(lines)["Subject"] == subject


def test_a_long_subject_in_ascii_is_folded_too(mailbox: Mailbox) -> None:
    subject = " ".join(["industriebeleid"] * 20)

    lines = head(mailbox, subject=subject)

    assert max(map(len, lines)) <= 78
    assert read(lines)["Subject"] == subject


def test_a_long_name_of_the_sender_is_folded_too(mailbox: Mailbox) -> None:
    name = "Secretariaat van het ministerie van Economische Zaken, afdeling coördinatie en één loket"

    lines = head(mailbox, name=name.replace(" ", "%20"))

    assert max(map(len, lines)) <= 78
    folded = message_from_bytes("\r\n".join(lines).encode())["From"]
    assert str(make_header(decode_header(folded))) == f"{name} <paraaf@ez.example>"


def test_a_mail_has_each_header_once_that_servers_and_mail_programs_look_for(mailbox: Mailbox) -> None:
    lines = head(mailbox, message_id=MESSAGE, reply_to="dossierhouder@ez.example", language="nl")

    message = read(lines)
    assert message["Message-ID"] == mail_headers.message_id(MESSAGE, "fin@example.nl", sender="paraaf@ez.example")
    assert message["Message-ID"].endswith("@ez.example>")
    assert message["Reply-To"] == "dossierhouder@ez.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "nl"
    assert parsedate_to_datetime(message["Date"]).tzinfo is not None
    names = [line.partition(":")[0].lower() for line in lines if not line.startswith((" ", "\t"))]
    assert len(names) == len(set(names))


def test_an_answer_goes_to_a_mailbox_or_is_not_arranged(mailbox: Mailbox) -> None:
    assert read(head(mailbox, reply_to="#beleid"))["Reply-To"] is None
    assert read(head(mailbox, reply_to="a@ez.example\r\nBcc: b@ez.example"))["Bcc"] is None
    assert read(head(mailbox, reply_to="fin@example.nl"))["Reply-To"] is None  # it is the receiver's own


def test_the_same_mail_has_the_same_message_id_and_another_address_another() -> None:
    first = mail_headers.message_id(MESSAGE, "fin@example.nl", sender="paraaf@ez.example")
    other = mail_headers.message_id(MESSAGE, "fin2@example.nl", sender="paraaf@ez.example")

    assert first == mail_headers.message_id(MESSAGE, "fin@example.nl", sender="paraaf@ez.example") != other
    ((message, mark),) = mail_headers.messages_named_in(f"References: <x@y>\n {first}\n {first}")
    assert message == MESSAGE
    assert mail_headers.went_to(mark, "fin@example.nl")
    assert not mail_headers.went_to(mark, "fin2@example.nl")


def test_the_text_and_the_files_come_as_they_were(mailbox: Mailbox) -> None:
    head(mailbox, body="Financiën: €\n\n.\n", files=[("brief.docx", bytes(range(256)))], message_id=MESSAGE)

    (received,) = mailbox.received()
    (text, file) = received.message.iter_parts()
    assert text.get_content().splitlines() == ["Financiën: €", "", "."]
    assert file.get_content() == bytes(range(256))


@pytest.mark.parametrize("copy", ["cc=a@ez.example", "BCC=a@ez.example", "x=1&bcc=a@ez.example&cc=b@ez.example"])
def test_a_channel_that_makes_copies_is_refused_when_it_is_loaded(monkeypatch: pytest.MonkeyPatch, copy: str) -> None:
    monkeypatch.setenv(
        "PARAAF_CHANNELS", f'{{"mail": "mailto://geheim:wachtwoord@mail.example?to={{address}}&{copy}"}}'
    )

    with pytest.raises(ConfigurationError) as refused:
        load_settings()

    said = english(refused.value)
    assert "PARAAF_CHANNELS" in said
    assert "channel 'mail' should not have" in said
    assert "wachtwoord" not in said


def test_other_options_of_a_channel_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "mailto://mail.example?to={address}&from=paraaf@ez.example&name=Paraaf"
    monkeypatch.setenv("PARAAF_CHANNELS", f'{{"mail": "{url}"}}')

    assert Settings().channels["mail"].get_secret_value() == url
