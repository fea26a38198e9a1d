"""The headers of a mail as mail servers and mail programs want them (RFC 5322, RFC 2047, RFC 3834)."""

import hashlib
import re
from collections.abc import Mapping
from email.header import Header, decode_header, make_header
from email.parser import HeaderParser
from email.utils import formataddr

_MESSAGE_ID = re.compile(r"<paraaf\.([0-9a-f]{32})\.([0-9a-f]{12})@[^<>\s]{1,255}>")
_MAX_LINE = 76
"""Characters of a header line that holds an encoded word (RFC 2047, section 2)."""


def message_id(message: str, address: str, *, sender: str) -> str:
    """Return the Message-ID of a message, by its id and the address it goes to: the same at each delivery to it.

    A mail server that got a mail twice, since the first answer was lost, can tell so.
    """
    return f"<paraaf.{message}.{_mark(address)}@{sender.rpartition('@')[2] or 'localhost'}>"


def messages_named_in(text: str) -> list[tuple[str, str]]:
    """Return the messages whose Message-ID stands in a text, each by its id and the mark of its address."""
    return list(dict.fromkeys(_MESSAGE_ID.findall(text)))


def went_to(mark: str, address: str) -> bool:
    """Return whether a Message-ID with this mark was made for this address."""
    return mark == _mark(address)


def with_headers(text: str, headers: Mapping[str, str]) -> str:
    """Return a mail with these headers in the place of its own of the same names, and the body as it was.

    What is given is written as it is: in ASCII, and `folded` where it may be long.
    """
    head, body = _halves(text)
    parsed = HeaderParser().parsestr(head)
    for name in headers:
        del parsed[name]
    lines = [f"{name}: {value}" for name, value in parsed.items()]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\n".join(lines) + "\n\n" + body


def mailbox(header: str, name: str, address: str) -> str:
    """Return a named address as the value of a header; the name may come in encoded words of any length."""
    name = str(make_header(decode_header(name)))
    if name.isascii():
        return formataddr((name, address))
    return f"{folded(header, name)}\n <{address}>"


def folded(name: str, value: str) -> str:
    """Return the value of a header as it stands in a mail: in lines of at most 76 characters where words allow it.

    What is not ASCII stands in encoded words of at most 75 characters each (RFC 2047, section 2).
    """
    charset = "us-ascii" if value.isascii() else "utf-8"
    return Header(value, charset, header_name=name, maxlinelen=_MAX_LINE).encode()


def _halves(text: str) -> tuple[str, str]:
    text = text.replace("\r\n", "\n")
    head, _, body = text.partition("\n\n")
    return head, body


def _mark(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:12]
