"""Elements of WordprocessingML for which python-docx has no object of its own, made with its parser."""

import re
from typing import TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml import etree

Element: TypeAlias = etree._Element

LANGUAGE = "nl-NL"

_XML_SPACE = qn("xml:space")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def qns(names: str) -> frozenset[str]:
    """Return lxml's names for several in the w namespace: "p tbl"."""
    return frozenset(qn(f"w:{name}") for name in names.split())


def clean(text: str) -> str:
    """Return text with Unix line ends and without the characters that XML forbids."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def element(name: str, *children: Element | None, **attributes: str) -> Element:
    """Return a new element; attributes are in the w namespace, children that are None are left out."""
    made = OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})
    made.extend([child for child in children if child is not None])
    return made


def run(text: str, properties: Element | None = None) -> Element:
    """Return a run with line breaks and tabs as Word has them."""
    made = element("w:r", properties)
    made.text = clean(text)
    return made


def value_of(parent: Element | None, name: str) -> str:
    """Return the w:val of a child such as w:tag, or the empty string."""
    child = parent.find(qn(name)) if parent is not None else None
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def text_element(text: str) -> Element:
    """Return a w:t that keeps its spaces."""
    made = element("w:t")
    set_text(made, text)
    return made


def set_text(node: Element, text: str) -> None:
    """Change the text of a w:t, and keep its spaces."""
    node.text = clean(text)
    node.set(_XML_SPACE, "preserve")
