"""Mail that comes back, as mail servers write it, and mail that is something else."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from paraaf.gateways import mail_headers
from paraaf.gateways.bounces import bounces_in
from tests.support.mail.bounces import exim, opensmtpd, original, postfix

MESSAGE = "0123456789abcdef0123456789abcdef"
ADDRESS = "fin@example.nl"
SENT = original(MESSAGE, ADDRESS)


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (postfix, "550 5.1.1 … Recipient address rejected: User unknown"),
        (exim, "552 5.2.2 mailbox full"),
        (opensmtpd, "5.7.1"),
    ],
)
def test_a_mail_that_came_back_is_found_by_its_message_id(write: Callable[[EmailMessage], bytes], reason: str) -> None:
    (bounce,) = bounces_in(write(SENT))

    assert bounce.message == MESSAGE
    assert mail_headers.went_to(bounce.mark, ADDRESS)
    assert bounce.reason == reason


def test_the_message_is_known_by_references_when_the_mail_itself_did_not_come_along() -> None:
    raw = exim(SENT)
    without = raw[: raw.index(b"--=_b\r\nContent-Type: message/rfc822")] + b"--=_b--\r\n"

    (bounce,) = bounces_in(without)

    assert bounce.message == MESSAGE


def test_a_mail_that_came_back_cut_off_is_known_still() -> None:
    raw = postfix(SENT)

    (bounce,) = bounces_in(raw[: raw.index(b"Geachte")])

    assert bounce.message == MESSAGE


def test_an_international_status_part_is_read_too() -> None:
    raw = postfix(SENT).replace(b"message/delivery-status", b"message/global-delivery-status")

    (bounce,) = bounces_in(raw)

    assert bounce.reason.startswith("550 5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_not_given_up_did_not_come_back(action: str) -> None:
    assert bounces_in(postfix(SENT, action=action)) == []


def test_a_delivery_that_was_given_up_after_days_came_back_too() -> None:
    (bounce,) = bounces_in(postfix(SENT, status="4.4.1"))

    assert "4.4.1" in bounce.reason


@pytest.mark.parametrize("marker", ["auto-replied", None])
def test_an_out_of_office_reply_is_no_answer_and_did_not_come_back(marker: str | None) -> None:
    reply = EmailMessage()
    reply["Return-Path"] = "<>"
    reply["From"] = ADDRESS
    reply["Subject"] = "Afwezig: Uw reactie gevraagd"
    reply["In-Reply-To"] = reply["References"] = SENT["Message-ID"]
    if marker:
        reply["Auto-Submitted"] = marker
    reply.set_content("Ik ben er maandag weer.")

    assert bounces_in(reply.as_bytes()) == []


def test_a_report_that_a_person_sends_on_did_not_come_back() -> None:
    raw = postfix(SENT).replace(b"Return-Path: <>", b"Return-Path: <fin@example.nl>")

    assert bounces_in(raw) == []


def test_a_message_id_in_the_text_of_a_mail_that_came_back_is_not_its_own() -> None:
    other = original("f" * 32, ADDRESS)
    quoted = EmailMessage()
    quoted["To"] = "iemand@example.nl"
    quoted["Message-ID"] = "<anders@example.nl>"
    quoted.set_content(f"Het ging om {other['Message-ID']}.")

    assert bounces_in(postfix(quoted)) == []


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n\r\n", b"rubbish", b"Content-Type: multipart/report; boundary=x\r\n\r\n--x"]
)
def test_whatever_is_no_mail_did_not_come_back(raw: bytes) -> None:
    assert bounces_in(raw) == []
