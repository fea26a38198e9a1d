"""A Word file as parts of a web page: what it says, which passage is where, what was changed."""

from paraaf.documents.html.page import Tool, WebText, as_web_text
from paraaf.documents.html.page_texts import DUTCH, ENGLISH, PageTexts
from paraaf.documents.html.pieces import Html, escaped

__all__ = ["DUTCH", "ENGLISH", "Html", "PageTexts", "Tool", "WebText", "as_web_text", "escaped"]
