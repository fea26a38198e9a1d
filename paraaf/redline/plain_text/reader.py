"""One story of a Word file (body, note, header) as lines of text, with its tracked changes accepted or rejected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from paraaf.redline.opc.package import Element
from paraaf.redline.wml.field_codes import is_volatile, keyword

View = Literal["accepted", "original"]

Notes = dict[tuple[str, str], int]
"""The notes that a text refers to, as (footnote or endnote, id in the file), with the number each gets."""

CELL = "\x1f"
"""Between the cells of a row; XML cannot hold it, so no text can pretend to be a table."""

_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
}
_CONTAINERS = {"w:customXml", "w:ins", "w:del", "w:moveFrom", "w:moveTo"}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TABLE_FIELDS = {"TOC", "TOA", "INDEX"}
_PAGE_NUMBER = re.compile(r"\t[\s\divxlcm]*$", re.IGNORECASE)


def prefixed_name(element: Element) -> str:
    """Return an element's name with the usual prefix, whatever prefix the file uses: `w:p`; a foreign one is `:p`."""
    space, _, local = element.tag[1:].rpartition("}")
    return f"{_NAMESPACES.get(space, '')}:{local}"


def attribute(element: Element, name: str) -> str | None:
    """Return a Word attribute by its local name, in either of Word's namespaces."""
    space = element.tag[1:].rpartition("}")[0]
    value = element.get(f"{{{space}}}{name}")
    return None if value is None else str(value)


def child(element: Element, *path: str) -> Element | None:
    """Return the element at the end of a path of kinds, if it is there."""
    for step in path:
        element = next((each for each in element if prefixed_name(each) == step), None)
        if element is None:
            return None
    return element


