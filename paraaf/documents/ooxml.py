"""WordprocessingML by hand: names, elements, runs and paragraphs."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
LANGUAGE = "nl-NL"

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile(r"(\n|\t)")


def qn(name: str) -> str:
    """Return lxml's name for a prefixed one: "w:p"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def qns(names: str) -> frozenset[str]:
    """Return lxml's names for several in the w namespace: "p tbl"."""
    return frozenset(qn(f"w:{name}") for name in names.split())


def clean(text: str) -> str:
    """Return text with Unix line ends and without the characters that XML forbids."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def parse(content: bytes) -> Element:
    """Return the root of an XML part; raise `etree.XMLSyntaxError` if it is none. No entities, no network."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("a part has a DOCTYPE", 0, 0, 0)
    return root


def serialize(root: Element) -> bytes:
    """Return an XML part as bytes, the same for the same tree."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def element(name: str, *children: Element | None, **attributes: str) -> Element:
    """Return a new element; attributes are in the w namespace, children that are None are left out."""
    made = etree.Element(qn(name), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend([child for child in children if child is not None])
    return made


def value_of(parent: Element | None, name: str) -> str:
    """Return the w:val of a child such as w:tag, or the empty string."""
    child = parent.find(qn(name)) if parent is not None else None
    return str(child.get(qn("w:val"), "")) if child is not None else ""


def text_element(text: str) -> Element:
    """Return a w:t that keeps its spaces."""
    made = element("w:t")
    made.text = text
    made.set(_XML_SPACE, "preserve")
    return made


def set_text(node: Element, text: str) -> None:
    """Change the text of a w:t, and keep its spaces."""
    node.text = clean(text)
    node.set(_XML_SPACE, "preserve")


def run(text: str, properties: Element | None = None) -> Element:
    """Return a run with line breaks and tabs as Word has them."""
    made = element("w:r", properties)
    for piece in _PIECES.split(clean(text)):
        if piece in ("\n", "\t"):
            made.append(element("w:br" if piece == "\n" else "w:tab"))
        elif piece:
            made.append(text_element(piece))
    return made


def run_properties(*, style: str = "", bold: bool = False, italic: bool = False) -> Element | None:
    """Return the w:rPr for a run, or None if it needs none."""
    if not (style or bold or italic):
        return None
    return element(
        "w:rPr",
        element("w:rStyle", val=style) if style else None,
        element("w:b") if bold else None,
        element("w:i") if italic else None,
    )


def paragraph(content: Iterable[Element], style: str = "", numbering: tuple[int, int] | None = None) -> Element:
    """Return a paragraph; `numbering` is the list (w:numId) and the level (w:ilvl, from 0)."""
    properties = None
    if style or numbering:
        properties = element("w:pPr", element("w:pStyle", val=style) if style else None)
    if numbering and properties is not None:
        list_id, level = numbering
        properties.append(element("w:numPr", element("w:ilvl", val=str(level)), element("w:numId", val=str(list_id))))
    made = element("w:p", properties)
    made.extend(list(content))
    return made
