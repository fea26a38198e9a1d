"""Delivery status notifications: what mail servers send back of a mail that did not arrive (RFC 3464).

Postfix, Exim and OpenSMTPD each write one in a way of its own; what they share is an empty envelope sender and a part
`message/delivery-status` somewhere. Automatic replies of people have no such part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser, Parser

from paraaf.gateways import mail_headers

_STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_ORIGINALS = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
_CODE = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")
_MAX_REASON = 300
_MAX_PARTS = 100


@dataclass(frozen=True)
class Bounce:
    """A mail that did not arrive, as its last mail server tells it."""

    message: str
    """The id of the message."""
    mark: str
    """Of the address that it was sent to: see `mail_headers.went_to`."""
    reason: str
    """The code and words of the server, in one line, without addresses."""


def bounces_in(raw: bytes) -> list[Bounce]:
    """Return which messages of Paraaf a mail says did not arrive; empty for any other mail.

    A notice of delay is none, and neither is an automatic reply of a person, or a mail with a sender in its envelope.
    """
    mail = BytesParser(policy=policy.compat32).parsebytes(raw)
    if _has_envelope_sender(mail):
        return []
    parts = _parts(mail)
    failed = [block for part in parts if part.get_content_type() in _STATUS_PARTS for block in _failed(part)]
    if not failed:
        return []
    reason = _reason(failed, parts)
    named = mail_headers.messages_named_in("\n".join(_ids_of_originals(parts)))
    if not named:
        replied_to = [str(mail.get(header, "")) for header in ("References", "In-Reply-To")]
        named = mail_headers.messages_named_in("\n".join(replied_to))
    return [Bounce(message, mark, reason) for message, mark in named]


def _has_envelope_sender(mail: Message) -> bool:
    """Return whether the mail server that stored a mail noted a sender; bounces have none (RFC 5321, 4.5.5)."""
    path = mail.get("Return-Path")
    return path is not None and str(path).strip() not in ("<>", "")


def _parts(mail: Message) -> list[Message]:
    """Return the parts of a mail, not those of mails within it."""
    found: list[Message] = []
    to_do = [mail]
    while to_do and len(found) < _MAX_PARTS:
        part = to_do.pop(0)
        found.append(part)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            to_do += [child for child in part.get_payload() if isinstance(child, Message)]
    return found


def _failed(part: Message) -> Iterator[Message]:
    """Yield the blocks of a status part that tell of an address for which the server gave up."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return
    if part.get_content_type() != "message/delivery-status":  # Python takes the blocks for one mail and its text
        blocks = re.split(r"\n\s*\n", "\n".join(str(block) for block in payload).replace("\r\n", "\n"))
        payload = [Parser().parsestr(block, headersonly=True) for block in blocks]
    for block in payload:
        if isinstance(block, Message) and str(block.get("Action", "")).strip().lower() == "failed":
            yield block


def _reason(failed: list[Message], parts: list[Message]) -> str:
    """Return the most exact code that is given, and what the server said."""
    said = [str(block.get("Diagnostic-Code", "")) for block in failed]
    words = re.sub(r"^[\w-]+;\s*", "", " ".join(said[0].split()))
    given = [str(block.get("Status", "")) for block in failed]
    codes = _CODE.findall(" ".join(given))
    if not any(_is_exact(code) for code in codes):
        codes = _CODE.findall(" ".join(said)) + _CODE.findall(_human_text(parts)) + codes
    code = next((code for code in codes if _is_exact(code)), next(iter(codes), ""))
    if code and code in words:
        code = ""
    printable = "".join(sign for sign in f"{code} {words}" if sign.isprintable())
    return re.sub(r"\S*@\S*", "…", printable)[:_MAX_REASON].strip()


def _is_exact(code: str) -> bool:
    return not code.endswith(".0.0")


def _human_text(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain" and isinstance(text := part.get_payload(decode=True), bytes):
            return text.decode("utf-8", "replace")
    return ""


def _ids_of_originals(parts: list[Message]) -> Iterator[str]:
    """Yield the Message-ID of each mail that came back, from its headers only: its text may quote other mails."""
    for part in parts:
        if part.get_content_type() not in _ORIGINALS:
            continue
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Message):
            yield str(payload[0].get("Message-ID", ""))
        elif isinstance(text := part.get_payload(decode=True), bytes):
            yield str(Parser().parsestr(text.decode("utf-8", "replace"), headersonly=True).get("Message-ID", ""))
