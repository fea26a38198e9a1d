"""The text of a letter as a reader sees it, and where in the file each character stands.

Not `Paragraph.text` of python-docx, which leaves out what stands in content controls and in tracked insertions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from paraaf.documents.controls import VOLATILE_TAGS, tag_of
from paraaf.documents.ooxml import Element, clean, qns
from paraaf.documents.word_document import WordDocument

_SPACES = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TEXT, _PARAGRAPH, _CONTROL = qn("w:t"), qn("w:p"), qn("w:sdt")
_NOT_READ = qns("del moveFrom pPr rPr sdtPr sdtEndPr tblPr trPr tcPr") | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_CHANGES = qns(
    "ins del moveFrom moveTo cellIns cellDel cellMerge numberingChange rPrChange pPrChange sectPrChange"
    " tblPrChange tblGridChange tblPrExChange trPrChange tcPrChange"
)
_SAME = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "‑": "-"})
_INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")


@dataclass(frozen=True)
class Character:
    """One character of a paragraph: its element, and where in that element's text it stands."""

    char: str
    node: Element
    offset: int


def has_tracked_changes(docx: bytes) -> bool:
    """Return whether any text, table or formatting is a tracked change, in notes, headers and footers too."""
    return any(node.tag in _CHANGES for root in WordDocument.read(docx).stories() for node in root.iter())


def letter_contains(docx: bytes, passage: str) -> bool:
    """Return whether a passage stands in one paragraph of the body, whatever its spaces and quotation marks."""
    sought = normalized(passage)
    return bool(sought) and any(
        sought in normalized(text_of(paragraph)) for paragraph in paragraphs(WordDocument.read(docx).body)
    )


def body_text(docx: bytes) -> str:
    """Return the text of the body, a line for each paragraph that has any; without stamps and signature."""
    lines = (
        normalized(text_of(paragraph), same_quotes=False) for paragraph in paragraphs(WordDocument.read(docx).body)
    )
    return "\n".join(line for line in lines if line)


def paragraphs(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs that are read as text, in order: in tables, controls and text boxes too."""
    for child in parent:
        if child.tag in _NOT_READ or _is_volatile(child):
            continue
        if child.tag == _PARAGRAPH:
            yield child
        yield from paragraphs(child)


def characters(paragraph: Element) -> list[Character]:
    """Return the visible characters of one paragraph; those of a text box in it are not its own."""
    found = []
    for node in _text_nodes(paragraph):
        text = (node.text or "") if node.tag == _TEXT else _SPACES[node.tag]
        found += [Character(char, node, offset) for offset, char in enumerate(text)]
    return found


def text_of(paragraph: Element) -> str:
    """Return the visible text of one paragraph."""
    return "".join(character.char for character in characters(paragraph))


def normalized(text: str, *, same_quotes: bool = True) -> str:
    """Return text as it is compared: one space for any, one kind of quotation marks, nothing invisible."""
    return _normalized_with_places(clean(text), same_quotes=same_quotes)[0].strip()


def places_of(passage: str, text: str) -> list[tuple[int, int]]:
    """Return where a passage stands in a paragraph's text: from and up to which character."""
    sought = normalized(passage)
    line, places = _normalized_with_places(text)
    found, start = [], line.find(sought) if sought else -1
    while start >= 0:
        found.append((places[start], places[start + len(sought) - 1] + 1))
        start = line.find(sought, start + 1)
    return found


def _normalized_with_places(text: str, *, same_quotes: bool = True) -> tuple[str, list[int]]:
    made: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text.translate(_SAME) if same_quotes else text):
        if char in _INVISIBLE or (char.isspace() and made and made[-1] == " "):
            continue
        made.append(" " if char.isspace() else char)
        places.append(place)
    return "".join(made), places


def _text_nodes(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in _NOT_READ or child.tag == _PARAGRAPH or _is_volatile(child):
            continue
        if child.tag == _TEXT or child.tag in _SPACES:
            yield child
        else:
            yield from _text_nodes(child)


def _is_volatile(node: Element) -> bool:
    return bool(node.tag == _CONTROL) and tag_of(node) in VOLATILE_TAGS
