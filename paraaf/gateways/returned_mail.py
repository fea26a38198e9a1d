"""The mailbox into which mail servers put what they could not deliver, read over IMAP (RFC 3501).

People may read the same mailbox: nothing is moved, deleted or marked as seen, if the server keeps keywords.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from models.errors import GatewayError

_KEYWORD = "$ParaafRead"
"""Marks what was looked at, where the server keeps keywords of one's own; elsewhere it is marked as seen."""
_MAX_BYTES = 1_000_000
"""Of each mail: what a server says of it, and the headers of the mail that came back, stand at its beginning."""
_AT_ONCE = 200


class ReturnedMail(Protocol):
    """A mailbox for returned mail."""

    def unread(self) -> Iterator[bytes]: ...


class NoReturnedMail:
    """No such mailbox is set: there is never anything in it."""

    def unread(self) -> Iterator[bytes]:
        """Yield nothing."""
        yield from ()


class ImapMailbox:
    """A folder on an IMAP server, by a URL like `imaps://user:password@mail.example.nl/INBOX`."""

    def __init__(self, url: SecretStr, *, timeout: float) -> None:
        self._url = url
        self._timeout = timeout

    def unread(self) -> Iterator[bytes]:
        """Yield the mails that were not looked at yet, at most 200, each with at most its first million bytes.

        One counts as looked at as soon as the next one is asked for: what breaks off in between comes again. Raises
        `GatewayError` when the server does not answer or does not let Paraaf in; it holds no part of the URL.
        """
        try:
            with self._folder() as server:
                flag = _KEYWORD if _keeps_keywords(server) else r"\Seen"
                query = f"UNKEYWORD {_KEYWORD}" if flag == _KEYWORD else "UNSEEN"
                for uid in _uids(server.uid("SEARCH", query))[:_AT_ONCE]:
                    yield _content(server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{_MAX_BYTES}>)"))
                    server.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})")
        except (OSError, imaplib.IMAP4.error) as error:
            code = "returned_mail.refused" if isinstance(error, imaplib.IMAP4.error) else "returned_mail.unreachable"
            raise GatewayError(code, kind=type(error).__name__) from None

    @contextmanager
    def _folder(self) -> Iterator[imaplib.IMAP4]:
        parts = urlsplit(self._url.get_secret_value())
        host, context = parts.hostname or "", ssl.create_default_context()
        server: imaplib.IMAP4
        if parts.scheme == "imaps":
            server = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=self._timeout)
        else:
            server = imaplib.IMAP4(host, parts.port or 143, timeout=self._timeout)
        try:
            if parts.scheme == "imap+starttls":
                server.starttls(context)
            server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            folder = unquote(parts.path.strip("/")) or "INBOX"
            answer, _ = server.select(f'"{folder}"')
            if answer != "OK":
                raise imaplib.IMAP4.error("no such folder")
            yield server
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                server.logout()


def _keeps_keywords(server: imaplib.IMAP4) -> bool:
    _, flags = server.response("PERMANENTFLAGS")
    return any(rb"\*" in flag for flag in flags if isinstance(flag, bytes))


def _uids(answer: tuple[str, list[bytes | None]]) -> list[str]:
    status, lines = answer
    if status != "OK":
        raise imaplib.IMAP4.error("search refused")
    return [uid.decode("ascii") for line in lines if line for uid in line.split()]


def _content(answer: tuple[str, list[object]]) -> bytes:
    _, lines = answer
    return next((line[1] for line in lines if isinstance(line, tuple) and isinstance(line[1], bytes)), b"")
