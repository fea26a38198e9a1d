"""Letters and notes as parts of a page, in the language of its reader."""

from dataclasses import replace

from models.document import Document
from models.enums import Language
from paraaf.documents.html import DUTCH, ENGLISH, PageWords, WebText, as_web_text
from paraaf.documents.html.page import Tool
from paraaf.services.context import App

_WORDS = {Language.DUTCH: DUTCH, Language.ENGLISH: ENGLISH}


def shown(
    paraaf: App, document: Document, language: Language, *, prefix: str = "", first_heading: int = 3,
    tool: Tool | None = None,
) -> WebText:  # fmt: skip
    """Return a stored Word file as HTML; its ids begin with `prefix`, its headings with this level."""
    content = paraaf.store.get(document.sha256)
    return as_web_text(content, _WORDS[language], first_heading=first_heading, prefix=prefix, tool=tool)


def changes(paraaf: App, redline: Document, language: Language, *, prefix: str = "", first_heading: int = 3) -> WebText:
    """Return a comparison that Paraaf made as HTML; all its changes are the owner's, so no name stands at each."""
    words: PageWords = replace(_WORDS[language], by="")
    content = paraaf.store.get(redline.sha256)
    return as_web_text(content, words, first_heading=first_heading, prefix=prefix)
