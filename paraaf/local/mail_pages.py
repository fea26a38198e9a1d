"""The mailbox of this machine as pages: every message with its links and files, for whoever tries Paraaf out."""

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass
from email.message import EmailMessage
from functools import cache
from urllib.parse import quote

import jinja2
from markupsafe import Markup, escape

from paraaf.local.mailbox import Mailbox, Received

_LINK = re.compile(r"https?://127\.0\.0\.1:\d+/[^\s<>\"']+")
"""Only links to this machine are made links: those of Paraaf's own."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid #8888; vertical-align: top; }
pre { white-space: pre-wrap; font: inherit; overflow-wrap: anywhere; }
"""
POLICY = "default-src 'none'; style-src 'sha256-" + b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode() + "'"
"""The Content-Security-Policy of these pages: nothing but their own style."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} – the mailbox of this machine</title><style>{{ style }}</style></head><body>
{% if mail is none %}
<h1>The mailbox of this machine</h1>
<p>Every message that Paraaf sent, the latest first. Nothing of it left this machine.</p>
<table><thead><tr><th scope="col">No</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>
{% for each in mails %}
<tr><td>{{ each.number }}</td><td>{{ each.to }}</td>
<td><a href="/mail/{{ each.number }}">{{ each.subject }}</a></td></tr>
{% else %}
<tr><td colspan="3">Nothing yet.</td></tr>
{% endfor %}
</tbody></table>
{% else %}
<p><a href="/mail">All messages</a></p>
<h1>{{ mail.subject }}</h1>
<p>To {{ mail.to }}</p>
<pre>{{ mail.body }}</pre>
{% if mail.files %}
<h2>Files</h2>
<ul>
{% for file in mail.files %}
<li><a href="/mail/{{ mail.number }}/{{ loop.index }}">{{ file }}</a></li>
{% endfor %}
</ul>
{% endif %}
{% endif %}
</body></html>
"""


@dataclass(frozen=True)
class _Mail:
    number: int
    to: str
    subject: str
    body: Markup
    files: list[str]


@dataclass(frozen=True)
class Answer:
    """What is sent to the browser."""

    media_type: str
    content: bytes
    disposition: str = ""


def answer(mailbox: Mailbox, path: str) -> Answer | None:
    """Return the page or file under a path: `/mail`, `/mail/3`, `/mail/3/1`; None if there is none."""
    found = re.fullmatch(r"/mail(?:/(\d{1,6})(?:/(\d{1,3}))?)?", path)
    if found is None:
        return None
    received = mailbox.received()
    number, place = (int(part) if part else 0 for part in found.groups())
    if not number:
        mails = [_mail(each, at) for at, each in enumerate(received, start=1)]
        return _html("All messages", mails=mails[::-1], mail=None)
    if number > len(received):
        return None
    if not place:
        mail = _mail(received[number - 1], number)
        return _html(mail.subject, mails=(), mail=mail)
    files = list(_files(received[number - 1].message))
    return _file(files[place - 1]) if place <= len(files) else None


def _mail(received: Received, number: int) -> _Mail:
    message = received.message
    body = message.get_body(("plain",))
    files = [part.get_filename() or "file" for part in _files(message)]
    text = str(body.get_content()) if body is not None else ""
    return _Mail(number, str(message["To"]), str(message["Subject"]), _with_links(text), files)


def _files(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]


def _with_links(text: str) -> Markup:
    """Return a text as HTML in which the links to this machine can be followed."""
    made, end = Markup(), 0
    for link in _LINK.finditer(text):
        made += escape(text[end : link.start()]) + Markup('<a href="{0}">{0}</a>').format(link[0])
        end = link.end()
    return made + escape(text[end:])


def _file(part: EmailMessage) -> Answer:
    content = part.get_payload(decode=True)
    name = quote(part.get_filename() or "file")
    return Answer(
        part.get_content_type(), content if isinstance(content, bytes) else b"", f"attachment; filename*=UTF-8''{name}"
    )


def _html(title: str, **facts: object) -> Answer:
    page = _template().render(title=title, style=Markup(_STYLE), **facts)  # noqa: S704  # a constant of this module
    return Answer("text/html; charset=utf-8", page.encode())


@cache
def _template() -> jinja2.Template:
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(_PAGE)
