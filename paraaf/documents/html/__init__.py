"""A Word file as parts of a web page: what it says, which passage is where, what was changed."""

from paraaf.documents.html.page import Tool, WebText, as_web_text
from paraaf.documents.html.pieces import Html, written
from paraaf.documents.html.words import DUTCH, ENGLISH, PageWords

__all__ = ["DUTCH", "ENGLISH", "Html", "PageWords", "Tool", "WebText", "as_web_text", "written"]
