"""A paragraph as pieces of text that look alike, and those as HTML: the only place where text becomes markup."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from paraaf.documents.html.page_texts import PageTexts

BOOKMARK = "\x1e"
"""Around the name of a bookmark until its place is known; XML cannot hold it, so no text can pretend to be one."""

_SCHEMES = {"http", "https", "mailto"}
_REORDERING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Left out: with these a text can show something else than it says, and no Dutch letter needs them."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Html(str):
    """Text that is HTML already: templates put it in as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Change:
    """That something was inserted or deleted."""

    author: str = ""
    date: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Piece:
    """Some text, or something that stands among it, with how it looks and what was done to it."""

    html: str
    text: str = ""
    """What it says, as `paraaf.redline.plain_text.fingerprint` reads it."""
    formats: tuple[str, ...] = ()
    link: str = ""
    is_link: bool = False
    """Whether its HTML is a link by itself."""
    inserted: Change | None = None
    deleted: Change | None = None
    is_reformatted: bool = False

    @property
    def is_kept(self) -> bool:
        """Return whether it is there when all changes are accepted."""
        return self.deleted is None

    @property
    def is_changed(self) -> bool:
        """Return whether it was inserted or deleted."""
        return self.inserted is not None or self.deleted is not None


def escaped(text: str) -> str:
    """Return text as HTML."""
    return escape(text.translate(_REORDERING))


def visually_hidden(text: str) -> str:
    """Return HTML of text that is heard but not seen."""
    return f'<span class="visually-hidden">{escaped(text)}</span>'


def safe_address(target: str) -> str:
    """Return a web or mail address that a link may lead to; "" for any other."""
    plain = "".join(c for c in target.strip() if c.isprintable() and not c.isspace())
    try:
        parts = urlsplit(plain)
    except ValueError:
        return ""
    leads_somewhere = parts.path if parts.scheme == "mailto" else parts.hostname
    return plain if parts.scheme in _SCHEMES and leads_somewhere else ""


def accepted_text(pieces: Sequence[Piece]) -> str:
    """Return what pieces say with all changes accepted."""
    return "".join(piece.text for piece in pieces if piece.is_kept)


def merge_adjacent(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with neighbours that look alike as one."""
    return [
        replace(same[0], html="".join(piece.html for piece in same), text="".join(piece.text for piece in same))
        for _, group in groupby(pieces, key=lambda piece: replace(piece, html="", text=""))
        for same in [list(group)]
    ]


def as_html(pieces: Sequence[Piece], words: PageTexts) -> str:
    """Return pieces as HTML, changes outermost."""
    found = []
    for (inserted, deleted), group in groupby(
        merge_adjacent(pieces), key=lambda piece: (piece.inserted, piece.deleted)
    ):
        inner = _linked(list(group), words)
        if deleted is not None:
            inner = _change("del", deleted, words.moved_away if deleted.moved else words.deleted, inner, words)
        if inserted is not None:
            inner = _change("ins", inserted, words.moved_here if inserted.moved else words.inserted, inner, words)
        found.append(inner)
    return "".join(found)


def _linked(pieces: list[Piece], words: PageTexts) -> str:
    found = []
    for link, group in groupby(pieces, key=lambda piece: piece.link):
        inner = "".join(_formatted(piece, words) for piece in group)
        if link.startswith("#"):
            inner = f'<a href="#{BOOKMARK}{escaped(link[1:])}{BOOKMARK}">{inner}</a>'
        elif link:
            inner = f'<a href="{escaped(link)}" rel="noopener noreferrer nofollow">{inner}</a>'
        found.append(inner)
    return "".join(found)


def _formatted(piece: Piece, words: PageTexts) -> str:
    html = piece.html
    for name in reversed(piece.formats):
        if name == "concealed":
            html = f'<span class="concealed">{visually_hidden(words.concealed)}{html}</span>'
        elif name == "caps":
            html = f'<span class="caps">{html}</span>'
        else:
            html = f"<{name}>{html}</{name}>"
    if piece.is_reformatted and not piece.is_changed:
        html = f'<span class="reformatted" title="{escaped(words.reformatted)}">{html}</span>'
    return html


def _change(tag: str, change: Change, what: str, inner: str, words: PageTexts) -> str:
    by = words.by.format(change.author) if change.author else ""
    day = _DAY.match(change.date)
    when = f' datetime="{day[0]}"' if day else ""
    title = what.format(by).removesuffix(":")
    label = f' title="{escaped(title)}"' if change.author else ""
    moved = ' class="moved"' if change.moved else ""
    before, after = visually_hidden(what.format(by) + " "), visually_hidden(" " + words.end)
    return f"<{tag}{moved}{when}{label}>{before}{inner}{after}</{tag}>"