def is_on(element: Element | None) -> bool:
    """Return whether an on/off element is there and not switched off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


@dataclass
class _FieldResult:
    instruction: str = ""
    in_result: bool = False
    lines: int = 0
    """How many lines there were when its result began."""
    pieces: int = 0
    """How many pieces its line had by then."""


def read_story(
    container: Element, view: View, ignore_tags: frozenset[str], notes: Notes, *, with_fields: bool = True
) -> list[str]:
    """Return the lines of a body, cell, note, header, footer or text box; `notes` gets the notes that it refers to."""
    known_notes = len(notes)
    story = _StoryReader(view, ignore_tags, notes, with_fields=with_fields)
    story.blocks(container)
    story.end_line()
    if not story.hides_text:
        return story.lines
    # A field that begins and never ends would hide all that follows; then none of them is taken for a field.
    while len(notes) > known_notes:
        notes.popitem()
    return read_story(container, view, ignore_tags, notes, with_fields=False)


class _StoryReader:
    def __init__(self, view: View, ignore_tags: frozenset[str], notes: Notes, *, with_fields: bool) -> None:
        self.view = view
        self.hidden = {"w:del", "w:moveFrom"} if view == "accepted" else {"w:ins", "w:moveTo"}
        self.row_mark, self.cell_mark = ("w:del", "w:cellDel") if view == "accepted" else ("w:ins", "w:cellIns")
        self.ignore_tags = ignore_tags
        self.notes = notes
        self.with_fields = with_fields
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._is_open = False
        self._is_ignored = False
        self._boxes: list[Element] = []
        self._fields: list[_FieldResult] = []

    @property
    def hides_text(self) -> bool:
        return any(not field.in_result for field in self._fields)

    def _nested_lines(self, container: Element) -> list[str]:
        return read_story(container, self.view, self.ignore_tags, self.notes, with_fields=self.with_fields)

    # Blocks

    def blocks(self, container: Element) -> None:
        for block in container:
            name = prefixed_name(block)
            if name == "w:p":
                self._paragraph(block)
            elif name == "w:tbl":
                self.end_line()
                self._rows(block)
            elif name == "w:sdt":
                if not self._has_ignored_tag(block) and (content := child(block, "w:sdtContent")) is not None:
                    self.blocks(content)
            elif name == "mc:AlternateContent":
                self.blocks(chosen_branch(block))
            elif name in _CONTAINERS and name not in self.hidden:
                self.blocks(block)
            elif name.startswith("m:"):
                self._paragraph(block)

    def _paragraph(self, paragraph: Element) -> None:
        self._is_open = True
        before, known_notes = len(self._pieces), len(self.notes)
        self._is_ignored = False
        self._inline(paragraph)
        if self._is_ignored:
            del self._pieces[before:]
            while len(self.notes) > known_notes:
                self.notes.popitem()
            self._is_open = before > 0
        mark = child(paragraph, "w:pPr", "w:rPr")
        if mark is None or not any(prefixed_name(each) in self.hidden for each in mark):
            self.end_line()

    def end_line(self) -> None:
        if self._is_open:
            self.lines.append("".join(self._pieces))
            self._pieces = []
            self._is_open = False
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.lines += self._nested_lines(box)

    def _rows(self, table: Element) -> None:
        for row in self._wrapped(table, "w:tr"):
            if child(row, "w:trPr", self.row_mark) is None:
                cells = [c for c in self._wrapped(row, "w:tc") if child(c, "w:tcPr", self.cell_mark) is None]
                self.lines.append(CELL.join("\n".join(self._nested_lines(cell)) for cell in cells))

    def _wrapped(self, container: Element, wanted: str) -> Iterator[Element]:
        """Return the rows of a table or the cells of a row, also those in a content control or another wrapper."""
        for each in container:
            name = prefixed_name(each)
            if name == wanted:
                yield each
            elif name == "w:sdt" and self._has_ignored_tag(each):
                continue
            elif name in ("w:sdt", "w:sdtContent") or (name in _CONTAINERS and name not in self.hidden):
                yield from self._wrapped(each, wanted)

    def _has_ignored_tag(self, control: Element) -> bool:
        tag = child(control, "w:sdtPr", "w:tag")
        return tag is not None and attribute(tag, "val") in self.ignore_tags

    # Within a line

    def _inline(self, container: Element) -> None:
        for each in container:
            name = prefixed_name(each)
            if name in self.hidden or (name[:2] in ("w:", "m:") and name.endswith("Pr")):
                continue
            if name in ("w:t", "w:delText", "m:t"):
                self._append(text_of(each))
            elif name == "w:instrText" or name == "w:delInstrText":
                if self.with_fields and self._fields and not self._fields[-1].in_result:
                    self._fields[-1].instruction += each.text or ""
            elif name == "w:fldChar":
                self._field(attribute(each, "fldCharType"))
            elif name == "w:fldSimple":
                self._simple_field(each)
            elif name == "w:sym":
                self._append(_symbol(attribute(each, "char")))
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._note(name[2:].removesuffix("Reference"), attribute(each, "id") or "")
            elif name == "w:txbxContent":
                self._boxes.append(each)
            elif name == "w:sdt":
                self._is_ignored = self._is_ignored or self._has_ignored_tag(each)
                if (content := child(each, "w:sdtContent")) is not None:
                    self._inline(content)
            elif name == "mc:AlternateContent":
                self._inline(chosen_branch(each))
            elif name[:2] == "w:" and name[2:] in _CHARACTERS:
                self._append(_CHARACTERS[name[2:]])
            elif name != "w:rt":
                self._inline(each)

    def _append(self, text: str) -> None:
        if not self.with_fields or all(field.in_result for field in self._fields):
            self._pieces.append(text)
            self._is_open = True

    def _note(self, kind: str, id_: str) -> None:
        self._append(f"[{self.notes.setdefault((kind, id_), len(self.notes) + 1)}]")

    # Fields

    def _field(self, mark: str | None) -> None:
        if not self.with_fields:
            return
        if mark == "begin":
            self._fields.append(_FieldResult())
        elif mark == "separate" and self._fields:
            field = self._fields[-1]
            field.in_result, field.lines, field.pieces = True, len(self.lines), len(self._pieces)
        elif mark == "end" and self._fields:
            field = self._fields.pop()
            if field.in_result:
                self._drop_volatile_result(field)

    def _simple_field(self, element: Element) -> None:
        field = _FieldResult(attribute(element, "instr") or "", True, len(self.lines), len(self._pieces))
        self._inline(element)
        self._drop_volatile_result(field)

    def _drop_volatile_result(self, field: _FieldResult) -> None:
        name = keyword(field.instruction)
        if name in _TABLE_FIELDS:
            # The entries are text that somebody reads; only their page numbers change by themselves.
            self.lines[field.lines :] = [_PAGE_NUMBER.sub("", line) for line in self.lines[field.lines :]]
            if len(self.lines) > field.lines:
                self._pieces = [_PAGE_NUMBER.sub("", "".join(self._pieces))]
        elif len(self.lines) == field.lines:
            # Text in disguise stays.
            length = len("".join(self._pieces[field.pieces :]))
            if is_volatile(name, length):
                del self._pieces[field.pieces :]


def chosen_branch(alternatives: Element) -> Element:
    """Return the branch that Word shows: one of them, or the text would be read twice."""
    return next((each for each in alternatives if len(each)), alternatives[0] if len(alternatives) else alternatives)


def text_of(element: Element) -> str:
    """Return the text of a `w:t` or the like as it is shown."""
    text = re.sub(r"[\t\r\n]", " ", element.text or "")
    return text if element.get(_XML_SPACE) == "preserve" or prefixed_name(element) == "m:t" else text.strip(" ")


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
