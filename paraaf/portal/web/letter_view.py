"""Letters and notes as parts of a page, in the language of its reader."""

from dataclasses import replace
from functools import cache, lru_cache
from textwrap import shorten

from models.document import Document
from models.enums import Language
from paraaf.documents.html import DUTCH, ENGLISH, PageTexts, Tool, WebText, as_web_text, escaped
from paraaf.portal.texts import LanguageTexts
from paraaf.services.app.unit_of_work import App

_WORDS = {Language.DUTCH: DUTCH, Language.ENGLISH: ENGLISH}


def shown(
    paraaf: App, document: Document, language: Language, *, prefix: str = "", first_heading: int = 3,
    tool: Tool | None = None,
) -> WebText:  # fmt: skip
    """Return a stored Word file as HTML; its ids begin with `prefix`, its headings with this level."""
    return _made(paraaf.store.get(document.sha256), _WORDS[language], first_heading, prefix, tool)


def changes(paraaf: App, redline: Document, language: Language, *, prefix: str = "", first_heading: int = 3) -> WebText:
    """Return a comparison that Paraaf made as HTML; all its changes are the owner's, so no name stands at each."""
    content = paraaf.store.get(redline.sha256)
    return redline_shown(content, language, prefix=prefix, first_heading=first_heading)


def redline_shown(redline: bytes, language: Language, *, prefix: str = "", first_heading: int = 3) -> WebText:
    """Return the same of a comparison that is not stored."""
    words: PageTexts = replace(_WORDS[language], by="")
    return _made(redline, words, first_heading, prefix, None)


@lru_cache(maxsize=64)
def _made(content: bytes, words: PageTexts, first_heading: int, prefix: str, tool: Tool | None) -> WebText:
    """Return a Word file as HTML. A letter is read by many and never changes, so what was made last is kept."""
    return as_web_text(content, words, first_heading=first_heading, prefix=prefix, tool=tool)


@cache
def quote_button(language: Language) -> Tool:
    """Return what makes the button beside a passage that begins a comment on it."""
    words = LanguageTexts(language)

    def button(id_: str, text: str) -> str:
        label = words("review.quote")
        name = escaped(f"{label}: {shorten(text, 60, placeholder='…')}")
        return (
            f' <button class="small quote" name="action" value="quote-{id_}" lang="{language.value}"'
            f' aria-label="{name}">{escaped(label)}</button>'
        )

    return button
