"""What three mail servers write when they give a mail up, in the form that each of them has."""

from email.message import EmailMessage

from paraaf.gateways import mail_headers

SENDER = "paraaf@ez.example"


def original(message: str, address: str) -> EmailMessage:
    """Return a mail as Paraaf sent it."""
    mail = EmailMessage()
    mail["Subject"] = "Uw reactie gevraagd"
    mail["From"] = SENDER
    mail["To"] = address
    mail["Message-ID"] = mail_headers.message_id(message, address, sender=SENDER)
    mail.set_content("Geachte heer,\n\nDag.\n")
    return mail


def postfix(mail: EmailMessage, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Return a mail back as Postfix 3.7 writes it: multipart/report, the code of the remote server."""
    text = f"I'm sorry to have to inform you that your message could not be delivered to\n<{mail['To']}>: unknown user"
    block = (
        f"Final-Recipient: rfc822; {mail['To']}\nOriginal-Recipient: rfc822;{mail['To']}\nAction: {action}\n"
        f"Status: {status}\nRemote-MTA: dns; mail.example.nl\n"
        f"Diagnostic-Code: smtp; 550 {status} <{mail['To']}>: Recipient address\n    rejected: User unknown\n"
    )
    return _report(
        "multipart/report; report-type=delivery-status",
        "Auto-Submitted: auto-replied\n",
        ("text/plain; charset=us-ascii", text),
        ("message/delivery-status", f"Reporting-MTA: dns; relay.example.nl\nArrival-Date: Mon, 2 Mar 2026\n\n{block}"),
        ("message/rfc822", mail.as_string()),
    )


def exim(mail: EmailMessage) -> bytes:
    """Return a mail back as Exim 4.96 writes it: the exact code in Diagnostic-Code only, References to the mail."""
    block = (
        f"Action: failed\nFinal-Recipient: rfc822;{mail['To']}\nStatus: 5.0.0\nRemote-MTA: dns; mail.example.nl\n"
        "Diagnostic-Code: smtp; 552 5.2.2 mailbox full\n"
    )
    return _report(
        "multipart/report; report-type=delivery-status",
        f"X-Failed-Recipients: {mail['To']}\nReferences: {mail['Message-ID']}\nAuto-Submitted: auto-replied\n",
        ("text/plain; charset=us-ascii", "A message that you sent could not be delivered."),
        ("message/delivery-status", f"Reporting-MTA: dns; relay.example.nl\n\n{block}"),
        ("message/rfc822", mail.as_string()),
    )


def opensmtpd(mail: EmailMessage) -> bytes:
    """Return a mail back as OpenSMTPD 6.8 writes it: multipart/mixed, the remote's words in the human text only."""
    text = f"Your mail could not be delivered:\n\n{mail['To']}: 550 5.7.1 policy rejection\n"
    block = f"Final-Recipient: rfc822; {mail['To']}\nAction: failed\nStatus: 5.0.0\n"
    return _report(
        "multipart/mixed",
        "",
        ("text/plain; charset=us-ascii", text),
        ("message/delivery-status", f"Reporting-MTA: dns; relay.example.nl\n\n{block}"),
        ("text/rfc822-headers", mail.as_string()),
    )


def _report(content_type: str, headers: str, *parts: tuple[str, str]) -> bytes:
    lines = [
        "Return-Path: <>",
        "From: Mail Delivery System <MAILER-DAEMON@relay.example.nl>",
        f"To: {SENDER}",
        "Subject: Undelivered mail",
        *headers.splitlines(),
        f'Content-Type: {content_type}; boundary="=_b"',
        "MIME-Version: 1.0",
        "",
        "A report in parts.",
    ]
    for kind, content in parts:
        lines += ["--=_b", f"Content-Type: {kind}", "", content.rstrip("\n"), ""]
    return "\r\n".join([*"\n".join(lines).split("\n"), "--=_b--", ""]).encode()
